"""What a ready manifest costs the service: CPU of one gunicorn worker for a request, beside the same worker's bare 204.

Run from the project's root: ``python -m benchmarks.manifest``. One process answers all addresses, asked in turn by one client over
one connection, so that the ratios hold on any machine. PostgreSQL is the tests' own; its CPU is not counted.
"""

import http.client
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from benchmarks.cpu import children, cpu_ns
from tests.servers import free_port, postgresql_url, wait_until

_ROUNDS: Final = 7
_REQUESTS: Final = 600
_ORIGIN: Final = "https://www.tidepool.example"
_BUDGET: Final = 1.5

Request = tuple[str, dict[str, str]]


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="readalong-benchmark-") as data:
        os.environ |= {
            "READALONG_DATA": data,
            "DATABASE_URL": postgresql_url(),
            "READALONG_HOSTS": "localhost,testserver",
        }
        address, etag, size = _narrated()
        page = {"Origin": _ORIGIN, "Accept-Encoding": "gzip"}
        requests: dict[str, Request] = {
            "204, no middleware": ("/stripped", {}),
            "204, the service's middleware": ("/bare", {}),
            "manifest, given again": (address, page),
            "manifest, given again, 304": (address, page | {"If-None-Match": etag}),
            "manifest, looked up": (f"/looked-up{address}", page),
        }
        with _served() as (port, pid):
            costs = _measured(port, pid, requests)
    _print(costs, size)


def _narrated() -> tuple[str, str, int]:
    """A finished narration of 1,000 words: its address, its ETag, the bytes of its manifest."""
    from django.core.management import call_command
    from django.test import Client

    from benchmarks import bare  # noqa: F401 -- Sets Django up.
    from benchmarks.plan import article
    from player.sites.models import Site
    from tests.pages import ORIGIN, Page

    call_command("migrate", verbosity=0)
    site = Site.objects.create(key="tidepool", name="Tidepool")
    site.origins.create(origin=ORIGIN)
    site.voices.create(language="en", engine="silent", name="en-US")
    page, client = Page(site.key, tuple(article(1000))), Client()
    page.voiced(client)
    answer = page.look_up(client)
    return f"/v1/sites/{site.key}/narrations/{page.fingerprint}", answer["ETag"], len(answer.content)


@contextmanager
def _served() -> Iterator[tuple[int, int]]:
    """One worker as docs/operations.md starts it: its port and its process."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--threads", "8", "--log-level", "error"]
    server = subprocess.Popen([*command, "--bind", f"127.0.0.1:{port}", "benchmarks.bare:application"])
    try:
        wait_until(lambda: children(server.pid) and _answers(port), f"gunicorn on port {port}")
        yield port, children(server.pid)[0]
    finally:
        server.terminate()
        server.wait()


def _measured(port: int, pid: int, requests: dict[str, Request]) -> dict[str, list[float]]:
    """CPU in microseconds for a request of each kind, round by round."""
    costs: dict[str, list[float]] = {name: [] for name in requests}
    for _ in range(_ROUNDS):
        for name, request in requests.items():
            _ask(port, request, 50)
            before = cpu_ns(pid)
            _ask(port, request, _REQUESTS)
            costs[name].append((cpu_ns(pid) - before) / _REQUESTS / 1000)
    return costs


def _ask(port: int, request: Request, times: int) -> None:
    address, headers = request
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for _ in range(times):
        connection.request("GET", address, headers={"Host": "localhost", **headers})
        answer = connection.getresponse()
        answer.read()
        assert answer.status in (200, 204, 304), answer.status
    connection.close()


def _answers(port: int) -> bool:
    try:
        _ask(port, ("/bare", {}), 1)
    except OSError:
        return False
    return True


def _print(costs: dict[str, list[float]], size: int) -> None:
    medians = {name: statistics.median(each) for name, each in costs.items()}
    bare, peer = medians["204, no middleware"], medians["204, the service's middleware"]
    print(f"A manifest of {size} bytes, compressed; budget {_BUDGET} × the bare 204; median of {_ROUNDS} rounds\n")
    print(f"{'':<34}{'CPU µs':>8}{'× 204, none':>13}{'× 204, same':>13}")
    for name, cost in medians.items():
        print(f"{name:<34}{cost:>8.0f}{cost / bare:>13.2f}{cost / peer:>13.2f}")


if __name__ == "__main__":
    main()
