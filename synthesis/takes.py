"""Takes: an uploaded recording made ready, its words found, and what a narration hears of it."""

import hashlib
import io
import wave
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from synthesis import audio, decoding, engines, storage
from synthesis.alignment import trimmed, word_starts
from synthesis.decoding import NoRecording
from synthesis.engines.base import Sound
from synthesis.engines.loudness import gain_db
from synthesis.errors import UtteranceRefused
from synthesis.models import Lexicon, Take
from synthesis.models.change import name_of
from synthesis.text.marks import WordTime, place
from synthesis.text.utterances import Utterance

RATE: Final = audio.SAMPLE_RATE
_MOST_GAIN_DB: Final = 30.0  # More would make a narration of a room's noise.

Samples = NDArray[np.float32]


def record(
    data: bytes, lexicon: Lexicon, spoken: Sequence[Utterance], sentence: str, *, file_name: str, user: Any
) -> Take:
    """The take that an uploaded file is, kept with its sound.

    ``spoken`` is the sentence as a voice of the built-in engine says it, to be compared with. Raises NoRecording, EngineError.
    """
    samples = trimmed(_samples(decoding.decoded(data, RATE)), RATE)
    if samples.size < decoding.SHORTEST_S * RATE:
        raise NoRecording("Nothing is heard in the recording. Is the right microphone chosen?")
    stored = _bytes(samples)
    gain = max(-_MOST_GAIN_DB, min(_MOST_GAIN_DB, gain_db(stored, RATE)))
    return Take.objects.keep(
        lexicon,
        audio=_kept(stored),
        gain_db=round(gain, 2),
        duration_ms=audio.samples_to_ms(samples.size),
        sentence=sentence,
        times=_aligned(samples, spoken),
        file_name=file_name[:200],
        user=user,
        who=name_of(user),
    )


def moved(take: Take, starts_ms: Sequence[int], user: Any) -> Take:
    """The same sound with other times: words begin where somebody has put them. Raises ValueError."""
    if len(starts_ms) != len(take.times):
        raise ValueError(f"{len(take.times)} times are needed, one for each word.")
    if list(starts_ms) != sorted(starts_ms) or not all(0 <= each <= take.duration_ms for each in starts_ms):
        raise ValueError(f"The times must not go back, nor leave the {take.duration_ms} ms of the recording.")
    times = [[start, end, at_ms] for (start, end, _), at_ms in zip(take.times, starts_ms, strict=True)]
    same = {name: getattr(take, name) for name in ("audio", "gain_db", "duration_ms", "sentence", "file_name")}
    return Take.objects.keep(take.lexicon, times=times, user=user, who=name_of(user), **same)


def sound(take: Take | None) -> Sound:
    """What is heard of a take, from any thread. Raises UtteranceRefused where it is not stored any more."""
    try:
        if take is None:
            raise FileNotFoundError
        with wave.open(io.BytesIO(storage.read(take.audio))) as file:
            samples = file.readframes(file.getnframes())
    except FileNotFoundError as error:
        raise UtteranceRefused(
            "The take of a sentence is not stored any more. Upload the recording again, or delete the override."
        ) from error
    return Sound(samples, RATE, take.engine_times(), take.gain_db)


def _aligned(samples: Samples, spoken: Sequence[Utterance]) -> list[list[int]]:
    """When each word begins, as triples of start and end in the sentence and milliseconds."""
    voice, words = _spoken(spoken)
    if not words:
        return []
    starts_ms = word_starts(samples, voice, RATE, [word.start_ms for word in words])
    return [[word.start, word.end, at_ms] for word, at_ms in zip(words, starts_ms, strict=True)]


def _spoken(utterances: Sequence[Utterance]) -> tuple[Samples, list[WordTime]]:
    """What a voice says, one utterance after the other, and when its words begin."""
    voice: Samples = np.zeros(0, np.float32)
    words: list[WordTime] = []
    for utterance in utterances:
        answer = engines.get(utterance.voice.engine).speak(utterance.text, utterance.voice)
        samples, before_ms = audio.resampled(answer), audio.samples_to_ms(voice.size)
        placed = place(utterance, answer.times, audio.samples_to_ms(samples.size)).words
        words += [replace(word, start_ms=before_ms + word.start_ms) for word in placed]
        voice = np.concatenate((voice, samples))
    return voice, words


def _kept(samples: bytes) -> str:
    """Where the samples lie from now on; a name that they give it."""
    file = io.BytesIO()
    with wave.open(file, "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(RATE)
        target.writeframes(samples)
    return storage.keep(storage.take_name(hashlib.sha256(samples).hexdigest()), file.getvalue())


def _samples(data: bytes) -> Samples:
    return np.frombuffer(data, "<i2").astype(np.float32) / np.float32(32768)


def _bytes(samples: Samples) -> bytes:
    return np.clip(np.rint(samples * 32768), -32768, 32767).astype("<i2").tobytes()
