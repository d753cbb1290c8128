"""Engine: the Protocol behind which every text-to-speech engine stands, and what it answers."""

from dataclasses import dataclass
from typing import Protocol

from synthesis.text.marks import EngineTime
from synthesis.text.voices import Traits, Voice


@dataclass(frozen=True, slots=True)
class Sound:
    """An engine's answer: 16-bit little-endian mono samples, and when each word of the text sent begins.

    ``gain_db`` brings this voice to the common loudness (-16 LUFS); it is measured once a voice, so that all utterances of a voice
    keep their proportion. ``characters`` is what the engine's provider bills for it, 0 where nobody does.
    """

    samples: bytes
    sample_rate: int
    times: tuple[EngineTime, ...]
    gain_db: float
    characters: int = 0


class Engine(Protocol):
    """A text-to-speech engine."""

    @property
    def traits(self) -> Traits:
        """What the engine can do."""

    @property
    def concurrency(self) -> int:
        """How many utterances one worker may ask for at once, from as many threads."""

    def voices(self) -> tuple[Voice, ...]:
        """Every voice that can be chosen."""

    def speak(self, text: str, voice: Voice) -> Sound:
        """Speak ``text``, which is in the traits' dialect; raises EngineUnavailable or UtteranceRefused."""
