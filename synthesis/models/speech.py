"""Speech: an engine's answer to one utterance, kept so that it is never asked for twice."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from synthesis import storage
from synthesis.audio import Encoded
from synthesis.text.marks import EngineTime


class SpeechLost(FileNotFoundError):
    """Speech has a row and no file."""


class SpeechQuerySet(models.QuerySet["Speech"]):
    def ready(self, keys: Iterable[str]) -> dict[str, "Speech"]:
        """The stored speech of these utterances, by key."""
        return {speech.key: speech for speech in self.filter(key__in=set(keys), state=Speech.State.READY)}

    def spare(self, keys: Iterable[str]) -> None:
        """Keep these from collection as if a narration had just been using them; waits for a collection that is deleting some."""
        self.filter(key__in=set(keys), unused_since__isnull=False).update(unused_since=None)

    def mark_unused(self, now: datetime) -> None:
        """Note since when no narration refers to a speech."""
        self.filter(unused_since__isnull=False, narrations__isnull=False).update(unused_since=None)
        self.filter(unused_since=None, narrations=None, state=Speech.State.READY).update(unused_since=now)

    def unused(self, before: datetime, *, abandoned_before: datetime) -> "SpeechQuerySet":
        """Speech that no narration has referred to since ``before``, and claims that ran out so long ago that nobody wants them."""
        abandoned = Q(state=Speech.State.SPEAKING, lease_until__lt=abandoned_before)
        return self.filter(Q(unused_since__lte=before) | abandoned, narrations=None)

    def encoded(self, speeches: Iterable["Speech"]) -> dict[str, Encoded]:
        """The frames of these, by key, read side by side; SpeechLost when some are not in the storage: their rows are dropped."""
        wanted = tuple(speeches)
        stored = storage.read_many(speech.audio for speech in wanted)
        if lost := [speech for speech in wanted if speech.audio not in stored]:
            self.filter(pk__in=[speech.pk for speech in lost]).delete()
            raise SpeechLost(
                f"The storage has lost {len(lost)} speeches, such as {lost[0].audio}. They are spoken again."
            )
        return {speech.key: Encoded(stored[speech.audio], speech.samples) for speech in wanted}

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
        answer = {
            "state": Speech.State.READY,
            "lease_until": None,
            "audio": storage.keep(storage.speech_name(key), encoded.data),
            "samples": encoded.samples,
            "times": [[time.start, time.end, time.at_ms] for time in times],
            "characters": characters,
        }
        # Zero rows: the claim ran out and was given up; the answer is as good as ever.
        return self.get(key=key) if self.filter(key=key).update(**answer) else self.create(key=key, **answer)

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
    unused_since = models.DateTimeField(
        null=True, blank=True, help_text="Since when it is known that no narration refers to it."
    )

    objects: ClassVar[SpeechQuerySet] = SpeechQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name_plural = "speech"
        indexes = (
            # The collection's question, and that of who spares: which of these few are unused?
            models.Index(fields=("unused_since",), name="speech_unused", condition=Q(unused_since__isnull=False)),
        )

    def __str__(self) -> str:
        return self.key[:12]

    def engine_times(self) -> tuple[EngineTime, ...]:
        return tuple(EngineTime(start, end, at_ms) for start, end, at_ms in self.times)
