"""Processes: children that are started together, restarted when they die, and stopped together."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Final

# A worker on the broker of files takes seconds to end by itself, and nothing is lost when it does not: its claim runs out.
_GRACE_S: Final = 4.0
# What dies at once again is not tried as fast as the machine can.
_RESTART_AFTER_S: Final = 1.0
_RESTART_AFTER_AT_MOST_S: Final = 30.0
_PR_SET_PDEATHSIG: Final = 1  # Linux: prctl(2).


@dataclass(frozen=True, slots=True)
class Program:
    """What to run: a name for its output, a command, and what it needs in its environment."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


class Processes:
    """Runs programs, each in a process group of its own, until `stop`."""

    def __init__(self, programs: Sequence[Program], output: IO[str]) -> None:
        self._programs = programs
        self._output = output
        self._children: dict[str, subprocess.Popen[str]] = {}
        self._started_at: dict[str, float] = {}
        self._restart_after_s: dict[str, float] = {}
        self._stopping = False

    def start(self) -> None:
        for program in self._programs:
            self._start(program)

    def keep_running(self) -> None:
        """Restart what has died; call this every now and then."""
        for program in self._programs:
            child = self._children[program.name]
            code = child.poll()
            age_s = time.monotonic() - self._started_at[program.name]
            wait_s = self._restart_after_s.get(program.name, _RESTART_AFTER_S)
            if code is not None and age_s > wait_s:
                self._say(program.name, f"ended with code {code}; starting it again")
                _signal_group(child, signal.SIGKILL)
                self._restart_after_s[program.name] = min(2 * wait_s, _RESTART_AFTER_AT_MOST_S)
                self._start(program)
            elif age_s > 2 * _RESTART_AFTER_AT_MOST_S:
                self._restart_after_s.pop(program.name, None)

    def stop(self) -> None:
        """End all children, their children too: politely, and after four seconds for certain."""
        self._stopping = True
        for child in self._children.values():
            _signal_group(child, signal.SIGTERM)
        deadline = time.monotonic() + _GRACE_S
        for child in self._children.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, deadline - time.monotonic()))
        for child in self._children.values():
            _signal_group(child, signal.SIGKILL)
            child.wait()

    def _start(self, program: Program) -> None:
        child = subprocess.Popen(
            program.command,
            env={**os.environ, **program.environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )
        self._children[program.name] = child
        self._started_at[program.name] = time.monotonic()
        threading.Thread(target=self._pass_on, args=(program.name, child), daemon=True).start()

    def _pass_on(self, name: str, child: "subprocess.Popen[str]") -> None:
        assert child.stdout is not None
        with child.stdout:
            for line in child.stdout:
                if not self._stopping and line.strip():
                    self._say(name, line.rstrip())

    def _say(self, name: str, line: str) -> None:
        self._output.write(f"{name:>9} | {line}\n")


def _signal_group(child: "subprocess.Popen[str]", number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, number)


def _die_with_parent() -> None:
    """Linux ends this process when the parent dies, however it dies."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
