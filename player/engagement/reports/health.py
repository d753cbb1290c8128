"""Whether all works at a site: what is voiced, what pages say, what was not counted, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone

from player.articles.models import Article, Discovery, Feed
from player.engagement.models import ChangedDay, Refusal
from player.engagement.periods import Period
from player.sites.models import Sighting, Site
from synthesis import budgets
from synthesis.models import Narration

State = Narration.State
_MOST: Final = 10
# A tag that was taken off a page, or a test page, is not looked for for ever.
_SEEN_WITHIN: Final = timedelta(days=28)
# Roll-ups are a minute behind; if some are for longer, no worker is at it.
LATE_AFTER: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Voiced:
    """How many articles are in which state of being narrated; ``failures`` are some of those that could not be."""

    articles: int
    states: Mapping[str, int]
    failures: tuple[tuple[Article, str], ...]

    @property
    def ready(self) -> int:
        return self.states.get(State.READY, 0)

    @property
    def waiting(self) -> int:
        return self.states.get(State.QUEUED, 0) + self.states.get(State.SPEAKING, 0)

    @property
    def failed(self) -> int:
        return self.states.get(State.FAILED, 0)

    @property
    def held(self) -> int:
        return self.states.get(State.HELD, 0)

    @property
    def silent(self) -> int:
        """Articles that nobody has asked to hear yet."""
        return self.articles - self.ready - self.waiting - self.failed - self.held


@dataclass(frozen=True, slots=True)
class Refused:
    reason: str
    label: str
    count: int


def voiced(site: Site) -> Voiced:
    """By each article's best narration of what it says now: one that is ready counts, whatever became of another voice's."""
    narrations = Narration.objects.filter(lexicon=site.lexicon_id, content__articles__site=site).order_by()
    best: dict[int, str] = {}
    for article, state in narrations.values_list("content__articles__pk", "state"):
        if article not in best or _RANK[state] < _RANK[best[article]]:
            best[article] = state
    states: dict[str, int] = {}
    for state in best.values():
        states[state] = states.get(state, 0) + 1
    failed = [article for article, state in best.items() if state == State.FAILED]
    return Voiced(site.articles.count(), states, _failures(failed, site))


# Cancelled is as if it had never been asked for.
_RANK: Final[Mapping[str, int]] = {
    state: rank
    for rank, state in enumerate((State.READY, State.SPEAKING, State.QUEUED, State.HELD, State.FAILED, State.CANCELLED))
}


def _failures(articles: list[int], site: Site) -> tuple[tuple[Article, str], ...]:
    found = Article.objects.filter(pk__in=sorted(articles)[-_MOST:]).order_by("-pk")
    errors: Any = Narration.objects.filter(
        lexicon=site.lexicon_id, state=State.FAILED, content__in=[each.content_id for each in found]
    )
    reasons = dict(errors.values_list("content", "error"))
    return tuple((each, reasons.get(each.content_id, "")) for each in found)


def month(site: Site) -> budgets.Month:
    """What the site's voices were paid this month."""
    return budgets.this_month(site.account)


def installs(site: Site) -> tuple[Sighting, ...]:
    """Origins whose pages asked for the tag lately; without ``text_at``, no page of theirs had anything to read."""
    return tuple(site.sightings.filter(seen_at__gte=timezone.now() - _SEEN_WITHIN))


def unread(site: Site) -> tuple[tuple[str, int], ...]:
    """Pages that feeds or programs named and that could not be read, by reason, the most frequent first."""
    states = (Discovery.State.SKIPPED, Discovery.State.FAILED)
    pages: Any = Discovery.objects.filter(site=site, state__in=states).order_by().values("reason")
    counted = pages.annotate(pages=Count("pk")).order_by("-pages", "reason")[:_MOST]
    return tuple((row["reason"], row["pages"]) for row in counted)


def feeds(site: Site) -> "QuerySet[Feed]":
    return Feed.objects.filter(site=site, index=None)


def refused(site: Site, period: Period) -> tuple[Refused, ...]:
    """What pages sent in the period and was not counted, by reason."""
    counts: Any = Refusal.objects.filter(site=site, **period.bounds).order_by().values("reason")
    found = {row["reason"]: row["total"] for row in counts.annotate(total=Sum("count"))}
    reasons = (
        Refused(reason.value, reason.label, found[reason.value]) for reason in Refusal.Reason if reason.value in found
    )
    return tuple(sorted(reasons, key=lambda each: -each.count))


def is_late(site: Site) -> bool:
    """Whether figures lag behind, since nothing has rebuilt a day that changed."""
    late = timezone.now() - LATE_AFTER
    unbuilt = Q(rebuilt_at=None) | Q(rebuilt_at__lt=F("changing_until"))
    return ChangedDay.objects.filter(unbuilt, site=site, changing_until__lt=late).exists()
