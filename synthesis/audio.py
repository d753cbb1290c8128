"""Audio: samples → AAC frames at the common loudness, and frames → one continuous, exactly seekable file.

Each utterance is encoded once, by itself, and files are made by joining encoded frames. That is exact because
- an utterance's samples are padded with silence to whole frames and encoded to one frame more than they fill: the last frame holds
  the tail of the codec's overlap, and both its neighbours at a join overlap on silence;
- AAC's encoder delay is one frame (1,024 samples at our settings), which the file's edit list skips once, so that sample n of the
  utterance whose first frame is frame f is heard at (1024·f + n) / 24,000 seconds.
docs/decisions/0003-join-encoded-frames.md has the measurement.
"""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Final

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.filter import Graph
from numpy.typing import NDArray

from synthesis import mp4
from synthesis.engines.base import Sound
from synthesis.text.voices import Traits

SAMPLE_RATE: Final = 24_000
FRAME: Final = 1024  # Samples in an AAC-LC frame.
_TICK: Final = Fraction(1, SAMPLE_RATE)
_BIT_RATE: Final = 64_000
# FFmpeg's default search takes twice the CPU and, at speech, comes out 7 dB further from the original and overshoots its peaks.
_CODER: Final = {"aac_coder": "fast"}
_ADTS_HEADER: Final = 7  # Bytes, without a checksum.
_ADTS_RATE_INDEX: Final = 6  # 24,000 Hz in MPEG-4's table of sample rates.
# AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1): AAC-LC, 24,000 Hz, one channel; and that there is no spectral band replication.
_DECODER_CONFIG: Final = bytes.fromhex("1308 56e500")
# -2.4 dBFS: leaves 1.4 decibels under -1 dBTP for what lies between the samples and what the codec overshoots.
# latency=1 keeps the samples in their places.
_LIMITER: Final = "limit=0.76:attack=3:release=60:level=0:latency=1"
# Constant, as times in an MP3 of variable bit rate are found by guessing; the better search for it costs twice the CPU
# and measures the same at speech.
_MP3_BIT_RATE: Final = 64_000
_MP3_OPTIONS: Final = {"compression_level": "7"}


