"""The loudness of a voice, and the gain that brings it to the common one."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

# What a voice says to be measured. Figures are read out in every language, but a list is spoken up to two decibels softer than prose.
_PASSAGES: Final = {
    "ca": "El cranc comptava petxines tot el dia, i a la nit dormia sota una pedra vora el mar. Quan pujava la marea, anava a passejar.",
    "de": "Die Krabbe zählte den ganzen Tag Muscheln, und nachts schlief sie unter einem Stein am Meer. Kam die Flut, ging sie spazieren.",
    "en": "The crab counted shells all day, and at night it slept under a stone by the sea. When the tide came in, it went for a walk.",
    "es": "El cangrejo contaba conchas todo el día, y por la noche dormía bajo una piedra junto al mar. Si subía la marea, salía a pasear.",
    "fr": "Le crabe comptait des coquillages toute la journée, et la nuit il dormait sous une pierre. À marée haute, il se promenait.",
    "it": "Il granchio contava conchiglie tutto il giorno, e di notte dormiva sotto un sasso. Quando saliva la marea, andava a passeggio.",
    "nl": "De krab telde de hele dag schelpen, en 's nachts sliep hij onder een steen. Als het vloed werd, ging hij wandelen.",
    "pt": "O caranguejo contava conchas o dia todo, e à noite dormia debaixo de uma pedra. Quando a maré subia, ele saía para passear.",
}
_FIGURES: Final = "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20."
COMMON_LUFS: Final = -16.0
# Source of filters, blocks and gates: Recommendation ITU-R BS.1770, on which EBU R 128 stands. The filters are given for 48 kHz; here
# they are used as what they do to each frequency, so that the samples may have any rate.
_FILTER_RATE: Final = 48_000
_SHELF: Final = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_HIGH_PASS: Final = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
_OFFSET_LU: Final = -0.691
_BLOCK_S: Final = 0.4
_HOP_S: Final = 0.1
_SILENCE_LUFS: Final = -70.0
_RELATIVE_GATE_LU: Final = -10.0


def passage(language: str) -> str:
    """What is said to measure a voice of this language."""
    return _PASSAGES.get(language.partition("-")[0], _FIGURES)


def gain_db(samples: bytes, rate: int) -> float:
    """What is missing to −16 LUFS, in dB; 0 for samples in which nothing is heard."""
    loudness = loudness_lufs(np.frombuffer(samples, "<i2") / 32768, rate)
    return 0.0 if loudness is None else COMMON_LUFS - loudness


def loudness_lufs(samples: NDArray[np.float64], rate: int) -> float | None:
    """The integrated loudness of mono ``samples``; None where all is silence, or less than a block of 400 ms."""
    block, hop = round(_BLOCK_S * rate), round(_HOP_S * rate)
    if len(samples) < block:
        return None
    blocks = np.lib.stride_tricks.sliding_window_view(_weighted(samples, rate), block)[::hop]
    powers = np.square(blocks).mean(axis=1)
    powers = powers[powers > _power(_SILENCE_LUFS)]
    if not powers.size:
        return None
    gated = powers[powers > powers.mean() * 10 ** (_RELATIVE_GATE_LU / 10)]
    return float(_OFFSET_LU + 10 * np.log10(gated.mean()))


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET_LU) / 10))


def _weighted(samples: NDArray[np.float64], rate: int) -> NDArray[np.float64]:
    """``samples`` as loud as ears take each frequency for (“K-weighting”)."""
    # As much silence behind them keeps the end of the filters' answer from coming round to the beginning.
    size = 2 * len(samples)
    frequencies = np.fft.rfftfreq(size, 1 / rate)
    response = _response(_SHELF, frequencies) * _response(_HIGH_PASS, frequencies)
    weighted: NDArray[np.float64] = np.fft.irfft(np.fft.rfft(samples, size) * response, size)[: len(samples)]
    return weighted


def _response(
    biquad: tuple[tuple[float, ...], tuple[float, ...]], frequencies: NDArray[np.floating[Any]]
) -> NDArray[np.complexfloating[Any, Any]]:
    """What the filter does to each frequency."""
    delay = np.exp(-2j * np.pi * frequencies / _FILTER_RATE)
    above, below = (np.polynomial.polynomial.polyval(delay, side) for side in biquad)
    response: NDArray[np.complexfloating[Any, Any]] = above / below
    return response
