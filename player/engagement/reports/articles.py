"""The articles of a site that were seen or played in a period: searched, filtered, sorted, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When, Window
from django.db.models.functions import Cast, RowNumber

from player.articles.models import Article
from player.engagement.figures import Figures, figures_of
from player.engagement.models import ArticleDay, SiteDay
from player.engagement.periods import Period
from player.engagement.reports.site import PREFIX, TOTALS
from player.engagement.sections import SECTION
from player.sites.models import Site

A_PAGE: Final = 50
# Of fewer plays, one more or less decides: such articles stand behind those that have as many.
FEWEST_PLAYS: Final = 10
MOST_SECTIONS: Final = 60


@dataclass(frozen=True, slots=True)
class Order:
    label: str
    by: tuple[Any, ...]


def _share(part: str, whole: str) -> Any:
    return Case(
        When(**{PREFIX + whole + "__gt": 0}, then=Cast(F(PREFIX + part), FloatField()) / F(PREFIX + whole)),
        default=Value(0.0),
    )


_ENOUGH: Final = Case(When(sum_plays__gte=FEWEST_PLAYS, then=1), default=0)
_PLAYED: Final = F(PREFIX + "plays").desc()
ORDERS: Final[Mapping[str, Order]] = {
    "played": Order("Most played", (_PLAYED, F(PREFIX + "completed").desc())),
    "heard": Order("Most heard", (F(PREFIX + "heard_ms").desc(), _PLAYED)),
    "finished": Order("Best finished", (_ENOUGH.desc(), _share("completed", "plays").desc(), _PLAYED)),
    "left": Order("Least finished", (_ENOUGH.desc(), _share("completed", "plays").asc(), _PLAYED)),
    "chosen": Order("Best play rate", (_ENOUGH.desc(), _share("plays", "seen").desc(), _PLAYED)),
    "newest": Order("Newest", (F("article").desc(),)),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chose to see of a site's articles; the names are those in the address."""

    q: str = ""
    language: str = ""
    level: str | None = None
    section: str = ""
    voice: str = ""
    order: str = "played"
    page: int = 1

    @property
    def narrows_articles(self) -> bool:
        """Whether it leaves out articles for what they are."""
        return bool(self.q or self.language or self.level is not None or self.section)

    @property
    def narrows(self) -> bool:
        return self.narrows_articles or bool(self.voice)

    def query(self, **changes: Any) -> str:
        """Its part of an address; on the first page where anything but the page changes."""
        chosen = replace(self, **({"page": 1} | changes))
        default = Choice()
        values = {each.name: getattr(chosen, each.name) for each in fields(chosen)}
        return urlencode({name: value for name, value in values.items() if value != getattr(default, name)})


@dataclass(frozen=True, slots=True)
class Row:
    """An article and its figures."""

    article: Article
    figures: Figures


@dataclass(frozen=True, slots=True)
class Offered:
    """What may be chosen at this site."""

    languages: tuple[str, ...]
    levels: tuple[str, ...]
    sections: tuple[str, ...]
    voices: tuple[str, ...]


def choice_of(asked: Mapping[str, str]) -> Choice:
    """What an address asks for; what makes no sense is left out."""
    number, order = asked.get("page", ""), asked.get("order", "")
    return Choice(
        q=asked.get("q", "").replace("\0", "").strip()[:200],
        language=asked.get("language", "").replace("\0", "")[:35],
        level=asked["level"].replace("\0", "")[:40] if "level" in asked and asked["level"] != "*" else None,
        section=asked.get("section", "").replace("\0", "")[:200],
        voice=asked.get("voice", "").replace("\0", "")[:60],
        order=order if order in ORDERS else "played",
        page=max(1, int(number)) if number.isascii() and number.isdecimal() and len(number) < 5 else 1,
    )


def articles(site: Site, period: Period, choice: Choice, a_page: int = A_PAGE) -> tuple[tuple[Row, ...], bool]:
    """One page of the articles in the order of the choice, and whether another page follows."""
    start = (choice.page - 1) * a_page
    # The annotations' names are known to the database only.
    grouped: Any = _days(site, period, choice).values("article").annotate(**TOTALS)
    found = list(grouped.order_by(*ORDERS[choice.order].by, "article")[start : start + a_page + 1])
    known = Article.objects.in_bulk([row["article"] for row in found[:a_page]])
    # An article may have gone between the two questions.
    rows = (Row(known[row["article"]], figures_of(row, PREFIX)) for row in found[:a_page] if row["article"] in known)
    return tuple(rows), len(found) > a_page


def tops(site: Site, period: Period, orders: Sequence[str], length: int) -> dict[str, tuple[Row, ...]]:
    """The first articles in each of these orders, from one question."""
    grouped: Any = _days(site, period, Choice()).values("article").annotate(**TOTALS)
    ranks = {f"rank_{name}": Window(RowNumber(), order_by=(*ORDERS[name].by, "article")) for name in orders}
    in_any = Q(*(Q(**{f"{rank}__lte": length}) for rank in ranks), _connector=Q.OR)
    found = list(grouped.annotate(**ranks).filter(in_any))
    known = Article.objects.in_bulk([row["article"] for row in found])
    return {
        name: tuple(
            Row(known[row["article"]], figures_of(row, PREFIX))
            for row in sorted(found, key=lambda row: int(row[f"rank_{name}"]))[:length]
            if row["article"] in known
        )
        for name in orders
    }


def offered(site: Site, period: Period) -> Offered:
    """What the articles of the period can be narrowed down to."""
    days = SiteDay.objects.filter(site=site, **period.bounds)
    parts = days.order_by().values_list("language", "level", "voice").distinct()
    languages, levels, voices = (
        (tuple(sorted(set(column))) for column in zip(*parts, strict=True)) if parts else ((), (), ())
    )
    of_site = Article.objects.filter(site=site).order_by().annotate(section=SECTION)
    sections = of_site.exclude(section="").values_list("section", flat=True).distinct()[:MOST_SECTIONS]
    return Offered(languages, levels, tuple(sorted(sections)), voices)


def _days(site: Site, period: Period, choice: Choice) -> "QuerySet[ArticleDay]":
    days = ArticleDay.objects.filter(site=site, **period.bounds)
    if choice.voice:
        days = days.filter(recording__voice=choice.voice)
    return days.filter(article__in=_wanted(site, choice).values("pk")) if choice.narrows_articles else days


def _wanted(site: Site, choice: Choice) -> "QuerySet[Article]":
    wanted: QuerySet[Any] = Article.objects.filter(site=site).order_by()
    if choice.q:
        wanted = wanted.filter(Q(title__icontains=choice.q) | Q(url__icontains=choice.q))
    if choice.language:
        wanted = wanted.filter(language=choice.language)
    if choice.level is not None:
        wanted = wanted.filter(level=choice.level)
    if choice.section:
        wanted = wanted.annotate(section=SECTION).filter(section=choice.section)
    return wanted
