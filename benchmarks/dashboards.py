"""The dashboards of the busiest site among many sessions, and rebuilding its days: ``python -m benchmarks.dashboards [SESSIONS]``, ten
million by default.

A quarter of an hour and 8 GB of disk. The database is the tests' own PostgreSQL with its factory settings; the server's time is that of the
whole request, from the address to the last byte of the page, within one process and without the network.
"""

import os
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from typing import Final

from benchmarks.cpu import postgresql, postgresql_ns
from tests.servers import postgresql_url

_BUDGET_MS: Final = 200
_ROUNDS: Final = 9
_PAGES: Final = (
    "now",
    "now?live",
    "",
    "?days=84",
    "?days=all",
    "articles",
    "articles?days=84",
    "articles?days=all&order=finished",
    "articles?days=84&order=heard&language=es-419&level=3&q=article",
    "articles/{article}",
    "articles/{article}?days=all",
    "levels",
    "levels?days=all",
    "health",
)


def main(count: int) -> int:
    """Print what was measured; 1 when the budget is missed."""
    with tempfile.TemporaryDirectory(prefix="readalong-benchmark-") as data:
        os.environ |= {"READALONG_DATA": data, "DATABASE_URL": postgresql_url(), "READALONG_LOG_LEVEL": "ERROR"}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "readalong_site.settings", "READALONG_HOSTS": "testserver"}
        return _measure(count)


def _measure(count: int) -> int:
    import django

    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client

    from benchmarks import engagement_rollups
    from player.engagement.models import ArticleDay
    from player.sites.models import Site

    call_command("migrate", verbosity=0)
    site = Site.objects.get(pk=_made(count))
    article = ArticleDay.objects.filter(site=site).order_by("-plays").values_list("article", flat=True)[0]
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    slowest = 0.0
    print(
        f"{site.sessions.count():,} sessions of {count:,}, {ArticleDay.objects.filter(site=site).count():,} article days"
    )
    print(f"{'':<62}{'ms':>6}{'least':>7}{'most':>7}{'CPU':>7}")
    for page in _PAGES:
        path = f"/dashboard/{site.key}/{page.format(article=article)}".replace("/?", "?").rstrip("/")
        before = _cpu_ns()
        times = [_time(client, path) for _ in range(_ROUNDS)]
        cpu_ms = (_cpu_ns() - before) / _ROUNDS / 1_000_000
        slowest = max(slowest, median := statistics.median(times))
        print(f"{page or 'overview':<62}{median:>6.0f}{min(times):>7.0f}{max(times):>7.0f}{cpu_ms:>7.0f}", flush=True)
    return int(not engagement_rollups.report(site.pk) or slowest > _BUDGET_MS)


def _cpu_ns() -> int:
    """What this process and the database's have run."""
    return time.process_time_ns() + postgresql_ns(postgresql())


def _made(count: int) -> int:
    """Sessions and their roll-ups, the newest of today; the busiest site."""
    from django.db import connection

    from benchmarks import engagement_rows
    from player.engagement import rollups
    from player.engagement.models import ChangedDay

    began = time.perf_counter()
    first = date.today() - timedelta(days=engagement_rows.DAYS - 1)
    site = engagement_rows.make(count, first)
    print(f"{count:,} sessions made in {time.perf_counter() - began:.0f} s", flush=True)
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO engagement_changedday (site_id, day, changing_until) "
            "SELECT %s, %s::date + n, '2020-01-01' FROM generate_series(0, %s) AS n",
            [site, first, engagement_rows.DAYS - 1],
        )
    days = sum(rollups.rebuild(pk) for pk in ChangedDay.objects.values_list("pk", flat=True))
    engagement_rows.fill_other_sites(site)
    with connection.cursor() as cursor:
        for table in ("siteday", "articleday", "curveday"):
            cursor.execute(f"VACUUM ANALYZE engagement_{table}")
    print(f"{days:,} days rolled up in {time.perf_counter() - began:.0f} s", flush=True)
    return site


def _time(client: object, path: str) -> float:
    began = time.perf_counter()
    response = client.get(path)  # type: ignore[attr-defined]
    elapsed = (time.perf_counter() - began) * 1000
    assert response.status_code == 200, (path, response.status_code)
    return elapsed


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 10_000_000))
