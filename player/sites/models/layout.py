"""Layout: what is read on a set of pages."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from player.sites.models.site import RATE_VALIDATORS, Site
from player.sites.selectors import fault_of
from synthesis.text.url_patterns import matches


def lines(text: str) -> list[str]:
    """The lines of ``text`` that are not empty, trimmed."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def check_selectors(text: str) -> None:
    """ValidationError that names the line and the place of the first fault."""
    for number, selector in enumerate(lines(text), start=1):
        if fault := fault_of(selector):
            raise ValidationError(f"Selector {number}, “{selector}”: {fault}")


class Layout(models.Model):
    """Pages that share a structure: which addresses, what is read on them, what is not."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="layouts")
    name = models.CharField(max_length=100, help_text="For you: Stories, News, Recipes.")
    priority = models.PositiveSmallIntegerField(
        default=100, help_text="Layouts are tried from low to high; the first whose pattern matches is taken."
    )
    url_pattern = models.CharField(
        "URL pattern",
        max_length=200,
        default="/*",
        help_text="Matched against the path: /stories/*. * stands for anything. Without a leading / against host and path: "
        "kids.example.org/*.",
    )
    allow = models.TextField(
        "read",
        validators=(check_selectors,),
        help_text="CSS selectors, one a line: what is read. A container such as .story-body, or its parts such as .story-body > p.",
    )
    deny = models.TextField(
        "leave out",
        blank=True,
        validators=(check_selectors,),
        help_text="CSS selectors, one a line: what is left out of it, such as .advert, figure, .newsletter.",
    )
    title = models.CharField(
        max_length=200,
        blank=True,
        validators=(check_selectors,),
        help_text="CSS selector of the headline, read first: .story h1",
    )
    level = models.CharField(
        max_length=200,
        blank=True,
        validators=(check_selectors,),
        help_text="CSS selector of the reading level: the element’s content attribute, or else its text. meta[name=reading-level]",
    )
    language = models.CharField(
        max_length=35,
        blank=True,
        help_text="Such as es-MX, where the pages do not say it themselves in their lang attribute.",
    )
    default_rate = models.DecimalField(
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        validators=RATE_VALIDATORS,
        help_text="Empty: the site’s.",
    )

    class Meta:
        ordering = ("priority", "pk")

    def __str__(self) -> str:
        return f"{self.name} ({self.url_pattern})"

    def clean(self) -> None:
        if not lines(self.allow):
            raise ValidationError(
                {"allow": "Name at least one selector: without one nothing is read. Try article, or .story-body."}
            )
        if " " in self.url_pattern:
            raise ValidationError({"url_pattern": "An address holds no spaces. Make one layout for each pattern."})

    def matches(self, url: str) -> bool:
        """Whether the page at this address has this layout."""
        return matches(self.url_pattern, url)

    def as_config(self) -> dict[str, Any]:
        """The layout as docs/api.md describes it."""
        return {
            "id": self.pk,
            "url_pattern": self.url_pattern,
            "allow": lines(self.allow),
            "deny": lines(self.deny),
            "title": self.title,
            "level": self.level,
            "language": self.language,
            "default_rate": float(self.default_rate or self.site.default_rate),
        }
