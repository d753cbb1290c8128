"""Marks back: the engine's times, which lie in the text it was sent, as times of the page's words."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from synthesis.text.dialects import Run
from synthesis.text.spans import Span
from synthesis.text.utterances import Utterance

# Less room than this a word before the first time, and the words there share the first word's time instead.
_LEAST_MS: Final = 40


@dataclass(frozen=True, slots=True)
class EngineTime:
    """An engine begins to speak ``[start, end)`` of an utterance's text, in code points, at ``at_ms``.

    ``end`` is None where the engine tells only where a word begins: it then reaches to the next character that is in
    no word.
    """

    start: int
    end: int | None
    at_ms: int


@dataclass(frozen=True, slots=True)
class WordTime:
    """A word, in code points of its block's text, and when it begins; it lasts until the next one begins."""

    start: int
    end: int
    start_ms: int


@dataclass(frozen=True, slots=True)
class Placement:
    """The words of an utterance with their times, in order.

    ``interpolated`` words had no time of their own. ``unplaced`` times of the engine belong to no word, or
    contradicted the others.
    """

    words: tuple[WordTime, ...]
    interpolated: int = 0
    unplaced: int = 0


def place(utterance: Utterance, times: Sequence[EngineTime], duration_ms: int) -> Placement:
    """A time for every word of ``utterance``, within ``[0, duration_ms]``, never going back."""
    stretches = _stretches(utterance.words, utterance.runs)
    anchors = _anchors(stretches, _reaches(utterance.text, times))
    steady = _steady([(word, min(max(at_ms, 0), duration_ms)) for word, at_ms in anchors])
    starts = _shared(
        steady, [_weight(word, stretch) for word, stretch in zip(utterance.words, stretches, strict=True)], duration_ms
    )
    words = tuple(WordTime(word.start, word.end, at) for word, at in zip(utterance.words, starts, strict=True))
    placed = len(steady)
    return Placement(words, len(words) - placed, len(times) - placed)


def _stretches(words: Sequence[Span], runs: Sequence[Run]) -> list[Span | None]:
    """For each word where the sent text says it; None for a word that nothing is said for."""
    ends = [run.source.end for run in runs]
    stretches: list[Span | None] = []
    for word in words:
        first = bisect_right(ends, word.start)
        last = first
        while last < len(runs) and runs[last].source.start < word.end:
            last += 1
        stretches.append(_stretch(word, runs[first:last]))
    return stretches


def _stretch(word: Span, runs: Sequence[Run]) -> Span | None:
    if not runs:
        return None
    first, last = runs[0], runs[-1]
    start = first.start + max(0, word.start - first.source.start) if first.exact else first.start
    end = last.end - max(0, last.source.end - word.end) if last.exact else last.end
    return Span(start, end)


def _reaches(text: str, times: Sequence[EngineTime]) -> list[tuple[int, int, int]]:
    """The times as (start, end, at_ms), in the order of the text."""
    reaches = []
    for time in sorted(times, key=lambda each: (each.start, each.at_ms)):
        end = time.end if time.end is not None else _word_end(text, time.start)
        reaches.append((time.start, max(end, time.start + 1), time.at_ms))
    return reaches


def _word_end(text: str, start: int) -> int:
    at = start
    while at < len(text) and not text[at].isalnum():
        at += 1
    while at < len(text) and text[at].isalnum():
        at += 1
    return at


def _anchors(stretches: Sequence[Span | None], reaches: Sequence[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Each word with the first time that reaches into it and that no earlier word has."""
    anchors: list[tuple[int, int]] = []
    at = 0
    for word, stretch in enumerate(stretches):
        if stretch is None:
            continue
        while at < len(reaches) and reaches[at][1] <= stretch.start:
            at += 1
        if at < len(reaches) and reaches[at][0] < stretch.end:
            anchors.append((word, reaches[at][2]))
            at += 1
    return anchors


def _steady(anchors: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest selection of ``anchors`` whose times never go back, so that one wrong time spoils no others."""
    tails: list[int] = []
    tail_indexes: list[int] = []
    before: list[int] = []
    for index, (_, at_ms) in enumerate(anchors):
        place_in = bisect_right(tails, at_ms)
        before.append(tail_indexes[place_in - 1] if place_in else -1)
        tails[place_in : place_in + 1] = [at_ms]
        tail_indexes[place_in : place_in + 1] = [index]
    kept = []
    index = tail_indexes[-1] if tail_indexes else -1
    while index >= 0:
        kept.append(anchors[index])
        index = before[index]
    return kept[::-1]


def _weight(word: Span, stretch: Span | None) -> int:
    """How much of a shared time a word takes: as many letters as are said for it."""
    return max(1, (stretch.end - stretch.start) if stretch else 1)


def _shared(anchors: Sequence[tuple[int, int]], weights: Sequence[int], duration_ms: int) -> list[int]:
    """A start for every word: between two anchors the words share the time by their weights."""
    edges = list(anchors)
    if edges and edges[0][0] > 0 and edges[0][1] < _LEAST_MS * edges[0][0]:
        edges[0] = (0, edges[0][1])
    elif not edges or edges[0][0] > 0:
        edges.insert(0, (0, 0))
    starts: list[int] = []
    for (first, from_ms), (last, to_ms) in pairwise([*edges, (len(weights), duration_ms)]):
        total = sum(weights[first:last])
        passed = 0
        for weight in weights[first:last]:
            starts.append(from_ms + (to_ms - from_ms) * passed // total)
            passed += weight
    return starts
