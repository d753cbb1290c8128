"""Reports: what was heard on a site, counted by the database from its playback sessions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from player.articles.models import Article
from player.engagement.models import COMPLETED, HALF, PlaybackSession
from player.sites.models import Site

ARTICLES_A_PAGE: Final = 50

# Counted by a column that the table’s every row holds, as all else that is asked here; it does not hold the key.
_COUNTS: Final = {
    "plays": Count("heard_ms"),
    "half": Count("heard_ms", filter=HALF),
    "completed": Count("heard_ms", filter=COMPLETED),
    "total_heard_ms": Sum("heard_ms", default=0),
}


@dataclass(frozen=True, slots=True)
class Period:
    """A number of days that ends today, or all of time; ``name`` is what stands in the address."""

    name: str
    label: str
    days: int | None

    def first_day(self) -> date | None:
        return timezone.localdate() - timedelta(days=self.days - 1) if self.days else None


PERIODS: Final = (
    Period("7", "7 days", 7),
    Period("30", "30 days", 30),
    Period("90", "90 days", 90),
    Period("all", "All time", None),
)
USUAL: Final = PERIODS[1]


def period_named(name: str) -> Period:
    """The period of this name; the usual one for any other."""
    return next((period for period in PERIODS if period.name == name), USUAL)


@dataclass(frozen=True, slots=True)
class Figures:
    """How often something was played, how often to half and to its end, and for how long in all."""

    plays: int = 0
    half: int = 0
    completed: int = 0
    heard_ms: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.plays + other.plays,
            self.half + other.half,
            self.completed + other.completed,
            self.heard_ms + other.heard_ms,
        )

    @property
    def half_percent(self) -> int:
        return _percent(self.half, self.plays)

    @property
    def completed_percent(self) -> int:
        return _percent(self.completed, self.plays)

    @property
    def heard_ms_a_play(self) -> int:
        return self.heard_ms // self.plays if self.plays else 0


@dataclass(frozen=True, slots=True)
class ArticleFigures:
    """One row of the table of articles."""

    article: Article
    figures: Figures


def sessions_of(site: Site, period: Period) -> "QuerySet[PlaybackSession]":
    """The site's playback sessions that started in the period."""
    sessions = PlaybackSession.objects.filter(site=site)
    first = period.first_day()
    return sessions.filter(day__gte=first) if first else sessions


def figures_by_day(sessions: "QuerySet[PlaybackSession]") -> dict[date, Figures]:
    """The figures of each day on which something was played, in order."""
    rows = sessions.values("day").annotate(**_COUNTS).order_by("day")
    return {row["day"]: _figures(row) for row in rows}


def figures_by_article(sessions: "QuerySet[PlaybackSession]", page: int) -> tuple[list[ArticleFigures], bool]:
    """One page of the articles that were played, the most popular first, and whether another page follows."""
    start = (page - 1) * ARTICLES_A_PAGE
    # The annotations' names are known to the database only.
    popular: Any = sessions.values("article").annotate(**_COUNTS)
    rows = popular.order_by("-plays", "-completed", "article")
    found = list(rows[start : start + ARTICLES_A_PAGE + 1])
    shown = found[:ARTICLES_A_PAGE]
    articles = Article.objects.in_bulk([row["article"] for row in shown])
    # An article may have gone between the two questions.
    table = [ArticleFigures(articles[row["article"]], _figures(row)) for row in shown if row["article"] in articles]
    return table, len(found) > ARTICLES_A_PAGE


def plays_by_site(sites: "QuerySet[Site]", period: Period) -> "QuerySet[Any]":
    """The sites with ``plays``: how often they were played in the period. One question a site, each answered from an index."""
    first = period.first_day()
    since = {"day__gte": first} if first else {}
    sessions = PlaybackSession.objects.filter(site=OuterRef("pk"), **since)
    plays = sessions.order_by().values("site").annotate(plays=Count("*")).values("plays")
    return sites.annotate(plays=Coalesce(Subquery(plays), 0))


def total(by_day: Mapping[date, Figures]) -> Figures:
    return sum(by_day.values(), Figures())


def _figures(row: Mapping[str, Any]) -> Figures:
    return Figures(row["plays"], row["half"], row["completed"], row["total_heard_ms"])


def _percent(part: int, whole: int) -> int:
    """Rounded, but 100 only when it is all: nearly everyone is not everyone."""
    return min(round(100 * part / whole), 100 if part == whole else 99) if whole else 0
