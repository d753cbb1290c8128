"""DeliveredBlock: a block as a page sends it, checked; hostile until it has passed here. Offsets are UTF-16 code units."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from synthesis.text.blocks import Block, Hint, HintKind, Kind, clean
from synthesis.text.offsets import Utf16

LANGUAGE: Final = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}\Z"  # Not “$”, which lets a line feed follow.
MOST_HINTS: Final = 200  # Of a block; the page's script and `extraction.hints` keep to it.

_Offset = Annotated[int, Meta(ge=0, le=100_000)]


class DeliveredHint(msgspec.Struct, frozen=True):
    kind: HintKind
    start: _Offset
    end: _Offset
    value: Annotated[str, Meta(max_length=200)] = ""


class DeliveredBlock(msgspec.Struct, frozen=True):
    kind: Kind
    text: Annotated[str, Meta(min_length=1, max_length=100_000)]
    language: Annotated[str, Meta(pattern=rf"^\Z|{LANGUAGE}")] = ""
    hints: Annotated[tuple[DeliveredHint, ...], Meta(max_length=MOST_HINTS)] = ()

    def as_block(self) -> Block:
        """The block with its hints in code points. ValueError says, as a sentence, what a page's script never sends."""
        if self.text != clean(self.text):
            raise ValueError("its text holds white space or characters that a block never holds")
        units = Utf16(self.text)
        hints = tuple(_as_hint(hint, units) for hint in self.hints)
        _check_order(hints)
        return Block(self.kind, self.text, self.language, hints)


def _as_hint(hint: DeliveredHint, units: Utf16) -> Hint:
    place = f"the hint “{hint.kind}” at {hint.start}"
    if not hint.start < hint.end <= units.length:
        raise ValueError(f"{place} does not lie in its text")
    start, end = units.from16(hint.start), units.from16(hint.end)
    if (units.to16(start), units.to16(end)) != (hint.start, hint.end):
        raise ValueError(f"{place} cuts a character in two")
    if not _is_sound(hint.kind, hint.value):
        raise ValueError(f"{place} has a value that such a hint never has")
    return Hint(start, end, hint.kind, hint.value)


def _is_sound(kind: HintKind, value: str) -> bool:
    if kind == "lang":
        return re.match(LANGUAGE, value) is not None
    if kind in ("say", "abbr"):
        return value != "" and value == clean(value)
    return value == ""


def _check_order(hints: Iterable[Hint]) -> None:
    """Hints come in order, each once, and lie within one another or apart, as elements do; those of language lie apart."""
    keys = [(hint.start, -hint.end, hint.kind) for hint in hints]
    if any(one >= other for one, other in pairwise(keys)):
        raise ValueError("its hints are not in the order of their place, each once")
    ends: list[int] = []
    spoken = 0
    for hint in hints:
        if hint.kind == "lang":
            if hint.start < spoken:
                raise ValueError(f"two languages are stated at {hint.start}")
            spoken = hint.end
            continue
        while ends and ends[-1] <= hint.start:
            ends.pop()
        if ends and hint.end > ends[-1]:
            raise ValueError(f"the hint “{hint.kind}” at {hint.start} overlaps the one before it")
        ends.append(hint.end)
