"""Faults during load: web process, worker, Redis and PostgreSQL are killed while pages send beacons. Whatever was answered 204 is counted,
once; whatever was not is sent again by the page, whose states are cumulative.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.servers import PostgreSQL, Redis, free_port, wait_until

ROOT = Path(__file__).resolve().parents[3]
ORIGIN = "https://www.tidepool.example"
PAGES = 4


@dataclass
class Installation:
    """Service, worker, database and broker, each a process that a test may kill."""

    folder: Path
    postgresql: PostgreSQL = field(default_factory=PostgreSQL)
    redis: Redis = field(default_factory=Redis)
    port: int = field(default_factory=free_port)
    web: "subprocess.Popen[bytes] | None" = None
    worker: "subprocess.Popen[bytes] | None" = None

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "READALONG_DATA": str(self.folder),
            "DATABASE_URL": self.postgresql.url,
            "READALONG_BROKER_URL": self.redis.url,
            "DJANGO_SETTINGS_MODULE": "readalong_site.settings",
            "READALONG_LOG_LEVEL": "ERROR",
        }

    def run(self, *arguments: str) -> str:
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    def start_web(self) -> None:
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "--worker-class",
            "gthread",
            "--threads",
            "8",
            "--log-level",
            "critical",
        ]
        command += ["--bind", f"127.0.0.1:{self.port}", "readalong_site.wsgi"]
        self.web = subprocess.Popen(command, cwd=ROOT, env=self.environment, start_new_session=True)

    def start_worker(self) -> None:
        command = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "readalong_site.celery",
            "worker",
            "--concurrency",
            "1",
            "-l",
            "CRITICAL",
        ]
        self.worker = subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def roll_up(self) -> None:
        """What beat does once a minute."""
        code = "import django; django.setup(); from player.engagement.tasks import roll_up; roll_up.apply_async(retry=False)"
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=self.environment, check=False, stderr=subprocess.DEVNULL
        )

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.postgresql.url) as database:
            return database.execute(query).fetchall()

    def stop(self) -> None:
        for process in (self.web, self.worker):
            if process is not None:
                kill(process)
        self.redis.stop()
        self.postgresql.remove()


def kill(process: "subprocess.Popen[bytes]") -> None:
    """The process and its children, as if the power failed."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


SEED = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.test import Client
from player.sites.models import Site
from synthesis.text.blocks import Block
from tests.pages import ORIGIN, Page
from django.test.utils import setup_test_environment
setup_test_environment()
site = Site.objects.create(key="tidepool", name="Tidepool")
site.origins.create(origin=ORIGIN)
site.voices.create(language="en", engine="silent", name="en-US")
page = Page(site.key, tuple(Block("paragraph", f"Sentence {n} tells of the crab.") for n in range(30)))
page.voiced(Client())
print(page.fingerprint)
"""


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    installation = Installation(tmp_path)
    try:
        installation.postgresql.start()
        installation.redis.start()
        yield installation
    finally:
        installation.stop()


@dataclass
class Listener:
    """A page that listens to one article after the other, and believes only in 204."""

    address: str
    fingerprint: str
    # What was answered 204, by session: how much was heard by then.
    accepted: dict[str, int] = field(default_factory=dict)
    refused: int = 0

    def listen(self, enough: threading.Event) -> None:
        while not enough.is_set():
            session = str(uuid4())
            for heard_ms in range(0, 20_000, 4_000):
                if self._send(
                    {"session": session, "at_ms": heard_ms, "heard": [[0, heard_ms]], "fingerprint": self.fingerprint}
                ):
                    self.accepted[session] = heard_ms
                else:
                    self.refused += 1
                    time.sleep(0.05)
                time.sleep(0.01)

    def _send(self, state: dict[str, Any]) -> bool:
        headers = {"Origin": ORIGIN, "Content-Type": "text/plain"}
        request = urllib.request.Request(self.address, json.dumps(state).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return bool(answer.status == 204)
        except (urllib.error.URLError, OSError):
            return False


def test_whatever_is_killed_accepted_is_counted(installation: Installation) -> None:
    fingerprint = installation.run("-c", SEED).strip()
    installation.start_web()
    installation.start_worker()
    address = f"http://127.0.0.1:{installation.port}/v1/sites/tidepool/events"
    probe = Listener(address, fingerprint)
    wait_until(
        lambda: probe._send({"session": str(uuid4()), "fingerprint": fingerprint, "occasion": "seen"}), "the service"
    )
    listeners = [Listener(address, fingerprint) for _ in range(PAGES)]
    enough = threading.Event()
    threads = [threading.Thread(target=listener.listen, args=(enough,)) for listener in listeners]
    for thread in threads:
        thread.start()
    kill_everything_in_turn(installation)
    before = len(listeners[0].accepted)
    wait_until(lambda: len(listeners[0].accepted) > before + 3, "the service, after all that")
    enough.set()
    for thread in threads:
        thread.join()
    accepted = {session: heard_ms for listener in listeners for session, heard_ms in listener.accepted.items()}
    kept = {
        str(session): heard_ms
        for session, heard_ms in installation.rows("SELECT id, heard_ms FROM engagement_playbacksession")
    }
    assert len(accepted) > 50
    assert sum(listener.refused for listener in listeners) > 0
    # What was kept and not answered any more may be more, never less.
    assert [session for session, heard_ms in accepted.items() if kept.get(session, -1) < heard_ms] == []
    check_rolled_up(installation, len(kept), sum(kept.values()))


def kill_everything_in_turn(installation: Installation) -> None:
    assert installation.web is not None
    assert installation.worker is not None
    time.sleep(0.7)
    installation.roll_up()
    kill(installation.worker)
    installation.redis.stop()
    time.sleep(0.3)
    # As if the power failed: what PostgreSQL has promised, it has to find again.
    installation.postgresql.stop(signal.SIGQUIT)
    time.sleep(0.5)
    installation.postgresql.start()
    time.sleep(0.7)
    kill(installation.web)
    installation.start_web()
    installation.redis.start()
    installation.start_worker()


def check_rolled_up(installation: Installation, plays: int, heard_ms: int) -> None:
    """Whatever rebuild was broken off: the next one tells the truth."""
    query = "SELECT coalesce(sum(plays), 0), coalesce(sum(heard_ms), 0) FROM engagement_siteday"

    def told() -> bool:
        installation.roll_up()
        return installation.rows(query) == [(plays, heard_ms)]

    wait_until(told, "the roll-up", within_s=40)
