"""The parent's side of an engine's child process; tests of its restarts are with the engines."""

import selectors
from collections.abc import Iterator
from pathlib import Path

import pytest

from synthesis.engines.child_process import ChildLost, ChildProcess

SCRIPT = """
import json, sys
for line in sys.stdin.buffer:
    request = json.loads(line)
    sys.stdout.buffer.write(request["head"].encode() + b"\\n" + request["body"].encode())
    sys.stdout.buffer.flush()
"""


@pytest.fixture
def child(tmp_path: Path) -> Iterator[ChildProcess]:
    script = tmp_path / "child.py"
    script.write_text(SCRIPT)
    child = ChildProcess(script)
    yield child
    child.close()


def test_an_answer_is_a_line_and_its_bytes(child: ChildProcess) -> None:
    assert child.ask({"head": '{"bytes": 3}', "body": "abc"}, 10) == ({"bytes": 3}, b"abc")
    assert child.ask({"head": '{"error": "No."}', "body": ""}, 10) == ({"error": "No."}, b"")
    long = "ä" * 500_000
    assert child.ask({"head": '{"bytes": 1000000}', "body": long}, 10)[1] == long.encode()


def test_what_is_no_answer_is_a_crash(child: ChildProcess) -> None:
    with pytest.raises(ChildLost, match="crashed"):
        child.ask({"head": "Segmentation fault", "body": ""}, 10)
    assert child.process is None


def test_half_an_answer_is_a_hang(child: ChildProcess) -> None:
    with pytest.raises(ChildLost, match="hung"):
        child.ask({"head": '{"bytes": 3}', "body": "ab"}, 0.5)


def test_an_answer_that_was_not_awaited_is_not_taken_for_the_next_one(
    child: ChildProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(selectors.DefaultSelector, "select", interrupted)
    with pytest.raises(KeyboardInterrupt):
        child.ask({"head": '{"bytes": 3}', "body": "old"}, 10)
    monkeypatch.undo()
    assert child.ask({"head": '{"bytes": 3}', "body": "new"}, 10)[1] == b"new"
