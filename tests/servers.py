"""Servers for the tests: a private PostgreSQL and a private Redis on loopback, gone when the tests end."""

import atexit
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

# Waiting costs only those tests that fail: long enough for a machine that does many other things.
START_WITHIN_S = 120
# Where the processes of one run of the tests find the server that the first of them has started.
SHARED_POSTGRESQL = "READALONG_TESTS_POSTGRESQL"


def free_port() -> int:
    """A port that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def postgresql_url() -> str:
    """The address of a PostgreSQL server that lives as long as the process that asked first; those which it starts use it too."""
    if SHARED_POSTGRESQL not in os.environ:
        server = PostgreSQL()
        server.start()
        atexit.register(server.remove)
        os.environ[SHARED_POSTGRESQL] = server.url
    return os.environ[SHARED_POSTGRESQL]


class PostgreSQL:
    """A PostgreSQL server with a cluster of its own, that a test may stop and start again."""

    def __init__(self) -> None:
        self._programs = _postgresql_programs()
        self._folder = Path(tempfile.mkdtemp(prefix="readalong-postgresql-"))
        # PostgreSQL refuses to run as root: root hands it to the user that its package made.
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(self._folder, self._user, self._user)
        self._port = free_port()
        self.url = f"postgres://readalong@127.0.0.1:{self._port}/postgres"
        self._data = self._folder / "data"
        options = ["-U", "readalong", "--auth=trust", "--encoding=UTF8", "--no-sync"]
        _run([self._programs / "initdb", "-D", self._data, *options], self._user)
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        settings = [
            f"-c{name}={value}" for name, value in {"fsync": "off", "unix_socket_directories": self._folder}.items()
        ]
        self._server = subprocess.Popen(
            [self._programs / "postgres", "-D", self._data, "-h", "127.0.0.1", "-p", str(self._port), *settings],
            user=self._user,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_until(lambda: _answers(self._port), f"PostgreSQL on port {self._port}")

    def stop(self, number: int = signal.SIGINT) -> None:
        """Stop at once, breaking off whoever is connected (a fast shutdown); with SIGQUIT as if the power failed."""
        if self._server is not None:
            self._server.send_signal(number)
            self._server.wait(30)
            self._server = None

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)


class Redis:
    """A Redis server that a test may stop, empty and start again."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._program = shutil.which("redis-server")
        if self._program is None:
            raise RuntimeError(
                "The tests need Redis: redis-server was not found. Install it: apt-get install redis-server"
            )
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [
            str(self._program),
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
        ]
        self._server = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=tempfile.gettempdir())
        wait_until(lambda: _answers(self.port), f"Redis on port {self.port}")

    def stop(self) -> None:
        if self._server is not None:
            self._server.kill()
            self._server.wait()
            self._server = None


def wait_until(condition: Callable[[], object], what: str, within_s: float = START_WITHIN_S) -> None:
    """Return when ``condition`` holds; fail by name when it does not come to hold."""
    deadline = time.monotonic() + within_s
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"Waited {within_s} s in vain for: {what}.")
        time.sleep(0.05)


def _postgresql_programs() -> Path:
    folders = [Path(found).resolve().parent for found in [shutil.which("postgres")] if found]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists():
            return folder
    raise RuntimeError("The tests need PostgreSQL: initdb was not found. Install it: apt-get install postgresql")


def _run(command: list[object], user: str | None) -> None:
    done = subprocess.run(
        [str(part) for part in command], user=user, capture_output=True, text=True, cwd="/", check=False
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr.strip()}")


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
