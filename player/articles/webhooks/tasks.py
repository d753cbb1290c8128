"""Celery tasks of webhooks. What is to be told stands in the database; a message is a doorbell, and may be lost or doubled."""

import logging
from typing import Final

from celery import shared_task
from kombu.exceptions import OperationalError

from player.articles.webhooks import outbox, sending
from player.articles.webhooks.models import Webhook
from synthesis.models.narration import Priority

log = logging.getLogger(__name__)

_MOST: Final = 100  # At a time; the others come next time.
_STALE_S: Final = 30  # By then the webhook has been offered again.


@shared_task(name="webhooks.tell")
def tell() -> None:
    """Write down what narrations have come to, and have workers bring it to whoever wants to know."""
    outbox.tell_outcomes()
    try:
        for hook in Webhook.objects.due()[:_MOST]:
            send.apply_async((hook.pk,), expires=_STALE_S, priority=Priority.BACKFILL, retry=False)
    except (OperationalError, OSError) as error:
        log.warning("The broker took no notices: %s", error)


# Shorter than the lease of a webhook, so that no second worker sends at the same time.
@shared_task(name="webhooks.send", soft_time_limit=45, time_limit=55)
def send(webhook_id: int) -> None:
    """Bring the webhook what is due, if nobody else does."""
    sending.send_due(webhook_id)


@shared_task(name="webhooks.tidy")
def tidy() -> None:
    """Keep the logs of webhooks short."""
    sending.tidy()
