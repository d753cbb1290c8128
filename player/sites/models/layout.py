"""Layout: what is read on a set of pages."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from player.sites import rules
from player.sites.models.site import RATE_VALIDATORS, Site
from player.sites.rules import Rule, RuleFault
from player.sites.selectors import fault_of
from synthesis.text.languages import is_tag
from synthesis.text.url_patterns import canonical, matches


def lines(text: str) -> list[str]:
    """The lines of ``text`` that are not empty, trimmed."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def check_selectors(text: str) -> None:
    """ValidationError with every faulty line, and where its faults are."""
    _refuse(
        f"Selector {number}, “{selector}”: {fault}"
        for number, selector in enumerate(lines(text), start=1)
        if (fault := fault_of(selector))
    )


def check_rules(text: str) -> None:
    """ValidationError with every faulty line, and where its fault is."""
    _refuse(
        f"Line {number}, “{line}”: {fault}"
        for number, line in enumerate(lines(text), start=1)
        if (fault := _rule_fault(line))
    )


def check_language_rules(text: str) -> None:
    """As `check_rules`; the values that they give must be language tags."""
    check_rules(text)
    values = [rules.parse(line).value for line in lines(text)]
    _refuse(f"“{value}” is no language tag. Write es, en-GB, pt-BR." for value in values if value and not is_tag(value))


def _rule_fault(line: str) -> str:
    try:
        rules.parse(line)
    except RuleFault as fault:
        return str(fault)
    return ""


def _refuse(faults: Iterable[str]) -> None:
    if found := list(faults):
        raise ValidationError(found)


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
        help_text="/stories/* is every page below /stories/; * stands for anything. kids.example.org/* begins with a host and holds "
        "on that host only. What follows ? or # in an address is not looked at.",
    )
    allow = models.TextField(
        "read",
        blank=True,
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
    badges = models.TextField(
        "links with badges",
        blank=True,
        validators=(check_selectors,),
        help_text="CSS selectors, one a line, of links to articles, or of the cards around them, such as .teaser h3 a: how long each "
        "is to be heard is said behind it. For front pages and sections too: their layout need not read anything.",
    )
    badges_play = models.BooleanField(
        "badges are pressed to listen",
        default=False,
        help_text="A badge leads to its article and into the sound. Otherwise it only tells.",
    )
    language = models.TextField(
        blank=True,
        validators=(check_language_rules,),
        help_text="Empty: what the page says in its lang attribute. = es-MX for one language throughout, or where it stands: "
        "meta og:locale, url /{}/stories/*, css body.spanish = es.",
    )
    level = models.TextField(
        "reading level",
        blank=True,
        validators=(check_rules,),
        help_text="Where the reading level stands: meta reading-level, css .badge, css article @data-level, json-ld educationalLevel.",
    )
    story = models.TextField(
        blank=True,
        validators=(check_rules,),
        help_text="What the versions of one story have in common: url /*/stories/{}, meta story-id, json-ld isBasedOn.name. Pages that "
        "name each other with hreflang are linked without it.",
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
        if not lines(self.allow) and not lines(self.badges):
            raise ValidationError(
                {"allow": "Name at least one selector: without one nothing is read. Try article, or .story-body."}
            )
        if fault := pattern_fault(self.url_pattern):
            raise ValidationError({"url_pattern": fault})

    def matches(self, url: str) -> bool:
        """Whether the page at this address has this layout."""
        return matches(self.url_pattern, url)

    def rules(self, fact: str) -> tuple[Rule, ...]:
        """The rules of ``language``, ``level`` or ``story``, in the order in which they are tried."""
        return tuple(map(rules.parse, lines(getattr(self, fact))))

    @property
    def fixed_language(self) -> str:
        """The language that all pages of the layout have, where its first rule says so; else empty."""
        found = self.rules("language")[:1]
        return found[0].value if found and found[0].source == "fixed" else ""

    def as_config(self) -> dict[str, Any]:
        """The layout as docs/api.md describes it."""
        fixed, languages, badges = self.fixed_language, self.rules("language"), lines(self.badges)
        return {
            "id": self.pk,
            "url_pattern": canonical(self.url_pattern),
            "allow": lines(self.allow),
            "deny": lines(self.deny),
            "title": self.title,
            "language": fixed,
            "level_rules": [rule.as_config() for rule in self.rules("level")],
            "story_rules": [rule.as_config() for rule in self.rules("story")],
            # Without one of its own, the site's rates hold.
            "default_rate": float(self.default_rate or 0),
            # Absent where pages need not look for their language: they fetch a part of the script for it.
            **({"language_rules": [rule.as_config() for rule in languages]} if languages and not fixed else {}),
            **({"badges": badges, "badges_play": self.badges_play} if badges else {}),
        }


def pattern_fault(pattern: str) -> str:
    """What is wrong with a URL pattern, as a sentence, or empty."""
    if match := re.search(r"\s", pattern):
        return f"At character {match.start() + 1}: an address holds no spaces. Make one layout for each pattern."
    if match := re.match(r"[a-z][a-z0-9+.-]*://", pattern, re.IGNORECASE):
        return f"Leave out {match[0]}: a pattern begins with a host or with /, as in {pattern[match.end() :] or '/stories/*'}"
    if match := re.search(r"[?#]", pattern):
        return f"At character {match.start() + 1} (“{pattern[match.start() :][:20]}”): only host and path are looked at; end it before."
    if pattern and not pattern.startswith(("/", "*")) and "/" not in pattern and "*" not in pattern:
        return f"“{pattern}” is a host without pages. Write {pattern}/* for all of them, or /{pattern} for a path."
    return ""
