"""Marks back: the engine's times, which lie in the text it was sent, as times of the page's words."""

import re
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
_LETTERS: Final = re.compile(r"[^\W_]+")


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

    ``interpolated`` words are said but had no time of their own, ``silent`` words are not said and last no time.
    ``unplaced`` times of the engine belong to no word, or contradict the others.
    """

    words: tuple[WordTime, ...]
    interpolated: int = 0
    silent: int = 0
    unplaced: int = 0


def place(utterance: Utterance, times: Sequence[EngineTime], duration_ms: int) -> Placement:
    """A time for every word of ``utterance``, within ``[0, duration_ms]``, never going back.

    A word begins with the first of ``times`` that reaches into what is said for it. Words without one share the time of
    the word before them by their letters, as do words that are said as one.
    """
    words = utterance.words
    stretches = _stretches(words, utterance.runs)
    anchors, strays = _anchors(stretches, _reaches(utterance.text, times))
    steady = _steady([(word, min(max(at_ms, 0), duration_ms)) for word, at_ms in anchors])
    starts = _shared(steady, _weights(words, stretches), duration_ms)
    silent = stretches.count(None)
    return Placement(
        tuple(WordTime(word.start, word.end, at_ms) for word, at_ms in zip(words, starts, strict=True)),
        interpolated=len(words) - silent - len(steady),
        silent=silent,
        unplaced=strays + len(anchors) - len(steady),
    )


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
    return [
        (each.start, max(each.start + 1, _word_end(text, each.start) if each.end is None else each.end), each.at_ms)
        for each in sorted(times, key=lambda each: (each.start, each.at_ms))
    ]


def _word_end(text: str, start: int) -> int:
    """The end of the letters at ``start``, or of the first ones after it where an event points at what opens a word."""
    found = _LETTERS.search(text, max(start, 0))
    return found.end() if found else len(text)


def _anchors(
    stretches: Sequence[Span | None], reaches: Sequence[tuple[int, int, int]]
) -> tuple[list[tuple[int, int]], int]:
    """Words, by index, with the first time that reaches into each, and how many times reach into no word at all.

    Of words that are said as one only the first has a time.
    """
    anchors: list[tuple[int, int]] = []
    at = strays = said_until = 0
    for word, stretch in enumerate(stretches):
        if stretch is None or stretch.start < said_until:
            continue
        said_until = stretch.end
        while at < len(reaches) and reaches[at][1] <= stretch.start:
            at, strays = at + 1, strays + 1
        if at < len(reaches) and reaches[at][0] < stretch.end:
            anchors.append((word, reaches[at][2]))
        while at < len(reaches) and reaches[at][0] < stretch.end:
            at += 1
    return anchors, strays + len(reaches) - at


def _steady(anchors: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest selection of ``anchors`` whose times never go back, so that one wrong time spoils no others.

    Patience sorting: ``tails[n]`` is the anchor that ends the selection of n + 1 which leaves most room to grow.
    """
    tails: list[int] = []
    tail_times: list[int] = []
    before: list[int] = []
    for index, (_, at_ms) in enumerate(anchors):
        length = bisect_right(tail_times, at_ms)
        before.append(tails[length - 1] if length else -1)
        tails[length : length + 1] = [index]
        tail_times[length : length + 1] = [at_ms]
    kept: list[tuple[int, int]] = []
    index = tails[-1] if tails else -1
    while index >= 0:
        kept.append(anchors[index])
        index = before[index]
    return kept[::-1]


def _weights(words: Sequence[Span], stretches: Sequence[Span | None]) -> list[int]:
    """How much of a shared time each word takes: what is said for it, shared again by what is written.

    In thousandths of a character, so that words said as one share theirs in whole numbers.
    """
    written: dict[Span, int] = {}
    for word, stretch in zip(words, stretches, strict=True):
        if stretch is not None:
            written[stretch] = written.get(stretch, 0) + word.end - word.start
    return [
        0 if stretch is None else 1000 * (stretch.end - stretch.start) * (word.end - word.start) // written[stretch]
        for word, stretch in zip(words, stretches, strict=True)
    ]


def _shared(anchors: Sequence[tuple[int, int]], weights: Sequence[int], duration_ms: int) -> list[int]:
    """A start for every word: from one anchor to the next the words share the time by their weights."""
    starts: list[int] = []
    for (first, from_ms), (last, to_ms) in pairwise([*_from_the_first(anchors), (len(weights), duration_ms)]):
        total = max(1, sum(weights[first:last]))
        passed = 0
        for weight in weights[first:last]:
            starts.append(from_ms + ((to_ms - from_ms) * passed + total // 2) // total)
            passed += weight
    return starts


def _from_the_first(anchors: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """``anchors`` from the first word on. Words before the first time share the silence before it, or, where there is
    none to speak of, the time of the word that has it: the engine then spoke them as one group.
    """
    if not anchors:
        return [(0, 0)]
    word, at_ms = anchors[0]
    if word == 0:
        return list(anchors)
    return [(0, at_ms), *anchors[1:]] if at_ms < _LEAST_MS * word else [(0, 0), *anchors]
