"""Simulated readers: pages that are listened to in known ways, their beacons, and what is true of them.

A reader plays stretches of a narration on a clock of its own. Its page sends cumulative states as the real one does; what becomes of
them on the way is up to the test: lost, doubled, backwards, late.
"""

import random
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from player.engagement.ranges import Ranges, length, merged

EVERY_MS = 15_000


@dataclass
class Narration:
    """What is listened to: its length, and when its sentences begin and end."""

    duration_ms: int
    sentences: list[tuple[int, int]]

    def middle(self, sentence: int) -> int:
        start, end = self.sentences[sentence]
        return (start + end) // 2


@dataclass
class Reader:
    """A page view: what was played in it, and the states that its page told."""

    narration: Narration
    device: str = "phone"
    source: str = "launcher"
    rate: float = 1.0
    session: UUID = field(default_factory=uuid4)
    at_ms: int = 0
    played: list[tuple[int, int]] = field(default_factory=list)
    seeks: int = 0
    beacons: list[dict[str, Any]] = field(default_factory=list)

    def see(self) -> "Reader":
        """The launcher comes on screen."""
        self._tell("seen")
        return self

    def play(self, start_ms: int, end_ms: int) -> "Reader":
        """Play a stretch, with a beacon at its start, every 15 s, and at its end."""
        if self.played and self.played[-1][1] != start_ms:
            self.seeks += 1
        self._tell("start")
        step_ms = int(EVERY_MS * self.rate)
        for begin in range(start_ms, end_ms, step_ms):
            end = min(begin + step_ms, end_ms)
            self.at_ms += round((end - begin) / self.rate)
            self.played.append((begin, end))
            self._tell("pause" if end == end_ms else "playing")
        return self

    def wait(self, ms: int) -> "Reader":
        self.at_ms += ms
        return self

    @property
    def heard(self) -> Ranges:
        return merged(self.played)

    @property
    def sentences(self) -> set[int]:
        """The sentences whose middle was played."""
        return {
            number
            for number in range(len(self.narration.sentences))
            if any(start <= self.narration.middle(number) < end for start, end in self.played)
        }

    @property
    def replays(self) -> dict[int, int]:
        """How often the middle of a sentence was played again."""
        times = {
            number: sum(start <= self.narration.middle(number) < end for start, end in self.played)
            for number in range(len(self.narration.sentences))
        }
        return {number: count - 1 for number, count in times.items() if count > 1}

    @property
    def share(self) -> float:
        return length(self.heard) / self.narration.duration_ms

    def _tell(self, occasion: str) -> None:
        state: dict[str, Any] = {
            "session": str(self.session),
            "occasion": occasion,
            "at_ms": self.at_ms,
            "device": self.device,
        }
        if occasion != "seen":
            state |= {
                "heard": [list(each) for each in self.heard],
                "rate": self.rate,
                "seeks": self.seeks,
                "replays": [list(each) for each in self.replays.items()],
                "source": self.source,
            }
        self.beacons.append(state)


def finishes(narration: Narration, **kind: Any) -> Reader:
    return Reader(narration, **kind).see().play(0, narration.duration_ms)


def gives_up_at(narration: Narration, sentence: int, **kind: Any) -> Reader:
    """Stops in the middle of a sentence, a moment after it."""
    return Reader(narration, **kind).see().play(0, narration.middle(sentence) + 1)


def seeks_to_the_end(narration: Narration, **kind: Any) -> Reader:
    end = narration.duration_ms
    return Reader(narration, **kind).see().play(0, min(500, end)).play(max(0, end - 400), end)


def listens_twice(narration: Narration, **kind: Any) -> Reader:
    return finishes(narration, **kind).play(0, narration.duration_ms)


def sleeps_midway(narration: Narration, **kind: Any) -> Reader:
    """Closes the laptop for eight hours, and goes on."""
    half = narration.duration_ms // 2
    return Reader(narration, **kind).see().play(0, half).wait(8 * 3600 * 1000).play(half, narration.duration_ms)


def only_looks(narration: Narration, **kind: Any) -> Reader:
    return Reader(narration, **kind).see()


def jumps_about(narration: Narration, chance: random.Random, **kind: Any) -> Reader:
    reader = Reader(narration, **kind).see()
    for _ in range(chance.randrange(1, 6)):
        start = chance.randrange(narration.duration_ms - 1)
        reader.play(start, chance.randrange(start + 1, narration.duration_ms + 1))
    return reader
