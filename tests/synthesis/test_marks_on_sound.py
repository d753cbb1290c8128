"""Marks against sound: in what is delivered, words begin when their marks say, as exactly as the bare engine tells it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import numpy as np
import pytest
from numpy.typing import NDArray

from synthesis import audio, engines
from synthesis.audio import SAMPLE_RATE, Encoded
from synthesis.engines.base import Sound
from synthesis.manifests import Timeline
from synthesis.models import Speech
from synthesis.text.blocks import Block
from synthesis.text.lexicon import CompiledLexicon
from synthesis.text.marks import EngineTime
from synthesis.text.plans import plan
from tests.synthesis.delivered import ARTICLES, Delivered, article, decoded, narrated

# Facts of the bare engine, which the whole way to the delivered file may not add to: its words begin this long after their events.
_MEAN_MS: Final = 25
_P95_MS: Final = 60

_STEP_MS: Final = 2  # The power is taken in steps of this length.
_SILENT_DB: Final = -45.0  # Above what the codecs spread before an onset, below the softest consonant.
_BEFORE_MS, _AFTER_MS = 60, 200  # Where around its mark a word's sound is looked for.

Samples = NDArray[np.float32]


def heard(samples: Samples) -> NDArray[np.bool_]:
    """For every step whether it is louder than silence."""
    step = SAMPLE_RATE * _STEP_MS // 1000
    power = (samples[: samples.size - samples.size % step].reshape(-1, step) ** 2).mean(axis=1)
    return 10 * np.log10(power + 1e-12) > _SILENT_DB


def lag_ms(steps: NDArray[np.bool_], at_ms: int) -> int:
    """How long after ``at_ms`` the sound begins there, negative when before."""
    first = max(0, at_ms - _BEFORE_MS) // _STEP_MS
    window = steps[first : (at_ms + _AFTER_MS) // _STEP_MS]
    assert window.any(), f"Nothing is heard near {at_ms} ms."
    return (first + int(window.argmax())) * _STEP_MS - at_ms


def marks_after_pauses(manifest: dict[str, Any], steps: NDArray[np.bool_]) -> Iterator[int]:
    """The mark of every sentence's first word, and of each further word that comes after 30 ms of silence."""
    for sentence in manifest["sentences"]:
        for number, at_ms in enumerate(sentence["words"][2::3]):
            before = steps[max(0, at_ms - _BEFORE_MS) // _STEP_MS : (at_ms - _BEFORE_MS // 2) // _STEP_MS]
            if number == 0 or not before.any():
                yield at_ms


def check(files: Delivered) -> None:
    """The marks lie on the sound of both files, all of them as near as the bare engine's."""
    for samples in (files.m4a, files.mp3):
        steps = heard(samples)
        lags = [abs(lag_ms(steps, at_ms)) for at_ms in marks_after_pauses(files.manifest, steps)]
        assert len(lags) >= 40
        assert np.mean(lags) <= _MEAN_MS
        assert np.percentile(lags, 95) <= _P95_MS


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "slug"), ARTICLES)
def test_words_sound_at_their_marks_also_after_one_sentence_was_edited(language: str, slug: str) -> None:
    blocks = article(slug)
    check(narrated(language, blocks))
    stored = Speech.objects.count()
    first, *rest = re.split(r"(?<=[.!?]) ", blocks[3].text)
    blocks[3] = replace(blocks[3], text=" ".join([f"1, 2, 3: {first}", *rest]))
    check(narrated(language, blocks))
    assert Speech.objects.count() == stored + 1


def ticking(seconds_a_tick: float, ticks: int) -> tuple[Sound, Encoded]:
    """A tone of 20 ms at every tick, as a sound whose words begin there."""
    every = int(seconds_a_tick * SAMPLE_RATE)
    samples = np.zeros(every * ticks, np.float32)
    tone = 8000 * np.sin(2 * np.pi * 1000 * np.arange(SAMPLE_RATE // 50) / SAMPLE_RATE)
    for tick in range(ticks):
        samples[every * tick : every * tick + tone.size] = tone
    times = tuple(EngineTime(2 * tick, 2 * tick + 1, round(tick * seconds_a_tick * 1000)) for tick in range(ticks))
    sound = Sound(samples.astype("<i2").tobytes(), SAMPLE_RATE, times, 0.0)
    return sound, audio.encode(sound)


def test_ten_minutes_end_without_drift() -> None:
    text = " ".join("abcdefgh")
    voice, traits = engines.find_voice("silent", "en-US"), engines.get("silent").traits
    utterance = plan([Block("paragraph", text)], "en-US", voice, traits, CompiledLexicon()).utterances[0]
    # Lengths that fill their frames to different degrees: what was lost at a join would add up.
    sounds = [ticking(seconds, ticks=8) for seconds in (0.5003, 0.6101, 0.7307, 0.8419)]
    timeline = Timeline()
    while timeline.duration_ms < 600_000:
        for sound, encoded in sounds:
            timeline.add(utterance, encoded, sound.times)
    marks = [word.start_ms for spoken in timeline.spoken for word in spoken.words]
    m4a = audio.to_m4a(timeline.data()).data
    for file in (m4a, audio.to_mp3(m4a)):
        steps = heard(decoded(file))
        lags = [lag_ms(steps, at_ms) for at_ms in marks]
        assert max(map(abs, lags)) <= 2 * _STEP_MS
        assert abs(np.mean(lags[-100:]) - np.mean(lags[:100])) <= 1
