"""Colours of a theme: how well one is seen on another, and the nearest one that is seen well enough. Pure.

The numbers are WCAG 2.2's: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio. A colour is ``#rrggbb`` and nothing else.
"""

import re
from typing import Final

TEXT: Final = 4.5  # 1.4.3, for letters.
CONTROL: Final = 3.0  # 1.4.11, for what is pressed and looked at.
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
_STEPS: Final = 50
_BLACK, _WHITE = "#000000", "#ffffff"


def is_colour(text: str) -> bool:
    """Whether ``text`` is a colour as a theme keeps it: nothing else ever stands in a style sheet.

    >>> is_colour("#c2410c"), is_colour("#C2410C"), is_colour("red"), is_colour("#fff;}")
    (True, False, False, False)
    """
    return _COLOUR.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21.

    >>> contrast("#000000", "#ffffff"), contrast("#c2410c", "#c2410c"), round(contrast("#c2410c", "#ffffff"), 2)
    (21.0, 1.0, 5.18)
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def letters_on(ground: str) -> str:
    """Black or white, whichever is read better on ``ground``; one of them always is well enough.

    >>> letters_on("#c2410c"), letters_on("#ffd666")
    ('#ffffff', '#000000')
    """
    return max(_WHITE, _BLACK, key=lambda letters: contrast(letters, ground))


def nearest_seen(colour: str, ground: str, least: float) -> str:
    """``colour``, as much darker or lighter as it takes to be seen on ``ground``.

    >>> nearest_seen("#ffb020", "#ffffff", CONTROL)
    '#c28618'
    """
    goal = letters_on(ground)
    return next(mixed for mixed in _way(colour, goal) if contrast(mixed, ground) >= least)


def _way(colour: str, goal: str) -> list[str]:
    start, end = _parts(colour), _parts(goal)
    return [
        "#" + "".join(f"{round(a + (b - a) * step / _STEPS):02x}" for a, b in zip(start, end, strict=True))
        for step in range(_STEPS + 1)
    ]


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
