"""Rules: what a layout says of its pages, as plain values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """``allow``, ``deny`` and ``title`` are CSS selectors; ``language`` is a fixed language tag or empty.

    ``level`` and ``story`` say where the reading level and the story stand. ``emphasis``: whether what the page stresses is a hint.
    """

    allow: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    title: str = ""
    language: str = ""
    level: str = ""
    story: str = ""
    emphasis: bool = False
