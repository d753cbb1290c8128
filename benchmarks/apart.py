"""A measurement in a process and a data folder of its own: no other one's rows, warmth or memory are in it.

The process runs on the embedded defaults (SQLite, files), so that the database's CPU is counted too.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, Final

_ROOT: Final = Path(__file__).resolve().parent.parent


@contextmanager
def folder() -> Iterator[Path]:
    """A data folder that several processes may share, with its database."""
    with tempfile.TemporaryDirectory(prefix="readalong-benchmark-") as name:
        run("benchmarks.apart:prepare", Path(name))
        yield Path(name)


def prepare() -> None:
    """Make the tables."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def measure(function: str, *arguments: object, **environment: str) -> Any:
    """What ``module:function`` returns, called in a fresh process on a fresh data folder."""
    with folder() as data:
        return run(function, data, *arguments, **environment)


def run(function: str, data: Path, *arguments: object, **environment: str) -> Any:
    """What ``module:function`` returns, called in a fresh process on this data folder."""
    return finish(start(function, data, *arguments, **environment))


def start(function: str, data: Path, *arguments: object, **environment: str) -> "subprocess.Popen[str]":
    """The process that calls ``module:function``; `finish` has its answer."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("READALONG_", "DATABASE_"))}
    own = {
        "DJANGO_SETTINGS_MODULE": "readalong_site.settings",
        "READALONG_DATA": str(data),
        "READALONG_LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "benchmarks.apart", function, json.dumps(arguments)]
    return subprocess.Popen(command, cwd=_ROOT, env=inherited | own | environment, stdout=subprocess.PIPE, text=True)


def finish(process: "subprocess.Popen[str]") -> Any:
    answer, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"The measurement ended with {process.returncode}: {process.args}")
    return json.loads(answer)


def _main(function: str, arguments: str) -> None:
    import django

    django.setup()
    module, name = function.split(":")
    print(json.dumps(getattr(import_module(module), name)(*json.loads(arguments))))


if __name__ == "__main__":
    _main(*sys.argv[1:])
