"""The eSpeak NG engine: sends utterances to the child process, and survives its death."""

import json
import os
import re
import selectors
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Final

from synthesis.engines.base import Sound
from synthesis.engines.espeak.library import find_library
from synthesis.engines.espeak.voices import all_voices, gain_db
from synthesis.errors import EngineUnavailable, UtteranceRefused
from synthesis.text.marks import EngineTime
from synthesis.text.voices import Traits, Voice

# An utterance takes 4 ms on average and never came near a second; a longer silence is a hang.
_ANSWER_WITHIN_S: Final = 20.0
# Control characters are commands to eSpeak NG (one of them crashes it); characters it has no use for have crashed it in crowds.
_UNSPEAKABLE: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\uffff\ud800-\uf8ff\U00010000-\U0010ffff]"
)


class Espeak:
    """Engine ``espeak``. One child process, started at the first utterance, used by one thread at a time."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._lock = threading.Lock()

    @property
    def traits(self) -> Traits:
        return Traits("espeak", find_library().version, "espeak", normalises=False, phonemes=True, max_characters=2000)

    @property
    def concurrency(self) -> int:
        # One speaks while the other's samples are encoded.
        return 2

    def voices(self) -> tuple[Voice, ...]:
        return all_voices()

    def speak(self, text: str, voice: Voice) -> Sound:
        request = {"text": sanitised(text), "voice": voice.name, "phonemes": "[[" in text}
        with self._lock:
            head, samples = self._ask(request)
        times = tuple(EngineTime(offset, None, round(sample * 1000 / head["rate"])) for offset, sample in head["times"])
        return Sound(samples, head["rate"], times, gain_db(voice.name))

    def close(self) -> None:
        """End the child process; the next utterance starts another."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            self._forget_child()

    def _ask(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        child = self._running_child()
        deadline = time.monotonic() + _ANSWER_WITHIN_S
        try:
            _write(child, json.dumps(request).encode() + b"\n")
            reader = _Reader(child, deadline)
            head = json.loads(reader.line())
            samples = reader.exactly(head.get("bytes", 0))
        except (EOFError, BrokenPipeError, TimeoutError) as error:
            self.close()
            reason = "hung" if isinstance(error, TimeoutError) else "crashed"
            raise UtteranceRefused(
                f"eSpeak NG {reason} on {request['text'][:80]!r}. It was restarted; a lexicon rule can word this text differently."
            ) from error
        if "error" in head:
            raise UtteranceRefused(head["error"])
        return head, samples

    def _running_child(self) -> subprocess.Popen[bytes]:
        # A child inherited through fork answers the parent process: never use it.
        if self._child is not None and (self._owner != os.getpid() or self._child.poll() is not None):
            self._forget_child()
        if self._child is None:
            self._child = _start()
            self._owner = os.getpid()
        return self._child

    def _forget_child(self) -> None:
        if self._child is not None:
            _close_pipes(self._child)
            self._child = None


def _close_pipes(child: subprocess.Popen[bytes]) -> None:
    for pipe in (child.stdin, child.stdout):
        if pipe:
            pipe.close()


def sanitised(text: str) -> str:
    """``text`` with every character that eSpeak NG cannot use replaced by a space, so that offsets stay."""
    return _UNSPEAKABLE.sub(" ", text)


def _start() -> subprocess.Popen[bytes]:
    library = find_library()
    script = Path(__file__).with_name("child.py")
    command = [sys.executable, "-I", str(script), library.path, library.data_path]
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
    except OSError as error:
        raise EngineUnavailable(
            f"The eSpeak NG process did not start: {error}. Is {sys.executable} runnable?"
        ) from error


def _write(child: subprocess.Popen[bytes], data: bytes) -> None:
    assert child.stdin is not None
    view = memoryview(data)
    while view:
        view = view[child.stdin.write(view) :]


class _Reader:
    """Reads the child's answer, and gives up at the deadline."""

    def __init__(self, child: subprocess.Popen[bytes], deadline: float) -> None:
        assert child.stdout is not None
        self._descriptor = child.stdout.fileno()
        self._deadline = deadline
        self._buffer = bytearray()
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._descriptor, selectors.EVENT_READ)

    def line(self) -> bytes:
        while (end := self._buffer.find(b"\n")) < 0:
            self._more()
        found = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        return found

    def exactly(self, size: int) -> bytes:
        while len(self._buffer) < size:
            self._more()
        self._selector.close()
        return bytes(self._buffer[:size])

    def _more(self) -> None:
        if not self._selector.select(max(0.0, self._deadline - time.monotonic())):
            raise TimeoutError
        received = os.read(self._descriptor, 1 << 16)
        if not received:
            raise EOFError
        self._buffer += received
