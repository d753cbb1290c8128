"""Splitting: spoken pieces into parts that an engine takes, cut after a sentence, a clause or a word, never within
one.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from synthesis.text.spans import Span
from synthesis.text.spoken import Piece

_SENTENCE: Final = 3
_CLAUSE: Final = 2
_WORD: Final = 1
_CLAUSE_MARKS: Final = frozenset(",;:—–)…、，；：")
_OPENING: Final = "([{«“‘‹\"'¿¡—"
# A part shorter than this share of the limit is not worth its clause boundary: a later word boundary is taken instead.
_LEAST_SHARE: Final = 3


@dataclass(frozen=True, slots=True)
class Part:
    """What one utterance says: pieces and words of ``[start, end)`` of the block's text."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    words: tuple[Span, ...]

    @property
    def characters(self) -> int:
        """How many characters are spoken."""
        return sum(len(piece.spoken) for piece in self.pieces)


class _Cut(NamedTuple):
    at: int  # In the block's text.
    end: int  # In the spoken text, where what is before it ends.
    start: int  # In the spoken text, where what is after it starts: behind the space.
    quality: int


def split(text: str, part: Part, limit: int, sentence_ends: Sequence[int] = ()) -> list[Part]:
    """``part`` of ``text``, a block's, in as few parts of at most ``limit`` spoken characters as its boundaries allow.

    A part that is longer holds a single word, or a single entity, that is longer.
    """
    length = part.characters
    if length <= limit:
        return [part]
    cuts = list(_cuts(text, part, frozenset(sentence_ends)))
    chosen = list(_chosen(cuts, length, limit))
    edges = [part.start, *chosen, part.end]
    return [_slice(text, part, start, end) for start, end in pairwise(edges)]


def _chosen(cuts: Sequence[_Cut], length: int, limit: int) -> Iterator[int]:
    ends = [cut.end for cut in cuts]
    begun = 0
    while length - begun > limit:
        ahead = bisect_right(ends, begun)
        if ahead == len(cuts) or cuts[ahead].start >= length:
            return
        cut = _best(cuts[ahead : bisect_right(ends, begun + limit)], begun + limit // _LEAST_SHARE) or cuts[ahead]
        yield cut.at
        begun = cut.start


def _best(fitting: Sequence[_Cut], worth: int) -> _Cut | None:
    """The last of the best cuts, those before ``worth`` only for want of others."""
    far = [cut for cut in fitting if cut.end >= worth]
    return max(far or fitting, key=lambda cut: (cut.quality, cut.end), default=None)


def _cuts(text: str, part: Part, sentence_ends: frozenset[int]) -> Iterator[_Cut]:
    """Between every two words, unless both belong to one replaced stretch."""
    sources = [piece.source.start for piece in part.pieces]
    starts = list(accumulate((len(piece.spoken) for piece in part.pieces), initial=0))
    for word, following in pairwise(part.words):
        at = _cut_between(text, word.end, following.start)
        index = bisect_right(sources, at) - 1
        piece = part.pieces[index]
        if piece.source.start < at < piece.source.end and piece.rule:
            continue
        start = starts[index] + min(at - piece.source.start, len(piece.spoken))
        end = start - 1 if text[at - 1] == " " and start else start
        yield _Cut(at, end, start, _quality(text, word.end, at, sentence_ends))


def _cut_between(text: str, start: int, end: int) -> int:
    """Where to cut the gap between two words: after its last space, else before what opens the second word."""
    gap = text[start:end]
    if " " in gap:
        return start + gap.rindex(" ") + 1
    return start + len(gap.rstrip(_OPENING)) if gap.strip(_OPENING) else end


def _quality(text: str, start: int, at: int, sentence_ends: frozenset[int]) -> int:
    if not sentence_ends.isdisjoint(range(start, at + 1)):
        return _SENTENCE
    return _WORD if _CLAUSE_MARKS.isdisjoint(text[start:at]) else _CLAUSE


def _slice(text: str, part: Part, start: int, end: int) -> Part:
    first = bisect_right(part.pieces, start, key=lambda piece: piece.source.end)
    last = bisect_left(part.pieces, end, key=lambda piece: piece.source.start)
    pieces = tuple(_clipped(piece, start, end) for piece in part.pieces[first:last])
    first = bisect_left(part.words, start, key=lambda word: word.start)
    last = bisect_left(part.words, end, key=lambda word: word.start)
    return Part(start, start + len(text[start:end].rstrip(" ")), pieces, part.words[first:last])


def _clipped(piece: Piece, start: int, end: int) -> Piece:
    source = piece.source
    if piece.rule or (start <= source.start and source.end <= end):
        return piece
    kept = Span(max(start, source.start), min(end, source.end))
    return replace(piece, source=kept, spoken=piece.spoken[kept.start - source.start : kept.end - source.start])
