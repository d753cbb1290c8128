"""Overrides: one sentence said in a wording of its own, with a pause of its own, or heard from a take."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from synthesis.text.dialects import Rendered, Run
from synthesis.text.lexemes import Applied, Lexeme, Rejected
from synthesis.text.spans import Span
from synthesis.text.spoken import Replacement
from synthesis.text.voices import Traits, Voice

TAKES: Final = "take"
"""Stands where a voice has its engine, for what is heard from a take."""

LONGEST: Final = 1000  # Characters of a sentence, and of its own wording. Longer ones are lists that nobody rewords.
LONGEST_PAUSE_MS: Final = 10_000

_TOKEN: Final = re.compile(
    r"\s*(?:\w+(?:['’.,-]\w+)*|[^\w\s])"
)  # With the space before it, which makes words of letters.


class _Change(NamedTuple):
    """Tokens ``[start, end)`` of the sentence that are said as ``[said_start, said_end)`` of the wording."""

    start: int
    end: int
    said_start: int
    said_end: int


def rewording(text: str, span: Span, override: Lexeme) -> tuple[Replacement, ...]:
    """What ``override`` says otherwise in the sentence ``span`` of ``text``: the words that its wording changes, no others.

    What the wording leaves as it is written is read as ever, and has times of its own.

    >>> override = Lexeme(1, "To Reading in May.", "alias", "To Redding in the May.", match="sentence")
    >>> [(each.start, each.end, each.spoken) for each in rewording("To Reading in May.", Span(0, 18), override)]
    [(3, 10, 'Redding'), (11, 13, 'in the')]
    """
    if not override.value.strip() or override.take:
        return ()
    written = [found.span() for found in _TOKEN.finditer(text, span.start, span.end)]
    said = [found.span() for found in _TOKEN.finditer(override.value)]
    if not written or not said:
        return (Replacement(span.start, span.end, override.value.strip(), _rule(override)),)
    changes = _changes([text[a:b] for a, b in written], [override.value[a:b] for a, b in said])
    return tuple(_replacement(text, written, said, each, override) for each in changes)


def _replacement(
    text: str, written: Sequence[tuple[int, int]], said: Sequence[tuple[int, int]], change: _Change, override: Lexeme
) -> Replacement:
    """The change as a replacement; the space before both is left where it is."""
    start, end = written[change.start][0], written[change.end - 1][1]
    spoken = ""
    if change.said_start < change.said_end:
        spoken = override.value[said[change.said_start][0] : said[change.said_end - 1][1]]
    if spoken[:1].isspace() and text[start].isspace():
        start, spoken = start + 1, spoken.lstrip()
    return Replacement(start, end, spoken, _rule(override))


def _rule(override: Lexeme) -> str:
    return f"lexeme:{override.id}"


def _changes(written: Sequence[str], said: Sequence[str]) -> list[_Change]:
    """The tokens that differ. What is put in belongs to the sign after it, or the token before it, or the one after it."""
    changes: list[_Change] = []
    for kind, *edges in SequenceMatcher(None, written, said, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        change = _Change(*edges)
        if change.start == change.end:
            change = _widened(change, written)
        if changes and changes[-1].end > change.start:
            first = changes.pop()
            change = _Change(first.start, change.end, first.said_start, change.said_end)
        changes.append(change)
    return changes


def _widened(change: _Change, written: Sequence[str]) -> _Change:
    before_sign = change.end < len(written) and not written[change.end].strip().isalnum()
    if change.start and not before_sign:
        return change._replace(start=change.start - 1, said_start=change.said_start - 1)
    return change._replace(end=change.end + 1, said_end=change.said_end + 1)


def within(replacements: Sequence[Replacement], stretch: Span) -> Iterator[Replacement]:
    """The parts of ``replacements`` in a stretch of their sentence; one that is cut is said where it begins."""
    for each in replacements:
        start, end = max(each.start, stretch.start), min(each.end, stretch.end)
        if start < end:
            yield replace(each, start=start, end=end, spoken=each.spoken if each.start >= stretch.start else "")


def applied(overrides: Sequence[Lexeme], span: Span) -> tuple[tuple[Applied, ...], tuple[Rejected, ...]]:
    """The override that holds in ``span``, and those that another one goes before."""
    held = tuple(Applied(each, span.start, span.end) for each in overrides[:1])
    reason = "Another override of the same sentence is more specific, or newer."
    return held, tuple(Rejected(each, span.start, span.end, reason) for each in overrides[1:])


def take_voice(override: Lexeme, language: str) -> Voice:
    """What stands for the voice of an utterance that is heard from a take."""
    return Voice(TAKES, override.take, language, "Take")


def take_traits(traits: Traits) -> Traits:
    """What the key of such an utterance holds besides: a take sounds the same beside every voice of an engine, at no price."""
    return replace(traits, engine=TAKES, version="", dialect="plain")


def heard(text: str, span: Span) -> Rendered:
    """The sentence as an utterance that is heard from a take has it: each character for itself, none of them billed."""
    written = span.of(text)
    return Rendered(written, (Run(0, len(written), span, exact=True),), 0)
