"""What the sender of a request may do, for templates that offer a link to it."""

from typing import Any

from django import template

from synthesis import rights

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], right: rights.Right, area: str, site: Any = None) -> bool:
    """Whether the reader of the page has the right at this site; at any site where none is given."""
    return rights.may(context["request"], right, rights.Area(area), None if site is None else [site.pk])
