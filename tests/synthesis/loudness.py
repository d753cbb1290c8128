"""Loudness as ITU-R BS.1770-4 measures it, in numpy: what the tests hold delivered files to."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

_ABSOLUTE_GATE: Final = -70.0
_RELATIVE_GATE: Final = -10.0


def lufs(samples: Samples, rate: int) -> float:
    """Integrated loudness of one channel: K-weighted, in blocks of 400 ms that overlap by three quarters, gated twice."""
    weighted = _k_weighted(samples, rate)
    step = rate // 10
    squares = np.add.reduceat(weighted**2, np.arange(0, weighted.size - weighted.size % step, step))[:-1]
    power = np.convolve(squares, np.ones(4), "valid") / (4 * step)
    power = power[_level(power) > _ABSOLUTE_GATE]
    return float(_level(power[_level(power) > _level(power.mean()) + _RELATIVE_GATE].mean()))


def true_peak_db(samples: Samples) -> float:
    """The highest peak, also between the samples: four times as many are computed, in stretches that overlap."""
    stretch, margin, times = 1 << 15, 256, 4
    padded = np.pad(samples, (margin, margin + stretch))
    highest = 0.0
    for start in range(0, samples.size, stretch):
        part = padded[start : start + stretch + 2 * margin]
        finer = np.fft.irfft(np.fft.rfft(part), part.size * times) * times
        highest = max(highest, float(np.abs(finer[margin * times : -margin * times]).max()))
    return 20 * float(np.log10(highest))


def _level(power: NDArray[np.float64]) -> NDArray[np.float64]:
    return -0.691 + 10 * np.log10(np.maximum(power, 1e-12))


def _k_weighted(samples: Samples, rate: int) -> NDArray[np.float64]:
    """A high shelf of 4 dB above 1.7 kHz and a high pass at 38 Hz, at any sample rate."""
    spectrum = np.fft.rfft(samples, samples.size + rate)
    turn = np.exp(-2j * np.pi * np.fft.rfftfreq(samples.size + rate))
    return np.fft.irfft(spectrum * _shelf(turn, rate) * _high_pass(turn, rate))[: samples.size]


def _shelf(turn: NDArray[np.complex128], rate: int) -> NDArray[np.complex128]:
    k, q, gain = np.tan(np.pi * 1681.974450955533 / rate), 0.7071752369554196, 10 ** (3.999843853973347 / 20)
    middle = gain**0.4996667741545416
    above = np.array([gain + middle * k / q + k * k, 2 * (k * k - gain), gain - middle * k / q + k * k])
    return _response(above, k, q, turn)


def _high_pass(turn: NDArray[np.complex128], rate: int) -> NDArray[np.complex128]:
    k, q = np.tan(np.pi * 38.13547087602444 / rate), 0.5003270373238773
    # The standard's second filter has the gain that this numerator leaves, at every rate.
    return _response(np.array([1.0, -2.0, 1.0]) * (1 + k / q + k * k), k, q, turn)


def _response(above: NDArray[np.float64], k: float, q: float, turn: NDArray[np.complex128]) -> NDArray[np.complex128]:
    below = np.array([1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k])
    return np.polyval(above[::-1], turn) / np.polyval(below[::-1], turn)
