"""One sentence as it will be said: the page's hints, then the lexicon, then the spoken form of what they leave."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from synthesis.text import overrides
from synthesis.text.blocks import Block, Hint
from synthesis.text.lexemes import Lexeme, Verdict
from synthesis.text.lexicon import CompiledLexicon
from synthesis.text.matching import speaks
from synthesis.text.normalisation import spoken_replacements
from synthesis.text.spans import Span
from synthesis.text.spoken import Piece, Replacement
from synthesis.text.spoken import replace as replace_in
from synthesis.text.voices import Traits

_SPACES: Final = re.compile(" {2,}")
_EXPLICIT: Final = frozenset({"say", "skip"})


@dataclass(frozen=True, slots=True)
class SpokenSentence:
    """``span`` of a block's text, what is said for it, and what the lexicon had to say. ``language`` is that of the
    sentence, ``override`` the one that holds in it.
    """

    span: Span
    language: str
    pieces: tuple[Piece, ...]
    verdict: Verdict
    override: Lexeme | None = None

    @property
    def text(self) -> str:
        """What is said, joined; of several spaces one."""
        return _SPACES.sub(" ", "".join(piece.spoken for piece in self.pieces)).strip(" ")


def speak(block: Block, span: Span, language: str, traits: Traits, lexicon: CompiledLexicon) -> SpokenSentence:
    """The sentence ``span`` of ``block`` as it will be said; ``language`` is the block's."""
    stretches = list(_stretches(block, span, language))
    sentence_language = stretches[0][1] if len(stretches) == 1 else language
    found = lexicon.overrides(span.of(block.text), sentence_language)
    reworded = overrides.rewording(block.text, span, found[0]) if found else ()
    verdicts = [Verdict((), *overrides.applied(found, span))] if found else []
    pieces: list[Piece] = []
    whole = len(stretches) == 1
    for stretch, stretch_language in stretches:
        replacements, verdict = _replacements(block, span, stretch, stretch_language, traits, lexicon, reworded)
        said = replace_in(block.text, stretch, replacements).pieces
        foreign = not whole and stretch_language != language
        pieces += (replace(piece, language=piece.language or stretch_language) for piece in said) if foreign else said
        verdicts.append(verdict)
    verdict = verdicts[0] if len(verdicts) == 1 else _joined(verdicts)
    return SpokenSentence(span, sentence_language, tuple(pieces), verdict, found[0] if found else None)


def _joined(verdicts: list[Verdict]) -> Verdict:
    return Verdict(
        tuple(each for verdict in verdicts for each in verdict.replacements),
        tuple(each for verdict in verdicts for each in verdict.applied),
        tuple(each for verdict in verdicts for each in verdict.rejected),
    )


def _stretches(block: Block, span: Span, language: str) -> Iterator[tuple[Span, str]]:
    """``span`` cut where the page's markup changes the language; where elements nest, the inner one counts."""
    hints = [
        hint
        for hint in block.hints
        if hint.kind == "lang" and hint.value and hint.start < span.end and hint.end > span.start
    ]
    if not hints:
        yield span, language
        return
    edges = sorted(
        {
            span.start,
            span.end,
            *(edge for hint in hints for edge in (hint.start, hint.end) if span.start < edge < span.end),
        }
    )
    start, spoken = span.start, _language_at(hints, span.start, language)
    for edge in edges[1:-1]:
        following = _language_at(hints, edge, language)
        if following != spoken:
            yield Span(start, edge), spoken
            start, spoken = edge, following
    yield Span(start, span.end), spoken


def _language_at(hints: list[Hint], at: int, language: str) -> str:
    inner = min(
        (hint for hint in hints if hint.start <= at < hint.end), key=lambda hint: hint.end - hint.start, default=None
    )
    return in_full(inner.value, language) if inner else language


def in_full(stated: str, language: str) -> str:
    """The language that the page states for a part of a text in ``language``, with the region that it leaves out.

    A paragraph marked “es” in an article in es-MX has its numbers read as in Mexico.

    >>> in_full("es", "es-MX"), in_full("es-ES", "es-MX"), in_full("", "es-MX")
    ('es-MX', 'es-ES', 'es-MX')
    """
    return language if not stated or speaks(stated, language) else stated


def _replacements(
    block: Block,
    sentence: Span,
    stretch: Span,
    language: str,
    traits: Traits,
    lexicon: CompiledLexicon,
    reworded: Sequence[Replacement],
) -> tuple[list[Replacement], Verdict]:
    said = list(overrides.within(reworded, stretch))
    said += _free(_hinted(block.hints, stretch, _EXPLICIT), said)
    starts = stretch.start == sentence.start
    verdict = lexicon.replacements(block.text, stretch, language, block.kind, _spans(said), starts=starts)
    said += verdict.replacements
    if block.hints:
        said += _free(_expanded(block, stretch), said)
    if not traits.normalises:
        said += _free(spoken_replacements(block.text, stretch, language, _spans(said)), said)
    return sorted(said, key=lambda each: each.start), verdict


def _spans(replacements: Iterable[Replacement]) -> tuple[Span, ...]:
    return tuple(sorted(Span(each.start, each.end) for each in replacements))


def _free(wanted: Iterable[Replacement], said: list[Replacement]) -> list[Replacement]:
    """Those of ``wanted`` that overlap nothing of ``said``."""
    if not said:
        return list(wanted)
    return [each for each in wanted if all(each.end <= other.start or other.end <= each.start for other in said)]


def _expanded(block: Block, stretch: Span) -> list[Replacement]:
    """Abbreviations in full. Those in capitals are names of their own: no newsreader says what NASA stands for."""
    found = _hinted(block.hints, stretch, frozenset({"abbr"}))
    return [each for each in found if each.spoken and not block.text[each.start : each.end].isupper()]


def _hinted(hints: tuple[Hint, ...], stretch: Span, kinds: frozenset[str]) -> Iterator[Replacement]:
    """The page's own replacements within ``stretch``; of two that overlap, the one that begins first, then the
    longer.
    """
    at = stretch.start
    for hint in sorted(hints, key=lambda each: (each.start, -each.end)):
        start, end = max(hint.start, stretch.start), min(hint.end, stretch.end)
        if hint.kind not in kinds or start >= end or start < at:
            continue
        begins_here = hint.start >= stretch.start
        yield Replacement(start, end, hint.value if begins_here and hint.kind != "skip" else "", f"hint:{hint.kind}")
        at = end
