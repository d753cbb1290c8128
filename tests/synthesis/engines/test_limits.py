"""Limits that all workers keep together: in a file, and in a real Redis."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from synthesis.engines.limits import Counts, Limit, counts_for, within
from synthesis.errors import EngineUnavailable
from tests.servers import Redis, free_port

ROOT = Path(__file__).resolve().parents[3]
LIMIT = Limit("test", per_second=8, burst=10, at_once=3)


@pytest.fixture(scope="module")
def redis() -> Iterator[Redis]:
    server = Redis()
    server.start()
    yield server
    server.stop()


@pytest.fixture(params=["file", "redis"])
def counts(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Counts:
    """Counts that nobody has used, where the settings say."""
    settings.DATA = tmp_path
    if request.param == "redis":
        import redis

        settings.BROKER_URL = request.getfixturevalue("redis").url
        with redis.Redis.from_url(settings.BROKER_URL) as client:
            client.flushall()
    return counts_for(settings.BROKER_URL, settings.DATA)


def test_a_burst_starts_at_once_and_the_next_in_turn(counts: Counts) -> None:
    started = time.monotonic()
    turns = [counts.turn(LIMIT, 10) for _ in range(14)]
    took = time.monotonic() - started
    assert turns[:10] == [0.0] * 10
    expected = [0.125, 0.25, 0.375, 0.5]
    assert all(
        wait is not None and wanted - took <= wait <= wanted + 0.001
        for wait, wanted in zip(turns[10:], expected, strict=True)
    )


def test_a_wait_that_is_too_long_is_refused_and_not_counted(counts: Counts) -> None:
    started = time.monotonic()
    turns = [counts.turn(LIMIT, 1) for _ in range(60)]
    granted = len(turns) - turns.count(None)
    assert 10 + 8 <= granted <= 10 + 8 + 8 * (time.monotonic() - started) + 1


def test_each_limit_counts_for_itself(counts: Counts) -> None:
    other = Limit("other", per_second=1, burst=1, at_once=1)
    assert [counts.turn(other, 0), counts.turn(other, 0), counts.turn(LIMIT, 0)] == [0.0, None, 0.0]


def test_several_processes_keep_one_limit_together(counts: Counts, settings: Settings) -> None:
    code = (
        "import sys; from pathlib import Path; from synthesis.engines.limits import Limit, counts_for\n"
        "counts = counts_for(sys.argv[1], Path(sys.argv[2]))\n"
        "print(sum(counts.turn(Limit('test', 1, 10, 3), 0) is not None for _ in range(20)))"
    )
    started = time.monotonic()
    command = [sys.executable, "-c", code, settings.BROKER_URL, str(settings.DATA)]
    children = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    granted = sum(int(child.communicate()[0]) for child in children)
    assert 10 <= granted <= 10 + (time.monotonic() - started) + 1


def test_no_more_are_under_way_at_once_than_there_are_places(counts: Counts) -> None:
    limit = Limit("test", per_second=1000, burst=100, at_once=3)
    under_way, most, lock = 0, 0, threading.Lock()

    def request() -> None:
        nonlocal under_way, most
        with within(limit):
            with lock:
                under_way += 1
                most = max(most, under_way)
            time.sleep(0.02)
            with lock:
                under_way -= 1

    threads = [threading.Thread(target=request) for _ in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (under_way, most) == (0, 3)


def test_the_place_of_a_holder_that_died_falls_back(counts: Counts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("synthesis.engines.limits._LOST_AFTER_S", 1.0)
    assert [counts.enter(LIMIT, name) for name in "abcd"] == [True, True, True, False]
    counts.leave(LIMIT, "a")
    assert [counts.enter(LIMIT, name) for name in "de"] == [True, False]
    time.sleep(1.05)
    assert counts.enter(LIMIT, "e")


def enter_often(limit: Limit, times: int) -> None:
    for _ in range(times):
        with within(limit, 0.0):
            pass


def test_whoever_waits_too_long_is_told_which_limit_it_was(counts: Counts) -> None:
    limit = Limit("test", per_second=8, burst=10, at_once=1)
    with (
        within(limit),
        pytest.raises(EngineUnavailable, match="more than 1 requests at once of test"),
        within(limit, 0.1),
    ):
        pass
    slow = Limit("slow", per_second=1, burst=2, at_once=9)
    # Far more than a second gives, however busy the machine is.
    with pytest.raises(EngineUnavailable, match="more than 1 requests a second of slow"):
        enter_often(slow, times=50)


def test_an_error_gives_its_place_back(counts: Counts) -> None:
    limit = Limit("test", per_second=8, burst=10, at_once=1)
    with pytest.raises(KeyError), within(limit):
        raise KeyError
    with within(limit, 0.0):
        pass


def test_a_state_that_was_half_written_is_begun_anew(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    (tmp_path / "limits").mkdir()
    (tmp_path / "limits" / "test.json").write_text('{"free": 17')
    with within(LIMIT, 0.0):
        pass


def test_a_clock_that_was_set_back_stops_nobody(tmp_path: Path) -> None:
    counts = counts_for("filesystem://", tmp_path)
    (tmp_path / "limits").mkdir()
    (tmp_path / "limits" / "test.json").write_text(f'{{"free": {time.time() + 3600}}}')
    assert counts.turn(LIMIT, 1) == 0.0


def test_counts_that_cannot_be_reached_are_an_error_that_may_pass(settings: Settings) -> None:
    settings.BROKER_URL = f"redis://127.0.0.1:{free_port()}/0"
    with pytest.raises(EngineUnavailable, match="READALONG_BROKER_URL reachable"), within(LIMIT):
        pass


def test_an_answer_is_not_lost_when_redis_goes_away_meanwhile(settings: Settings) -> None:
    server = Redis()
    server.start()
    settings.BROKER_URL = server.url
    with within(LIMIT):
        server.stop()
