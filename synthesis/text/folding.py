"""Folded text: one spelling for what readers take to be the same characters, and the way back to the text itself.

Only matching sees folded text; nothing that is shown or spoken is taken from it.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

# Apostrophes, dashes and spaces that the same word is written with on different keyboards and by different typesetters.
_APOSTROPHES: Final = "\u2018\u2019\u02bc\u02bb\u2032\uff07`\u00b4"
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
_SPACES: Final = (
    "\t\n\v\f\r\u0085\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
)
_VARIANTS: Final = {
    **dict.fromkeys(map(ord, _APOSTROPHES), "'"),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _SPACES), " "),
}
# Soft hyphen, zero-width characters and variation selectors: written, never seen.
_UNSEEN: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f"
_IRREGULAR: Final = re.compile(f"  |[{_UNSEEN}]")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; ``starts`` and ``ends`` lead from its characters to the source's, in code points.

    ``None`` means one for one. A value of -1 stands inside an expansion (``ß`` folds to ``ss``): no match begins or
    ends there.
    """

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def source(self, start: int, end: int) -> tuple[int, int] | None:
        """The source's range for ``text[start:end]``; None where an edge lies inside an expansion.

        >>> fold("Straße").source(0, 5) is None
        True
        """
        if self.starts is None or self.ends is None:
            return start, end
        first, last = self.starts[start], self.ends[end - 1]
        return None if first < 0 or last < 0 else (first, last)


def fold(text: str, *, keep_case: bool = False) -> Folded:
    """``text`` in NFC, case folded, with one kind of apostrophe, dash and space, runs of spaces as one.

    >>> fold("L\u2019\u00c9LYS\u00c9E").text
    "l'\u00e9lys\u00e9e"
    """
    plain = text.translate(_VARIANTS) if not text.isascii() else text
    folded = plain if keep_case else plain.casefold()
    if len(folded) == len(plain) and not _IRREGULAR.search(plain) and unicodedata.is_normalized("NFC", folded):
        return Folded(folded)
    return _fold_clusters(plain, keep_case=keep_case)


def _fold_clusters(text: str, *, keep_case: bool) -> Folded:
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        cluster = unicodedata.normalize("NFC", text[start:end])
        part = cluster if keep_case else unicodedata.normalize("NFC", cluster.casefold())
        if part in _UNSEEN or (part == " " and parts and parts[-1] == " "):
            continue
        parts.append(part)
        starts += [start] + [-1] * (len(part) - 1)
        ends += [-1] * (len(part) - 1) + [end]
    return Folded("".join(parts), tuple(starts), tuple(ends))


def _clusters(text: str) -> list[tuple[int, int]]:
    """A character with the combining marks and conjoining jamo that follow it: what NFC may compose."""
    edges = [0, *(index for index in range(1, len(text)) if not _composes(text[index])), len(text)]
    return list(pairwise(edges)) if text else []


def _composes(character: str) -> bool:
    return unicodedata.category(character).startswith("M") or "\u1160" <= character <= "\u11ff"