@dataclass(frozen=True, slots=True)
class Encoded:
    """Encoded speech: AAC frames with ADTS headers (`data`), and how many samples at 24 kHz they hold before the padding."""

    data: bytes
    samples: int

    @property
    def frames(self) -> int:
        """The number of frames, the one for the codec's overlap included."""
        return -(-self.samples // FRAME) + 1


@dataclass(frozen=True, slots=True)
class File:
    """A finished file: its bytes and the name that they give it."""

    name: str
    data: bytes


def stored_as(traits: Traits) -> Traits:
    """The engine's traits with what is made of its sound, so that speech stored under other settings is other speech to every plan."""
    made = f"aac {SAMPLE_RATE} {_BIT_RATE} {' '.join(f'{name}={value}' for name, value in _CODER.items())} {_LIMITER}"
    return replace(traits, settings=f"{traits.settings} {made}".strip())


def encode(sound: Sound) -> Encoded:
    """The sound at the common rate and loudness, as AAC frames."""
    samples = _level(sound)
    return Encoded(b"".join(_adts(packet) for packet in _encode(samples)), len(samples))


@cache
def silence() -> bytes:
    """One frame of silence, with its ADTS header; any number of them can be joined."""
    return _adts(tuple(_encode(np.zeros(4 * FRAME, np.float32)))[2])


def frames_of_pause(pause_ms: int, encoded: Encoded) -> int:
    """How many frames of silence make a pause of ``pause_ms`` after ``encoded``, counting the silence that it ends with."""
    padding = encoded.frames * FRAME - encoded.samples
    return max(0, round((pause_ms * SAMPLE_RATE / 1000 - padding) / FRAME))


def frames_to_ms(frames: int) -> int:
    """The media time at which the frame with this number begins."""
    return round(frames * FRAME * 1000 / SAMPLE_RATE)


def samples_to_ms(samples: int) -> int:
    """The time that this many samples at 24 kHz last."""
    return round(samples * 1000 / SAMPLE_RATE)


def to_m4a(data: bytes) -> File:
    """ADTS frames as an ``.m4a`` file: index first, encoder delay skipped by the edit list, named by its content."""
    content = mp4.m4a(tuple(_split(data)), SAMPLE_RATE, FRAME, _BIT_RATE, _DECODER_CONFIG)
    return File(f"{hashlib.sha256(content).hexdigest()}.m4a", content)


def to_mp3(m4a: bytes) -> bytes:
    """A finished ``.m4a`` as an MP3 of constant bit rate, for download and podcasts.

    Its first frame is an Info header that names the encoder's delay: a gapless decoder puts every sample where the ``.m4a`` has it,
    offset 0. A player that ignores the header plays everything 1,105 samples (46 ms) late, plus one frame (24 ms) if it plays the
    header's own frame as well; it is always the same shift and never a drift.
    """
    output = io.BytesIO()
    with (
        av.open(io.BytesIO(m4a), "r") as source,
        av.open(output, "w", format="mp3", options={"write_xing": "1", "id3v2_version": "0"}) as target,
    ):
        stream = target.add_stream("libmp3lame", rate=SAMPLE_RATE, layout="mono", options=_MP3_OPTIONS)
        stream.bit_rate = _MP3_BIT_RATE
        for frame in source.decode(audio=0):
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return output.getvalue()


def resampled(sound: Sound) -> NDArray[np.float32]:
    """The sound at the common rate, at its own loudness but for its highest peaks."""
    return _level(replace(sound, gain_db=0.0))


def _level(sound: Sound) -> NDArray[np.float32]:
    """Resampled to 24 kHz, amplified by the voice's gain, peaks limited; no sample is shifted."""
    given = np.frombuffer(sound.samples, "<i2")
    if not given.size:
        return np.zeros(0, np.float32)
    graph = _filters(sound)
    frame = AudioFrame.from_ndarray(given[np.newaxis], format="s16", layout="mono")
    frame.sample_rate = sound.sample_rate
    graph.push(frame)
    graph.push(None)
    levelled = np.concatenate(tuple(_drain(graph)))
    # The resampler may round the length up by a sample: the count that marks rest on is the exact ratio.
    length = round(given.size * SAMPLE_RATE / sound.sample_rate)
    return np.pad(levelled, (0, max(0, length - levelled.size)))[:length]


def _filters(sound: Sound) -> Graph:
    graph = Graph()
    source = graph.add_abuffer(
        sample_rate=sound.sample_rate, format="s16", layout="mono", time_base=Fraction(1, sound.sample_rate)
    )
    graph.link_nodes(
        source,
        graph.add("aresample", f"{SAMPLE_RATE}"),
        graph.add("volume", f"volume={sound.gain_db}dB"),
        graph.add("alimiter", _LIMITER),
        graph.add("aformat", f"sample_fmts=flt:sample_rates={SAMPLE_RATE}:channel_layouts=mono"),
        graph.add("abuffersink"),
    ).configure()
    return graph


def _drain(graph: Graph) -> Iterator[NDArray[np.float32]]:
    while True:
        try:
            frame = graph.pull()
        except (av.error.EOFError, av.error.BlockingIOError):
            return
        assert isinstance(frame, AudioFrame)
        yield frame.to_ndarray()[0]


def _encode(samples: NDArray[np.float32]) -> Iterator[bytes]:
    """AAC packets: one for each frame that the samples fill or begin, and one more."""
    context = av.CodecContext.create("aac", "w")
    context.sample_rate, context.layout, context.format = SAMPLE_RATE, "mono", "fltp"
    context.bit_rate, context.options = _BIT_RATE, dict(_CODER)
    context.time_base = _TICK
    padded = np.pad(samples, (0, -samples.size % FRAME))
    if padded.size:
        # Cut into the codec's frames by PyAV, which takes a tenth of the time that it takes here.
        frame = AudioFrame.from_ndarray(padded[np.newaxis], format="fltp", layout="mono")
        frame.sample_rate, frame.time_base, frame.pts = SAMPLE_RATE, _TICK, 0
        yield from (bytes(packet) for packet in context.encode(frame))
    yield from (bytes(packet) for packet in context.encode(None))


def _adts(packet: bytes) -> bytes:
    """The packet behind an ADTS header."""
    return _adts_header(len(packet) + _ADTS_HEADER) + packet


@cache
def _adts_header(length: int) -> bytes:
    """ISO/IEC 13818-7, 6.2: MPEG-4 AAC-LC, 24 kHz, one channel, no checksum. ``length`` counts the header too."""
    return bytes((
        0xFF,
        0xF1,
        0x40 | _ADTS_RATE_INDEX << 2,
        0x40 | length >> 11,
        length >> 3 & 0xFF,
        (length & 7) << 5 | 0x1F,
        0xFC,
    ))  # fmt: skip


def _split(data: bytes) -> Iterator[bytes]:
    """The packets between the ADTS headers."""
    at = 0
    while at < len(data):
        length = (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5
        yield data[at + _ADTS_HEADER : at + length]
        at += length
