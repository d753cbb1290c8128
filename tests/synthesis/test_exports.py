"""Exports: what other programs read of a narration is what its manifest says."""

import json
import re
from typing import Any

import pytest

from synthesis.exports import plain_text, speech_marks, webvtt
from synthesis.text.offsets import Utf16

BLOCKS = ("The crab", "R&D: 3 < 4 --> yes. ¡Ñandú 🦀 corrió!")


def flat(block: str, *words: tuple[str, int]) -> list[int]:
    """Words with their times as a manifest has them, found in the block from left to right."""
    numbers, at = [], 0
    for word, at_ms in words:
        at = block.index(word, at)
        units = Utf16(block)
        numbers += [units.to16(at), units.to16(at + len(word)), at_ms]
        at += len(word)
    return numbers


@pytest.fixture
def manifest() -> dict[str, Any]:
    second = BLOCKS[1]
    cut = second.index(" ¡")
    return {
        "sentences": [
            {
                "block": 0,
                "start": 0,
                "end": 8,
                "start_ms": 0,
                "end_ms": 900,
                "words": flat(BLOCKS[0], ("The", 0), ("crab", 310)),
            },
            {
                "block": 1,
                "start": 0,
                "end": cut,
                "start_ms": 1_300,
                "end_ms": 4_000,
                "words": flat(second, ("R&D", 1_310), ("3", 2_000), ("4", 2_000), ("yes", 4_000)),
            },
            {
                "block": 1,
                "start": cut + 1,
                "end": Utf16(second).length,
                "start_ms": 3_600_000,
                "end_ms": 3_601_000,
                "words": flat(second, ("Ñandú", 3_600_000), ("🦀", 3_600_400), ("corrió", 3_600_500)),
            },
        ]
    }


def test_webvtt_has_a_cue_for_each_sentence_and_times_in_it(manifest: dict[str, Any]) -> None:
    assert webvtt(manifest, BLOCKS) == (
        "WEBVTT\n"
        "\n"
        "1\n00:00:00.000 --> 00:00:00.900\nThe <00:00:00.310>crab\n"
        "\n"
        "2\n00:00:01.300 --> 00:00:04.000\n<00:00:01.310>R&amp;D: <00:00:02.000>3 &lt; 4 --&gt; yes.\n"
        "\n"
        "3\n01:00:00.000 --> 01:00:01.000\n¡Ñandú <01:00:00.400>🦀 <01:00:00.500>corrió!\n"
    )


def test_a_sentence_that_lasts_no_time_is_still_a_cue() -> None:
    told = {"sentences": [{"block": 0, "start": 0, "end": 8, "start_ms": 7, "end_ms": 7, "words": [0, 3, 7]}]}
    assert "00:00:00.007 --> 00:00:00.008\nThe crab\n" in webvtt(told, BLOCKS)


def test_speech_marks_slice_their_values_out_of_the_text_by_bytes(manifest: dict[str, Any]) -> None:
    text = plain_text(BLOCKS).encode()
    marks = [json.loads(line) for line in speech_marks(manifest, BLOCKS).splitlines()]
    assert [text[mark["start"] : mark["end"]].decode() for mark in marks] == [mark["value"] for mark in marks]
    assert [mark["value"] for mark in marks if mark["type"] == "word"] == re.findall(
        r"R&D|[\w🦀]+", "The crab R&D 3 4 yes Ñandú 🦀 corrió"
    )


def test_speech_marks_are_in_order_and_a_sentence_comes_before_its_words(manifest: dict[str, Any]) -> None:
    marks = [json.loads(line) for line in speech_marks(manifest, BLOCKS).splitlines()]
    assert [mark["type"][0] for mark in marks] == list("swwswwwwswww")
    assert [mark["time"] for mark in marks] == sorted(mark["time"] for mark in marks)
    assert list(marks[0]) == ["time", "type", "start", "end", "value"]


def test_a_narration_of_nothing_exports_nothing() -> None:
    assert webvtt({"sentences": []}, ()) == "WEBVTT\n"
    assert speech_marks({"sentences": []}, ()) == ""
    assert plain_text(()) == ""
