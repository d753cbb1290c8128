"""A site's figures: by day, and by language, level, voice, device and source."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from player.engagement.figures import SUMS, Figures, figures_of, percent, total
from player.engagement.models import SiteDay
from player.engagement.periods import Period
from player.sites.models import Site

# The sums' names are the columns' own, which a query may not give away twice.
PREFIX: Final = "sum_"
TOTALS: Final = {PREFIX + name: Sum(name) for name in SUMS}

DIMENSIONS: Final[Mapping[str, Callable[[Mapping[str, str]], str]]] = {
    "language": lambda row: row["language"],
    "level": lambda row: row["level"],
    "voice": lambda row: f"{row['voice']} ({row['engine']})",
    "device": lambda row: row["device"],
    "source": lambda row: row["source"],
}
_SPLIT: Final = ("language", "level", "engine", "voice", "device", "source")
_MONTH: Final = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of what has one value in common; ``share`` is its percentage of all plays."""

    value: str
    figures: Figures
    share: int


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A period's figures, split as finely as they are kept."""

    parts: tuple[tuple[Mapping[str, str], Figures], ...]

    @property
    def total(self) -> Figures:
        return total(figures for _, figures in self.parts)

    def by(self, dimension: str) -> tuple[Group, ...]:
        """The values of a dimension, the most played first; levels in their own order.

        A view without a play has no source, so those are left out there.
        """
        sums = self._summed(DIMENSIONS[dimension])
        if dimension == "source":
            sums.pop("", None)
        plays = sum(figures.plays for figures in sums.values())
        groups = (Group(value, figures, percent(figures.plays, plays) or 0) for value, figures in sums.items())
        if dimension == "level":
            return tuple(sorted(groups, key=lambda group: group.value))
        return tuple(sorted(groups, key=lambda group: (-group.figures.plays, group.value)))

    def crossed(self) -> Mapping[tuple[str, str], Figures]:
        """By level and language together."""
        return self._summed(lambda row: (row["level"], row["language"]))

    def _summed(self, key_of: Callable[[Mapping[str, str]], Any]) -> dict[Any, Figures]:
        sums: dict[Any, Figures] = {}
        for row, figures in self.parts:
            sums[key_of(row)] = sums.get(key_of(row), Figures()) + figures
        return sums


def figures_by_day(site: Site, *periods: Period) -> dict[date, Figures]:
    """The figures of each day of the periods on which the launcher was seen, in order; one question for all of them."""
    within = Q(*(Q(**period.bounds) for period in periods), _connector=Q.OR)
    rows: Iterable[Any] = SiteDay.objects.filter(within, site=site).values("day").annotate(**TOTALS).order_by("day")
    return {row["day"]: figures_of(row, PREFIX) for row in rows}


def breakdown(site: Site, period: Period) -> Breakdown:
    """The figures of a period, by everything that rows have in common."""
    rows: Any = SiteDay.objects.filter(site=site, **period.bounds).values(*_SPLIT).annotate(**TOTALS).order_by()
    return Breakdown(tuple(({name: row[name] for name in _SPLIT}, figures_of(row, PREFIX)) for row in rows))


def has_figures(site: Site) -> bool:
    """Whether anything was ever played."""
    return SiteDay.objects.filter(site=site, plays__gt=0).exists()


def first_day(site: Site) -> date | None:
    """The first day on which anything was seen."""
    return SiteDay.objects.filter(site=site).order_by("day").values_list("day", flat=True).first()


def plays_by_site(sites: "QuerySet[Site]") -> "QuerySet[Any]":
    """The sites with ``plays``: how often each was played in its last 28 days and today."""
    today = max((site.today() for site in sites), default=None)
    days = SiteDay.objects.filter(site=OuterRef("pk"), day__gte=today - _MONTH) if today else SiteDay.objects.none()
    plays = days.order_by().values("site").annotate(total=Sum("plays")).values("total")
    return sites.annotate(plays=Coalesce(Subquery(plays), 0))
