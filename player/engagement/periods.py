"""Periods: from which day to which day, where the site is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, TypeVar

from player.sites.models import Site

# Whole weeks, so that the period before has the same days of the week: a school's Monday is not its Sunday.
_LENGTHS: Final = {"7": "7 days", "28": "28 days", "84": "12 weeks", "364": "52 weeks"}
CHOICES: Final = {"today": "Today", **_LENGTHS, "all": "All time"}
USUAL: Final = "28"
Value = TypeVar("Value")
OWN: Final = "own"  # From a day to a day that somebody chose.


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both ends included; ``name`` is what stands in the address.

    All but today end with yesterday: a day that is not over makes every comparison look bad.
    """

    name: str
    label: str
    first: date
    last: date
    is_over: bool = True

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Period | None":
        """The period of the same length before this one; None where there is nothing that could be compared."""
        if not self.is_over or self.name == "all":
            return None
        length = timedelta(days=self.days)
        return Period(OWN, f"the {self.days} days before", self.first - length, self.last - length)

    def of(self, by_day: Mapping[date, Value]) -> dict[date, Value]:
        """What there is of its days."""
        return {day: value for day, value in by_day.items() if self.first <= day <= self.last}

    @property
    def query(self) -> str:
        """Its part of an address."""
        return f"from={self.first}&to={self.last}" if self.name == OWN else f"days={self.name}"

    @property
    def bounds(self) -> dict[str, Any]:
        """As a filter of rows that have a day."""
        return {"day__gte": self.first, "day__lte": self.last}


def period_of(site: Site, asked: Mapping[str, str]) -> Period:
    """The period that an address asks for: ``days``, or ``from`` and ``to``; the usual one where that makes no sense."""
    today = site.today()
    usual = named(asked.get("days", USUAL), today)
    first, last = _day(asked.get("from", "")), _day(asked.get("to", ""))
    # A form that was sent with the days as they stood keeps the period's name.
    if first and last and first <= last and (first, last) != (usual.first, usual.last):
        return Period(OWN, f"{first:%-d %b %Y} – {last:%-d %b %Y}", first, last, is_over=last < today)
    return usual


def named(name: str, today: date) -> Period:
    """The period of this name; the usual one for any other."""
    yesterday = today - timedelta(days=1)
    if name == "today":
        return Period(name, "today", today, today, is_over=False)
    if name == "all":
        return Period(name, "all time", date(2000, 1, 1), today, is_over=False)
    length = name if name in _LENGTHS else USUAL
    return Period(length, f"the last {_LENGTHS[length]}", today - timedelta(days=int(length)), yesterday)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # Days outside of these are typing errors, and no calendar of a chart.
    return day if 2000 <= day.year <= 2100 else None
