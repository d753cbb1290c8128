"""Rebuilding days of the busiest site among many sessions, and what a mirror of its sessions reads; run by `benchmarks.dashboards`."""

import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from benchmarks.cpu import postgresql, postgresql_ns

BUDGET_MS: Final = 100
_ROUNDS: Final = 9
# A busy day: so many plays has the busiest site where 1.25 million sessions in 90 days are shared as here, each seen by as many as here.
_BUSY: Final = 3_111


@dataclass(frozen=True, slots=True)
class Cost:
    """Medians over the rounds, and the mean of what the database's processes ran."""

    wall_ms: float
    database_ms: float


def report(site_pk: int) -> bool:
    """Print what was measured; whether the budget is kept."""
    from player.engagement.models import ArticleDay, LauncherView, PlaybackSession

    today = date.today()
    plain, viewed = today - timedelta(days=40), today - timedelta(days=1)
    for name, day in (("without views", plain), ("with views", viewed)):
        plays = PlaybackSession.objects.filter(site=site_pk, day=day).count()
        views = LauncherView.objects.filter(site=site_pk, day=day).count()
        rows = ArticleDay.objects.filter(site=site_pk, day=day).count()
        print(f"A day {name}: {plays:,} plays, {views:,} views, {rows:,} articles")
        _print("  rebuilt, with what a minute changes", _measured(site_pk, day, _some_minute))
        _print("  rebuilt from nothing", _measured(site_pk, day, _forgotten))
    for day in (plain, viewed):
        _thin_out(site_pk, day)
    _sweep()
    for name, day in (("without views", plain), ("with views", viewed)):
        _print(f"A busy day of {_BUSY:,} plays {name}", busy := _measured(site_pk, day, _some_minute))
    _print("A look of the mirror at the sessions that changed", _mirror(site_pk))
    print(f"Memory at most: this process {_own_mb():.0f} MB, its database's process {_backend_mb():.0f} MB")
    return busy.wall_ms <= BUDGET_MS


def _measured(site_pk: int, day: date, change: Callable[[int, date], None]) -> Cost:
    from player.engagement import rollups
    from player.engagement.models import ChangedDay

    changed, _ = ChangedDay.objects.get_or_create(
        site_id=site_pk, day=day, defaults={"changing_until": "2020-01-01T00:00Z"}
    )
    return _cost(lambda: change(site_pk, day), lambda: rollups.rebuild(changed.pk))


def _cost(prepare: Callable[[], Any], act: Callable[[], Any]) -> Cost:
    server, times, ran_ns = postgresql(), [], 0
    for _ in range(_ROUNDS):
        prepare()
        before, began = postgresql_ns(server), time.perf_counter()
        assert act() is not False
        times.append((time.perf_counter() - began) * 1000)
        ran_ns += postgresql_ns(server) - before
    return Cost(statistics.median(times), ran_ns / _ROUNDS / 1_000_000)


def _some_minute(site_pk: int, day: date) -> None:
    """A hundred sessions have gone on since the last rebuild."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE engagement_playbacksession SET heard_ms = heard_ms - 1 WHERE id IN "
            "(SELECT id FROM engagement_playbacksession WHERE site_id = %s AND day = %s ORDER BY random() LIMIT 100)",
            [site_pk, day],
        )


def _forgotten(site_pk: int, day: date) -> None:
    from player.engagement.models import ArticleDay, CurveDay, SiteDay

    for table in (ArticleDay, CurveDay, SiteDay):
        table.objects.filter(site=site_pk, day=day)._raw_delete(using="default")


def _thin_out(site_pk: int, day: date) -> None:
    """Leave the plays of a busy day, and as many views for each as there were."""
    from benchmarks.engagement_rows import VIEWS_A_PLAY
    from player.engagement.models import LauncherView, PlaybackSession

    sessions = PlaybackSession.objects.filter(site=site_pk, day=day)
    kept = list(sessions.order_by("pk").values_list("pk", flat=True)[:_BUSY])
    sessions.exclude(pk__in=kept).delete()
    views = LauncherView.objects.filter(site=site_pk, day=day)
    others = list(views.exclude(pk__in=kept).values_list("pk", flat=True)[: (VIEWS_A_PLAY - 1) * _BUSY])
    views.exclude(pk__in=kept + others).delete()


def _sweep() -> None:
    """Clear away the rows that were deleted: a day that was never busier has none."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table in ("playbacksession", "launcherview"):
            cursor.execute(f"VACUUM ANALYZE engagement_{table}")


def _mirror(site_pk: int) -> Cost:
    from django.utils import timezone

    from player.articles.models import Webhook
    from player.engagement import mirror
    from player.engagement.models import ChangedDay, Mirror
    from player.sites.models import Site

    site, now = Site.objects.get(pk=site_pk), timezone.now()
    hook = Webhook.objects.create(site=site, url="https://hooks.example/", on_sessions=True)
    place = Mirror.objects.create(webhook=hook, seen_at=now - timedelta(minutes=2))
    marked = {"changing_until": now + timedelta(minutes=1)}
    ChangedDay.objects.update_or_create(site=site, day=site.today(), defaults=marked)
    return _cost(lambda: None, lambda: list(mirror._changed(hook, place)[: mirror.A_NOTICE]))


def _print(name: str, cost: Cost) -> None:
    print(f"{name}: {cost.wall_ms:.0f} ms, of the database's CPU {cost.database_ms:.0f} ms", flush=True)


def _own_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _backend_mb() -> float:
    """The most that the process has had which answers this one, without the cache that all share."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        status = Path(f"/proc/{cursor.fetchone()[0]}/status").read_text()
    sizes = dict(line.split(":", 1) for line in status.splitlines())
    return (int(sizes["VmHWM"].split()[0]) - int(sizes["RssShmem"].split()[0])) / 1024
