"""What the stub's narration says at a time, to compare the light with."""

from itertools import pairwise
from typing import Any

from tests.browser.player_stub import Stub

LATENESS_MS = 40  # One timer and one loaded machine; the budget of 20 ms at p95 is measured in benchmarks/.


def spoken_at(stub: Stub, ms: float, since_ms: float | None = None) -> set[str]:
    """
    The words whose marks cover a time, with what the clock's lead and a late timer may add.

    `since_ms` is the time of the look before: where a busy machine let the whole page stand still, the sound went on without it,
    and the light may be where the sound has been since then.
    """
    [content] = stub.delivered
    narration = stub.known[content["fingerprint"]]
    first, last = min(ms, ms if since_ms is None else since_ms) - LATENESS_MS, ms + LATENESS_MS
    starts = [start for sentence in narration["sentences"] for start in sentence["words"][2::3]]
    moments = {first, ms, last, *(start for start in starts if first < start < last)}
    return {word_at(narration, content["blocks"], moment) for moment in moments}


def leapt_over(times: list[int], start_ms: int, end_ms: int) -> bool:
    """Whether the sound leapt over a word, so that nobody could see it lit: from one look to the next, longer than looks are apart."""
    return any(
        later - earlier > LATENESS_MS * 2 and earlier - LATENESS_MS < start_ms and end_ms < later + LATENESS_MS
        for earlier, later in pairwise(times)
    )


def word_at(narration: dict[str, Any], blocks: list[dict[str, str]], ms: float) -> str:
    word = ""
    for sentence in narration["sentences"]:
        marks = sentence["words"]
        text = blocks[sentence["block"]]["text"].encode("utf-16-le")
        for start, end, start_ms in zip(marks[::3], marks[1::3], marks[2::3], strict=True):
            if start_ms <= ms:
                word = text[start * 2 : end * 2].decode("utf-16-le")
        if sentence["end_ms"] <= ms:
            word = ""
    return word


def words_of(stub: Stub) -> list[str]:
    """All words of the only narration, in order."""
    [content] = stub.delivered
    narration = stub.known[content["fingerprint"]]
    starts = [mark for sentence in narration["sentences"] for mark in sentence["words"][2::3]]
    return [word_at(narration, content["blocks"], start) for start in starts]
