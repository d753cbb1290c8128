"""MP4: AAC frames as an ``.m4a`` file, index first (ISO/IEC 14496-12 and 14496-14), written without a muxer.

A general muxer takes every frame by hand: for a narration of which one sentence was edited that was a quarter of the work.
Restriction: one track, one channel, AAC-LC, frames of the same length, less than 4 GB.
"""

from collections.abc import Sequence
from struct import pack
from typing import Final

import numpy as np

_FRAMES_A_CHUNK: Final = 24  # About a second.
_MATRIX: Final = pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_FILE_TYPE: Final = b"M4A \x00\x00\x02\x00M4A isomiso2mp41"
_UNDETERMINED: Final = 0x55C4  # The language “und”, five bits a letter.


def m4a(frames: Sequence[bytes], sample_rate: int, frame_length: int, bit_rate: int, config: bytes) -> bytes:
    """The file of these frames, of which the first is the encoder's delay: the edit list skips it.

    ``config`` is the decoder's AudioSpecificConfig, ``frame_length`` counts samples.
    """
    sizes = np.fromiter(map(len, frames), ">u4", len(frames))
    file_type = _box(b"ftyp", _FILE_TYPE)

    def index(first_byte: int) -> bytes:
        return _index(sizes, first_byte, sample_rate, frame_length, bit_rate, config)

    # The index tells where the frames lie, and lies before them: its length does not depend on what it tells.
    first_byte = len(file_type) + len(index(0)) + 8
    return b"".join((file_type, index(first_byte), pack(">I4s", 8 + int(sizes.sum()), b"mdat"), *frames))


def _index(
    sizes: np.ndarray, first_byte: int, sample_rate: int, frame_length: int, bit_rate: int, config: bytes
) -> bytes:
    length = len(sizes) * frame_length
    heard = max(0, length - frame_length)
    times = pack(">II", 0, 0)  # When it was made and changed: the same frames make the same file.
    movie = pack(">IIIH10x", sample_rate, heard, 0x10000, 0x100) + _MATRIX + pack(">24xI", 2)
    track = pack(">IIIQHHHH", 1, 0, heard, 0, 0, 1, 0x100, 0) + _MATRIX + pack(">II", 0, 0)
    media = _box(
        b"mdia",
        _full(b"mdhd", times + pack(">IIHH", sample_rate, length, _UNDETERMINED, 0)),
        _full(b"hdlr", pack(">I4s12x", 0, b"soun") + b"SoundHandler\x00"),
        _box(
            b"minf",
            _full(b"smhd", pack(">HH", 0, 0)),
            _box(b"dinf", _full(b"dref", pack(">I", 1), _full(b"url ", flags=1))),
            _box(
                b"stbl",
                _full(b"stsd", pack(">I", 1), _sample_entry(sample_rate, bit_rate, config)),
                *_sample_tables(sizes, first_byte, frame_length),
            ),
        ),
    )
    edits = _box(b"edts", _full(b"elst", pack(">IIIHH", 1, heard, frame_length, 1, 0)))
    return _box(
        b"moov",
        _full(b"mvhd", times + movie),
        _box(b"trak", _full(b"tkhd", times + track, flags=3), edits, media),
    )


def _sample_entry(sample_rate: int, bit_rate: int, config: bytes) -> bytes:
    """How to decode the frames."""
    decoder = pack(">BBxHII", 0x40, 0x15, 0, bit_rate, bit_rate) + _descriptor(5, config)
    stream = pack(">HB", 1, 0) + _descriptor(4, decoder) + _descriptor(6, b"\x02")
    sound = pack(">6xH8xHHIHH", 1, 1, 16, 0, sample_rate, 0)
    return _box(b"mp4a", sound, _full(b"esds", _descriptor(3, stream)))


def _sample_tables(sizes: np.ndarray, first_byte: int, frame_length: int) -> tuple[bytes, ...]:
    """How long the frames are, how large, and where their chunks begin."""
    count = len(sizes)
    starts = first_byte + np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)[:-1]))[::_FRAMES_A_CHUNK]
    full, rest = divmod(count, _FRAMES_A_CHUNK)
    runs = ([(1, _FRAMES_A_CHUNK, 1)] if full else []) + ([(full + 1, rest, 1)] if rest else [])
    return (
        _full(b"stts", pack(">III", 1, count, frame_length)),
        _full(b"stsc", pack(">I", len(runs)), *(pack(">III", *run) for run in runs)),
        _full(b"stsz", pack(">II", 0, count), sizes.tobytes()),
        _full(b"stco", pack(">I", len(starts)), starts.astype(">u4").tobytes()),
        # Each frame overlaps the one before it: whoever begins in the middle decodes one more.
        _full(b"sgpd", pack(">4sIIh", b"roll", 2, 1, -1), version=1),
        _full(b"sbgp", pack(">4sIII", b"roll", 1, count, 1)),
    )


def _box(kind: bytes, *contents: bytes) -> bytes:
    content = b"".join(contents)
    return pack(">I4s", 8 + len(content), kind) + content


def _full(kind: bytes, *contents: bytes, version: int = 0, flags: int = 0) -> bytes:
    return _box(kind, pack(">I", version << 24 | flags), *contents)


def _descriptor(tag: int, content: bytes) -> bytes:
    """A descriptor of MPEG-4 Systems; none of ours is longer than 127 bytes."""
    return bytes((tag, len(content))) + content
