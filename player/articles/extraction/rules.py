"""Rules: what a layout says of its pages, as plain values."""

from dataclasses import dataclass

from player.sites.models import Layout
from player.sites.models.layout import lines
from player.sites.rules import Rule


@dataclass(frozen=True, slots=True)
class Rules:
    """``allow``, ``deny`` and ``title`` are CSS selectors; the next three say where a fact of the page is found.

    ``emphasis``: whether what the page stresses is a hint, since some voice of the site can stress.
    """

    allow: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    title: str = ""
    language: tuple[Rule, ...] = ()
    level: tuple[Rule, ...] = ()
    story: tuple[Rule, ...] = ()
    emphasis: bool = False


def rules_of(layout: Layout) -> Rules:
    return Rules(
        allow=tuple(lines(layout.allow)),
        deny=tuple(lines(layout.deny)),
        title=layout.title,
        language=layout.rules("language"),
        level=layout.rules("level"),
        story=layout.rules("story"),
        emphasis=layout.site.can_stress,
    )
