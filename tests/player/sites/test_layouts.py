"""Layouts: which pages they hold for, what they refuse, what pages are told of them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from player.sites.models import Layout, Site

pytestmark = pytest.mark.django_db


def layout(site: Site, **fields: object) -> Layout:
    return Layout(**{"site": site, "name": "Stories", "allow": "article", **fields})


def faults(row: Layout) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    return refused.value.message_dict


def test_the_first_layout_that_matches_is_taken(site: Site) -> None:
    layout(site, name="Everything", priority=900).save()
    stories = layout(site, url_pattern="/stories/*")
    stories.save()
    assert site.layout_for("https://www.tidepool.example/stories/x") == stories
    assert site.layout_for("https://www.tidepool.example/news/x").name == "Everything"


def test_a_faulty_selector_is_refused_with_its_line_and_its_place(site: Site) -> None:
    refused = faults(layout(site, allow=".story > p\n\n.story >> h2", deny="figure:hover"))
    assert refused["allow"] == [
        "Selector 2, “.story >> h2”: At character 9 (“> h2”): The combinator '>', must have a selector before it."
    ]
    assert refused["deny"][0].startswith("Selector 1, “figure:hover”: At character 7 (“:hover”)")


def test_all_faults_are_named_at_once(site: Site) -> None:
    refused = faults(layout(site, allow="p:hover, a:focus\n.story\n//article", level="css p:hover\nfind it"))
    first, second = refused["allow"]
    assert first.startswith("Selector 1, “p:hover, a:focus”: At character 2 (“:hover, a:focus”)")
    assert "At character 11 (“:focus”)" in first
    assert second.startswith("Selector 3, “//article”")
    assert [fault.split(":")[0] for fault in refused["level"]] == ["Line 1, “css p", "Line 2, “find it”"]


def test_the_titles_selector_is_checked_too(site: Site) -> None:
    assert "At character 1" in faults(layout(site, title="//h1"))["title"][0]


@pytest.mark.parametrize("field", ["language", "level", "story"])
def test_a_faulty_rule_is_refused_with_its_line_and_its_place(site: Site, field: str) -> None:
    assert faults(layout(site, **{field: "meta a\n\ncss p:hover"}))[field][0].startswith(
        "Line 2, “css p:hover”: At character 5 (“p:hover”): the selector cannot be used. At character 2"
    )


def test_a_language_that_is_none_is_refused(site: Site) -> None:
    assert "“Español” is no language tag" in faults(layout(site, language="url /es/* = Español"))["language"][0]


def test_a_layout_that_reads_nothing_is_refused(site: Site) -> None:
    assert "allow" in faults(layout(site, allow=" \n \n"))


def test_a_front_page_has_badges_and_need_not_read_anything(site: Site) -> None:
    row = layout(site, url_pattern="/", allow="", badges=".teaser h3 a\n.card", badges_play=True)
    row.full_clean()
    row.save()
    config = row.as_config()
    assert (config["allow"], config["badges"], config["badges_play"]) == ([], [".teaser h3 a", ".card"], True)


def test_pages_without_badges_are_told_nothing_of_them(site: Site) -> None:
    row = layout(site, badges_play=True)
    row.save()
    assert not {"badges", "badges_play"} & set(row.as_config())


@pytest.mark.parametrize("selector", ["a:hover", "[href", "a >> b", "//a", "a{display:none}"])
def test_a_faulty_selector_of_badges_is_refused_with_its_line(site: Site, selector: str) -> None:
    refused = faults(layout(site, badges=f".teaser a\n{selector}"))
    assert refused["badges"][0].startswith(f"Selector 2, “{selector}”: At character")


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("/a /b", "At character 3: an address holds no spaces"),
        ("https://www.example.org/stories/*", "Leave out https://"),
        ("/stories/*?page=2", "At character 11 (“?page=2”): only host and path"),
        ("www.example.org", "Write www.example.org/* for all of them"),
    ],
)
def test_a_pattern_that_would_match_nothing_is_refused(site: Site, pattern: str, fault: str) -> None:
    assert fault in faults(layout(site, url_pattern=pattern))["url_pattern"][0]


@pytest.mark.parametrize("rate", ["0.74", "1.51"])
def test_rates_that_nobody_can_follow_are_refused(site: Site, rate: str) -> None:
    assert "default_rate" in faults(layout(site, default_rate=Decimal(rate)))


def test_pages_are_told_the_selectors_line_by_line(site: Site) -> None:
    row = layout(site, allow=" .story > p \n\n.story > h2", deny=".advert\n")
    row.save()
    config = row.as_config()
    assert config["allow"] == [".story > p", ".story > h2"]
    assert config["deny"] == [".advert"]
    assert config["default_rate"] == 0, "the site’s rates hold"


def test_pages_are_told_a_rate_of_the_layouts_own(site: Site) -> None:
    assert layout(site, default_rate=Decimal("1.1")).as_config()["default_rate"] == 1.1


def test_pages_are_told_a_fixed_language_as_such_and_the_rules_as_their_parts(site: Site) -> None:
    row = layout(site, url_pattern="/niños/*", language="= es-MX", level="meta level\ncss .badge @data-level")
    row.save()
    config = row.as_config()
    assert (config["url_pattern"], config["language"]) == ("/ni%C3%B1os/*", "es-MX")
    assert "language_rules" not in config
    assert config["level_rules"][1] == {"source": "css", "subject": ".badge", "attribute": "data-level", "value": ""}


def test_a_language_by_rules_is_none_that_is_fixed(site: Site) -> None:
    row = layout(site, language="meta og:locale\n= es")
    row.save()
    assert row.as_config()["language"] == ""
    assert [rule["source"] for rule in row.as_config()["language_rules"]] == ["meta", "fixed"]
