"""``manage.py demo``: it starts, starts again, says what is in its way, restarts what dies, and leaves nothing behind."""

import io
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from readalong_site.demo.processes import Processes, Program
from tests.browser.demonstration import ROOT, Demonstration
from tests.servers import free_port, wait_until


def processes_of(demonstration: Demonstration) -> list[int]:
    """The processes whose environment names the demonstration's folder."""
    mark = f"READALONG_DATA={demonstration.folder}\0".encode()
    found = []
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and mark in (folder / "environ").read_bytes() + b"\0":
                found.append(int(folder.name))
        except (FileNotFoundError, PermissionError, ProcessLookupError):
            continue
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data that the first demonstration prepares, and the next ones find."""
    return tmp_path_factory.mktemp("demonstration")


def test_it_says_where_to_click_stops_cleanly_and_starts_again(folder: Path) -> None:
    demonstration = Demonstration(folder)
    for number in (signal.SIGINT, signal.SIGTERM):
        demonstration.start()
        for where in (demonstration.magazine, f"{demonstration.service}/dashboard/", f"{demonstration.service}/admin/"):
            assert where in demonstration.output
        assert "Traceback" not in demonstration.output
        assert demonstration.stop(number) == 0
        wait_until(lambda: not processes_of(demonstration), "all processes to end", within_s=15)
        again = f"make demo PORT={demonstration.port} MAGAZINE_PORT={demonstration.magazine_port}"
        assert f"Start it again with: {again}" in demonstration.output


def test_a_process_that_dies_is_started_again(folder: Path) -> None:
    demonstration = Demonstration(folder)
    demonstration.start()
    try:
        service = next(
            pid
            for pid in processes_of(demonstration)
            if b"readalong_site.wsgi" in Path(f"/proc/{pid}/cmdline").read_bytes()
        )
        time.sleep(1.5)
        os.kill(service, signal.SIGKILL)
        wait_until(lambda: "starting it again" in demonstration.output, "the restart")
        wait_until(lambda: _listens(demonstration.port), "the service")
    finally:
        demonstration.stop()


def test_a_process_that_always_dies_is_tried_less_and_less_often() -> None:
    output = io.StringIO()
    processes = Processes([Program("broken", [sys.executable, "-c", "raise SystemExit(3)"])], output)
    processes.start()
    said = "broken | ended with code 3; starting it again"
    begun = time.monotonic()
    # Four seconds, or until a slow machine has come that far.
    while (passed := time.monotonic() - begun) < 4 or (passed < 60 and said not in output.getvalue()):
        processes.keep_running()
        time.sleep(0.02)
    processes.stop()
    assert 1 <= output.getvalue().count(said) <= 2


def test_when_the_demo_is_killed_its_processes_end_too(folder: Path) -> None:
    demonstration = Demonstration(folder)
    demonstration.start()
    demonstration.stop(signal.SIGKILL)
    wait_until(lambda: not processes_of(demonstration), "all processes to end", within_s=15)


def refusal_of(folder: Path, port: int, magazine_port: int) -> str:
    """What the demonstration says instead of starting on these ports."""
    command = [sys.executable, "manage.py", "demo", "--port", str(port), "--magazine-port", str(magazine_port)]
    environment = {"PATH": os.environ["PATH"], "READALONG_DATA": str(folder)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    return done.stderr


def test_a_taken_port_is_named_with_the_way_out(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = refusal_of(tmp_path, free_port(), port)
    assert f"Port {port} is taken" in said
    assert f"make demo MAGAZINE_PORT={port + 10}" in said


def test_one_port_for_both_is_refused_with_the_way_out(tmp_path: Path) -> None:
    assert "make demo PORT=8001 MAGAZINE_PORT=8002" in refusal_of(tmp_path, 8001, 8001)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
