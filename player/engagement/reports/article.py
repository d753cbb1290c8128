"""One article: what was heard of each sentence, its versions side by side, and when it was edited."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any, Final

from django.db.models import Max, Min, QuerySet, Sum

from player.articles.models import Article, Delivery
from player.engagement.curves import Curve, curve
from player.engagement.figures import Figures, figures_of
from player.engagement.models import ArticleDay, CurveDay, Recording
from player.engagement.periods import Period
from player.engagement.reports.site import PREFIX, TOTALS

OUTLINE: Final = 24  # Places of a curve that is laid beside others.
_Spans = tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """A recording of an article and what was heard of it; ``curve`` is None while it has no sentences."""

    recording: Recording
    figures: Figures
    first: date
    last: date
    curve: Curve | None

    @property
    def is_finished(self) -> bool:
        return bool(self.recording.sentences)


@dataclass(frozen=True, slots=True)
class Version:
    """An article of the same story, in another language or at another level."""

    article: Article
    figures: Figures
    outline: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """The article has said something else since ``at``: so many blocks came, so many went."""

    at: datetime
    day: date
    added: int
    removed: int


def figures_by_day(article: Article, period: Period) -> dict[date, Figures]:
    rows: Any = (
        ArticleDay.objects.filter(article=article, **period.bounds).values("day").annotate(**TOTALS).order_by("day")
    )
    return {row["day"]: figures_of(row, PREFIX) for row in rows}


def recordings(article: Article, period: Period) -> tuple[Heard, ...]:
    """The recordings that were played or seen, the newest first."""
    grouped: Any = ArticleDay.objects.filter(article=article, **period.bounds).order_by().values("recording")
    rows = list(grouped.annotate(**TOTALS, first=Min("day"), last=Max("day")))
    known = Recording.objects.select_related("content").in_bulk([row["recording"] for row in rows])
    curves = _curves(CurveDay.objects.filter(article=article, **period.bounds), known)
    found = (
        Heard(known[pk], figures_of(row, PREFIX), row["first"], row["last"], curves.get(pk))
        for row in rows
        if (pk := row["recording"]) in known
    )
    return tuple(sorted(found, key=lambda heard: (heard.last, heard.recording.pk), reverse=True))


def shown(heard: Sequence[Heard], article: Article, asked: str = "") -> Heard | None:
    """The recording whose text is shown: the one that is asked for, else the most played one of what the article says now."""
    known = [each for each in heard if each.curve]
    chosen = next((each for each in known if str(each.recording.pk) == asked), None)
    current = [each for each in known if each.recording.content_id == article.content_id]
    return chosen or max(current or known, key=lambda each: each.figures.plays, default=None)


def together(shown: Heard, heard: Iterable[Heard]) -> tuple[Curve, tuple[Heard, ...]]:
    """The curve of everybody who heard this text in these sentences, in whichever voice, and the recordings that it is the sum of."""
    same = tuple(
        each
        for each in heard
        if each.curve
        and each.recording.content_id == shown.recording.content_id
        and _spans(each.recording) == _spans(shown.recording)
    )
    curves = [each.curve for each in same if each.curve]
    return sum(curves[1:], curves[0]), same


def versions(article: Article, period: Period) -> tuple[Version, ...]:
    """All articles of its story, itself among them; none where it stands alone."""
    if article.story_id is None:
        return ()
    articles = Article.objects.filter(story=article.story_id, site=article.site_id).order_by("level", "language", "pk")
    rows: Any = ArticleDay.objects.filter(article__in=articles, **period.bounds).order_by().values("article")
    figures = {row["article"]: figures_of(row, PREFIX) for row in rows.annotate(**TOTALS)}
    outlines = _outlines(articles, period)
    found = [Version(each, figures.get(each.pk, Figures()), outlines.get(each.pk, ())) for each in articles]
    return tuple(found) if len(found) > 1 else ()


def edits(article: Article) -> tuple[Edit, ...]:
    """When the article began to say something else, the newest first."""
    adopted = Delivery.objects.filter(article=article, adopted_at__isnull=False).select_related("content")
    deliveries = list(adopted.order_by("adopted_at"))
    return tuple(_edit(article, *pair) for pair in pairwise(deliveries))[::-1]


def _edit(article: Article, before: Delivery, after: Delivery) -> Edit:
    assert after.adopted_at is not None
    old, new = ({block.text for block in each.content.blocks} for each in (before, after))
    return Edit(after.adopted_at, after.adopted_at.astimezone(article.site.zone).date(), len(new - old), len(old - new))


def _outlines(articles: Iterable[Article], period: Period) -> dict[int, tuple[int, ...]]:
    """The curves of what each article says now, at so many places."""
    played = CurveDay.objects.filter(article__in=[each.pk for each in articles], **period.bounds)
    totals: Any = played.order_by().values("article", "recording").annotate(total=Sum("plays")).order_by("total")
    # Of each article the recording that was played most.
    most = {row["article"]: row["recording"] for row in totals}
    curves = _curves(played.filter(recording__in=most.values()), Recording.objects.in_bulk(most.values()))
    return {article: curves[recording].outline(OUTLINE) for article, recording in most.items() if recording in curves}


def _curves(days: "QuerySet[CurveDay]", recordings: Mapping[int, Recording]) -> dict[int, Curve]:
    """The curve of each recording that is finished, its days added up."""
    sums: dict[int, tuple[Counter[str], Counter[str], Counter[str]]] = {}
    for recording, plays, steps, replays in days.order_by().values_list("recording", "plays", "steps", "replays"):
        kept = sums.setdefault(recording, (Counter(), Counter(), Counter()))
        for sums_of, added in zip(kept, ({"plays": plays}, steps, replays), strict=True):
            sums_of.update(added)
    return {
        pk: curve(len(recordings[pk].sentences), plays["plays"], steps, replays)
        for pk, (plays, steps, replays) in sums.items()
        if pk in recordings and recordings[pk].sentences
    }


def _spans(recording: Recording) -> _Spans:
    return tuple((block, start, end) for block, start, end, *_ in recording.sentences)
