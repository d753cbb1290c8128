"""Alignment: when each word begins in somebody's recording of a sentence. Pure.

The sentence as a voice says it, whose words' times are known, is laid over the recording so that what sounds alike lies on each other
(dynamic time warping over mel-frequency cepstra). Silence is taken out of both before, as people pause where a voice does not.
``python -m benchmarks.alignment`` measures how far off the words are.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
Numbers = NDArray[np.float64]

HOP_MS: Final = 10
_WINDOW_MS: Final = 25
_BANDS: Final = 40
_LOWEST_HZ, _HIGHEST_HZ = 80.0, 7_000.0
_CEPSTRA: Final = 16
# How much longer or shorter throats make formants; children and deep voices lie at the ends.
_WARPS: Final = (0.84, 0.92, 1.0, 1.08, 1.16)
_SPARSE: Final = 3
_SILENT_DB: Final = -38.0  # Under the loudest frames: breath and room, no speech.
_LEAST_PAUSE: Final = 6  # Frames of silence that are more than the closure of a stop.
_SIDEWAYS: Final = 0.6  # Of a frame's distance, for each frame that one of both stands still.


def word_starts(recording: Samples, voice: Samples, rate: int, starts_ms: Sequence[int]) -> tuple[int, ...]:
    """For each of ``starts_ms``, at which a word begins in ``voice``, when it begins in ``recording``; never going back.

    Both are mono samples at ``rate``. Raises ValueError where one of them is silent.
    """
    said, spoken = _sounding(recording, rate), _sounding(voice, rate)
    if not said.size or not spoken.size:
        raise ValueError("Nothing is heard in it.")
    heard = _features(recording, rate, 1.0)[said]
    likeness = {warp: _features(voice, rate, warp)[spoken] for warp in _WARPS}
    # Whose throat it is like, fewer frames tell as well.
    warp = min(_WARPS, key=lambda each: _path(heard[::_SPARSE], likeness[each][::_SPARSE])[0])
    path = _path(heard, likeness[warp])[1]
    duration_ms = round(len(recording) * 1000 / rate)
    found = [_placed(at_ms, said, spoken, path) for at_ms in starts_ms]
    return tuple(int(each) for each in np.clip(np.maximum.accumulate(np.array(found, int)), 0, duration_ms))


def trimmed(samples: Samples, rate: int) -> Samples:
    """``samples`` without the silence around what is said, but for a breath of it."""
    sounding = _sounding(samples, rate)
    if not sounding.size:
        return samples[:0]
    hop = rate * HOP_MS // 1000
    first, last = max(0, int(sounding[0]) - 3), int(sounding[-1]) + 8
    return samples[first * hop : last * hop]


def _placed(at_ms: int, said: NDArray[np.int64], spoken: NDArray[np.int64], path: NDArray[np.int64]) -> int:
    """Where in the recording the frame lies that begins at ``at_ms`` in the voice."""
    at = min(int(np.searchsorted(spoken, at_ms / HOP_MS)), len(spoken) - 1)
    return int(said[path[at]]) * HOP_MS


def _sounding(samples: Samples, rate: int) -> NDArray[np.int64]:
    """The numbers of the frames in which something is heard; short silence, as of a stop, is a part of speech."""
    frames = _frames(samples, rate, HOP_MS)
    levels = 10 * np.log10(np.square(frames).mean(axis=1) + 1e-12)
    if not levels.size or (loudest := np.percentile(levels, 97)) < -70:
        return np.zeros(0, np.int64)
    loud = levels > loudest + _SILENT_DB
    edges = np.flatnonzero(np.diff(loud.astype(np.int8), prepend=0, append=0))
    for end, start in zip(edges[1:-1:2], edges[2::2], strict=True):
        if start - end < _LEAST_PAUSE:
            loud[end:start] = True
    return np.flatnonzero(loud)


def _frames(samples: Samples, rate: int, window_ms: int) -> Numbers:
    """Windows of ``samples`` around the middle of each hop."""
    hop, window = rate * HOP_MS // 1000, rate * window_ms // 1000
    around = (window - hop) // 2
    padded = np.pad(samples.astype(np.float64), (around, window))
    count = -(-len(samples) // hop)
    return np.lib.stride_tricks.sliding_window_view(padded, window)[::hop][:count]


def _features(samples: Samples, rate: int, warp: float) -> Samples:
    """What each frame sounds like, whoever speaks: cepstra and how they change, as far from their mean as is usual."""
    frames = _frames(np.append(samples[:1], samples[1:] - 0.97 * samples[:-1]), rate, _WINDOW_MS)
    size = 1 << (frames.shape[1] - 1).bit_length()
    power = np.square(np.abs(np.fft.rfft(frames * np.hanning(frames.shape[1]), size)))
    bands = np.log(power @ _filters(rate, size, warp).T + 1e-8)
    cepstra = bands @ _cosines().T
    both = np.hstack((cepstra, 2 * np.gradient(cepstra, axis=0) if len(cepstra) > 1 else cepstra))
    likeness = (both - both.mean(axis=0)) / (both.std(axis=0) + 1e-6)
    return likeness.astype(np.float32)  # type: ignore[no-any-return]


def _filters(rate: int, size: int, warp: float) -> Numbers:
    """Triangles at even distances on the mel scale, moved by ``warp``."""
    mels = np.linspace(_mel(_LOWEST_HZ), _mel(_HIGHEST_HZ), _BANDS + 2)
    edges = 700 * (10 ** (mels / 2595) - 1) * warp
    at = np.arange(size // 2 + 1) * rate / size
    left, middle, right = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    return np.clip(np.minimum((at - left) / (middle - left), (right - at) / (right - middle)), 0, None)


def _mel(hertz: float) -> float:
    return float(2595 * np.log10(1 + hertz / 700))


def _cosines() -> Numbers:
    orders = np.arange(1, _CEPSTRA + 1)[:, None]
    return np.cos(np.pi * orders * (np.arange(_BANDS) + 0.5) / _BANDS)


def _path(heard: Samples, spoken: Samples) -> tuple[float, NDArray[np.int64]]:
    """The mean distance of the best path, and for each frame of ``spoken`` the first frame of ``heard`` that lies on it."""
    # A minute against a minute is 36 million of them: each takes four bytes, and none is kept twice.
    distances = heard @ spoken.T
    distances *= -2
    distances += _squares(heard)[:, None]
    distances += _squares(spoken)[None]
    np.sqrt(np.maximum(0, distances, out=distances), out=distances)
    rows, columns = distances.shape
    costs = np.full((rows + 1, columns + 1), np.inf, np.float32)
    costs[0, 0] = 0
    # Diagonals: everything on one depends on the two before it alone.
    for diagonal in range(rows + columns - 1):
        row = np.arange(max(0, diagonal - columns + 1), min(rows, diagonal + 1))
        column = diagonal - row
        near = distances[row, column]
        straight = costs[row, column] + near
        still = np.minimum(costs[row, column + 1], costs[row + 1, column]) + _SIDEWAYS * near
        costs[row + 1, column + 1] = np.minimum(straight, still)
    return float(costs[rows, columns]) / (rows + columns), _walked(costs, distances)


def _squares(features: Samples) -> Samples:
    return np.square(features).sum(axis=1)  # type: ignore[no-any-return]


def _walked(costs: Samples, distances: Samples) -> NDArray[np.int64]:
    row, column = distances.shape[0] - 1, distances.shape[1] - 1
    first = np.zeros(distances.shape[1], np.int64)
    while True:
        first[column] = row
        if not row and not column:
            return first
        steps = (
            (costs[row, column] + distances[row, column], row - 1, column - 1),
            (costs[row, column + 1] + _SIDEWAYS * distances[row, column], row - 1, column),
            (costs[row + 1, column] + _SIDEWAYS * distances[row, column], row, column - 1),
        )
        _, row, column = min(steps)
