"""Figures: sums over playback sessions, and the rates that are made of them at the end. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

SUMS: Final = ("seen", "plays", "half", "completed", "heard_ms", "share_sum", "rate_sum")
_sums: Final = attrgetter(*SUMS)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a roll-up's row holds, or the sum of some. Rates are None where there is nothing that they are a rate of.

    >>> Figures(seen=200, plays=100, completed=55).completed_percent
    55
    """

    seen: int = 0
    plays: int = 0
    half: int = 0
    completed: int = 0
    heard_ms: int = 0
    share_sum: int = 0
    rate_sum: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(one + another for one, another in zip(_sums(self), _sums(other), strict=True)))

    @property
    def play_percent(self) -> int | None:
        return percent(self.plays, self.seen)

    @property
    def half_percent(self) -> int | None:
        return percent(self.half, self.plays)

    @property
    def completed_percent(self) -> int | None:
        return percent(self.completed, self.plays)

    @property
    def heard_percent(self) -> int | None:
        """The average share of the narration that a play heard."""
        return percent(self.share_sum, 1000 * self.plays)

    @property
    def rate(self) -> float | None:
        """The average rate at which was listened last."""
        return round(self.rate_sum / self.plays / 100, 2) if self.plays else None

    @property
    def heard_ms_a_play(self) -> int:
        return self.heard_ms // self.plays if self.plays else 0


def total(figures: Iterable[Figures]) -> Figures:
    return sum(figures, Figures())


def figures_of(row: Mapping[str, int | None], prefix: str = "") -> Figures:
    """The figures in a row of a query, under their names."""
    return Figures(*(int(row[prefix + name] or 0) for name in SUMS))


def percent(part: int, whole: int) -> int | None:
    """Rounded, but 100 only when it is all, and 0 only when it is nothing: nearly everyone is not everyone.

    >>> percent(999, 1000), percent(1, 1000), percent(0, 5), percent(3, 0)
    (99, 1, 0, None)
    """
    if not whole:
        return None
    if part in (0, whole):
        return 100 if part else 0
    return min(max(round(100 * part / whole), 1), 99)


@dataclass(frozen=True, slots=True)
class Change:
    """How a number compares with the one before it: in percent of it, or in percentage points."""

    by: int
    unit: str

    @property
    def direction(self) -> str:
        return "up" if self.by > 0 else "down" if self.by < 0 else "same"

    @property
    def size(self) -> int:
        return abs(self.by)


# A percentage of fewer is mostly chance: three plays after two are no 50 % more.
_FEWEST: Final = 10


def changed(now: int, before: int) -> Change | None:
    """The change of a count; None where the one before is too small to speak of."""
    return Change(round(100 * (now - before) / before), "%") if before >= _FEWEST else None


def moved(now: int | None, before: int | None) -> Change | None:
    """The change of a share."""
    if now is None or before is None:
        return None
    return Change(now - before, "point" if abs(now - before) == 1 else "points")


def changes(now: Figures, before: Figures) -> dict[str, Change | None]:
    """How figures compare with those before, by their names. Without plays before there is nothing to compare."""
    if not before.plays:
        return {}
    return {
        "plays": changed(now.plays, before.plays),
        "heard_ms": changed(now.heard_ms, before.heard_ms),
        "half": moved(now.half_percent, before.half_percent),
        "completed": moved(now.completed_percent, before.completed_percent),
        "play_percent": moved(now.play_percent, before.play_percent),
    }
