"""What a beacon costs, beside the same server's bare 204 and beside what most people would write; and how long it takes under load.

``python -m benchmarks.engagement``: one gunicorn worker as docs/operations.md starts it, with PostgreSQL. CPU is that of the worker and
of all of PostgreSQL's processes, over one connection, all addresses in turn, so that the ratios hold on any machine. Rebuilding days
among ten million sessions is in `benchmarks.dashboards`.
"""

import http.client
import json
import os
import statistics
import sys
import tempfile
import threading
import time
from typing import Any, Final
from uuid import uuid4

from benchmarks.cpu import cpu_ns, postgresql, postgresql_ns
from benchmarks.manifest import _served
from tests.servers import postgresql_url

_ROUNDS: Final = 7
_REQUESTS: Final = 400
_BUDGET: Final = 5.0
_A_SECOND: Final = 400
_FOR_S: Final = 15
_CONNECTIONS: Final = 16
_P99_MS: Final = 60
_ORIGIN: Final = "https://www.tidepool.example"


def main() -> int:
    """Print the tables; 1 when a budget is missed."""
    with tempfile.TemporaryDirectory(prefix="readalong-benchmark-") as data:
        os.environ |= {
            "READALONG_DATA": data,
            "DATABASE_URL": postgresql_url(),
            "READALONG_HOSTS": "localhost,testserver",
        }
        postgres = postgresql()
        key, body = _narrated()
        with _served() as (port, pid):
            costs = _measured(port, pid, postgres, key, body)
            waits = _steady(port, f"/v1/sites/{key}/events", body)
        counted = _counted()
    return _print(costs, waits, counted)


def _narrated() -> tuple[str, dict[str, Any]]:
    """A finished narration of 1,000 words: its site's key, and a beacon of a reader who has jumped about in it."""
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from benchmarks import bare  # noqa: F401 -- Sets Django up.
    from benchmarks.naive import Event
    from benchmarks.plan import article
    from player.sites.models import Site
    from tests.pages import ORIGIN, Page

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Event)
    site = Site.objects.create(key="tidepool", name="Tidepool")
    site.origins.create(origin=ORIGIN)
    site.voices.create(language="en", engine="silent", name="en-US")
    page = Page(site.key, tuple(article(1000)))
    manifest = page.voiced(Client())
    return site.key, {
        "fingerprint": page.fingerprint,
        "audio": manifest["audio"]["url"].rpartition("/")[2],
        "occasion": "playing",
        "heard": [[0, 9100], [20_000, 44_210], [60_000, 61_000]],
        "rate": 0.9,
        "seeks": 2,
        "replays": [[3, 1]],
        "source": "launcher",
        "device": "phone",
    }


def _measured(
    port: int, pid: int, postgres: int, key: str, body: dict[str, Any]
) -> dict[str, list[tuple[float, float]]]:
    """CPU in microseconds of worker and database for a request of each kind, round by round."""
    paths = {
        "204, no middleware": "/stripped",
        "204, the service's middleware": "/bare",
        "beacon": f"/v1/sites/{key}/events",
        "naive: DRF, ORM, a row an event": f"/naive/{key}",
    }
    costs: dict[str, list[tuple[float, float]]] = {name: [] for name in paths}
    for _ in range(_ROUNDS):
        for name, path in paths.items():
            _post(port, path, body, 50)
            before = cpu_ns(pid), postgresql_ns(postgres)
            _post(port, path, body, _REQUESTS)
            spent = cpu_ns(pid) - before[0], postgresql_ns(postgres) - before[1]
            costs[name].append((spent[0] / _REQUESTS / 1000, spent[1] / _REQUESTS / 1000))
    return costs


def _post(port: int, path: str, body: dict[str, Any], times: int) -> None:
    """One reader's beacons of eight minutes, then the next one's."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for number in range(times):
        if number % 32 == 0:
            session = str(uuid4())
        assert _send(connection, path, body | {"session": session, "at_ms": 60_000 + 15_000 * (number % 32)}) == 204
    connection.close()


def _send(connection: http.client.HTTPConnection, path: str, state: dict[str, Any]) -> int:
    kind = "application/json" if path.startswith("/naive") else "text/plain"
    headers = {"Host": "localhost", "Origin": _ORIGIN, "Content-Type": kind}
    connection.request("POST", path, json.dumps(state), headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status


def _steady(port: int, path: str, body: dict[str, Any]) -> list[float]:
    """Milliseconds from when each of 400 beacons a second was due to its answer."""
    waits: list[float] = []
    began = time.perf_counter() + 0.5

    def reader(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for turn in range(number, _A_SECOND * _FOR_S, _CONNECTIONS):
            due = began + turn / _A_SECOND
            time.sleep(max(0.0, due - time.perf_counter()))
            status = _send(connection, path, body | {"session": str(uuid4()), "at_ms": 60_000})
            # Turned away is as late as can be.
            waits.append((time.perf_counter() - due) * 1000 if status == 204 else float("inf"))

    threads = [threading.Thread(target=reader, args=(number,)) for number in range(_CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits


def _counted() -> int:
    from player.engagement.models import PlaybackSession

    return PlaybackSession.objects.count()


def _print(costs: dict[str, list[tuple[float, float]]], waits: list[float], counted: int) -> int:
    medians = {
        name: tuple(statistics.median(each) for each in zip(*rounds, strict=True)) for name, rounds in costs.items()
    }
    bare = sum(medians["204, no middleware"])
    print(f"{'':<34}{'app µs':>8}{'db µs':>8}{'× 204, none':>13}")
    for name, (app, database) in medians.items():
        print(f"{name:<34}{app:>8.0f}{database:>8.0f}{(app + database) / bare:>13.2f}")
    ratio = sum(medians["beacon"]) / bare
    p50, p99 = statistics.median(waits), statistics.quantiles(waits, n=100)[98]
    print(
        f"{_A_SECOND} beacons a second for {_FOR_S} s, all counted ({counted} sessions): p50 {p50:.1f} ms, p99 {p99:.1f} ms"
    )
    return int(ratio > _BUDGET or p99 > _P99_MS)


if __name__ == "__main__":
    sys.exit(main())
