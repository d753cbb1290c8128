"""Themes: what a site may choose, what pages are told of it, and that nothing of it is ever CSS."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from player.sites.colours import CONTROL, TEXT, contrast, letters_on, nearest_seen
from player.sites.models import DefaultRate, Site, Theme
from player.sites.models.theme import OWN_DAY, OWN_NIGHT, Verdict

a_colour = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def faults(theme: Theme) -> dict[str, list[str]]:
    try:
        theme.full_clean(exclude=["site"])
    except ValidationError as error:
        return dict(error.message_dict)
    return {}


def told(site: Site) -> dict[str, object]:
    return dict(Client().get(f"/v1/sites/{site.key}").json())


class TestWhatPagesAreTold:
    pytestmark = pytest.mark.django_db

    def test_nothing_where_nothing_was_chosen(self, site: Site) -> None:
        assert told(site)["theme"] == {}

    def test_what_was_chosen_by_day_and_by_night(self, site: Site) -> None:
        Theme.objects.create(site=site, accent="#0b5cad", night_accent="#7fb8ff", radius=0, font="Nunito", shape="bar")
        assert told(site)["theme"] == {
            "accent": "light-dark(#0b5cad, #7fb8ff)",
            "on_accent": "light-dark(#ffffff, #000000)",
            "radius": "0px",
            "font": '"Nunito", ui-rounded, system-ui, sans-serif',
            "shape": "bar",
        }

    def test_one_set_of_colours_where_pages_are_always_light(self, site: Site) -> None:
        Theme.objects.create(site=site, scheme="day", accent="#0b5cad")
        assert told(site)["theme"] == OWN_DAY | {"accent": "#0b5cad", "on_accent": "#ffffff"}

    def test_rates_the_narrowest_first(self, site: Site) -> None:
        for language, level, rate in (("es", "", 1), ("", "2", 0.8), ("es-mx", "", 1.1), ("es", "2", 0.75)):
            DefaultRate.objects.create(site=site, language=language, level=level, rate=rate)
        rates = told(site)["rates"]
        assert isinstance(rates, list)
        assert [(each["language"], each["level"], each["rate"]) for each in rates] == [
            *(("es", "2", 0.75), ("", "2", 0.8)),
            *(("es-mx", "", 1.1), ("es", "", 1.0)),
        ]

    def test_where_the_launcher_stands_and_what_readers_may(self, site: Site) -> None:
        Site.objects.filter(pk=site.pk).update(launcher=".byline", allow_complaints=True)
        config = told(site)
        assert (config["launcher"], config["complaints"], config["download"]) == (".byline", True, False)


@pytest.mark.parametrize("field", ["accent", "surface", "text", "night_accent", "night_surface", "night_text"])
@pytest.mark.parametrize(
    "value", ["red", "#fff", "#12345g", "#000}*{", "url(x)", "#1234567", "#C2410C", "#00000\n", "var(--x)"]
)
def test_what_is_no_colour_is_refused(field: str, value: str) -> None:
    assert field in faults(Theme(**{field: value}))


@pytest.mark.parametrize(
    "font", ['Nunito", url(x)', "a;b", "a}b", "a\\", "A\nB", "url(x)", "Comic Sans, serif", " Nunito", "-x", "a" * 61]
)
def test_what_is_no_name_of_one_font_is_refused(font: str) -> None:
    assert "font" in faults(Theme(font=font))


@pytest.mark.parametrize("font", ["Nunito", "Atkinson Hyperlegible", "Noto Sans JP", "Source-Serif 4", "明朝"])
def test_names_of_fonts_are_taken(font: str) -> None:
    assert not faults(Theme(font=font))


@pytest.mark.parametrize(("field", "value"), [("shape", "none"), ("size", "huge"), ("scheme", ""), ("radius", 41)])
def test_choices_are_those_that_are_offered(field: str, value: object) -> None:
    assert field in faults(Theme(**{field: value}))


@pytest.mark.parametrize("launcher", [".byline > p", "h1 ~ .meta", "[data-slot='audio']"])
def test_a_launcher_stands_where_a_selector_says(site: Site, launcher: str) -> None:
    site.launcher = launcher
    site.full_clean()


@pytest.mark.parametrize("launcher", [".byline[", "p::before", ":hover", "{}", "p:contains('x')"])
def test_a_selector_that_pages_cannot_use_is_refused(site: Site, launcher: str) -> None:
    site.launcher = launcher
    with pytest.raises(ValidationError, match="At character"):
        site.full_clean()


class TestWhatIsSeen:
    def test_our_own_colours_are_seen(self) -> None:
        assert all(verdict.good for verdict in Theme().verdicts())
        assert len(Theme().verdicts()) == 4

    def test_a_faint_accent_is_refused_with_the_nearest_that_works(self) -> None:
        fault = faults(Theme(accent="#ffd666", night_accent="#ff9d5c"))["accent"][0]
        assert "too faint" in fault
        better = fault.rstrip(".")[-7:]
        assert not faults(Theme(accent=better, night_accent="#ff9d5c"))

    def test_only_colours_that_are_shown_are_judged(self) -> None:
        dark_only = {"night_surface": "#ffffff", "night_text": "#ffff00"}
        assert "night_text" in faults(Theme(**dark_only))
        assert not faults(Theme(scheme="day", **dark_only))

    def test_an_accent_by_day_holds_by_night_as_light_as_it_has_to_be(self) -> None:
        assert Theme(accent="#eb9cf2").night == OWN_NIGHT | {"accent": "#eb9cf2"}
        dark = Theme(accent="#402000")
        assert not faults(dark)
        assert contrast(dark.night["accent"], OWN_NIGHT["surface"]) >= CONTROL
        assert "night_accent" in faults(Theme(night_accent="#402000"))

    @given(a_colour)
    def test_letters_are_read_on_any_accent(self, accent: str) -> None:
        assert contrast(letters_on(accent), accent) >= TEXT

    @given(a_colour, a_colour, st.sampled_from((TEXT, CONTROL)))
    def test_there_is_always_a_nearest_colour_that_works(self, colour: str, ground: str, least: float) -> None:
        better = nearest_seen(colour, ground, least)
        assert contrast(better, ground) >= least
        assert better == colour or contrast(colour, ground) < least

    def test_a_verdict_is_said_in_words(self) -> None:
        verdict = Verdict("text", "Text on the player", "by night", 2.123, 4.5, "#ffffff")
        assert "too faint" in verdict.words
        assert "2.1 : 1" in verdict.words
        assert "#ffffff" in verdict.words


@given(
    st.builds(
        Theme,
        accent=a_colour,
        night_text=a_colour,
        font=st.text(max_size=60),
        radius=st.integers(0, 60),
        shape=st.sampled_from(("button", "bar", "floating")),
    )
)
def test_whatever_is_accepted_cannot_leave_its_property(theme: Theme) -> None:
    if faults(theme):
        return
    for name, value in theme.as_config().items():
        bare = str(value).replace(f'"{theme.font}"', "") if name == "font" else str(value)
        assert not set(bare) & set("{};\\\"'<>@/*\n"), json.dumps({name: value})
        assert not set(theme.font) & set("{};\\\"'<>@/*\n(),")
