"""Replacement, Piece and SpokenText: what is said in place of what is written, and the way back."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from synthesis.text.spans import Span


@dataclass(frozen=True, slots=True)
class Replacement:
    """Say ``spoken`` where the block's text has ``[start, end)``.

    ``spoken`` may be empty (nothing is said). ``ipa`` holds phonemes for engines that can speak them; ``spoken`` is then what the
    others say. ``language`` is set where the stretch is to be spoken in another language than its sentence.
    ``rule`` names the origin of the replacement in explanations: ``lexeme:17``, ``spoken:currency``.
    """

    start: int
    end: int
    spoken: str
    rule: str
    ipa: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of spoken text and the stretch of the block's text it stands for.

    Where ``rule`` is empty the two are the same characters, one for one; elsewhere the piece stands for its source as a whole.
    """

    source: Span
    spoken: str
    rule: str = ""
    ipa: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class SpokenText:
    """Consecutive pieces; ``text`` is what they say, joined."""

    pieces: tuple[Piece, ...]
    text: str = field(init=False)
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = []
        length = 0
        for piece in self.pieces:
            starts.append(length)
            length += len(piece.spoken)
        object.__setattr__(self, "text", "".join(piece.spoken for piece in self.pieces))
        object.__setattr__(self, "_starts", tuple(starts))

    def source_of(self, start: int, end: int) -> Span:
        """The stretch of the block's text that ``text[start:end]`` stands for; ``start < end``.

        >>> said = SpokenText((Piece(Span(0, 3), "Dr.", ""), Piece(Span(3, 5), " five", "spoken:cardinal")))
        >>> said.source_of(4, 8)
        Span(start=3, end=5)
        """
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end - 1) - 1
        return Span(self._edge(first, start, whole_end=False), self._edge(last, end, whole_end=True))

    def _edge(self, index: int, offset: int, *, whole_end: bool) -> int:
        piece = self.pieces[index]
        if piece.rule:
            return piece.source.end if whole_end else piece.source.start
        return piece.source.start + offset - self._starts[index]


def replace(text: str, span: Span, replacements: Iterable[Replacement]) -> SpokenText:
    """The spoken form of ``span`` of ``text``: the replacements in their places, the text itself between them.

    The replacements must be sorted, must not overlap, and must lie within ``span``; ValueError otherwise.
    """
    pieces: list[Piece] = []
    at = span.start
    for replacement in replacements:
        if replacement.start < at or replacement.end > span.end or replacement.end <= replacement.start:
            raise ValueError(f"Replacement {replacement} overlaps its predecessor or leaves {span}.")
        if replacement.start > at:
            pieces.append(Piece(Span(at, replacement.start), text[at : replacement.start]))
        source = Span(replacement.start, replacement.end)
        pieces.append(Piece(source, replacement.spoken, replacement.rule, replacement.ipa, replacement.language))
        at = replacement.end
    if at < span.end:
        pieces.append(Piece(Span(at, span.end), text[at : span.end]))
    return SpokenText(tuple(pieces))
