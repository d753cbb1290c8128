"""The timeline on which speeches and pauses are joined, and the manifest that tells a page what is heard when.

The manifest's shape is docs/api.md, “The manifest”; ``tests/vectors/manifest/`` holds examples that both sides test against.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from synthesis import audio
from synthesis.audio import Encoded, File
from synthesis.models import Content
from synthesis.text.marks import EngineTime, WordTime, place
from synthesis.text.offsets import Utf16
from synthesis.text.plans import Plan, PlannedSentence
from synthesis.text.utterances import Utterance

# The first part is as short as makes sense to a listener; each further one may be twice as long as all before it.
_FIRST_PART_MS: Final = 2_000
_LONGEST_PART_MS: Final = 60_000


@dataclass(frozen=True, slots=True)
class Spoken:
    """An utterance in its place on the timeline."""

    start_ms: int
    end_ms: int
    words: tuple[WordTime, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Frames from one sentence's beginning to another's end, and when they are heard."""

    data: bytes
    start_ms: int
    end_ms: int


class Timeline:
    """Joins encoded utterances and the pauses after them; all times come from frame and sample counts."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._frames = 0
        self._parted_pieces = 0
        self._parted_frames = 0
        self.spoken: list[Spoken] = []

    def add(self, utterance: Utterance, encoded: Encoded, times: tuple[EngineTime, ...]) -> None:
        """Append the utterance and its pause."""
        start_ms = audio.frames_to_ms(self._frames)
        length_ms = audio.samples_to_ms(encoded.samples)
        placed = place(utterance, times, length_ms)
        words = tuple(WordTime(word.start, word.end, start_ms + word.start_ms) for word in placed.words)
        self.spoken.append(Spoken(start_ms, start_ms + length_ms, words))
        pause = audio.frames_of_pause(utterance.pause_after_ms, encoded)
        self._pieces += (encoded.data, audio.silence() * pause)
        self._frames += encoded.frames + pause

    @property
    def duration_ms(self) -> int:
        """How long the file plays: the first frame is the encoder's delay and is skipped."""
        return audio.frames_to_ms(max(0, self._frames - 1))

    def data(self) -> bytes:
        """All frames, joined."""
        return b"".join(self._pieces)

    def next_part(self) -> Part | None:
        """What was added since the last part, once it is long enough to be one; to be asked where a sentence ends."""
        start_ms, end_ms = audio.frames_to_ms(self._parted_frames), audio.frames_to_ms(self._frames)
        if end_ms - start_ms < min(max(_FIRST_PART_MS, 2 * start_ms), _LONGEST_PART_MS):
            return None
        part = Part(b"".join(self._pieces[self._parted_pieces :]), start_ms, end_ms)
        self._parted_pieces, self._parted_frames = len(self._pieces), self._frames
        return part


def manifest(content: Content, planned: Plan, timeline: Timeline, file: File) -> dict[str, Any]:
    """What a page needs to play the narration and to follow it."""
    return {
        "version": 1,
        "state": "ready",
        "fingerprint": content.fingerprint,
        "language": content.language,
        "voice": voice_of(planned),
        "duration_ms": timeline.duration_ms,
        "audio": {"url": audio_url(file.name), "type": "audio/mp4", "bytes": len(file.data)},
        "sentences": list(sentences(content, planned.sentences, timeline)),
    }


def voice_of(planned: Plan) -> dict[str, str]:
    """The voice as the manifest names it."""
    return {"engine": planned.voice.engine, "name": planned.voice.name, "label": planned.voice.label}


def audio_url(name: str) -> str:
    """Where a finished file is heard, from the service's root."""
    return f"/v1/audio/{name}"


def part_url(name: str) -> str:
    """Where a part is heard, from the service's root."""
    return f"/v1/parts/{name}"


def sentences(content: Content, planned: Sequence[PlannedSentence], timeline: Timeline) -> Iterator[dict[str, Any]]:
    """The planned sentences that the timeline holds, in the manifest's form."""
    blocks = content.blocks
    units: dict[int, Utf16] = {}
    for sentence in planned:
        spoken = [timeline.spoken[index] for index in sentence.utterances if index < len(timeline.spoken)]
        if not spoken:
            continue
        unit = units.setdefault(sentence.block, Utf16(blocks[sentence.block].text))
        yield _sentence(sentence, spoken, unit)


def _sentence(sentence: PlannedSentence, spoken: Sequence[Spoken], unit: Utf16) -> dict[str, Any]:
    words = [word for part in spoken for word in part.words if sentence.start <= word.start < sentence.end]
    return {
        "block": sentence.block,
        "start": unit.to16(sentence.start),
        "end": unit.to16(sentence.end),
        "start_ms": spoken[0].start_ms,
        "end_ms": spoken[-1].end_ms,
        "words": [number for word in words for number in (unit.to16(word.start), unit.to16(word.end), word.start_ms)],
    }
