"""Theme: how launcher and player look on the pages of a site. Every value is one of a few shapes; none is ever CSS."""

import re
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models

from player.sites import colours
from player.sites.colours import CONTROL, TEXT, contrast, is_colour, letters_on, nearest_seen
from player.sites.models.site import Site

COLOURS: Final = ("accent", "surface", "text")
# What the script shows by itself (static/player/base_style.js, dock_style.js): by day and by night.
OWN_DAY: Final = {"accent": "#c2410c", "surface": "#fffdf8", "text": "#33261b"}
OWN_NIGHT: Final = {"accent": "#ff9d5c", "surface": "#2a211a", "text": "#fdf1e2"}
_FONTS_AFTER: Final = "ui-rounded, system-ui, sans-serif"
_FAMILY: Final = re.compile(r"[^\W_]+([ -][^\W_]+)*")


def check_colour(text: str) -> None:
    if not is_colour(text):
        raise ValidationError(f"“{text[:40]}” is no colour. Write it as #c2410c: a # and six digits from 0 to f.")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How well two colours of a theme go together: ``field`` is what to change where they do not."""

    field: str
    what: str
    when: str
    ratio: float
    least: float
    better: str

    @property
    def good(self) -> bool:
        return self.ratio >= self.least

    @property
    def words(self) -> str:
        """The verdict as staff read it."""
        ratio = f"{self.ratio:.1f} : 1"
        if self.good:
            easily = "very easy to see" if self.ratio >= colours.TEXT * 1.5 else "easy to see"
            return f"{self.what} {self.when}: {easily} ({ratio})."
        return (
            f"{self.what} {self.when}: too faint to be seen by everybody ({ratio}, at least {self.least:g} : 1 is needed). "
            f"The nearest colour that works is {self.better}."
        )


class Theme(models.Model):
    """The colours, type and launcher of a site; what is empty is Readalong's own."""

    class Scheme(models.TextChoices):
        DEVICE = "device", "By day and by night, as the reader’s device is set"
        DAY = "day", "Always by day: my pages are always light"
        NIGHT = "night", "Always by night: my pages are always dark"

    class Shape(models.TextChoices):
        BUTTON = "button", "A button under the title"
        BAR = "bar", "A bar as wide as the text"
        FLOATING = "floating", "A button that floats in the corner"

    class Size(models.TextChoices):
        SMALL = "small", "Small"
        MEDIUM = "medium", "Medium"
        LARGE = "large", "Large"

    site = models.OneToOneField(Site, models.CASCADE, related_name="theme")
    scheme = models.CharField("light or dark", max_length=10, choices=Scheme.choices, default=Scheme.DEVICE)
    accent = models.CharField(
        "accent", max_length=7, blank=True, validators=(check_colour,), help_text="The button and the bar."
    )
    surface = models.CharField(
        "player", max_length=7, blank=True, validators=(check_colour,), help_text="What the player is printed on."
    )
    text = models.CharField("text", max_length=7, blank=True, validators=(check_colour,), help_text="On the player.")
    night_accent = models.CharField("accent by night", max_length=7, blank=True, validators=(check_colour,))
    night_surface = models.CharField("player by night", max_length=7, blank=True, validators=(check_colour,))
    night_text = models.CharField("text by night", max_length=7, blank=True, validators=(check_colour,))
    font = models.CharField(
        max_length=60,
        blank=True,
        validators=(RegexValidator(rf"\A{_FAMILY.pattern}\Z", "Only the name of one font: letters, digits, spaces."),),
        help_text="The name of a font that your pages load, such as Nunito.",
    )
    radius = models.PositiveSmallIntegerField(
        "corners",
        null=True,
        blank=True,
        validators=(MaxValueValidator(40),),
        help_text="From 0, square, to 40, round; in pixels.",
    )
    shape = models.CharField("launcher", max_length=10, choices=Shape.choices, default=Shape.BUTTON)
    size = models.CharField(max_length=10, choices=Size.choices, default=Size.MEDIUM)

    def __str__(self) -> str:
        return f"theme of {self.site}"

    @property
    def day(self) -> dict[str, str]:
        """The colours by day, all of them."""
        return {name: getattr(self, name) or OWN_DAY[name] for name in COLOURS}

    @property
    def night(self) -> dict[str, str]:
        """The colours by night, all of them. An accent of one's own holds by night, as much lighter as it has to be."""
        chosen = {name: getattr(self, f"night_{name}") or OWN_NIGHT[name] for name in COLOURS}
        if self.accent and not self.night_accent and is_colour(self.accent) and is_colour(chosen["surface"]):
            chosen["accent"] = nearest_seen(self.accent, chosen["surface"], CONTROL)
        return chosen

    def verdicts(self) -> tuple[Verdict, ...]:
        """What is seen on what, by day and by night, as far as the site shows them."""
        found = []
        if self.scheme != self.Scheme.NIGHT:
            found += _verdicts(self.day, "by day", "")
        if self.scheme != self.Scheme.DAY:
            found += _verdicts(self.night, "by night", "night_")
        return tuple(found)

    def clean(self) -> None:
        if any(not is_colour(colour) for colour in (*self.day.values(), *self.night.values())):
            return  # The field has been told already.
        if wrong := {each.field: each.words for each in self.verdicts() if not each.good}:
            raise ValidationError(wrong)

    def as_config(self) -> dict[str, Any]:
        """The theme as docs/api.md describes it: what is not the script's own."""
        chosen = self._colours()
        if self.font:
            chosen["font"] = f'"{self.font}", {_FONTS_AFTER}'
        if self.radius is not None:
            chosen["radius"] = f"{self.radius}px"
        if self.shape != self.Shape.BUTTON:
            chosen["shape"] = self.shape
        if self.size != self.Size.MEDIUM:
            chosen["size"] = self.size
        return chosen

    def _colours(self) -> dict[str, str]:
        if self.scheme != self.Scheme.DEVICE:
            return _with_letters(self.day if self.scheme == self.Scheme.DAY else self.night)
        day, night = self.day, self.night
        own = {name for name in COLOURS if (day[name], night[name]) == (OWN_DAY[name], OWN_NIGHT[name])}
        # The letters on the accent follow it.
        kept = own | {"on_accent"} if "accent" in own else own
        day, night = _with_letters(day), _with_letters(night)
        return {name: f"light-dark({day[name]}, {night[name]})" for name in day if name not in kept}


def _with_letters(chosen: dict[str, str]) -> dict[str, str]:
    return chosen | {"on_accent": letters_on(chosen["accent"])}


def _verdicts(chosen: dict[str, str], when: str, prefix: str) -> list[Verdict]:
    ground = chosen["surface"]
    asked = (("text", "Text on the player", TEXT), ("accent", "The accent on the player", CONTROL))
    return [
        Verdict(
            prefix + name, what, when, contrast(chosen[name], ground), least, nearest_seen(chosen[name], ground, least)
        )
        for name, what, least in asked
    ]
