"""Filters for templates that show narrations."""

from pathlib import PurePosixPath

from django import template

from synthesis import durations

register = template.Library()
register.filter("clock", durations.clock)
register.filter("spelt_out", durations.spelt_out)


@register.filter
def in_words(kind: str) -> str:
    """A kind of block as people read it."""
    return kind.replace("_", " ")


@register.filter
def file_name(stored: str) -> str:
    """The last part of a name in storage, which is the audio's name in its address."""
    return PurePosixPath(stored).name
