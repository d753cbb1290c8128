"""The timeline on which speeches and pauses are joined, and the manifest that tells a page what is heard when.

The manifest's shape is docs/api.md, “The manifest”; ``tests/vectors/manifest/`` holds examples that both sides test against.
"""

from dataclasses import dataclass
from typing import Any

from synthesis import audio
from synthesis.audio import Encoded, File
from synthesis.models import Content
from synthesis.text.marks import EngineTime, WordTime, place
from synthesis.text.offsets import Utf16
from synthesis.text.plans import Plan
from synthesis.text.utterances import Utterance


@dataclass(frozen=True, slots=True)
class Spoken:
    """An utterance in its place on the timeline."""

    start_ms: int
    end_ms: int
    words: tuple[WordTime, ...]


class Timeline:
    """Joins encoded utterances and the pauses after them; all times come from frame and sample counts."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._frames = 0
        self.spoken: list[Spoken] = []

    def add(self, utterance: Utterance, encoded: Encoded, times: tuple[EngineTime, ...]) -> None:
        """Append the utterance and its pause."""
        start_ms = audio.frames_to_ms(self._frames)
        length_ms = audio.samples_to_ms(encoded.samples)
        placed = place(utterance, times, length_ms)
        words = tuple(WordTime(word.start, word.end, start_ms + word.start_ms) for word in placed.words)
        self.spoken.append(Spoken(start_ms, start_ms + length_ms, words))
        pause = audio.frames_of_pause(utterance.pause_after_ms, encoded)
        self._parts += (encoded.data, audio.silence() * pause)
        self._frames += encoded.frames + pause

    @property
    def duration_ms(self) -> int:
        """How long the file plays: the first frame is the encoder's delay and is skipped."""
        return audio.frames_to_ms(max(0, self._frames - 1))

    def data(self) -> bytes:
        """All frames, joined."""
        return b"".join(self._parts)


def manifest(content: Content, planned: Plan, timeline: Timeline, file: File) -> dict[str, Any]:
    """What a page needs to play the narration and to follow it."""
    voice = planned.voice
    return {
        "version": 1,
        "state": "ready",
        "fingerprint": content.fingerprint,
        "language": content.language,
        "voice": {"engine": voice.engine, "name": voice.name, "label": voice.label},
        "duration_ms": timeline.duration_ms,
        "audio": {"url": f"/v1/audio/{file.name}", "type": "audio/mp4", "bytes": len(file.data)},
        "sentences": _sentences(content, planned, timeline),
    }


def _sentences(content: Content, planned: Plan, timeline: Timeline) -> list[dict[str, Any]]:
    maps = [Utf16(block.text) for block in content.blocks]
    sentences = []
    for sentence in planned.sentences:
        spoken = [timeline.spoken[index] for index in sentence.utterances]
        if not spoken:
            continue
        units = maps[sentence.block]
        words = [word for part in spoken for word in part.words if sentence.start <= word.start < sentence.end]
        sentences.append({
            "block": sentence.block,
            "start": units.to16(sentence.start),
            "end": units.to16(sentence.end),
            "start_ms": spoken[0].start_ms,
            "end_ms": spoken[-1].end_ms,
            "words": [number for word in words for number in (units.to16(word.start), units.to16(word.end), word.start_ms)],
        })  # fmt: skip
    return sentences
