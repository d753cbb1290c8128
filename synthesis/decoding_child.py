"""Decodes one uploaded file, in a process that can do nothing else: bytes on standard input, samples on standard output.

Run by path, isolated from the project: it imports nothing of ours. A file that makes the decoder crash, loop or grow ends this process
and nothing more. Exit 0: 16-bit little-endian mono samples. Exit 1: the reason, on standard error.
"""

import io
import resource
import sys

import av

MEMORY_BYTES = 2 << 30  # Of addresses, most of which the libraries only reserve.
CPU_S = 20


def confine() -> None:
    """Bound what the process may take; it writes no files."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def decode(data: bytes, kind: str, rate: int, longest_s: int) -> bytes:
    # The kind is named: a file that claims to be a playlist is never asked which others it wants opened.
    with av.open(io.BytesIO(data), "r", format=kind) as container:
        if not container.streams.audio:
            raise ValueError("there is no sound in it")
        converter = av.AudioResampler("s16", "mono", rate)
        samples = bytearray()
        for frame in container.decode(container.streams.audio[0]):
            samples += b"".join(
                part.to_ndarray().astype("<i2", copy=False).tobytes() for part in converter.resample(frame)
            )
            if len(samples) > 2 * rate * longest_s:
                raise ValueError(f"it is longer than {longest_s} seconds")
        samples += b"".join(part.to_ndarray().astype("<i2", copy=False).tobytes() for part in converter.resample(None))
    return bytes(samples)


def main() -> int:
    kind, rate, longest_s = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    confine()
    try:
        samples = decode(sys.stdin.buffer.read(), kind, rate, longest_s)
    except (av.FFmpegError, ValueError, MemoryError) as error:
        sys.stderr.write(str(error) or type(error).__name__)
        return 1
    sys.stdout.buffer.write(samples)
    return 0


if __name__ == "__main__":
    sys.exit(main())
