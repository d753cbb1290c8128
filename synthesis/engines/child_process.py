"""ChildProcess: an engine's library in a process of its own, asked over a pipe; its crash or hang costs one answer and a restart.

The child is a script that reads one JSON line a request and writes one JSON line an answer, followed by as many raw bytes as the
line's ``bytes`` says. It ends when its input does.
"""

import json
import os
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from synthesis.errors import EngineUnavailable

_READ_AT_ONCE: Final = 1 << 16


class ChildLost(Exception):
    """The child gave no answer and was ended; the message says what it did: “crashed” or “hung”."""


class ChildProcess:
    """One child, started when it is first asked and again when it is gone, used by one thread at a time.

    ``script`` is run by this Python, isolated from its surroundings, with the arguments that ``arguments`` gives at each start.
    """

    def __init__(self, script: Path, arguments: Callable[[], Sequence[str]] = tuple) -> None:
        self._script = script
        self._arguments = arguments
        self._lock = threading.Lock()
        self._owner = 0
        self.process: subprocess.Popen[bytes] | None = None

    def ask(self, request: dict[str, Any], within_s: float) -> tuple[dict[str, Any], bytes]:
        """The answer's line and its bytes; ChildLost when there is none in time."""
        with self._lock:
            child = self._running()
            try:
                _write(child, json.dumps(request).encode() + b"\n")
                return _read(child, time.monotonic() + within_s)
            except BaseException as error:
                # What is left of this answer must not be taken for the next one.
                self.close()
                if isinstance(error, EOFError | BrokenPipeError | TimeoutError | json.JSONDecodeError):
                    raise ChildLost("hung" if isinstance(error, TimeoutError) else "crashed") from error
                raise

    def close(self) -> None:
        """End the child; the next request starts another."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self._forget()

    def _running(self) -> subprocess.Popen[bytes]:
        # A child inherited through fork answers the parent process: never use it.
        if self.process is not None and (self._owner != os.getpid() or self.process.poll() is not None):
            self._forget()
        if self.process is None:
            self.process = self._started()
            self._owner = os.getpid()
        return self.process

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-I", str(self._script), *self._arguments()]
        try:
            return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        except OSError as error:
            raise EngineUnavailable(
                f"The process of {self._script} did not start: {error}. Is {sys.executable} runnable?"
            ) from error

    def _forget(self) -> None:
        if self.process is not None:
            for pipe in (self.process.stdin, self.process.stdout):
                if pipe:
                    pipe.close()
            self.process = None


def _write(child: subprocess.Popen[bytes], data: bytes) -> None:
    assert child.stdin is not None
    view = memoryview(data)
    while view:
        view = view[child.stdin.write(view) :]


def _read(child: subprocess.Popen[bytes], deadline: float) -> tuple[dict[str, Any], bytes]:
    assert child.stdout is not None
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        reader = _Reader(child.stdout.fileno(), selector, deadline)
        head: dict[str, Any] = json.loads(reader.line())
        return head, reader.exactly(head.get("bytes", 0))


class _Reader:
    """Reads a pipe, and gives up at the deadline."""

    def __init__(self, descriptor: int, selector: selectors.BaseSelector, deadline: float) -> None:
        self._descriptor, self._selector, self._deadline = descriptor, selector, deadline
        self._buffer = bytearray()

    def line(self) -> bytes:
        while (end := self._buffer.find(b"\n")) < 0:
            self._more()
        found = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        return found

    def exactly(self, size: int) -> bytes:
        while len(self._buffer) < size:
            self._more()
        return bytes(self._buffer[:size])

    def _more(self) -> None:
        if not self._selector.select(max(0.0, self._deadline - time.monotonic())):
            raise TimeoutError
        received = os.read(self._descriptor, _READ_AT_ONCE)
        if not received:
            raise EOFError
        self._buffer += received
