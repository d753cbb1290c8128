"""Retention: single sessions and views are deleted when their time is up, and their sums stay. Deleted is deleted: the rows are gone.

Whatever is interrupted goes on at the next run.
"""

from datetime import timedelta
from typing import Any, Final

from django.db.models import F, QuerySet

from player.engagement.models import ChangedDay, LauncherView, PlaybackSession, Recording, Refusal
from player.sites.models import Site

# A session takes beacons for a day after it began, wherever in the world that was. Then its day cannot change any more.
CLOSED_AFTER: Final = timedelta(days=3)
_AT_ONCE: Final = 5_000


def tidy() -> None:
    """Close the days that cannot change any more, and delete what is past its time."""
    for site in Site.objects.all():
        _tidy(site)
    # Of articles that were deleted: nothing was counted by these any more.
    _delete(Recording.objects.filter(narration=None, sessions=None, days=None, curves=None))


def _tidy(site: Site) -> None:
    today = site.today()
    closed = today - CLOSED_AFTER
    done = ChangedDay.objects.filter(site=site, day__lt=closed, rebuilt_at__gt=F("changing_until"))
    done.delete()
    # A day that is still to be rebuilt keeps what it is rebuilt from, however late that is.
    oldest = ChangedDay.objects.filter(site=site).order_by("day").values_list("day", flat=True).first() or today
    kept_from = min(oldest, today - timedelta(days=site.keep_sessions_days))
    _delete(LauncherView.objects.filter(site=site, day__lt=min(oldest, closed)))
    _delete(PlaybackSession.objects.filter(site=site, day__lt=kept_from))
    _delete(Refusal.objects.filter(site=site, day__lt=kept_from))


def _delete(rows: "QuerySet[Any]") -> None:
    """Delete the rows some at a time, so that no lock is held for long."""
    while some := list(rows.values_list("pk", flat=True)[:_AT_ONCE]):
        rows.model._default_manager.filter(pk__in=some).delete()
