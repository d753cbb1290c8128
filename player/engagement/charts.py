"""Charts: plays over time as bars, drawn without a database and without a browser's script."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from player.engagement.reports import Figures

HEIGHT: Final = 100
WIDTH: Final = 1000
_MOST_BARS: Final = 100
_STEPS: Final = (1, 7, 28, 91, 364)  # Days a bar stands for; each but the first in whole weeks, whose days differ.
_GAP: Final = 0.25  # Of a bar's place.


@dataclass(frozen=True, slots=True)
class Bar:
    """The plays of some days: where it stands in a box of `WIDTH` by `HEIGHT`, and what it says."""

    x: float
    width: float
    height: float
    completed_height: float
    first: date
    last: date
    figures: Figures

    @property
    def y(self) -> float:
        return HEIGHT - self.height

    @property
    def completed_y(self) -> float:
        return HEIGHT - self.completed_height


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from the first day to the last; ``days`` is how many one bar stands for, ``most`` the plays of the highest."""

    bars: tuple[Bar, ...]
    days: int
    most: int


def chart(by_day: Mapping[date, Figures], first: date, last: date) -> Chart:
    """The bars from ``first`` to ``last``: one a day, or one for several where there would be too many."""
    length = (last - first).days + 1
    days = next((step for step in _STEPS if length <= step * _MOST_BARS), _STEPS[-1])
    steps = [
        (last - timedelta(days=(back + 1) * days - 1), last - timedelta(days=back * days))
        for back in reversed(range(-(-length // days)))
    ]
    sums = [_between(by_day, *step) for step in steps]
    most = max((figures.plays for figures in sums), default=0)
    place = WIDTH / len(steps)
    bars = (
        Bar(
            x=round(place * (index + _GAP / 2), 2),
            width=round(place * (1 - _GAP), 2),
            height=_height(figures.plays, most),
            completed_height=_height(figures.completed, most),
            first=step[0],
            last=step[1],
            figures=figures,
        )
        for index, (step, figures) in enumerate(zip(steps, sums, strict=True))
    )
    return Chart(tuple(bars), days, most)


def _between(by_day: Mapping[date, Figures], first: date, last: date) -> Figures:
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return sum((by_day[day] for day in days if day in by_day), Figures())


def _height(count: int, most: int) -> float:
    return round(HEIGHT * count / most, 2) if most else 0.0
