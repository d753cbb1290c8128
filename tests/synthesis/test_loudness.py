"""Loudness: what is delivered stands at -16 LUFS, and its peaks stay under -1 dBTP."""

import numpy as np
import pytest

from synthesis.audio import SAMPLE_RATE
from tests.synthesis.delivered import ARTICLES, article, narrated
from tests.synthesis.loudness import lufs, true_peak_db


def sine(frequency: float, amplitude: float, seconds: float = 5.0, rate: int = SAMPLE_RATE) -> np.ndarray:
    return amplitude * np.sin(2 * np.pi * frequency * np.arange(int(seconds * rate)) / rate + 0.7)


@pytest.mark.parametrize("rate", [24_000, 48_000])
def test_the_measure_reads_the_standards_reference_tone(rate: int) -> None:
    # BS.1770: a full-scale sine of 997 Hz in one channel reads -3.01 LUFS.
    assert lufs(sine(997, 1.0, rate=rate), rate) == pytest.approx(-3.01, abs=0.05)


def test_the_measure_leaves_pauses_out() -> None:
    tone = sine(997, 0.1)
    assert lufs(np.concatenate([tone, np.zeros(10 * SAMPLE_RATE), tone]), SAMPLE_RATE) == pytest.approx(-23.0, abs=0.2)


def test_the_measure_finds_peaks_between_the_samples() -> None:
    # A quarter of the sample rate, an eighth of a turn late: the samples miss every peak by 3 dB.
    samples = np.sin(np.pi / 2 * np.arange(SAMPLE_RATE) + np.pi / 4)
    assert 20 * np.log10(np.abs(samples).max()) == pytest.approx(-3.01, abs=0.01)
    assert true_peak_db(samples[5000:15000] * np.hanning(10_000)) == pytest.approx(0.0, abs=0.05)


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "slug"), ARTICLES)
def test_delivered_files_have_the_common_loudness(language: str, slug: str) -> None:
    files = narrated(language, article(slug))
    for samples in (files.m4a, files.mp3):
        assert lufs(samples, SAMPLE_RATE) == pytest.approx(-16, abs=1)
        assert true_peak_db(samples) <= -1
