"""What it costs to turn articles into audio, and how long it takes: ratios of one run against the bare engine and the bare encoder.

Run from the project's root: ``python -m benchmarks.narration [SECTION …]``; the sections are those of `_SECTIONS`. Ends with 1 when
a budget is missed. It needs Linux, whose ``/proc`` tells the CPU of child processes, and takes about five minutes.
docs/benchmarks.md says what the rows mean.
"""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from benchmarks import apart

_WORDS: Final = 1_000
_ARTICLES: Final = 6
_LATENCY_MS: Final = 400
_POLLY_A_SECOND, _POLLY_BURST = 8, 10


@dataclass(frozen=True, slots=True)
class Row:
    """A result; with a budget, it must not be above it."""

    name: str
    value: float
    unit: str
    budget: float | None = None

    @property
    def missed(self) -> bool:
        return self.budget is not None and self.value > self.budget

    def __str__(self) -> str:
        budget = "" if self.budget is None else f"≤ {self.budget:g}{'  MISSED' if self.missed else ''}"
        digits = 0 if self.value >= 100 or float(self.value).is_integer() else 2
        return f"{self.name:<66}{self.value:>10.{digits}f} {self.unit:<12}{budget}".rstrip()


def costs() -> Iterator[Row]:
    """CPU of a first narration, of an edit, and of no edit."""
    found = apart.measure("benchmarks.narration_costs:costs", _WORDS)
    yield Row("bare engine: eSpeak NG in process, same utterances", found["engine"], "CPU s")
    yield Row("bare encode: PyAV, same samples, rate and bit rate, in one go", found["encode"], "CPU s")
    yield Row(f"first narration of {_WORDS:,} words", found["first"], "CPU s")
    yield Row("  ÷ (bare engine + bare encode)", found["first"] / (found["engine"] + found["encode"]), "×", 1.3)
    yield Row("  utterances spoken", found["spoken_first"], "")
    yield Row("one sentence edited", 100 * found["edit"] / found["first"], "% of first", 5)
    yield Row("  utterances spoken, an edit", found["spoken_an_edit"], "", 1)
    yield Row("unchanged content, spoken again", 100 * found["unchanged"] / found["first"], "% of first")
    yield Row("  utterances spoken", found["spoken_unchanged"], "", 0)


def waits() -> Iterator[Row]:
    """First sound and whole article, by both engines."""
    found = apart.measure("benchmarks.narration_waits:first_sound", _WORDS)
    yield Row("eSpeak NG, first part playable, worker's first narration", found["cold_ms"], "ms", 500)
    yield Row("eSpeak NG, first part playable, later narrations", found["warm_ms"], "ms", 500)
    aws = {"AWS_ACCESS_KEY_ID": "AKIABENCHMARK", "AWS_SECRET_ACCESS_KEY": "none", "AWS_EC2_METADATA_DISABLED": "true"}
    found = apart.measure("benchmarks.narration_waits:polly", _WORDS, _LATENCY_MS, **aws)
    least_ms = 1000 * (found["requests"] - _POLLY_BURST) / _POLLY_A_SECOND
    yield Row(f"Polly's protocol, {_LATENCY_MS} ms a request, first part playable", found["first_ms"], "ms")
    yield Row(f"  whole article, {found['requests']} requests", found["whole_ms"], "ms")
    yield Row(f"  ÷ what {_POLLY_A_SECOND} requests a second allow", found["whole_ms"] / least_ms, "×")


def workers() -> Iterator[Row]:
    """Throughput of one worker and of two on the same database, each with a core of its own; and of one that has both cores."""
    cores = sorted(os.sched_getaffinity(0))[:2]
    one, two = _speed(cores[:1]), _speed(cores[:1], cores[1:])
    yield Row(f"{_ARTICLES} articles of {_WORDS:,} words, 1 worker on a core", one, "words/s")
    yield Row("  2 workers, a core each", two, "words/s")
    yield Row("  two ÷ one", two / one, "×")
    yield Row("  1 worker that has both cores", _speed(cores), "words/s")


def _speed(*workers: list[int]) -> float:
    """Words a second of so many workers, each on its cores."""
    with apart.folder() as data:
        ids = apart.run("benchmarks.narration_waits:queue", data, _ARTICLES, _WORDS)
        shares = ((ids[at :: len(workers)], cores) for at, cores in enumerate(workers))
        running = [apart.start("benchmarks.narration_waits:work", data, *share) for share in shares]
        times = [apart.finish(each) for each in running]
    return _ARTICLES * _WORDS / (max(end for _, end in times) - min(began for began, _ in times))


def growth() -> Iterator[Row]:
    """Cost and memory from a short article to a book."""
    few, many = 3_000, 30_000
    found = {words: apart.measure("benchmarks.narration_costs:growth", words) for words in (few, 10_000, many)}
    for words, each in found.items():
        yield Row(f"{words:,} words ({each['audio_s'] / 60:.0f} min): CPU", each["cpu_s"], "s")
        yield Row(f"  peak memory of the worker, {each['before_mb']:.0f} MB before", each["peak_mb"], "MB")
    costs_a_word = {words: each["cpu_s"] / words for words, each in found.items()}
    yield Row(f"  CPU a word at {many:,} ÷ at {few:,}", costs_a_word[many] / costs_a_word[few], "×", 1.2)


_SECTIONS: Final[dict[str, Callable[[], Iterator[Row]]]] = {
    "costs": costs,
    "waits": waits,
    "workers": workers,
    "growth": growth,
}


def main(sections: list[str]) -> int:
    missed = False
    for name in sections or _SECTIONS:
        for row in _SECTIONS[name]():
            print(row, flush=True)
            missed |= row.missed
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
