"""Edits: what has changed between two contents of an article, sentence by sentence. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final, Literal

from synthesis.text.blocks import Block
from synthesis.text.sentences import split_sentences

Mark = Literal["same", "added", "removed"]

MOST_SENTENCES: Final = 2_000  # What is longer would take seconds to compare.
_WORD: Final = re.compile(r"\S+\s*")
# Sentences that have less in common are two sentences, not one that was changed.
_ALIKE: Final = 0.4


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence that was changed, added or removed; or, without pieces, how many between such stayed as they were."""

    pieces: tuple[Piece, ...] = ()
    unchanged: int = 0


def edits(before: Sequence[Block], after: Sequence[Block], language: str) -> tuple[Line, ...] | None:
    """What was changed, in the new text's order; None where the texts are too long to be compared."""
    old, new = _sentences(before, language), _sentences(after, language)
    if max(len(old), len(new)) > MOST_SENTENCES:
        return None
    return tuple(_lines(old, new))


def _sentences(blocks: Sequence[Block], language: str) -> list[str]:
    return [block.text[span.start : span.end] for block in blocks for span in split_sentences(block.text, language)]


def _lines(old: list[str], new: list[str]) -> Iterator[Line]:
    for kind, from_old, to_old, from_new, to_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Line(unchanged=to_new - from_new)
            continue
        for one, other in zip_longest(old[from_old:to_old], new[from_new:to_new], fillvalue=""):
            yield from _compared(one, other)


def _compared(one: str, other: str) -> Iterator[Line]:
    words, others = _WORD.findall(one), _WORD.findall(other)
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    if one and other and matcher.ratio() >= _ALIKE:
        yield Line(tuple(_pieces(matcher, words, others)))
        return
    if one:
        yield Line((Piece(one, "removed"),))
    if other:
        yield Line((Piece(other, "added"),))


def _pieces(matcher: "SequenceMatcher[str]", words: list[str], others: list[str]) -> Iterator[Piece]:
    for kind, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if kind == "equal":
            yield Piece("".join(others[from_new:to_new]), "same")
            continue
        if to_old > from_old:
            yield Piece("".join(words[from_old:to_old]), "removed")
        if to_new > from_new:
            yield Piece("".join(others[from_new:to_new]), "added")
