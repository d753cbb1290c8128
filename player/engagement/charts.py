"""Charts: bars over days, drawn by the server as SVG. Pure.

Places are percentages of the drawing, so that it can be of any width while type keeps its size: docs/decisions/0011-charts.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from player.engagement.figures import Figures, total

_MOST_BARS: Final = 100
_STEPS: Final = (1, 7, 28, 91, 364)  # Days a bar stands for; each but the first in whole weeks, whose days differ.
_GAP: Final = 0.25  # Of a bar's place.
_LABELS: Final = 5
_LINES: Final = 4
_NICE: Final = (1, 2, 3, 4, 5, 6, 8, 10)


@dataclass(frozen=True, slots=True)
class Bar:
    """The figures of some days: where they stand, and what they say. ``before`` are those of the same days of the period before."""

    x: float
    width: float
    height: float
    completed_height: float
    before_height: float | None
    first: date
    last: date
    figures: Figures
    before: Figures | None

    @property
    def y(self) -> float:
        return round(100 - self.height, 3)

    @property
    def completed_y(self) -> float:
        return round(100 - self.completed_height, 3)

    @property
    def before_y(self) -> float:
        return round(100 - (self.before_height or 0), 3)

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 3)

    @property
    def end(self) -> float:
        return round(self.x + self.width, 3)


@dataclass(frozen=True, slots=True)
class Column:
    """A count without days."""

    x: float
    width: float
    height: float
    count: int

    @property
    def y(self) -> float:
        return round(100 - self.height, 3)


@dataclass(frozen=True, slots=True)
class Line:
    """A line across the chart, and the count that it stands for."""

    y: float
    count: int


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day of the chart."""

    x: float
    number: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from the first day to the last; ``days`` is how many one bar stands for, ``most`` the count at the upper edge."""

    bars: tuple[Bar, ...]
    days: int
    most: int
    lines: tuple[Line, ...]
    events: tuple[Event, ...] = ()

    @property
    def labels(self) -> tuple[Bar, ...]:
        """The bars below which a date is written: the first, the last, and some between."""
        places = min(_LABELS, len(self.bars))
        return tuple(self.bars[round(place * (len(self.bars) - 1) / max(places - 1, 1))] for place in range(places))

    @property
    def compares(self) -> bool:
        return any(bar.before_height is not None for bar in self.bars)


def chart(
    by_day: Mapping[date, Figures],
    first: date,
    last: date,
    before: Mapping[date, Figures] | None = None,
    events: Iterable[date] = (),
) -> Chart:
    """The bars from ``first`` to ``last``: one a day, or one for several where there would be too many."""
    length = (last - first).days + 1
    days = next((step for step in _STEPS if length <= step * _MOST_BARS), _STEPS[-1])
    steps = _steps(last, days, -(-length // days))
    sums = [_between(by_day, *step) for step in steps]
    earlier = [None if before is None else _between(before, *_shifted(step, length)) for step in steps]
    most = ceiling(max(figures.plays for figures in (*sums, *(each for each in earlier if each))))
    place = 100 / len(steps)
    bars = (
        Bar(
            x=round(place * (index + _GAP / 2), 3),
            width=round(place * (1 - _GAP), 3),
            height=_height(sums[index].plays, most),
            completed_height=_height(sums[index].completed, most),
            before_height=None if old is None else _height(old.plays, most),
            first=step[0],
            last=step[1],
            figures=sums[index],
            before=old,
        )
        for index, (step, old) in enumerate(zip(steps, earlier, strict=True))
    )
    return Chart(tuple(bars), days, most, _lines(most), _events(events, steps, place))


def ceiling(count: int) -> int:
    """The next round number that a chart can end with, and that its lines divide.

    >>> ceiling(0), ceiling(3), ceiling(17), ceiling(143), ceiling(2100)
    (4, 4, 20, 160, 2400)
    """
    step = 1
    while step * _LINES < count:
        step = next(nice for nice in _round_numbers(step) if nice > step)
    return step * _LINES


def _lines(most: int) -> tuple[Line, ...]:
    """Lines at quarters of the height, the lowest left out: there stand the bars."""
    return tuple(Line(100 - 100 * n / _LINES, most * n // _LINES) for n in range(1, _LINES + 1))


def columns(counts: Sequence[int]) -> tuple[Column, ...]:
    """A column for each count, side by side."""
    most, place = ceiling(max(counts)), 100 / len(counts)
    width = round(place * (1 - _GAP), 3)
    return tuple(
        Column(round(place * (at + _GAP / 2), 3), width, _height(count, most), count) for at, count in enumerate(counts)
    )


def _round_numbers(above: int) -> Iterable[int]:
    size = 10 ** (len(str(above)) - 1)
    return (size * nice for nice in _NICE)


def _steps(last: date, days: int, count: int) -> list[tuple[date, date]]:
    return [
        (last - timedelta(days=(back + 1) * days - 1), last - timedelta(days=back * days))
        for back in reversed(range(count))
    ]


def _shifted(step: tuple[date, date], days: int) -> tuple[date, date]:
    back = timedelta(days=days)
    return step[0] - back, step[1] - back


def _between(by_day: Mapping[date, Figures], first: date, last: date) -> Figures:
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return total(by_day[day] for day in days if day in by_day)


def _events(days: Iterable[date], steps: Sequence[tuple[date, date]], place: float) -> tuple[Event, ...]:
    found = ((number, day) for number, day in enumerate(days, start=1) if steps[0][0] <= day <= steps[-1][1])
    return tuple(
        Event(round(place * (next(at for at, step in enumerate(steps) if day <= step[1]) + 0.5), 3), number)
        for number, day in found
    )


def _height(count: int, most: int) -> float:
    return round(100 * count / most, 3)
