"""Speech: an engine's answer to one utterance, kept so that it is never asked for twice."""

from typing import ClassVar

from django.db import models

from synthesis import storage
from synthesis.audio import Encoded
from synthesis.text.marks import EngineTime


class SpeechQuerySet(models.QuerySet["Speech"]):
    def keep(self, key: str, encoded: Encoded, times: tuple[EngineTime, ...], characters: int) -> "Speech":
        """The speech of this utterance; whoever comes second takes what the first one stored."""
        name = storage.keep(f"speech/{key[:2]}/{key}.aac", encoded.data)
        speech, _ = self.get_or_create(
            key=key,
            defaults={
                "audio": name,
                "samples": encoded.samples,
                "times": [[time.start, time.end, time.at_ms] for time in times],
                "characters": characters,
            },
        )
        return speech


class Speech(models.Model):
    """Encoded frames in storage, and when each word of the text sent begins in them."""

    key = models.CharField(max_length=64, unique=True, help_text="The utterance's key: what was sent, to which voice.")
    audio = models.CharField(max_length=200)
    samples = models.PositiveIntegerField(help_text="Samples at 24 kHz before the padding of the last frame.")
    times = models.JSONField(help_text="Triples: start and end in the text sent, milliseconds.")
    characters = models.PositiveIntegerField(help_text="Characters that the engine was paid for.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager["Speech"]] = SpeechQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "speech"

    def __str__(self) -> str:
        return self.key[:12]

    def encoded(self) -> Encoded:
        """The frames, read from storage."""
        return Encoded(storage.read(self.audio), self.samples)

    def engine_times(self) -> tuple[EngineTime, ...]:
        return tuple(EngineTime(start, end, at_ms) for start, end, at_ms in self.times)
