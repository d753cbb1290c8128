"""Celery tasks. The narration's row is the truth; a message is only a doorbell, and may be lost, late or doubled."""

import logging
from datetime import timedelta
from typing import Final

from celery import shared_task
from celery.canvas import Signature
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from synthesis import pipeline, storage
from synthesis.models import Narration

log = logging.getLogger(__name__)

_PARTS_ARE_KEPT: Final = timedelta(days=1)


@shared_task(name="synthesis.narrate")
def narrate(narration_id: int) -> None:
    """Speak one narration. A second message for it finds nothing to claim."""
    pipeline.narrate(narration_id, on_claim=_call_helpers)


@shared_task(name="synthesis.assist")
def assist(narration_id: int) -> None:
    """Help with a narration that another worker has begun, when there is nothing better to do."""
    pipeline.assist(narration_id)


@shared_task(name="synthesis.sweep")
def sweep() -> None:
    """Call again for narrations whose worker died or whose message was lost."""
    for narration in Narration.objects.lost()[:100]:
        Narration.objects.filter(pk=narration.pk).update(rung_at=timezone.now())
        _send(narration.pk)


@shared_task(name="synthesis.tidy")
def tidy() -> None:
    """Delete the parts that nobody can be playing any more."""
    storage.forget_parts(timezone.now() - _PARTS_ARE_KEPT)


def ring(narration: Narration) -> None:
    """Call a worker for the narration once the transaction is committed."""
    transaction.on_commit(lambda: _send(narration.pk))


def _send(narration_id: int) -> None:
    _deliver(narrate.signature((narration_id,)))


def _call_helpers(narration_id: int) -> None:
    """Whoever is idle may help; a helper who comes late finds nothing left to do."""
    _deliver(assist.signature((narration_id,), expires=30))


def _deliver(message: "Signature[None]") -> None:
    try:
        message.apply_async(retry=False)
    except (OperationalError, OSError) as error:
        # Nothing is lost: the row says what is to be done, and the sweep calls again.
        log.warning("The broker did not take %s: %s", message, error)
