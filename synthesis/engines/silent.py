"""Engine ``silent``, for tests and for counting costs: real samples of silence, evenly spread marks."""

import re
from typing import Final

from synthesis.engines.base import Sound
from synthesis.text.marks import EngineTime
from synthesis.text.voices import Traits, Voice

_SAMPLE_RATE: Final = 24_000
_MS_A_CHARACTER: Final = 60


class Silent:
    """Sixty milliseconds of silence a character; a mark where each run of letters begins."""

    @property
    def traits(self) -> Traits:
        return Traits("silent", "1", "plain", normalises=False, phonemes=False, max_characters=3000)

    @property
    def concurrency(self) -> int:
        return 1

    def voices(self) -> tuple[Voice, ...]:
        return tuple(
            Voice("silent", language, language, f"Silence ({language})") for language in ("en-US", "es-MX", "es-ES")
        )

    def speak(self, text: str, voice: Voice) -> Sound:
        times = tuple(
            EngineTime(match.start(), match.end(), match.start() * _MS_A_CHARACTER)
            for match in re.finditer(r"\w+", text)
        )
        samples = bytes(2 * len(text) * _MS_A_CHARACTER * _SAMPLE_RATE // 1000)
        return Sound(samples, _SAMPLE_RATE, times, gain_db=0.0)
