"""MP4: our own writer makes files that FFmpeg reads as it reads its own."""

import io

import av
import numpy as np
import pytest

from synthesis import audio
from tests.synthesis.delivered import decoded
from tests.synthesis.test_audio import noise


@pytest.mark.parametrize("samples", [1, 1024, 22 * 1024, 23 * 1024, 23 * 1024 + 1, 100_000])
def test_every_frame_after_the_encoders_delay_is_heard(samples: int) -> None:
    sound = noise(samples / audio.SAMPLE_RATE, seed=8, rate=audio.SAMPLE_RATE)
    encoded = audio.encode(sound)
    file = audio.to_m4a(encoded.data).data
    with av.open(io.BytesIO(encoded.data), format="aac") as container:
        bare = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])
    assert np.array_equal(decoded(file), bare[audio.FRAME :])
    with av.open(io.BytesIO(file)) as container:
        stream = container.streams.audio[0]
        assert (stream.start_time, stream.frames, stream.rate, stream.channels) == (0, encoded.frames, 24_000, 1)
        assert stream.codec_context.profile == "LC"
        assert container.duration == pytest.approx((encoded.frames - 1) * 1_000_000 * audio.FRAME / 24_000, abs=1)


def test_seeking_finds_the_frame_that_is_heard_then() -> None:
    file = audio.to_m4a(audio.encode(noise(20.0, seed=9)).data).data
    whole = decoded(file)
    with av.open(io.BytesIO(file)) as container:
        stream = container.streams.audio[0]
        container.seek(12 * audio.SAMPLE_RATE, stream=stream)
        # The first frame after a jump lacks the one that it overlaps with.
        _, frame = (next(frames := container.decode(stream)), next(frames))
    assert np.allclose(frame.to_ndarray()[0], whole[frame.pts : frame.pts + frame.samples], atol=1e-4)
    assert abs(frame.pts - 12 * audio.SAMPLE_RATE) < 3 * audio.FRAME
