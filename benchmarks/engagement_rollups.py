"""Rebuilding a busy site-day among many sessions: ``python -m benchmarks.engagement_rollups [SESSIONS]``, ten million by default.

About five minutes and 5 GB of disk. The database is the tests' own PostgreSQL with its factory settings.
"""

import os
import resource
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from typing import Final

from tests.servers import postgresql_url

_BUDGET_MS: Final = 100
_ROUNDS: Final = 9


def main(count: int) -> int:
    """Print what was measured; 1 when the budget is missed."""
    with tempfile.TemporaryDirectory(prefix="readalong-benchmark-") as data:
        os.environ |= {"READALONG_DATA": data, "DATABASE_URL": postgresql_url(), "READALONG_LOG_LEVEL": "ERROR"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "readalong_site.settings"
        return _measure(count)


def _measure(count: int) -> int:
    import django

    django.setup()
    from django.core.management import call_command

    from benchmarks import engagement_rows
    from player.engagement import rollups
    from player.engagement.models import ArticleDay, ChangedDay, CurveDay, PlaybackSession, SiteDay

    call_command("migrate", verbosity=0)
    first = date.today() - timedelta(days=engagement_rows.DAYS)
    began = time.perf_counter()
    site = engagement_rows.make(count, first)
    print(f"{count:,} sessions made in {time.perf_counter() - began:.0f} s")
    day = first + timedelta(days=40)
    changed = ChangedDay.objects.create(site_id=site, day=day, changing_until="2020-01-01T00:00Z")
    memory = _memory_mb()
    times = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        assert rollups.rebuild(changed.pk)
        times.append((time.perf_counter() - began) * 1000)
    sessions = PlaybackSession.objects.filter(site=site, day=day).count()
    rows = {model.__name__: model.objects.count() for model in (SiteDay, ArticleDay, CurveDay)}
    print(f"A day of {sessions:,} sessions, {rows}:")
    print(f"rebuilt in {statistics.median(times):.0f} ms (median of {_ROUNDS}; {min(times):.0f} to {max(times):.0f})")
    print(f"Memory of the worker: {memory:.0f} MB before, {_memory_mb():.0f} MB after")
    return int(statistics.median(times) > _BUDGET_MS)


def _memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 10_000_000))
