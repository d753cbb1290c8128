"""Who is listening: asked of the sessions themselves, as roll-ups are up to a minute behind."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

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
_LONGEST: Final = timedelta(hours=2)


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
    # One question, and the sums here: a busy day's sessions are gone through once.
    recent = PlaybackSession.objects.filter(site=site, day__gte=timezone.localdate(at - _LONGEST, site.zone)).order_by()
    rows = recent.filter(seen_at__gt=at - SHOWN, seen_at__lte=at)
    sessions = list(rows.values_list("article", "heard_ms", "duration_ms", "started_at", "seen_at"))
    listening = [session[:3] for session in sessions if session[4] > at - LISTENING_WITHIN]
    return Now(at, len(listening), _articles(listening), _begun((session[3] for session in sessions), at))


def _articles(listening: Sequence[tuple[int, int, int]]) -> tuple[Listened, ...]:
    listeners = Counter(article for article, _, _ in listening)
    heard, durations = Counter[int](), Counter[int]()
    for article, heard_ms, duration_ms in listening:
        heard[article] += heard_ms
        durations[article] += duration_ms
    known = Article.objects.in_bulk([article for article, _ in listeners.most_common(_MOST_ARTICLES)])
    most = sorted(known, key=lambda article: (-listeners[article], article))
    return tuple(Listened(known[pk], listeners[pk], percent(heard[pk], durations[pk]) or 0) for pk in most)


def _begun(started: Iterable[datetime], at: datetime) -> tuple[int, ...]:
    last, minutes = at.replace(second=0, microsecond=0), int(SHOWN.total_seconds() // 60)
    counts = Counter(moment.replace(second=0, microsecond=0) for moment in started)
    return tuple(counts[last - timedelta(minutes=back)] for back in reversed(range(minutes)))
