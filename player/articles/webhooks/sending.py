"""Sending: notices are brought to their webhooks, one at a time to each, until they have arrived or are given up."""

import time
from datetime import timedelta
from typing import Final

from django.utils import timezone

from player.articles.fetching import FetchError, post
from player.articles.webhooks.models import Notice, Webhook
from player.sites.signed_requests import HEADER, sign

MOST_ANSWER: Final = 300  # Characters of an answer that are kept for the log.
KEPT_FOR: Final = timedelta(days=30)
MOST_KEPT: Final = 500  # Lines of a webhook's log.
_A_TURN_S: Final = 20.0  # A worker goes on to other things then; with one more post it stays within the lease.


def send_due(webhook_id: int) -> int:
    """Bring the webhook what is due, as long as it takes it; how much has arrived."""
    hook = Webhook.objects.claim(webhook_id)
    if hook is None:
        return 0
    try:
        return _send_all(hook)
    finally:
        hook.release()


def send_one(notice: Notice) -> bool:
    """Bring this notice now; whether it arrived."""
    notice.begin()
    hook, body = notice.webhook, notice.body.encode()
    try:
        receipt = post(hook.url, body, _headers(notice, body))
    except FetchError as error:
        return _fail(notice, str(error))
    answer = _presentable(receipt.text)
    if not receipt.is_good:
        return _fail(notice, answer, receipt.status, receipt.took_ms)
    notice.arrived(receipt.status, answer, receipt.took_ms)
    hook.note_success()
    return True


def tidy() -> None:
    """Keep each webhook's log short. What still waits is kept for as long as the rest."""
    now = timezone.now()
    Notice.objects.filter(made_at__lt=now - KEPT_FOR).delete()
    for hook in Webhook.objects.all():
        log = hook.notices.exclude(state=Notice.State.WAITING)
        newest = log.order_by("-made_at").values_list("made_at", flat=True)[MOST_KEPT - 1 : MOST_KEPT]
        for oldest_kept in newest:
            log.filter(made_at__lt=oldest_kept).delete()


def _send_all(hook: Webhook) -> int:
    ends_at, arrived = time.monotonic() + _A_TURN_S, 0
    while time.monotonic() < ends_at:
        notice = Notice.objects.due(timezone.now()).filter(webhook=hook).order_by("next_at").first()
        if notice is None:
            break
        notice.webhook = hook
        if not send_one(notice):
            break
        arrived += 1
    return arrived


def _fail(notice: Notice, reason: str, status: int | None = None, took_ms: int | None = None) -> bool:
    notice.failed(reason, status, took_ms)
    notice.webhook.note_failure(reason or f"It answered {status}.", status)
    return False


def _headers(notice: Notice, body: bytes) -> dict[str, str]:
    now = int(time.time())
    # One signature for each secret that is good: the first is the newest.
    first, *others = (sign(secret, body, now) for secret in notice.webhook.secrets)
    signature = ",".join([first, *(other.partition(",")[2] for other in others)])
    return {
        "Content-Type": "application/json",
        HEADER: signature,
        "Readalong-Event": notice.event,
        "Readalong-Notice": str(notice.pk),
        "Readalong-Attempt": str(notice.attempts),
    }


def _presentable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)[:MOST_ANSWER].strip()
