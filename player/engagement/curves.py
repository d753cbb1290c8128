"""Curves: how many of a recording's listeners heard each sentence. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from player.engagement.figures import percent

_FEWEST_LOST: Final = 3  # Fewer are chance.


@dataclass(frozen=True, slots=True)
class Loss:
    """After a sentence, so many of those who had heard it did not hear the next."""

    sentence: int
    heard: int
    lost: int

    @property
    def percent(self) -> int:
        return percent(self.lost, self.heard) or 0


@dataclass(frozen=True, slots=True)
class Curve:
    """Of ``plays`` plays, how many heard each sentence, and how often it was heard again."""

    plays: int
    listeners: tuple[int, ...]
    replays: tuple[int, ...]

    def __add__(self, other: "Curve") -> "Curve":
        return Curve(
            self.plays + other.plays,
            tuple(map(int.__add__, self.listeners, other.listeners)),
            tuple(map(int.__add__, self.replays, other.replays)),
        )

    @property
    def shares(self) -> tuple[int, ...]:
        """Percent of the plays that heard each sentence."""
        return tuple(percent(count, self.plays) or 0 for count in self.listeners)

    @property
    def loss(self) -> Loss | None:
        """Where most readers leave: the sentence after which the most are gone."""
        losses = (
            Loss(at, heard, heard - after)
            for at, (heard, after) in enumerate(zip(self.listeners, self.listeners[1:], strict=False))
        )
        most = max(losses, key=lambda loss: loss.lost, default=None)
        return most if most and most.lost >= _FEWEST_LOST else None

    def outline(self, points: int) -> tuple[int, ...]:
        """Its shares at so many places, evenly from the beginning to the end: to be laid beside that of a longer or shorter text."""
        last = len(self.listeners) - 1
        places = (round(place * last / max(points - 1, 1)) for place in range(points))
        return tuple(self.shares[place] for place in places) if self.listeners else ()


def curve(sentences: int, plays: int, steps: Mapping[str, int], replays: Mapping[str, int]) -> Curve:
    """The curve of a day, from what its row keeps.

    >>> curve(4, 3, {"0": 3, "2": -2, "4": -1}, {"1": 5})
    Curve(plays=3, listeners=(3, 3, 1, 1), replays=(0, 5, 0, 0))
    """
    listeners = accumulate(steps.get(str(sentence), 0) for sentence in range(sentences))
    return Curve(plays, tuple(listeners), tuple(replays.get(str(sentence), 0) for sentence in range(sentences)))
