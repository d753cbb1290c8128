"""Readings: which articles some changes of rules may concern, in which voice, those in use first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone

from player.articles.models import Article
from player.sites.models import Site
from synthesis.models import Change, Lexeme, Narration, Wording
from synthesis.text.folding import fold
from synthesis.text.url_patterns import canonical, matches

IN_USE: Final = timedelta(days=30)
# So many words are searched for in the database; of more, every article is looked at.
_MOST_SEARCHED: Final = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """An article that says something in a voice. ``in_use`` says that somebody heard it of late; ``edition`` is the lexicon's
    with which its narration was compared.
    """

    narration: int
    edition: int
    article: int
    content: int
    site: Site
    url: str
    title: str
    engine: str
    voice: str
    in_use: bool


@dataclass(frozen=True, slots=True)
class Needles:
    """What the rules of some changes are looked for by: folded text that stands in whatever they can match."""

    words: tuple[str, ...]
    pages: tuple[str, ...]
    anything: bool

    @property
    def searched(self) -> bool:
        return not self.anything and len(self.words) <= _MOST_SEARCHED

    def stand_in(self, line: str) -> bool:
        """Whether one of the rules may match in this folded text."""
        return self.anything or any(word in line for word in self.words)

    def standing(self, path: str) -> Q:
        """The rows at whose wording, which lies at ``path``, one of the rules may match."""
        found = Q()
        if self.searched:
            for word in self.words:
                found |= Q(**{f"{path}__contains": word})
        return found

    def at(self, path: str) -> Q:
        """The rows whose address, which lies at ``path``, may be of the pages; nothing where a search in the database cannot tell."""
        found = Q()
        for page in map(canonical, self.pages):
            if not page.startswith("/") or "*" in page or "%" in page:
                return Q()
            found |= Q(**{f"{path}__contains": page})
        return found


def needles_of(changes: Iterable[Change], *, all_of_pages: bool = False) -> Needles:
    """What to look for: a rule matters as it was and as it will be. With ``all_of_pages``, whatever is said on the pages of rules that
    are bound to some: their narrations are others then, though they may sound the same.
    """
    some = tuple(changes)
    held = Lexeme.objects.in_bulk([each.rule for each in some if each.rule and each.before is None])
    was = [each.before or (held[each.rule].state() if each.rule in held else None) for each in some]
    states = [state for state in (*was, *(each.after for each in some)) if state and state["enabled"]]
    words = {fold(state["grapheme"]).text.strip() for state in states if not state["pattern"]}
    bound = {state["pages"] for state in states}
    # A pattern may match any text.
    anything = any(state["pattern"] or (all_of_pages and state["pages"]) for state in states)
    return Needles(tuple(sorted(words - {""})), () if "" in bound else tuple(sorted(bound)), anything)


def readings(changes: Sequence[Change], needles: Needles) -> list[Reading]:
    """The narrated articles in which the needles of the changes may stand, in their sites' voices of today: what was heard last comes
    first.
    """
    if not (needles.words or needles.anything):
        return []
    sites = _sites_of(changes)
    heard = _heard(sites.values())
    found = _found(_rows(sites, needles), sites, needles, heard)
    return sorted(found, key=lambda each: (heard.get(each.article, date.min), each.narration), reverse=True)


def _sites_of(changes: Sequence[Change]) -> dict[int, Site]:
    """The sites whose rules are others then, by their lexicon."""
    lexicons = {each.lexicon_id: each.lexicon for each in changes}.values()
    concerned = {pk for lexicon in lexicons for pk in lexicon.family().values_list("pk", flat=True)}
    sites = Site.objects.filter(lexicon__in=concerned).select_related("lexicon__parent", "account")
    return {site.lexicon_id: site for site in sites.prefetch_related("voices", "layouts")}


def _rows(sites: dict[int, Site], needles: Needles) -> "QuerySet[Any, tuple[Any, ...]]":
    # What articles say now: older texts are narrated no more.
    rows = Narration.objects.filter(
        needles.standing("content__wording__folded"),
        needles.at("content__articles__url"),
        lexicon__in=sites,
        state__in=(Narration.State.READY, Narration.State.QUEUED, Narration.State.SPEAKING),
        content__articles__site__lexicon=F("lexicon"),
    )
    return rows.values_list(
        "pk", "lexicon_edition", "lexicon", "engine", "voice", "content", "content__language",
        "content__articles__pk", "content__articles__url", "content__articles__title",
    )  # fmt: skip


def _found(
    rows: "QuerySet[Any, tuple[Any, ...]]", sites: dict[int, Site], needles: Needles, heard: dict[int, date]
) -> Iterator[Reading]:
    seen: set[tuple[Any, ...]] = set()
    voices = _Voices()
    for pk, edition, lexicon, engine, voice, content, language, article, url, title in rows:
        site, key = sites[lexicon], (article, engine, voice)
        on_pages = not needles.pages or any(matches(pages, url) for pages in needles.pages)
        if key in seen or not on_pages or voices.of(site, language, url) != (engine, voice):
            continue
        seen.add(key)
        yield Reading(pk, edition, article, content, site, url, title, engine, voice, article in heard)


class _Voices:
    """The voices of sites, looked up once a language where no layout has one of its own."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], tuple[str, str]] = {}

    def of(self, site: Site, language: str, url: str) -> tuple[str, str]:
        if any(choice.layout_id for choice in site.voices.all()):
            return self._looked_up(site, language, url)
        key = (site.pk, language)
        if key not in self._known:
            self._known[key] = self._looked_up(site, language, url)
        return self._known[key]

    @staticmethod
    def _looked_up(site: Site, language: str, url: str) -> tuple[str, str]:
        voice = site.voice_for(language, url)
        return voice.engine, voice.name


def _heard(sites: Iterable[Site]) -> dict[int, date]:
    """When articles were last listened to, of those that were of late. Days are another layer's rows: they are reached by name."""
    since = timezone.localdate() - IN_USE
    found = Article.objects.filter(site__in=list(sites), days__day__gte=since, days__plays__gt=0)
    return dict(found.annotate(heard=Max("days__day")).order_by().values_list("pk", "heard"))


def wordings(readings: Iterable[Reading]) -> dict[int, Wording]:
    """The texts of these, with their contents, by content."""
    found = Wording.objects.filter(pk__in={each.content for each in readings})
    return {each.pk: each for each in found.select_related("content")}
