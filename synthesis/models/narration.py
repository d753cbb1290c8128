"""Narration: content × voice × lexicon → audio and marks; its row is also the job that makes it."""

from datetime import timedelta
from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from synthesis.models.content import Content
from synthesis.models.lexicon import Lexicon

RING_AGAIN_AFTER: Final = timedelta(seconds=30)  # A queued narration nobody picked up: its message was lost.
MOST_FAILURES: Final = 5
NO_PARTS: Final[dict[str, object]] = {"parts": [], "sentences": []}


class NarrationQuerySet(models.QuerySet["Narration"]):
    def claim(self, pk: int) -> "Narration | None":
        """Take the narration for this worker, or None when it is not to be had: done, failed, or another worker's.

        ``attempt`` is the fence: only the worker whose number it still is may write.
        """
        now = timezone.now()
        free = Q(state=Narration.State.QUEUED) | Q(state=Narration.State.SPEAKING, lease_until__lt=now)
        taken = self.filter(free, pk=pk).update(
            state=Narration.State.SPEAKING,
            attempt=models.F("attempt") + 1,
            lease_until=now + settings.NARRATION_LEASE,
            rung_at=now,
            **NO_PARTS,
        )
        # Zero rows: someone else was quicker, or there is nothing to do.
        return self.select_related("content", "lexicon").get(pk=pk) if taken else None

    def held_by(self, narration: "Narration") -> "NarrationQuerySet":
        """The narration's row, while this worker's claim on it holds."""
        return self.filter(pk=narration.pk, state=Narration.State.SPEAKING, attempt=narration.attempt)

    def lost(self) -> "NarrationQuerySet":
        """Narrations whose worker died, or whose message never arrived."""
        now = timezone.now()
        return self.filter(
            Q(state=Narration.State.SPEAKING, lease_until__lt=now)
            | Q(state=Narration.State.QUEUED, rung_at__lt=now - RING_AGAIN_AFTER)
        ).order_by("rung_at")


class Narration(models.Model):
    class State(models.TextChoices):
        QUEUED = "queued"
        SPEAKING = "speaking"
        READY = "ready"
        FAILED = "failed"

    content = models.ForeignKey(Content, models.CASCADE, related_name="narrations")
    engine = models.CharField(max_length=20)
    voice = models.CharField(max_length=60)
    lexicon = models.ForeignKey(Lexicon, models.PROTECT, related_name="narrations")

    pages = models.TextField(
        blank=True, help_text="Which pages that rules are bound to the article is one of; empty as a rule."
    )

    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempt = models.PositiveIntegerField(default=0, help_text="Claims so far; the newest one may write.")
    failures = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    rung_at = models.DateTimeField(default=timezone.now, help_text="When a worker was last called for it.")
    error = models.TextField(blank=True)
    done = models.PositiveIntegerField(default=0, help_text="Utterances whose speech is there.")
    total = models.PositiveIntegerField(default=0)

    parts = models.JSONField(
        default=list, help_text="While it is being spoken: what can be played already, as docs/api.md shows it."
    )
    sentences = models.JSONField(default=list, help_text="The sentences of those parts.")

    plan_key = models.CharField(max_length=64, blank=True, help_text="The plan that the manifest speaks.")
    lexicon_edition = models.PositiveIntegerField(
        default=0, help_text="The lexicon's edition that the plan was compared with."
    )
    audio = models.CharField(max_length=200, blank=True)
    duration_ms = models.PositiveIntegerField(default=0)
    manifest = models.BinaryField(null=True, help_text="The manifest, gzip-compressed JSON, as it is served.")
    created_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[NarrationQuerySet] = NarrationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("content", "engine", "voice", "lexicon", "pages"), name="narration_once"),
        )
        indexes = (
            # The sweep's question, every few seconds: which unfinished narrations wait since when?
            models.Index(
                fields=("rung_at",), name="narration_unfinished", condition=Q(state__in=("queued", "speaking"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.content} in {self.voice}"

    def queue(self) -> bool:
        """Have it spoken again, unless it is under way; whether it was queued."""
        waiting = {"state": self.State.QUEUED, "rung_at": Now(), "failures": 0, "error": "", "done": 0, **NO_PARTS}
        queued = (
            type(self)
            .objects.filter(pk=self.pk, state__in=(self.State.READY, self.State.FAILED), attempt=self.attempt)
            .update(**waiting)
        )
        # Zero rows: another request was quicker, and the narration is being spoken already.
        self.refresh_from_db(fields=("state", "failures", "error", "done", "attempt"))
        return bool(queued)

    def renew(self, **progress: object) -> bool:
        """Keep the claim while working on it, and show how far it is; False when the claim is lost."""
        lease_until = timezone.now() + settings.NARRATION_LEASE
        return bool(type(self).objects.held_by(self).update(lease_until=lease_until, **progress))

    def finish(self, **results: object) -> bool:
        """Write the results, if the claim still holds."""
        results |= NO_PARTS | {
            "state": self.State.READY,
            "lease_until": None,
            "error": "",
            "failures": 0,
            "ready_at": timezone.now(),
        }
        return bool(type(self).objects.held_by(self).update(**results))

    def give_back(self, error: str, *, final: bool) -> bool:
        """Note a failure: queued again, or failed when it is final or the fifth."""
        failures = self.failures + 1
        state = self.State.FAILED if final or failures >= MOST_FAILURES else self.State.QUEUED
        return bool(
            type(self)
            .objects.held_by(self)
            .update(state=state, failures=failures, error=error, lease_until=None, rung_at=timezone.now())
        )
