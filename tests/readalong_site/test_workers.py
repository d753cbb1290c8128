"""Real Celery workers, killed: on the broker made of files, and on Redis that goes away and comes back."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from synthesis import engines, pipeline
from synthesis.engines.espeak.engine import _ANSWER_WITHIN_S
from synthesis.models import Content, Lexicon, Narration, Speech
from synthesis.text.blocks import Block
from tests.servers import PostgreSQL, Redis, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]


class Workers:
    """Celery workers that see this test's database and broker, and the audio that its folder holds."""

    def __init__(self, folder: Path, broker: str, database_url: str) -> None:
        self._environment = {
            "PATH": os.environ["PATH"],
            "READALONG_DATA": str(folder),
            "READALONG_BROKER_URL": broker,
            "READALONG_LEASE_SECONDS": "3",
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "readalong_site.settings",
        }
        self._running: list[subprocess.Popen[bytes]] = []
        self._log = (folder / "worker.log").open("wb")

    def start(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "celery", "-A", "readalong_site.celery", "worker", "-B", "--concurrency", "1"]
        worker = subprocess.Popen(
            command, cwd=ROOT, env=self._environment, stdout=self._log, stderr=subprocess.STDOUT, start_new_session=True
        )
        self._running.append(worker)
        return worker

    def kill(self, worker: "subprocess.Popen[bytes]") -> None:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        self._running.remove(worker)

    def call(self, *ids: int) -> None:
        """Send the messages from a process with the workers' settings, as the service does."""
        self.run("from synthesis.tasks import _send", *(f"_send({each})" for each in ids))

    def run(self, *lines: str) -> str:
        """Run lines of Python in a process with the workers' settings; what they print."""
        code = "\n".join(("import django; django.setup()", *lines))
        command = [sys.executable, "-c", code]
        done = subprocess.run(
            command, cwd=ROOT, env=self._environment, check=True, stdout=subprocess.PIPE, stderr=self._log, text=True
        )
        return done.stdout

    def close(self) -> None:
        for worker in list(self._running):
            self.kill(worker)
        self._log.close()


@contextmanager
def workers(folder: Path, broker: str, database_url: str = "") -> Iterator[Workers]:
    database = connection.settings_dict
    url = f"postgres://{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    each = Workers(folder, broker, database_url or url)
    try:
        yield each
    finally:
        each.close()


def long_narration(name: str = "crab") -> Narration:
    """A narration of 120 sentences, which takes seconds to speak."""
    blocks = [
        Block("paragraph", f"Sentence number {number} tells of the {name} and of its long way home.")
        for number in range(120)
    ]
    content = Content.objects.keep("en-US", blocks)
    voice = engines.default_voice("espeak", "en-US")
    return pipeline.request(content, voice, Lexicon.objects.common())[0]


def progress(narration: Narration) -> int:
    narration.refresh_from_db()
    return narration.done


def finished(narration: Narration) -> bool:
    narration.refresh_from_db()
    assert narration.state != Narration.State.FAILED, narration.error
    return narration.state == Narration.State.READY


def check_complete(narration: Narration, audio_folder: Path) -> None:
    assert narration.done == narration.total == Speech.objects.count() == 120
    assert len(list(audio_folder.glob("audio/*/*.m4a"))) == 1


def test_a_narration_whose_worker_is_killed_is_completed_by_the_next_one(tmp_path: Path, audio_folder: Path) -> None:
    narration = long_narration()
    with workers(tmp_path, "filesystem://") as each:
        each.call(narration.pk)
        for killed_after in (5, 40):
            worker = each.start()
            wait_until(lambda after=killed_after: progress(narration) > after, f"{killed_after} utterances")
            each.kill(worker)
            assert not finished(narration)
        each.start()
        wait_until(lambda: finished(narration), "the narration")
    check_complete(narration, audio_folder)
    assert narration.attempt == 3


def test_redis_may_vanish_with_all_its_messages(tmp_path: Path, audio_folder: Path) -> None:
    redis = Redis()
    redis.start()
    try:
        narration = long_narration()
        with workers(tmp_path, redis.url) as each:
            worker = each.start()
            each.call(narration.pk)
            wait_until(lambda: progress(narration) > 5, "the first utterances")
            each.kill(worker)
            redis.stop()
            each.call(narration.pk)
            redis.start()
            each.start()
            wait_until(lambda: finished(narration), "the narration")
    finally:
        redis.stop()
    check_complete(narration, audio_folder)


def test_two_workers_called_ten_times_speak_a_narration_once(tmp_path: Path, audio_folder: Path) -> None:
    narration = long_narration()
    with workers(tmp_path, "filesystem://") as each:
        each.call(*[narration.pk] * 10)
        each.start()
        each.start()
        wait_until(lambda: finished(narration), "the narration")
    check_complete(narration, audio_folder)
    assert narration.attempt == 1


def test_postgresql_may_be_restarted_while_a_narration_is_spoken(tmp_path: Path, audio_folder: Path) -> None:
    server = PostgreSQL()
    server.start()
    try:
        with workers(tmp_path, "filesystem://", server.url) as each:
            each.run("from django.core.management import call_command", "call_command('migrate', verbosity=0)")
            each.run("from tests.readalong_site.test_workers import long_narration", "long_narration()")
            each.start()
            each.call(1)

            def first(fields: str) -> tuple[object, ...]:
                # While the server starts it turns everybody away.
                with suppress(psycopg.OperationalError), psycopg.connect(server.url) as database:
                    return database.execute(f"SELECT {fields} FROM synthesis_narration").fetchone() or ()
                return ()

            wait_until(lambda: first("done") > (5,), "the first utterances")
            server.stop()
            server.start()
            wait_until(lambda: first("state") == ("ready",), "the narration")
            assert first("done, total") == (120, 120)
        assert len(list(audio_folder.glob("audio/*/*.m4a"))) == 1
    finally:
        server.remove()


def test_the_lease_is_longer_than_an_utterance_may_take() -> None:
    assert timedelta(seconds=2 * _ANSWER_WITHIN_S) < settings.NARRATION_LEASE
