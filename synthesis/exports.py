"""Exports: a ready narration's manifest in the forms that other programs read. Pure writers.

All of them take the manifest as docs/api.md shows it and the texts of the content's blocks, in order.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, Final

from synthesis.text.offsets import Utf8, Utf16

Manifest = Mapping[str, Any]
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def plain_text(blocks: Sequence[str]) -> str:
    """The text that speech marks point into: the blocks, one a line, with nothing after the last."""
    return "\n".join(blocks)


def webvtt(manifest: Manifest, blocks: Sequence[str]) -> str:
    """WebVTT: a cue for each sentence, and in it the time at which each word begins.

    A word that begins with its sentence, or together with the word before it, carries no time: WebVTT's times must grow within a cue.
    """
    cues = (_cue(number, sentence, blocks) for number, sentence in enumerate(manifest["sentences"], start=1))
    return "\n".join(("WEBVTT\n", *cues))


def speech_marks(manifest: Manifest, blocks: Sequence[str]) -> str:
    """Speech marks as Amazon Polly writes them: a JSON object a line, a sentence's mark before those of its words.

    ``start`` and ``end`` count UTF-8 bytes of `plain_text`, ``time`` milliseconds of the audio.
    """
    marks = _Marks(blocks)
    lines = (mark for sentence in manifest["sentences"] for mark in marks.of(sentence))
    return "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)


def _words(sentence: Mapping[str, Any]) -> Iterator[tuple[int, int, int]]:
    """The sentence's words as (start, end, start_ms), offsets in UTF-16 code units."""
    flat = sentence["words"]
    return zip(flat[::3], flat[1::3], flat[2::3], strict=True)


def _cue(number: int, sentence: Mapping[str, Any], blocks: Sequence[str]) -> str:
    text = blocks[sentence["block"]]
    units = Utf16(text)
    # A cue that lasts no time is none.
    start_ms, end_ms = sentence["start_ms"], max(sentence["end_ms"], sentence["start_ms"] + 1)
    written, at, latest_ms = "", units.from16(sentence["start"]), start_ms
    for start16, _, word_ms in _words(sentence):
        if latest_ms < word_ms < end_ms:
            start = units.from16(start16)
            written += f"{text[at:start].translate(_ESCAPES)}<{_clock(word_ms)}>"
            at, latest_ms = start, word_ms
    written += text[at : units.from16(sentence["end"])].translate(_ESCAPES)
    return f"{number}\n{_clock(start_ms)} --> {_clock(end_ms)}\n{written}\n"


def _clock(ms: int) -> str:
    """
    >>> _clock(3_723_004)
    '01:02:03.004'
    """
    seconds, ms = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{ms:03}"


class _Marks:
    """Makes marks of sentences, whose offsets lie in blocks, with offsets into the whole text."""

    def __init__(self, blocks: Sequence[str]) -> None:
        self._texts = blocks
        self._units = tuple(Utf16(text) for text in blocks)
        self._bytes = tuple(Utf8(text) for text in blocks)
        self._starts = tuple(accumulate((each.length + 1 for each in self._bytes), initial=0))

    def of(self, sentence: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        block = sentence["block"]
        yield self._mark("sentence", sentence["start_ms"], block, sentence["start"], sentence["end"])
        for start, end, word_ms in _words(sentence):
            yield self._mark("word", word_ms, block, start, end)

    def _mark(self, kind: str, at_ms: int, block: int, start16: int, end16: int) -> dict[str, Any]:
        start, end = self._units[block].from16(start16), self._units[block].from16(end16)
        first, in_bytes = self._starts[block], self._bytes[block]
        return {
            "time": at_ms,
            "type": kind,
            "start": first + in_bytes.to8(start),
            "end": first + in_bytes.to8(end),
            "value": self._texts[block][start:end],
        }
