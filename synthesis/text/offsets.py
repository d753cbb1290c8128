"""Offsets in the units of others: JavaScript's UTF-16 code units and Polly's UTF-8 bytes, for Python's code points."""

from bisect import bisect_right
from itertools import accumulate


class Utf16:
    """Converts offsets of one text between code points and UTF-16 code units; a text without astral characters needs no table."""

    def __init__(self, text: str) -> None:
        self._units = None if text.isascii() or max(text, default="") < "\U00010000" else _table(text)

    def to16(self, offset: int) -> int:
        """The offset in code units of the character at ``offset`` in code points."""
        return offset if self._units is None else self._units[offset]

    def from16(self, offset: int) -> int:
        """The offset in code points of the code unit at ``offset``; the second half of a pair belongs to its character."""
        return offset if self._units is None else bisect_right(self._units, offset) - 1


def _table(text: str) -> list[int]:
    return list(accumulate((1 + (character > "\uffff") for character in text), initial=0))
