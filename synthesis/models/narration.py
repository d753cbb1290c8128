"""Narration: content × voice × lexicon → audio and marks; its row is also the job that makes it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import ClassVar, Final

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from synthesis.models.content import Content
from synthesis.models.ledger import Account
from synthesis.models.lexicon import Lexicon
from synthesis.models.speech import Speech

RING_AGAIN_AFTER: Final = timedelta(seconds=30)  # A queued narration nobody picked up: its message was lost.
MOST_FAILURES: Final = 5
NO_PARTS: Final[dict[str, object]] = {"parts": [], "sentences": []}


class Priority(models.IntegerChoices):
    """Who waits for a narration: the lower, the sooner it is spoken. The broker's priorities are the same numbers."""

    READER = 0, "a reader waits"
    REWORK = 3, "to be said better"
    BACKFILL = 6, "in advance"


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
        return self.select_related("content", "lexicon", "account").get(pk=pk) if taken else None

    def held_by(self, narration: "Narration") -> "NarrationQuerySet":
        """The narration's row, while this worker's claim on it holds."""
        return self.filter(pk=narration.pk, state=Narration.State.SPEAKING, attempt=narration.attempt)

    def claim_next(self, pk: int) -> "Narration | None":
        """Take what a message for ``pk`` is best spent on: the most urgent narration that waits, and of these the oldest.

        Every message is spent on one narration, so that all have their turn, also where the broker knows no priorities.
        """
        while (waiting := self.next_up(pk)) is not None:
            if narration := self.claim(waiting):
                return narration
            # Another worker was quicker, so that one does not wait any more.
        return self.claim(pk)

    def next_up(self, pk: int) -> int | None:
        """The narration to speak next. One that failed waits for its own message: its engine is given time."""
        waiting = self.filter(Q(error="") | Q(pk=pk), state=Narration.State.QUEUED)
        return waiting.order_by("priority", "created_at").values_list("pk", flat=True).first()

    def cancel(self) -> int:
        """Speak these no further; how many there were. A later request queues them again, and what was spoken is kept."""
        under_way = self.filter(state__in=(Narration.State.QUEUED, Narration.State.SPEAKING))
        return under_way.update(state=Narration.State.CANCELLED, lease_until=None, **NO_PARTS)

    def lost(self) -> "NarrationQuerySet":
        """Narrations whose worker died, or whose message never arrived: the most urgent ones first."""
        now = timezone.now()
        return self.filter(
            Q(state=Narration.State.SPEAKING, lease_until__lt=now)
            | Q(state=Narration.State.QUEUED, rung_at__lt=now - RING_AGAIN_AFTER)
        ).order_by("priority", "rung_at")


