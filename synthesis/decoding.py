"""Decoding: what somebody uploaded, as samples, whatever it really is."""

import subprocess
import sys
from pathlib import Path
from typing import Final

LARGEST_BYTES: Final = 20 << 20
LONGEST_S: Final = 60  # A sentence of a thousand characters.
SHORTEST_S: Final = 0.2
KINDS: Final = "WAV, MP3, M4A, AAC, Ogg, Opus, FLAC, AIFF or WebM"

_CHILD: Final = Path(__file__).with_name("decoding_child.py")
_WITHIN_S: Final = 30
# What a file begins with, where that stands, and what FFmpeg calls such files. Anything else is refused: playlists and the like, which
# name other files to be opened, are not here.
_SIGNATURES: Final = (
    (0, b"RIFF", "wav"),
    (0, b"RF64", "wav"),
    (0, b"ID3", "mp3"),
    (4, b"ftyp", "mov"),
    (0, b"OggS", "ogg"),
    (0, b"fLaC", "flac"),
    (0, b"FORM", "aiff"),
    (0, b"\x1aE\xdf\xa3", "matroska"),
    (0, b"\xff\xf1", "aac"),
    (0, b"\xff\xf9", "aac"),
    (0, b"\xff\xfb", "mp3"),
    (0, b"\xff\xfa", "mp3"),
    (0, b"\xff\xf3", "mp3"),
    (0, b"\xff\xf2", "mp3"),
)


class NoRecording(ValueError):
    """A file that cannot be used; the message says why, and what can be done."""


def decoded(data: bytes, rate: int) -> bytes:
    """16-bit little-endian mono samples of an uploaded file, at ``rate``. Raises NoRecording."""
    if len(data) > LARGEST_BYTES:
        raise NoRecording(
            f"The file has {len(data):,} bytes, {LARGEST_BYTES:,} are allowed. Upload one sentence alone."
        )
    samples = _decoded(data, _kind_of(data), rate)
    if len(samples) < 2 * rate * SHORTEST_S:
        raise NoRecording(f"The recording is shorter than {SHORTEST_S} seconds. Upload the whole sentence.")
    return samples


def _kind_of(data: bytes) -> str:
    for at, signature, kind in _SIGNATURES:
        if data[at : at + len(signature)] == signature:
            return kind
    raise NoRecording(f"This is no sound file that is known here. Upload {KINDS}.")


def _decoded(data: bytes, kind: str, rate: int) -> bytes:
    command = [sys.executable, "-I", str(_CHILD), kind, str(rate), str(LONGEST_S)]
    try:
        child = subprocess.run(command, input=data, capture_output=True, timeout=_WITHIN_S, check=False)
    except subprocess.TimeoutExpired as error:
        raise NoRecording("The file takes too long to be read. Save it anew as WAV, and upload that.") from error
    if child.returncode:
        reason = child.stderr.decode(errors="replace").strip().splitlines()[-1:] if child.returncode == 1 else []
        said = f": {reason[0][:200]}" if reason else ""
        raise NoRecording(f"The file cannot be read{said}. Save it anew as WAV, and upload that, one sentence alone.")
    return child.stdout
