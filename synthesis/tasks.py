"""Celery tasks. The narration's row is the truth; a message is only a doorbell, and may be lost, late or doubled."""

import logging
from typing import Final

from celery import shared_task
from celery.canvas import Signature
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from synthesis import collection, pipeline
from synthesis.models import Narration
from synthesis.models.narration import Priority

log = logging.getLogger(__name__)

_AFTER: Final = 1  # Helpers come after everyone who waits as urgently, and before those who can wait longer.


@shared_task(name="synthesis.narrate")
def narrate(narration_id: int) -> None:
    """Speak this narration, or one that is more urgent: then the message for that one leads to this. One too many does no harm."""
    pipeline.narrate_next(narration_id, on_claim=_call_helpers)


@shared_task(name="synthesis.assist")
def assist(narration_id: int) -> None:
    """Help with a narration that another worker has begun, when there is nothing better to do."""
    pipeline.assist(narration_id)


@shared_task(name="synthesis.make_download")
def make_download(narration_id: int) -> None:
    """Make the MP3 of a finished narration."""
    pipeline.make_download(narration_id)


@shared_task(name="synthesis.sweep")
def sweep() -> None:
    """Call again for narrations whose worker died or whose message was lost, the most urgent ones first."""
    for narration in Narration.objects.lost()[:100]:
        Narration.objects.filter(pk=narration.pk).update(rung_at=timezone.now())
        _send(narration.pk)


@shared_task(name="synthesis.tidy")
def tidy() -> None:
    """Delete the parts that nobody can be playing any more."""
    collection.collect_parts(timezone.now())


@shared_task(name="synthesis.collect")
def collect() -> None:
    """Delete speech and audio that nothing refers to any more. Killed midway, it goes on the next day."""
    log.info("Collected: %s", collection.collect(timezone.now()))


def ring(narration: Narration) -> None:
    """Call a worker for the narration once the transaction is committed."""
    transaction.on_commit(lambda: _send(narration.pk))


def ring_for_download(narration: Narration) -> None:
    """Call a worker for the narration's MP3, unless one was called just now."""
    if narration.want_download():
        message = make_download.signature((narration.pk,), priority=Priority.REWORK)
        transaction.on_commit(lambda: _deliver(message))


def _send(narration_id: int) -> None:
    _deliver(narrate.signature((narration_id,), priority=_priority_of(narration_id)))


def _call_helpers(narration_id: int) -> None:
    """Whoever is idle may help; a helper who comes late finds nothing left to do."""
    _deliver(assist.signature((narration_id,), expires=30, priority=_priority_of(narration_id) + _AFTER))


def _priority_of(narration_id: int) -> int:
    return Narration.objects.filter(pk=narration_id).values_list("priority", flat=True).first() or Priority.READER


def _deliver(message: "Signature[None]") -> None:
    try:
        message.apply_async(retry=False)
    except (OperationalError, OSError) as error:
        # Nothing is lost: the row says what is to be done, and the sweep calls again.
        log.warning("The broker did not take %s: %s", message, error)
