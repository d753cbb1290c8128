"""Ogg Opus to samples. Opus says exactly how many samples its encoder put before and after the sound, so no mark is shifted."""

import io
from typing import Final

import av

from synthesis.errors import EngineUnavailable

SAMPLE_RATE: Final = 48_000


def decoded(data: bytes) -> bytes:
    """16-bit little-endian mono samples at 48 kHz; EngineUnavailable when ``data`` is not a whole Ogg Opus file."""
    try:
        with av.open(io.BytesIO(data), "r") as container:
            converter = av.AudioResampler("s16", "mono", SAMPLE_RATE)
            frames = [part for frame in container.decode(audio=0) for part in converter.resample(frame)]
            frames += converter.resample(None)
    except (av.FFmpegError, IndexError) as error:
        raise EngineUnavailable(
            f"Amazon Polly's answer of {len(data)} bytes is no Ogg Opus audio: {error}. It is asked again later."
        ) from error
    return b"".join(frame.to_ndarray()[0].astype("<i2", copy=False).tobytes() for frame in frames)
