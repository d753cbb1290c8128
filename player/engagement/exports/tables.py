"""Tables: what can be exported, each the answer of a dashboard's report with its small groups added up."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

from django.conf import settings

from player.articles.models import Article
from player.engagement.definitions import DEFINITIONS
from player.engagement.exports.small_groups import fold
from player.engagement.figures import Figures
from player.engagement.periods import Period
from player.engagement.reports import article as article_reports
from player.engagement.reports import articles as articles_reports
from player.engagement.reports import health, site
from player.sites.models import Site
from synthesis.text.offsets import Utf16

Cell = str | int | float | None
FIGURES: Final = (
    "seen", "plays", "half", "completed", "heard_ms", "play_percent", "half_percent", "completed_percent", "heard_percent", "rate",
)  # fmt: skip
MOST_ARTICLES: Final = 20_000
_MEANINGS: Final = {
    "half_percent": "Of the plays, the share that heard half.",
    "completed_percent": "Of the plays, the share that completed.",
    "heard_ms": "Milliseconds of narration that were heard, at normal speed.",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it leaves: ``rest`` is the sum of the ``hidden`` rows, None where there are none or too few plays even so."""

    name: str
    period: Period
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    rest: tuple[Cell, ...] | None = None
    hidden: int = 0

    def as_dicts(self) -> list[dict[str, Cell]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def closed(period: Period, today: Any) -> Period:
    """The period without days that are not over: of a number that grows, two looks a minute apart tell of one reader."""
    return replace(period, last=min(period.last, today - timedelta(days=1)))


def meaning(column: str) -> str:
    """What a column counts, in the words of the dashboards; empty for names."""
    definition = DEFINITIONS.get(column)
    return _MEANINGS.get(column) or (definition.text if definition else "")


def days(of: Site, period: Period) -> Table:
    found = ((day.isoformat(), figures) for day, figures in site.figures_by_day(of, period).items())
    return _folded("days", period, ("day",), (((day,), figures) for day, figures in found))


def _by(dimension: str) -> Callable[[Site, Period], Table]:
    def answer(of: Site, period: Period) -> Table:
        groups = site.breakdown(of, period).by(dimension)
        return _folded(f"{dimension}s", period, (dimension,), (((group.value,), group.figures) for group in groups))

    return answer


def articles(of: Site, period: Period) -> Table:
    """The most played ones first."""
    rows, _ = articles_reports.articles(of, period, articles_reports.Choice(), MOST_ARTICLES)
    named = (
        ((row.article.pk, row.article.url, row.article.title, row.article.language, row.article.level), row.figures)
        for row in rows
    )
    return _folded("articles", period, ("id", "url", "title", "language", "level"), named)


def narrations(of: Site, period: Period) -> Table:
    """How many articles are in which state of being narrated, whatever the period."""
    found = health.voiced(of)
    rows = (("all", found.articles), *sorted(found.states.items()))
    return Table("narrations", period, ("state", "articles"), tuple(rows))


def refusals(of: Site, period: Period) -> Table:
    """Messages of pages that were not counted: nothing of readers is known of them."""
    rows = tuple((each.reason, each.label, each.count) for each in health.refused(of, period))
    return Table("refusals", period, ("reason", "meaning", "beacons"), rows)


def sentences(article: Article, period: Period) -> Table:
    """How many heard each sentence of what the article says now. Where fewer are left than are told, cells are empty."""
    columns = ("sentence", "text", "listeners", "replays")
    heard = article_reports.recordings(article, period)
    shown = article_reports.shown(heard, article)
    if shown is None:
        return Table("sentences", period, columns, ())
    curve, _ = article_reports.together(shown, heard)
    texts = _texts(shown.recording)
    if curve.plays < settings.EXPORT_FEWEST:
        return Table("sentences", period, columns, (), hidden=len(texts))
    rows = []
    for at, (text, listeners, replays) in enumerate(zip(texts, curve.listeners, curve.replays, strict=True), start=1):
        told = listeners >= settings.EXPORT_FEWEST
        rows.append((at, text, listeners if told else None, replays if told else None))
    return Table("sentences", period, columns, tuple(rows), hidden=sum(row[2] is None for row in rows))


TABLES: Final[Mapping[str, Callable[[Site, Period], Table]]] = {
    "days": days,
    "articles": articles,
    "levels": _by("level"),
    "languages": _by("language"),
    "voices": _by("voice"),
    "devices": _by("device"),
    "sources": _by("source"),
    "narrations": narrations,
    "refusals": refusals,
}
LABELS: Final = {
    "days": "Days",
    "articles": "Articles",
    "levels": "Reading levels",
    "languages": "Languages",
    "voices": "Voices",
    "devices": "Devices",
    "sources": "What was started from",
    "narrations": "Articles by the state of their narration",
    "refusals": "Beacons that were not counted",
}


def _folded(
    name: str, period: Period, keys: tuple[str, ...], groups: Iterable[tuple[tuple[Cell, ...], Figures]]
) -> Table:
    folded = fold(groups, settings.EXPORT_FEWEST)
    rows = tuple((*key, *_cells(figures)) for key, figures in folded.shown)
    rest = (*(None for _ in keys), *_cells(folded.rest)) if folded.rest else None
    return Table(name, period, (*keys, *FIGURES), rows, rest, folded.hidden)


def _cells(figures: Figures) -> tuple[Cell, ...]:
    return tuple(getattr(figures, name) for name in FIGURES)


def _texts(recording: Any) -> list[str]:
    blocks = recording.content.blocks
    units = {at: Utf16(block.text) for at, block in enumerate(blocks)}
    return [
        blocks[block].text[units[block].from16(start) : units[block].from16(end)]
        for block, start, end, *_ in recording.sentences
    ]
