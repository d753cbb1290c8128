"""Texts: an article's text in sentences, each with how many were still listening there. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from player.engagement.curves import Curve
from synthesis.text.blocks import Block
from synthesis.text.offsets import Utf16

TONES: Final = 10
# Percentage points between the palest and the fullest tone, at least: what is nearly the same shall look nearly the same.
_LEAST_SPAN: Final = 20
_AGAIN_A_STEP: Final = 0.05  # Replays a listener, for each step of the mark.
_MOST_AGAIN: Final = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block's text: a sentence, or with ``number`` 0 what stands between sentences. Sentences count from 1."""

    text: str
    number: int = 0
    listeners: int = 0
    share: int = 0
    replays: int = 0
    again: int = 0
    tone: int = 0
    is_loss: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """The shares that the palest and the fullest tone stand for."""

    low: int
    high: int

    def tone(self, share: int) -> int:
        return round(TONES * (share - self.low) / (self.high - self.low))


@dataclass(frozen=True, slots=True)
class Passage:
    """A block with its sentences."""

    kind: str
    language: str
    pieces: tuple[Piece, ...]


def scale_of(curve: Curve) -> Scale:
    """From the least heard sentence to the most heard one.

    >>> scale_of(Curve(100, (100, 90, 40), (0, 0, 0))), scale_of(Curve(10, (10, 10), (0, 0)))
    (Scale(low=40, high=100), Scale(low=80, high=100))
    """
    low, high = min(curve.shares, default=0), max(curve.shares, default=100)
    return Scale(low, high) if high - low >= _LEAST_SPAN else Scale(max(high - _LEAST_SPAN, 0), max(high, _LEAST_SPAN))


def passages(blocks: Sequence[Block], sentences: Sequence[Sequence[int]], curve: Curve) -> tuple[Passage, ...]:
    """The blocks, in sentences as the recording has them: lists of block, start and end in UTF-16, and times."""
    shares, loss, scale = curve.shares, curve.loss, scale_of(curve)
    pieces: list[list[tuple[int, int, Piece]]] = [[] for _ in blocks]
    for at, (block, start, end, *_) in enumerate(sentences):
        replays = curve.replays[at]
        again = min(int(replays / max(curve.listeners[at], 1) / _AGAIN_A_STEP), _MOST_AGAIN)
        is_loss = loss is not None and loss.sentence == at
        piece = Piece("", at + 1, curve.listeners[at], shares[at], replays, again, scale.tone(shares[at]), is_loss)
        pieces[block].append((start, end, piece))
    return tuple(
        Passage(block.kind, block.language, tuple(_pieces(block.text, found)))
        for block, found in zip(blocks, pieces, strict=True)
    )


def _pieces(text: str, found: Sequence[tuple[int, int, Piece]]) -> Iterator[Piece]:
    units, at = Utf16(text), 0
    for start16, end16, piece in found:
        start, end = units.from16(start16), units.from16(end16)
        if at < start:
            yield Piece(text[at:start])
        yield replace(piece, text=text[start:end])
        at = end
    if at < len(text):
        yield Piece(text[at:])
