"""Positions in a text: code points (Python, the database), UTF-16 code units (the wire, JavaScript), UTF-8 bytes (Polly).

Each class is the one home of its conversion, made once for a text and then asked for any number of positions. A position may
be anything from 0 to the end of the text, the end included; any other is a ValueError. A lone surrogate counts as what it
is: one unit of UTF-16, three bytes of UTF-8 (``surrogatepass``).
"""

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import Final

_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")


class Utf16:
    """Code points of ``text`` to UTF-16 code units and back. Texts within the Basic Multilingual Plane need no table.

    >>> units = Utf16("😀😀 Hola mundo")
    >>> units.to16(8), units.from16(10)
    (10, 8)
    """

    __slots__ = ("_code_points", "_units", "length")

    def __init__(self, text: str) -> None:
        self._code_points = () if text.isascii() else tuple(match.start() for match in _ASTRAL.finditer(text))
        self._units = tuple(position + before for before, position in enumerate(self._code_points))
        self.length = len(text) + len(self._code_points)

    def to16(self, position: int) -> int:
        """The UTF-16 code unit at which the code point at ``position`` begins."""
        unit = position + bisect_left(self._code_points, position)
        return _checked(position, unit, self.length, "code point")

    def from16(self, unit: int) -> int:
        """The code point that UTF-16 code unit ``unit`` belongs to: within a surrogate pair, the one that it is half of."""
        return _checked(unit, unit, self.length, "UTF-16 code unit") - bisect_left(self._units, unit)


class Utf8:
    """Code points of ``text`` to UTF-8 bytes and back. ASCII texts need no table.

    >>> Utf8("😀😀 Hola mundo").to8(8)
    14
    """

    __slots__ = ("_bytes", "_code_points", "_surplus", "length")

    def __init__(self, text: str) -> None:
        wide = () if text.isascii() else tuple(_NOT_ASCII.finditer(text))
        self._code_points = tuple(match.start() for match in wide)
        # Bytes beyond one that the wide characters before the first, the second, … and the end of the text have taken.
        self._surplus = tuple(accumulate((_width(match[0]) - 1 for match in wide), initial=0))
        self._bytes = tuple(map(sum, zip(self._code_points, self._surplus, strict=False)))
        self.length = len(text) + self._surplus[-1]

    def to8(self, position: int) -> int:
        """The byte at which the code point at ``position`` begins."""
        byte = position + self._surplus[bisect_left(self._code_points, position)]
        return _checked(position, byte, self.length, "code point")

    def from8(self, byte: int) -> int:
        """The code point that ``byte`` belongs to: within a character of several bytes, that character."""
        _checked(byte, byte, self.length, "UTF-8 byte")
        wide = bisect_right(self._bytes, byte)
        return max(byte - self._surplus[wide], self._code_points[wide - 1]) if wide else byte


def _width(character: str) -> int:
    """How many bytes ``character`` takes in UTF-8 (RFC 3629, section 3)."""
    return 2 if character < "\u0800" else 3 if character < "\U00010000" else 4


def _checked(position: int, result: int, length: int, unit: str) -> int:
    if position < 0 or result > length:
        raise ValueError(
            f"There is no {unit} {position} in this text: it ends at {length}. Was it counted in another text?"
        )
    return result
