"""What dashboards show again and again: a number's name with its definition, a change, a share."""

from typing import Any

from django import template

from player.engagement.definitions import DEFINITIONS, Definition
from player.engagement.figures import Change

register = template.Library()


@register.inclusion_tag("dashboard/term.html")
def term(name: str, label: str = "") -> dict[str, Any]:
    """The name of a number; a press on it tells what the number counts."""
    return {"name": name, "label": label or DEFINITIONS[name].label, "definition": DEFINITIONS[name]}


@register.simple_tag
def definitions() -> dict[str, Definition]:
    return DEFINITIONS


@register.inclusion_tag("dashboard/change.html")
def change(found: Change | None) -> dict[str, Any]:
    """How a number compares with the one before."""
    return {"change": found}


@register.inclusion_tag("dashboard/share.html")
def share(percent: int | None, count: int | None = None, kind: str = "completed") -> dict[str, Any]:
    """A percentage with its bar, and the count that it is of."""
    return {"percent": percent, "count": count, "kind": kind}


@register.filter
def level_name(level: str) -> str:
    """How a reading level is called; most sites number them."""
    return f"Level {level}" if len(level) < 4 and level else level or "No level"


@register.filter
def tenths(number: str | int) -> str:
    """A number of tenths: ``widthratio`` knows whole numbers only."""
    return str(int(number) / 10)


@register.filter
def rest(share: int) -> int:
    """What is left of a hundred: how far from the top a bar of this share begins."""
    return 100 - share


@register.filter
def compact(count: int) -> str:
    """A count beside a chart, where there is little room."""
    return f"{count:,}" if count < 10_000 else f"{count / 1000:,.0f}k"
