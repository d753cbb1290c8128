"""Drafts: the pieces of a block shared out among utterances, each with its voice, before keys are given."""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from synthesis.text import overrides, pauses
from synthesis.text.blocks import Block
from synthesis.text.dialects import Rendered, render
from synthesis.text.languages import best_match
from synthesis.text.lexemes import Lexeme
from synthesis.text.spans import Span
from synthesis.text.speaking import SpokenSentence
from synthesis.text.splitting import Part, split
from synthesis.text.spoken import Piece
from synthesis.text.voices import Traits, Voice

_SILENT: Final = Rendered("", (), 0)


@dataclass(frozen=True, slots=True)
class Casting:
    """Who speaks: the main voice, and others for what is in another language."""

    voice: Voice
    others: Mapping[str, Voice]

    def voice_for(self, language: str) -> Voice | None:
        """The voice for ``language``; None where none that is offered speaks it."""
        if _primary(language) == _primary(self.voice.language):
            return self.voice
        match = best_match(language, tuple(self.others))
        return None if match is None else self.others[match]


def _primary(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()


@dataclass(frozen=True, slots=True)
class Unit:
    """What one utterance would say if length and voices allowed.

    ``sentence_ends`` and what the page has ``stressed`` lie in the text of its block.
    """

    text: str
    part: Part
    language: str
    sentence_ends: tuple[int, ...]
    stressed: tuple[Span, ...] = ()
    override: Lexeme | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What one utterance says, or a part that cannot be said, with the warning that says so. ``pause_ms`` is an override's."""

    part: Part
    rendered: Rendered
    voice: Voice
    language: str
    ends_sentence: bool
    warnings: tuple[str, ...] = ()
    pause_ms: int | None = None

    @property
    def audible(self) -> bool:
        """Whether anything is sent to an engine."""
        return bool(self.rendered.text)


def units(
    block: Block, spoken: Sequence[SpokenSentence], words: Sequence[tuple[Span, ...]], traits: Traits
) -> Iterator[Unit]:
    """The units of ``block``: its sentences, or all that follow one another in one language; what is overridden stands alone."""
    first = 0
    stressed = tuple(_stressed(block))
    for at in range(1, len(spoken) + 1):
        if at == len(spoken) or traits.unit == "sentence" or _part_company(spoken[at - 1], spoken[at]):
            yield _unit(block.text, spoken[first:at], words[first:at], stressed)
            first = at


def _part_company(one: SpokenSentence, other: SpokenSentence) -> bool:
    return one.language != other.language or one.override is not None or other.override is not None


def _stressed(block: Block) -> Iterator[Span]:
    """What the page stresses, where elements nest the outer one; never a part of a word, which a tag would tear."""
    at = 0
    for hint in sorted(block.hints, key=lambda each: (each.start, -each.end)):
        torn = _in_word(block.text, hint.start) or _in_word(block.text, hint.end)
        if hint.kind == "emphasis" and at <= hint.start < hint.end and not torn:
            yield Span(hint.start, hint.end)
            at = hint.end


def _unit(
    text: str, spoken: Sequence[SpokenSentence], words: Sequence[tuple[Span, ...]], stressed: tuple[Span, ...]
) -> Unit:
    pieces = list(spoken[0].pieces)
    for before, after in pairwise(spoken):
        gap = Span(before.span.end, after.span.start)
        pieces += (Piece(gap, gap.of(text)), *after.pieces) if gap.start < gap.end else after.pieces
    all_words = tuple(word for of_sentence in words for word in of_sentence)
    part = Part(spoken[0].span.start, spoken[-1].span.end, tuple(pieces), all_words)
    ends = tuple(each.span.end for each in spoken)
    return Unit(text, part, spoken[0].language, ends, stressed, spoken[0].override)


def drafts(unit: Unit, casting: Casting, traits: Traits) -> Iterator[Draft]:
    """The utterances of ``unit``: one, unless it is too long or needs several voices."""
    if unit.override is not None and unit.override.take:
        yield _taken(unit, unit.override)
        return
    for part, language in _by_language(unit, casting, traits):
        voice = casting.voice_for(language)
        unspoken = () if voice else _unspoken(part, language, casting.voice)
        for each, rendered in _rendered(unit, part, voice or casting.voice, language, traits, traits.max_characters):
            if _speakable(each, traits):
                yield _draft(unit, each, rendered, voice or casting.voice, language, unspoken, traits)


def _taken(unit: Unit, override: Lexeme) -> Draft:
    part, language = unit.part, unit.language
    rendered = overrides.heard(unit.text, Span(part.start, part.end))
    return Draft(part, rendered, overrides.take_voice(override, language), language, True, (), override.pause_ms)


def _draft(
    unit: Unit, part: Part, rendered: Rendered, voice: Voice, language: str, warnings: tuple[str, ...], traits: Traits
) -> Draft:
    ends_sentence = part.end in unit.sentence_ends
    if _fits(rendered, traits):
        pause_ms = unit.override.pause_ms if unit.override and ends_sentence else None
        return Draft(part, rendered, voice, language, ends_sentence, warnings + rendered.warnings, pause_ms)
    return Draft(part, _SILENT, voice, language, ends_sentence, (_too_long(unit, part, rendered, traits),))


def _too_long(unit: Unit, part: Part, rendered: Rendered, traits: Traits) -> str:
    return (
        f"“{unit.text[part.start : part.start + 40]}…” is left silent: {rendered.characters} characters "
        f"without a place to cut, and {traits.engine} takes {traits.max_characters}. Add a lexeme that says it shorter."
    )


def _unspoken(part: Part, language: str, voice: Voice) -> tuple[str, ...]:
    return (f"No voice is offered for “{language}”: {voice.label} ({voice.language}) speaks it.",)


def _rendered(
    unit: Unit, part: Part, voice: Voice, language: str, traits: Traits, limit: int
) -> Iterator[tuple[Part, Rendered]]:
    """``part`` in parts that fit with their markup: where markup makes one too long, it is split further."""
    for each in split(unit.text, part, limit, unit.sentence_ends):
        stressed = unit.stressed if voice.emphasis else ()
        rendered = render(each.pieces, traits, voice.language, language, stressed)
        if _fits(rendered, traits) or len(each.words) < 2 or limit < 2:
            yield each, rendered
        else:
            yield from _rendered(unit, each, voice, language, traits, limit // 2)


def _fits(rendered: Rendered, traits: Traits) -> bool:
    within_text = not traits.max_text or len(rendered.text) <= traits.max_text
    return within_text and rendered.characters <= traits.max_characters


def _by_language(unit: Unit, casting: Casting, traits: Traits) -> Iterator[tuple[Part, str]]:
    """The unit's stretches that need a voice of their own. Within a sentence SSML changes the accent and keeps the
    voice.
    """
    part = unit.part
    if traits.dialect == "ssml" or not any(piece.language for piece in part.pieces):
        yield part, unit.language
        return
    first, language = 0, _language(part.pieces[0], unit)
    for at, piece in enumerate(part.pieces):
        following = _language(piece, unit)
        if _primary(following) != _primary(language) and _says(piece.spoken):
            if at > first:
                yield _slice(part, first, at), language
            first, language = at, following
    yield _slice(part, first, len(part.pieces)), language


def _language(piece: Piece, unit: Unit) -> str:
    """The piece's language, unless it is a part of a word: no voice changes within one."""
    parted = _in_word(unit.text, piece.source.start) or _in_word(unit.text, piece.source.end)
    return unit.language if parted else piece.language or unit.language


def _in_word(text: str, at: int) -> bool:
    """Whether a cut at ``at`` would part two letters."""
    return 0 < at < len(text) and text[at - 1].isalpha() and text[at].isalpha()


def _slice(part: Part, first: int, last: int) -> Part:
    pieces = part.pieces[first:last]
    start, end = pieces[0].source.start, pieces[-1].source.end
    first_word = bisect_left(part.words, start, key=lambda word: word.start)
    last_word = bisect_left(part.words, end, key=lambda word: word.start)
    return Part(start, end, pieces, part.words[first_word:last_word])


def _speakable(part: Part, traits: Traits) -> bool:
    """Whether an engine finds anything to say. One that normalises reads signs such as “€” and “+” too."""
    if any(piece.ipa or _says(piece.spoken) for piece in part.pieces):
        return True
    return traits.normalises and any(_signs(piece.spoken) for piece in part.pieces)


def _says(text: str) -> bool:
    return any(map(str.isalnum, text))


def _signs(text: str) -> bool:
    return any(unicodedata.category(character) in ("Sc", "Sm") for character in text)


def following_pauses(block: Block, audible: Sequence[Draft]) -> list[int]:
    """The silence after each of a block's utterances, in milliseconds."""
    found = []
    for draft in audible[:-1]:
        said = block.text[draft.part.start : draft.part.end]
        found.append(pauses.after_sentence(said) if draft.ends_sentence else pauses.after_part(said))
    found += [pauses.after_block(block.kind, block.text) for _ in audible[-1:]]
    return [usual if draft.pause_ms is None else draft.pause_ms for draft, usual in zip(audible, found, strict=True)]
