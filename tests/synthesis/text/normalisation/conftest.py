"""Golden cases of the spoken form, read from tests/vectors/spoken/<language>.txt.

A test that takes ``golden`` is run once per case of the file of its module's ``LANGUAGE``. The format, a line each:

    # a comment
    [en-GB]                     the language tag of what follows (before the first: the file's name)
    written => spoken
    FAILS: reason               the next case is known to fail, and is asserted to do so
    written => wanted
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

_VECTORS = Path(__file__).parents[3] / "vectors" / "spoken"


@dataclass(frozen=True, slots=True)
class Golden:
    line: int
    language: str
    written: str
    spoken: str
    fails: str


def read_golden(language: str) -> list[Golden]:
    cases: list[Golden] = []
    tag, fails = language, ""
    for number, line in enumerate((_VECTORS / f"{language}.txt").read_text("utf-8").split("\n"), start=1):
        if line.startswith("["):
            head, closed, rest = line[1:].partition("]")
            if closed and not rest.strip():
                tag = head
                continue
        if line.startswith("FAILS:"):
            fails = line.removeprefix("FAILS:").strip()
        elif line.strip() and not line.startswith("# "):
            written, arrow, spoken = line.partition(" => ")
            assert arrow, f"{language}.txt:{number}: expected 'written => spoken', got {line!r}"
            cases.append(Golden(number, tag, written, spoken, fails))
            fails = ""
    return cases


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "golden" in metafunc.fixturenames:
        cases = read_golden(metafunc.module.LANGUAGE)
        metafunc.parametrize("golden", cases, ids=[f"{case.language}:{case.line}" for case in cases])
