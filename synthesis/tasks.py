"""Celery tasks. The narration's row is the truth; a message is only a doorbell, and may be lost, late or doubled."""

import logging

from celery import shared_task
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from synthesis import pipeline
from synthesis.models import Narration

log = logging.getLogger(__name__)


@shared_task(name="synthesis.narrate")
def narrate(narration_id: int) -> None:
    """Speak one narration. A second message for it finds nothing to claim."""
    pipeline.narrate(narration_id)


@shared_task(name="synthesis.sweep")
def sweep() -> None:
    """Call again for narrations whose worker died or whose message was lost."""
    for narration in Narration.objects.lost()[:100]:
        Narration.objects.filter(pk=narration.pk).update(rung_at=timezone.now())
        _send(narration.pk)


def ring(narration: Narration) -> None:
    """Call a worker for the narration once the transaction is committed."""
    transaction.on_commit(lambda: _send(narration.pk))


def _send(narration_id: int) -> None:
    try:
        narrate.apply_async((narration_id,), retry=False)
    except (OperationalError, OSError) as error:
        # Nothing is lost: the row says what is to be done, and the sweep calls again.
        log.warning("The broker did not take the message for narration %s: %s", narration_id, error)
