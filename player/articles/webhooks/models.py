"""Webhook and Notice: an address that wants to be told, and what it is told."""

import secrets
import uuid
from datetime import datetime, timedelta
from typing import ClassVar, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from player.articles.fetching import AddressRefused, check_target
from player.sites.models import Site

LEASE: Final = timedelta(seconds=60)  # Of one worker on one webhook; longer than all that it sends at a time.
FORMER_FOR: Final = timedelta(days=7)
# When a notice is tried again; after the last of these it is given up.
BACK_OFF: Final = tuple(timedelta(seconds=s) for s in (10, 60, 300, 1_800, 7_200, 21_600, 43_200, 86_400))
_LONGEST_PAUSE: Final = timedelta(minutes=10)
_OFF_AFTER: Final = timedelta(days=3)  # Of failures alone.
_GONE: Final = 410
_PREFIX: Final = "readalong_"


class Event(models.TextChoices):
    """What a webhook may be told of."""

    READY = "narration.ready", "a narration is ready"
    FAILED = "narration.failed", "a narration could not be spoken"
    DELETED = "narration.deleted", "an article was deleted, and its narration with it"
    SESSIONS = "sessions", "playback sessions, as they stand"
    TEST = "test", "a test"


# Which switch of a webhook an event belongs to. A test is told to whom it is for.
_SWITCHES: Final = {
    Event.READY: "on_ready",
    Event.FAILED: "on_failed",
    Event.DELETED: "on_deleted",
    Event.SESSIONS: "on_sessions",
}


def new_seed() -> str:
    return secrets.token_hex(32)


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def told_of(self, event: Event) -> "WebhookQuerySet":
        """Those that want to be told of this."""
        return self.filter(active=True, **{_SWITCHES[event]: True})

    def due(self) -> "WebhookQuerySet":
        """Those that have something to be told now."""
        now = timezone.now()
        waiting = Notice.objects.due(now).filter(webhook=OuterRef("pk"))
        return self._free().filter(Exists(waiting)).order_by("next_at")

    def claim(self, pk: int) -> "Webhook | None":
        """Take the webhook for this worker, or None: it is another's, it is off, or it is given a pause."""
        now = timezone.now()
        taken = self._free().filter(pk=pk).update(lease_until=now + LEASE, claims=F("claims") + 1)
        return self.select_related("site").get(pk=pk) if taken else None

    def _free(self) -> "WebhookQuerySet":
        now = timezone.now()
        return self.filter(Q(lease_until=None) | Q(lease_until__lt=now), active=True, next_at__lte=now)


