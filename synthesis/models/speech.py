"""Speech: an engine's answer to one utterance, kept so that it is never asked for twice."""

from collections.abc import Iterable
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from synthesis import storage
from synthesis.audio import Encoded
from synthesis.text.marks import EngineTime


class SpeechQuerySet(models.QuerySet["Speech"]):
    def ready(self, keys: Iterable[str]) -> dict[str, "Speech"]:
        """The stored speech of these utterances, by key."""
        return {speech.key: speech for speech in self.filter(key__in=set(keys), state=Speech.State.READY)}

    def claim(self, key: str) -> bool:
        """Whether this worker is to speak the utterance. No: it is stored already, or another worker is at it.

        An utterance is paid for once, however many workers and articles want it: the row is made before the engine is asked.
        """
        now = timezone.now()
        until = now + settings.NARRATION_LEASE
        _, created = self.get_or_create(key=key, defaults={"lease_until": until})
        # Zero rows: another worker took the abandoned claim first.
        return created or bool(
            self.filter(key=key, state=Speech.State.SPEAKING, lease_until__lt=now).update(lease_until=until)
        )

    def keep(self, key: str, encoded: Encoded, times: tuple[EngineTime, ...], characters: int) -> "Speech":
        """Store what the engine answered to the utterance that was claimed."""
        speech, _ = self.update_or_create(
            key=key,
            defaults={
                "state": Speech.State.READY,
                "lease_until": None,
                "audio": storage.keep(storage.speech_name(key), encoded.data),
                "samples": encoded.samples,
                "times": [[time.start, time.end, time.at_ms] for time in times],
                "characters": characters,
            },
        )
        return speech

    def give_up(self, key: str) -> None:
        """Leave an utterance that was claimed and could not be spoken to whoever wants it next."""
        self.filter(key=key, state=Speech.State.SPEAKING).delete()


class Speech(models.Model):
    """Encoded frames in storage, and when each word of the text sent begins in them."""

    class State(models.TextChoices):
        SPEAKING = "speaking"
        READY = "ready"

    key = models.CharField(max_length=64, unique=True, help_text="The utterance's key: what was sent, to which voice.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.SPEAKING)
    lease_until = models.DateTimeField(null=True, blank=True, help_text="Until then the engine's answer is awaited.")
    audio = models.CharField(max_length=200, blank=True)
    samples = models.PositiveIntegerField(
        default=0, help_text="Samples at 24 kHz before the padding of the last frame."
    )
    times = models.JSONField(default=list, help_text="Triples: start and end in the text sent, milliseconds.")
    characters = models.PositiveIntegerField(default=0, help_text="Characters that the engine was paid for.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[SpeechQuerySet] = SpeechQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name_plural = "speech"

    def __str__(self) -> str:
        return self.key[:12]

    def encoded(self) -> Encoded:
        """The frames, read from storage."""
        return Encoded(storage.read(self.audio), self.samples)

    def engine_times(self) -> tuple[EngineTime, ...]:
        return tuple(EngineTime(start, end, at_ms) for start, end, at_ms in self.times)
