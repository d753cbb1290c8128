"""A worker that SIGKILLs itself at a stage of a narration. Run by `test_faults` as a process of its own:

``python -m tests.synthesis.killed NARRATION STAGE LOG``; LOG gets a line for each text that the engine is asked for.
"""

import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import django

# Where the process dies: before or after the n-th call of a function.
STAGES: dict[str, tuple[str, str, int]] = {
    "claimed": ("synthesis.pipeline:plan_of", "before", 1),
    "planned": ("synthesis.pipeline:plan_of", "after", 1),
    "utterance claimed": ("synthesis.models.speech:SpeechQuerySet.claim", "after", 2),
    "utterance spoken": ("synthesis.audio:encode", "before", 3),
    "speech file written": ("synthesis.storage:keep", "after", 2),
    "speech row written": ("synthesis.models.speech:SpeechQuerySet.keep", "after", 3),
    "frames joined": ("synthesis.audio:to_m4a", "after", 1),
    "finishing": ("synthesis.models.narration:Narration.finish", "before", 1),
    "finished": ("synthesis.models.narration:Narration.finish", "after", 1),
}


def die_at(stage: str) -> None:
    """Patch the stage's function so that the process dies there."""
    place, when, nth = STAGES[stage]
    module, path = place.split(":")
    *owners, name = path.split(".")
    owner: Any = import_module(module)
    for each in owners:
        owner = getattr(owner, each)
    function: Callable[..., Any] = getattr(owner, name)
    calls = 0

    def dying(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if when == "before" and calls == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = function(*args, **kwargs)
        if when == "after" and calls == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    setattr(owner, name, dying)


def log_texts(log: Path) -> None:
    """Write down what the silent engine is asked for."""
    from synthesis.engines.silent import Silent

    speak = Silent.speak

    def logged(self: Silent, text: str, voice: Any) -> Any:
        with log.open("a") as file:
            file.write(text + "\n")
        return speak(self, text, voice)

    Silent.speak = logged  # type: ignore[method-assign]


def main(narration: int, stage: str, log: Path) -> None:
    django.setup()
    from synthesis import pipeline

    log_texts(log)
    if stage:
        die_at(stage)
    pipeline.narrate(narration)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
