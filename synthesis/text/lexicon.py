"""Lexicon application: which lexemes win in a sentence, which lose, and why.

Compiled once, applied to any number of sentences. What a lexicon makes of a sentence depends on that sentence alone.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

import ahocorasick

from synthesis.text.blocks import Kind
from synthesis.text.folding import Folded, fold
from synthesis.text.lexemes import (
    ARTICLE,
    GLOBAL,
    SCOPES,
    SECTION,
    SITE,
    Applied,
    Lexeme,
    LexemeKind,
    Match,
    Rejected,
    Verdict,
    scope_name,
)
from synthesis.text.matching import Prepared, Site, holds, matching, prepare, speaks, unmet
from synthesis.text.spans import Span
from synthesis.text.spoken import Replacement

__all__ = [
    "ARTICLE",
    "GLOBAL",
    "SCOPES",
    "SECTION",
    "SITE",
    "Applied",
    "CompiledLexicon",
    "Lexeme",
    "LexemeKind",
    "Match",
    "Rejected",
    "Verdict",
    "compile_lexicon",
]


_SUFFIX: Final = re.compile(r"['’]?[^\W_]")
_GROUP: Final = re.compile(r"\\([1-9])")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A lexeme that holds for ``[start, end)`` of the block's text."""

    lexeme: Lexeme
    start: int
    end: int
    groups: tuple[str, ...]

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Smallest first: the most specific scope, then the longest, then the newest."""
        return -self.lexeme.scope, self.start - self.end, -self.lexeme.id, self.start


@dataclass(frozen=True, slots=True)
class CompiledLexicon:
    """Lexemes made ready for matching; see `compile_lexicon`."""

    lexemes: tuple[Lexeme, ...] = ()
    _automata: "tuple[ahocorasick.Automaton, ...]" = field(default=(), repr=False, compare=False)
    _patterns: tuple[Prepared, ...] = field(default=(), repr=False, compare=False)
    _overrides: Mapping[str, tuple[Lexeme, ...]] = field(default_factory=dict, repr=False, compare=False)

    def overrides(self, sentence: str, language: str) -> tuple[Lexeme, ...]:
        """The overrides of the sentence that reads so, to the letter: the first one holds, it is the most specific, then newest."""
        found = self._overrides.get(sentence, ())
        return tuple(each for each in found if not each.language or speaks(each.language, language))

    def replacements(
        self,
        text: str,
        span: Span,
        language: str,
        kind: Kind = "paragraph",
        taken: Iterable[Span] = (),
        *,
        starts: bool = True,
    ) -> Verdict:
        """What is said otherwise in ``span`` of ``text``: a sentence, or a stretch of one that is in one language.

        ``taken`` are spans that the page's own markup has decided. ``starts`` says that the span begins its sentence.
        """
        if not self._automata and not self._patterns:
            return Verdict()
        candidates: list[_Candidate] = []
        rejected: list[Rejected] = []
        for prepared, site, source in self._found(span.of(text)):
            start, end = span.start + source[0], span.start + source[1]
            if not holds(prepared, site, text[start:end], language):
                continue
            reason = unmet(prepared, site, kind, starts=starts)
            if reason:
                rejected.append(Rejected(prepared.lexeme, start, end, reason))
            else:
                candidates.append(_Candidate(prepared.lexeme, start, end, site.groups))
        return _judge(text, language, candidates, rejected, tuple(taken))

    def _found(self, sentence: str) -> Iterator[tuple[Prepared, Site, tuple[int, int]]]:
        if self._automata:
            folded = fold(sentence)
            for last, (length, prepared) in chain.from_iterable(each.iter(folded.text) for each in self._automata):
                source = folded.source(last + 1 - length, last + 1)
                if source:
                    yield from ((each, Site(folded.text, last + 1 - length, last + 1), source) for each in prepared)
        if self._patterns:
            yield from self._found_patterns(fold(sentence, keep_case=True))

    def _found_patterns(self, folded: Folded) -> Iterator[tuple[Prepared, Site, tuple[int, int]]]:
        for each in self._patterns:
            for site in matching(each, folded):
                source = folded.source(site.start, site.end)
                if source:
                    yield each, site, source


_NO_LEXEMES: Final = CompiledLexicon()


def compile_lexicon(lexemes: Iterable[Lexeme], beside: CompiledLexicon = _NO_LEXEMES) -> CompiledLexicon:
    """Make ``lexemes`` ready for any number of sentences, ``beside`` others that are already: what they were compiled to is shared.

    Raises `patterns.PatternError` for a faulty pattern.
    """
    kept = tuple(lexeme for lexeme in lexemes if lexeme.enabled and lexeme.grapheme.strip())
    entries: dict[str, list[Prepared]] = {}
    about_words = [lexeme for lexeme in kept if not lexeme.is_override]
    for lexeme in about_words:
        grapheme = "" if lexeme.pattern else fold(lexeme.grapheme).text.strip()
        if grapheme:
            entries.setdefault(grapheme, []).append(prepare(lexeme))
    patterns = tuple(prepare(lexeme) for lexeme in about_words if lexeme.pattern)
    return CompiledLexicon(
        beside.lexemes + kept,
        beside._automata + _automata(entries),
        beside._patterns + patterns,
        _overrides_of(kept, beside._overrides),
    )


def _overrides_of(
    lexemes: Iterable[Lexeme], others: Mapping[str, tuple[Lexeme, ...]]
) -> Mapping[str, tuple[Lexeme, ...]]:
    found = dict(others)
    for lexeme in lexemes:
        if lexeme.is_override:
            same = (*found.get(lexeme.grapheme, ()), lexeme)
            found[lexeme.grapheme] = tuple(sorted(same, key=lambda each: (-each.scope, -each.id)))
    return found


def _automata(entries: dict[str, list[Prepared]]) -> "tuple[ahocorasick.Automaton, ...]":
    """One that finds all graphemes; none, where there are none."""
    if not entries:
        return ()
    automaton = ahocorasick.Automaton()
    for grapheme, prepared in entries.items():
        automaton.add_word(grapheme, (len(grapheme), tuple(prepared)))
    automaton.make_automaton()
    return (automaton,)


def _judge(
    text: str, language: str, candidates: list[_Candidate], rejected: list[Rejected], taken: tuple[Span, ...]
) -> Verdict:
    if not candidates and not rejected:
        return Verdict()
    winners: list[_Candidate] = []
    for candidate in sorted(candidates, key=lambda each: each.rank):
        reason = _defeat(candidate, winners, taken)
        if reason:
            rejected.append(Rejected(candidate.lexeme, candidate.start, candidate.end, reason))
        else:
            winners.insert(bisect_left(winners, candidate.start, key=lambda each: each.start), candidate)
    return Verdict(
        tuple(_replacement(text, winner, language) for winner in winners),
        tuple(Applied(winner.lexeme, winner.start, winner.end) for winner in winners),
        tuple(sorted(rejected, key=lambda each: (each.start, each.end, each.lexeme.id))),
    )


def _defeat(candidate: _Candidate, winners: list[_Candidate], taken: tuple[Span, ...]) -> str:
    """Why ``candidate`` loses, empty where it wins; ``winners`` are sorted and do not overlap."""
    if any(span.start < candidate.end and candidate.start < span.end for span in taken):
        return "The page's markup, or an override of the sentence, decides what is said here."
    before = bisect_left(winners, candidate.end, key=lambda each: each.start) - 1
    if before < 0 or winners[before].end <= candidate.start:
        return ""
    return _comparison(candidate, winners[before])


def _comparison(loser: _Candidate, winner: _Candidate) -> str:
    name = f"lexeme {winner.lexeme.id} (“{winner.lexeme.grapheme}”)"
    if winner.lexeme.scope != loser.lexeme.scope:
        scope, lesser = scope_name(winner.lexeme.scope), scope_name(loser.lexeme.scope)
        return f"The {scope}'s {name} is more specific than this {lesser} one."
    if winner.end - winner.start != loser.end - loser.start:
        return f"A longer match, {name}, covers this stretch."
    if winner.lexeme.id != loser.lexeme.id:
        return f"A newer one of the same length, {name}, covers this stretch."
    return f"An earlier match of the same {name} covers this stretch."


def _replacement(text: str, winner: _Candidate, language: str) -> Replacement:
    lexeme, written = winner.lexeme, text[winner.start : winner.end]
    rule = f"lexeme:{lexeme.id}"
    match lexeme.kind:
        case "alias":
            return Replacement(winner.start, winner.end, _filled(lexeme, winner.groups), rule)
        case "phoneme":
            return Replacement(winner.start, winner.end, lexeme.fallback or written, rule, ipa=lexeme.value)
        case "spell":
            return Replacement(winner.start, winner.end, lexeme.value or _spelt(text, winner, language), rule)
        case "word":
            return Replacement(winner.start, winner.end, lexeme.value or written.capitalize(), rule)
        case "language":
            return Replacement(winner.start, winner.end, written, rule, language=lexeme.value)


def _filled(lexeme: Lexeme, groups: tuple[str, ...]) -> str:
    r"""The alias; in a pattern's alias ``\1`` stands for what its first group has matched."""
    if not lexeme.pattern:
        return lexeme.value
    return _GROUP.sub(lambda found: "".join(groups[int(found.group(1)) - 1 : int(found.group(1))]), lexeme.value)


def _spelt(text: str, winner: _Candidate, language: str) -> str:
    """Letters and digits one by one, as capitals, which engines read by their names.

    English voices take a lone “A” for the article, so its letters stand in one word, “F.B.I”, unless a suffix follows.
    """
    letters = [character.upper() for character in text[winner.start : winner.end] if character.isalnum()]
    if not speaks("en", language):
        return " ".join(letters)
    if all(map(str.isalpha, letters)) and not _SUFFIX.match(text, winner.end):
        return ".".join(letters)
    return " ".join(letters).replace("A ", "A-")
