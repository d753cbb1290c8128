"""Audio: joined frames lie where the counts say, at the common loudness."""

import io

import av
import numpy as np
import pytest

from synthesis import audio
from synthesis.engines.base import Sound


def noise(seconds: float, seed: int, rate: int = 22_050) -> Sound:
    """Band-limited noise: every stretch of it is unlike every other, so that it can be found again."""
    samples = np.random.default_rng(seed).standard_normal(int(seconds * rate))
    spectrum = np.fft.rfft(samples)
    spectrum[len(spectrum) // 3 :] = 0
    quiet = np.fft.irfft(spectrum, samples.size) * 3000
    return Sound(quiet.astype("<i2").tobytes(), rate, (), 0.0)


def decoded(data: bytes) -> np.ndarray:
    with av.open(io.BytesIO(data)) as container:
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])


def offset_of(samples: np.ndarray, whole: np.ndarray, expected: int, around: int = 400) -> int:
    """How many samples after ``expected`` the sound lies in ``whole``."""
    padded = np.pad(whole, around)
    window = padded[expected : expected + samples.size + 2 * around]
    return int(np.correlate(window, samples, "valid").argmax()) - around


def test_an_utterance_fills_its_frames_and_one_more() -> None:
    encoded = audio.encode(noise(1.0, seed=1))
    assert encoded.samples == audio.SAMPLE_RATE
    assert encoded.frames == 25
    assert len(list(audio._split(encoded.data))) == encoded.frames


def test_joined_utterances_lie_exactly_where_their_frames_say() -> None:
    sounds = [noise(0.3 + 0.17 * number, seed=number) for number in range(12)]
    parts, starts, frames = [], [], 0
    for sound in sounds:
        encoded = audio.encode(sound)
        pause = audio.frames_of_pause(300, encoded)
        starts.append(frames * audio.FRAME)
        parts.append(encoded.data + audio.silence() * pause)
        frames += encoded.frames + pause
    whole = decoded(audio.to_m4a(b"".join(parts)).data)
    offsets = [offset_of(audio._level(sound), whole, start) for sound, start in zip(sounds, starts, strict=True)]
    assert offsets == [0] * len(sounds)


def test_the_file_begins_with_its_index_and_skips_the_encoders_delay() -> None:
    encoded = audio.encode(noise(1.0, seed=3))
    file = audio.to_m4a(encoded.data)
    assert file.data.index(b"moov") < file.data.index(b"mdat")
    with av.open(io.BytesIO(file.data)) as container:
        stream = container.streams.audio[0]
        assert (stream.start_time, stream.sample_rate, stream.codec_context.name) == (0, audio.SAMPLE_RATE, "aac")


def test_the_same_frames_make_the_same_file_under_the_same_name() -> None:
    encoded = audio.encode(noise(0.5, seed=4))
    assert audio.to_m4a(encoded.data) == audio.to_m4a(encoded.data)


def test_a_pause_counts_the_silence_that_the_utterance_ends_with() -> None:
    encoded = audio.encode(noise(1.0, seed=5))
    silence_ms = (encoded.frames * audio.FRAME - encoded.samples) * 1000 / audio.SAMPLE_RATE
    for pause_ms in (0, 100, 300, 700):
        heard_ms = silence_ms + audio.frames_to_ms(audio.frames_of_pause(pause_ms, encoded))
        assert heard_ms == pytest.approx(max(pause_ms, silence_ms), abs=22)


def test_no_samples_make_one_silent_frame_and_no_error() -> None:
    encoded = audio.encode(Sound(b"", 22_050, (), 0.0))
    assert (encoded.samples, encoded.frames) == (0, 1)


def test_a_loud_voice_is_limited_and_not_shifted() -> None:
    sound = noise(1.0, seed=6)
    loud = Sound(sound.samples, sound.sample_rate, (), 24.0)
    level = audio._level(loud)
    assert np.abs(level).max() <= 0.81
    assert offset_of(audio._level(sound), level, 0) == 0


def spoken(seconds: float) -> bytes:
    """An ``.m4a`` of noise of this length."""
    return audio.to_m4a(audio.encode(noise(seconds, seed=7)).data).data


def test_an_mp3_sounds_exactly_where_the_m4a_does() -> None:
    m4a = spoken(20.0)
    original, copy = decoded(m4a), decoded(audio.to_mp3(m4a))
    places = range(0, original.size - 4000, 48_000)
    assert [offset_of(original[at : at + 4000], copy, at) for at in places] == [0] * len(places)


def test_an_mp3_has_frames_of_one_size_and_says_so_in_its_first() -> None:
    mp3 = audio.to_mp3(spoken(3.0))
    size = 72 * 64_000 // audio.SAMPLE_RATE  # Bytes of a frame of 576 samples.
    assert b"Info" in mp3[:size]
    assert len(mp3) % size == 0
    assert {mp3[at : at + 3] for at in range(0, len(mp3), size)} == {mp3[:3]}


def test_a_player_that_ignores_the_mp3s_header_is_late_by_a_constant() -> None:
    m4a = spoken(5.0)
    original, bare = decoded(m4a), decoded(audio.to_mp3(m4a)[192:])
    places = (0, 30_000, 100_000)
    assert [offset_of(original[at : at + 4000], bare, at, around=2000) for at in places] == [1105] * 3
