"""Celery tasks of engagement. What is to be done stands in the database; a message only says when."""

from celery import shared_task

from player.engagement import mirror, retention, rollups
from player.engagement.letters import sending


@shared_task(name="engagement.roll_up")
def roll_up() -> None:
    """Rebuild the days that changed. Killed midway, a day stays as it was and is rebuilt at the next call."""
    rollups.rebuild_changed()


@shared_task(name="engagement.forget")
def forget() -> None:
    """Delete the sessions and views whose time is up."""
    retention.tidy()


@shared_task(name="engagement.mirror")
def tell_sessions() -> None:
    """Tell webhooks of the sessions that have changed. Two at once take turns; killed midway, it is as if it had never begun."""
    mirror.tell_sessions()


@shared_task(name="engagement.letters")
def send_letters() -> None:
    """Send the weekly letters whose time has come. Two at once share them; killed midway, the rest are sent by the next."""
    sending.send_due()
