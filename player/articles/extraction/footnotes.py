"""Which raised texts are footnote marks. The twin of ``static/player/footnotes.js``."""

import re
from typing import Final

from synthesis.text.blocks import clean

_LETTER: Final = r"[^\W\d_]"
_NUMBER_MARK: Final = re.compile(r"[0-9]{1,3}([,–-][0-9]+)*")
_SIGN_MARK: Final = re.compile(r"[*†‡§¶]+|[\[(].{1,5}[\])]")
_LINKED_MARK: Final = re.compile(rf"{_LETTER}?[0-9]*|↩.?")
# What a raised number is an exponent of: a variable, a unit, a bracket, or a number that is no year.
_POWER_BASE: Final = re.compile(
    rf"((?<![^\W_])({_LETTER}|[mcdkhnµμ]m|mc|ft|in|yd|mi|[0-9]{{1,3}}( ?{_LETTER}{{1,2}})?)|\))\Z"
)
_LONGEST_BASE: Final = 8


def is_footnote_mark(text: str, *, linked: bool, before: str) -> bool:
    """Whether a raised text is a footnote mark, and not an exponent (mc²), an ordinal (2nd, 1.º) or a trade mark.

    ``linked``: whether it is, or lies in, a link to another place of the page. ``before`` is what the block holds before it.
    """
    mark = clean(text)
    if _SIGN_MARK.fullmatch(mark) or (linked and _LINKED_MARK.fullmatch(_lettered(mark))):
        return True
    return bool(_NUMBER_MARK.fullmatch(mark)) and not _POWER_BASE.search(_lettered(before[-_LONGEST_BASE:]))


def _lettered(text: str) -> str:
    """``text`` with what only Python takes for letters and digits replaced: ½, Ⅷ, ٣."""
    return "".join(char if char.isascii() or char.isalpha() or char == "↩" else "\0" for char in text)