class Webhook(models.Model):
    """An address of the publisher's that is told what happens at the site."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="webhooks")
    url = models.CharField("address", max_length=1000, help_text="Such as https://www.example.org/hooks/readalong")
    on_ready = models.BooleanField("narration ready", default=True, help_text="An article can be listened to.")
    on_failed = models.BooleanField("narration failed", default=True, help_text="It could not be spoken, and why.")
    on_deleted = models.BooleanField("narration deleted", default=True, help_text="An article was deleted.")
    on_sessions = models.BooleanField(
        "playback sessions",
        default=False,
        help_text="Every minute, what readers have heard, session by session: for your own evaluation. What leaves here so is "
        "yours to protect; docs/privacy.md says what it holds.",
    )
    active = models.BooleanField(
        "switched on", default=True, help_text="After three days of failures it is switched off by itself."
    )
    off_reason = models.TextField(blank=True, editable=False)
    seed = models.CharField(max_length=64, default=new_seed, editable=False)
    former_seed = models.CharField(max_length=64, blank=True, editable=False)
    former_until = models.DateTimeField(null=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False, help_text="In a row.")
    failing_since = models.DateTimeField(null=True, editable=False)
    next_at = models.DateTimeField(default=timezone.now, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    claims = models.PositiveBigIntegerField(
        default=0, editable=False, help_text="The newest one may give the webhook back."
    )
    created_at = models.DateTimeField("made", auto_now_add=True)

    objects: ClassVar[WebhookQuerySet] = WebhookQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("site", "url")
        constraints = (models.UniqueConstraint(fields=("site", "url"), name="webhook_once_a_site"),)

    def __str__(self) -> str:
        return self.url

    def clean(self) -> None:
        try:
            check_target(self.url)
        except AddressRefused as error:
            raise ValidationError({"url": str(error)}) from error

    @property
    def secret(self) -> str:
        """What its notices are signed with: it follows from this row and the service's secret key, so that neither alone tells it."""
        return _secret(self.seed)

    @property
    def secrets(self) -> tuple[str, ...]:
        """The secret, and for a week after it was changed the one before."""
        former = self.former_seed and self.former_until and self.former_until > timezone.now()
        return (self.secret, _secret(self.former_seed)) if former else (self.secret,)

    def renew(self) -> str:
        """Give it a new secret, which is returned; notices are signed with the one before as well, for a week."""
        self.former_seed, self.former_until = self.seed, timezone.now() + FORMER_FOR
        self.seed = new_seed()
        self.save(update_fields=("seed", "former_seed", "former_until"))
        return self.secret

    def switch_on(self) -> None:
        """Let it be told again, from now on without a pause."""
        self._own().update(active=True, off_reason="", failures=0, failing_since=None, next_at=timezone.now())

    def release(self) -> None:
        """Give it back for other workers. Zero rows: the lease ran out, and it is another's."""
        self._own().filter(claims=self.claims).update(lease_until=None)

    def note_success(self) -> None:
        if self.failing_since:
            self.failures, self.failing_since = 0, None
            self._own().update(failures=0, failing_since=None)

    def note_failure(self, reason: str, status: int | None) -> None:
        """Give it a pause, which doubles; switch it off when it has failed for days, or says itself that it is gone."""
        now = timezone.now()
        self.failures += 1
        self.failing_since = self.failing_since or now
        pause = min(timedelta(seconds=2) * 2 ** min(self.failures, 12), _LONGEST_PAUSE)
        changes = {"failures": self.failures, "failing_since": self.failing_since, "next_at": now + pause}
        if status == _GONE:
            changes |= {"active": False, "off_reason": "It answered that it is gone (410)."}
        elif now - self.failing_since >= _OFF_AFTER:
            since = f"{self.failing_since:%-d %B %Y}"
            changes |= {"active": False, "off_reason": f"Nothing has arrived since {since}. The last time: {reason}"}
        self._own().update(**changes)

    def _own(self) -> WebhookQuerySet:
        return Webhook.objects.filter(pk=self.pk)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def due(self, at: datetime) -> "NoticeQuerySet":
        return self.filter(state=Notice.State.WAITING, next_at__lte=at)


class Notice(models.Model):
    """One thing that a webhook is told: the line of its log, and what is still to be brought. Its id tells a repetition."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DELIVERED = "delivered"
        GIVEN_UP = "given up"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="notices")
    event = models.CharField(max_length=20, choices=Event.choices)
    body = models.TextField(help_text="The bytes that are signed, until they have arrived.")
    about = models.CharField(max_length=300, blank=True, help_text="What it is about, for the log.")
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    tried_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField("answered", null=True)
    answer = models.TextField(blank=True, help_text="The beginning of the answer, or why there was none.")
    took_ms = models.PositiveIntegerField(null=True)

    objects: ClassVar[NoticeQuerySet] = NoticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-made_at",)
        indexes = (
            # What is to be brought next?
            models.Index(fields=("webhook", "next_at"), name="notice_due", condition=Q(state="waiting")),
            # A webhook's log, and what of it is old.
            models.Index(fields=("webhook", "made_at"), name="notice_log"),
        )

    def __str__(self) -> str:
        return f"{self.event} {self.about}".strip()

    def begin(self) -> None:
        """Count the attempt before it is made, so that what kills workers is given up like anything else."""
        self.attempts += 1
        self.tried_at = timezone.now()
        again = BACK_OFF[min(self.attempts, len(BACK_OFF)) - 1]
        self._note(attempts=self.attempts, tried_at=self.tried_at, next_at=self.tried_at + again)

    def arrived(self, status: int, answer: str, took_ms: int) -> None:
        # What has arrived is the receiver's; here it is not kept any longer.
        self._note(state=self.State.DELIVERED, status=status, answer=answer, took_ms=took_ms, body="")

    def failed(self, reason: str, status: int | None, took_ms: int | None) -> None:
        changes = {"status": status, "answer": reason, "took_ms": took_ms}
        if self.attempts > len(BACK_OFF):
            changes |= {"state": self.State.GIVEN_UP, "body": ""}
        self._note(**changes)

    def _note(self, **changes: object) -> None:
        Notice.objects.filter(pk=self.pk).update(**changes)


def _secret(seed: str) -> str:
    return f"{_PREFIX}{salted_hmac('readalong.notice', seed, algorithm='sha256').hexdigest()}"
