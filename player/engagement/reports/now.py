"""Who is listening: asked of the sessions themselves, as roll-ups are up to a minute behind."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncMinute
from django.utils import timezone

from player.articles.models import Article
from player.engagement.figures import percent
from player.engagement.models import PlaybackSession
from player.sites.models import Site

# Pages tell every 15 s of playing; a lost beacon, and one on its way, are allowed for.
LISTENING_WITHIN: Final = timedelta(seconds=60)
SHOWN: Final = timedelta(minutes=30)
_MOST_ARTICLES: Final = 12
# A session that has gone on for longer is a forgotten page.
_LONGEST: Final = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Listened:
    """An article that is being listened to."""

    article: Article
    listeners: int
    share: int


@dataclass(frozen=True, slots=True)
class Now:
    """The listeners of this moment, and how many playbacks began in each of the last thirty minutes, the newest last."""

    at: datetime
    listeners: int
    articles: tuple[Listened, ...]
    begun: tuple[int, ...]


def now(site: Site) -> Now:
    at = timezone.now()
    recent = PlaybackSession.objects.filter(site=site, day__gte=timezone.localdate(at - _LONGEST, site.zone)).order_by()
    listening = recent.filter(seen_at__gt=at - LISTENING_WITHIN, seen_at__lte=at)
    return Now(at, listening.count(), _articles(listening), _begun(recent, at))


def _articles(listening: "QuerySet[PlaybackSession]") -> tuple[Listened, ...]:
    sums = {"listeners": Count("pk"), "sum_heard": Sum("heard_ms"), "sum_duration": Sum("duration_ms")}
    grouped: Any = listening.values("article").annotate(**sums)
    rows = list(grouped.order_by("-listeners", "article")[:_MOST_ARTICLES])
    known = Article.objects.in_bulk([row["article"] for row in rows])
    return tuple(
        Listened(known[row["article"]], row["listeners"], percent(row["sum_heard"], row["sum_duration"]) or 0)
        for row in rows
        if row["article"] in known
    )


def _begun(recent: "QuerySet[PlaybackSession]", at: datetime) -> tuple[int, ...]:
    last = at.replace(second=0, microsecond=0)
    minutes = int(SHOWN.total_seconds() // 60)
    first = last - timedelta(minutes=minutes - 1)
    grouped: Any = recent.filter(started_at__gte=first).annotate(minute=TruncMinute("started_at")).values("minute")
    counts = {row["minute"]: row["plays"] for row in grouped.annotate(plays=Count("pk"))}
    return tuple(counts.get(first + timedelta(minutes=offset), 0) for offset in range(minutes))
