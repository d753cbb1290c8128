"""Celery tasks of engagement. What is to be done stands in the database; a message only says when."""

from celery import shared_task

from player.engagement import retention, rollups


@shared_task(name="engagement.roll_up")
def roll_up() -> None:
    """Rebuild the days that changed. Killed midway, a day stays as it was and is rebuilt at the next call."""
    rollups.rebuild_changed()


@shared_task(name="engagement.forget")
def forget() -> None:
    """Delete the sessions and views whose time is up."""
    retention.tidy()