class Narration(models.Model):
    class State(models.TextChoices):
        QUEUED = "queued"
        SPEAKING = "speaking"
        READY = "ready"
        FAILED = "failed"
        HELD = "held"  # The budget does not reach for it.
        CANCELLED = "cancelled"  # No article says it any more.

    content = models.ForeignKey(Content, models.CASCADE, related_name="narrations")
    engine = models.CharField(max_length=20)
    voice = models.CharField(max_length=60)
    lexicon = models.ForeignKey(Lexicon, models.PROTECT, related_name="narrations")

    pages = models.TextField(
        blank=True, help_text="Which pages that rules are bound to the article is one of; empty as a rule."
    )

    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="narrations", help_text="Who pays. None: the operator."
    )
    cost = models.PositiveBigIntegerField(default=0, help_text="Micro-dollars paid for it so far.")

    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.READER)
    attempt = models.PositiveIntegerField(default=0, help_text="Claims so far; the newest one may write.")
    failures = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    rung_at = models.DateTimeField(default=timezone.now, help_text="When a worker was last called for it.")
    error = models.TextField(blank=True)
    done = models.PositiveIntegerField(default=0, help_text="Utterances whose speech is there.")
    total = models.PositiveIntegerField(default=0)
    done_at_failure = models.PositiveIntegerField(default=0, help_text="What was done when it last failed.")

    parts = models.JSONField(
        default=list, help_text="While it is being spoken: what can be played already, as docs/api.md shows it."
    )
    sentences = models.JSONField(default=list, help_text="The sentences of those parts.")

    plan_key = models.CharField(max_length=64, blank=True, help_text="The plan that the manifest speaks.")
    lexicon_edition = models.PositiveIntegerField(
        default=0, help_text="The lexicon's edition that the plan was compared with."
    )
    audio = models.CharField(max_length=200, blank=True)
    speeches = models.ManyToManyField(Speech, related_name="narrations", help_text="What its audio is made of.")
    download_rung_at = models.DateTimeField(
        null=True, blank=True, help_text="When a worker was last called to make its MP3."
    )
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
            # Every worker's question: which one next?
            models.Index(fields=("priority", "created_at"), name="narration_waiting", condition=Q(state="queued")),
        )

    def __str__(self) -> str:
        return f"{self.content} in {self.voice}"

    def want(self, priority: Priority) -> bool:
        """Have it spoken if it is not, as soon as ``priority`` asks for; whether a worker must be called."""
        if self.state == self.State.CANCELLED or self._can_be_paid_again:
            return self.queue(priority)
        if self.state != self.State.QUEUED or self.priority <= priority:
            return False
        raised = type(self).objects.filter(pk=self.pk, state=self.State.QUEUED, priority__gt=priority)
        # Zero rows: another request raised it, or a worker has begun.
        return bool(raised.update(priority=priority))

    @property
    def _can_be_paid_again(self) -> bool:
        return self.state == self.State.HELD and (self.account is None or self.rung_at < self.account.reopened_at)

    def queue(self, priority: Priority = Priority.READER) -> bool:
        """Have it spoken again, unless it is under way; whether it was queued."""
        waiting = {
            "state": self.State.QUEUED,
            "priority": priority,
            "rung_at": Now(),
            "failures": 0,
            "error": "",
            "done": 0,
            "done_at_failure": 0,
            **NO_PARTS,
        }
        under_way = (self.State.QUEUED, self.State.SPEAKING)
        queued = (
            type(self).objects.exclude(state__in=under_way).filter(pk=self.pk, attempt=self.attempt).update(**waiting)
        )
        # Zero rows: another request was quicker, and the narration is being spoken already.
        self.refresh_from_db(fields=("state", "priority", "failures", "error", "done", "done_at_failure", "attempt"))
        return bool(queued)

    def want_download(self) -> bool:
        """Whether a worker must be called for the MP3, which this caller does then; the next one may be called half a minute later."""
        now = timezone.now()
        due = Q(download_rung_at=None) | Q(download_rung_at__lt=now - RING_AGAIN_AFTER)
        # Zero rows: it is being made, or its message was lost just now.
        return bool(type(self).objects.filter(due, pk=self.pk).update(download_rung_at=now))

    def renew(self, **progress: object) -> bool:
        """Keep the claim while working on it, and show how far it is; False when the claim is lost."""
        lease_until = timezone.now() + settings.NARRATION_LEASE
        return bool(type(self).objects.held_by(self).update(lease_until=lease_until, **progress))

    def finish(self, keys: Iterable[str] = (), **results: object) -> bool:
        """Write the results, and the speech with these keys as what they are made of, if the claim still holds."""
        results |= NO_PARTS | {
            "state": self.State.READY,
            "lease_until": None,
            "error": "",
            "failures": 0,
            "ready_at": timezone.now(),
        }
        with transaction.atomic():
            held = bool(type(self).objects.held_by(self).update(**results))
            if held:
                self.speeches.set(Speech.objects.filter(key__in=set(keys)))
                self.outcomes.create(state=self.State.READY)
        return held

    def hold(self, reason: str) -> bool:
        """Stop until there is money for it."""
        held = {"state": self.State.HELD, "error": reason, "lease_until": None, "rung_at": timezone.now(), **NO_PARTS}
        return bool(type(self).objects.held_by(self).update(**held))

    def give_back(self, error: str, *, final: bool, away: bool = False) -> bool:
        """Note a failure: queued again, or failed when it is final or the fifth.

        An engine that is ``away`` but has spoken more than before the last failure is slow, not broken: that is not counted.
        """
        failures = self.failures + (0 if away and self.done > self.done_at_failure else 1)
        state = self.State.FAILED if final or failures >= MOST_FAILURES else self.State.QUEUED
        noted = {"failures": failures, "error": error, "done": self.done, "done_at_failure": self.done}
        with transaction.atomic():
            rows = type(self).objects.held_by(self)
            held = bool(rows.update(state=state, lease_until=None, rung_at=timezone.now(), **noted))
            if held and state == self.State.FAILED:
                self.outcomes.create(state=state)
        return held


class Outcome(models.Model):
    """A narration became ready, or was given up. Who tells others of it deletes this row when that is written down."""

    narration = models.ForeignKey(Narration, models.CASCADE, related_name="outcomes")
    state = models.CharField(max_length=10, choices=Narration.State.choices)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.narration} is {self.state}"
