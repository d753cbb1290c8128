"""What the stub's narration says at a time, to compare the light with."""

from typing import Any

from tests.browser.player_stub import Stub

LATENESS_MS = 40  # One timer and one loaded machine; the budget of 20 ms at p95 is measured in benchmarks/.


def spoken_at(stub: Stub, ms: float) -> set[str]:
    """The words whose marks cover a time, with what the clock's lead and a late timer may add."""
    [content] = stub.delivered
    narration = stub.known[content["fingerprint"]]
    return {word_at(narration, content["blocks"], moment) for moment in (ms - LATENESS_MS, ms, ms + LATENESS_MS)}


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
