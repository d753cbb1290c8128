"""A demonstration month: made-up readers of the magazine, at a site of its own that no page can use and that every dashboard marks.

What is made up are playback sessions; their sums are made by the same roll-ups as real ones. Each day is drawn from its date, so that
it is the same wherever and whenever it is made, and a later start only adds the days that have passed since.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from html import escape
from pathlib import Path
from random import Random
from typing import Final, TypeVar
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from player.articles import arrivals
from player.articles.models import Article, Delivery, Story, Word
from player.engagement import rollups
from player.engagement.models import ArticleDay, ChangedDay, LauncherView, PlaybackSession, Recording
from player.engagement.ranges import Ranges
from player.sites.models import Member, Site
from readalong_site.magazine import articles as magazine
from synthesis.models import Content
from synthesis.rights import Role
from synthesis.text.blocks import Block
from synthesis.text.offsets import Utf16
from synthesis.text.sentences import split_sentences

_T = TypeVar("_T")

SITE_KEY: Final = "periwinkle-month"
DAYS: Final = 56  # Four weeks, and the four before to compare them with.
_ORIGIN: Final = "https://periwinkle.example"
_BODIES: Final = Path(settings.BASE_DIR) / "templates/magazine/articles"
_TEMPLATE: Final = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)

_A_DAY: Final = 70  # Plays of a weekday in the beginning.
_GROWTH: Final = 0.006  # A day.
_BY_WEEKDAY: Final = (1.0, 1.1, 1.15, 1.05, 0.85, 0.4, 0.5)
_VIEWS_A_PLAY: Final = 2.6
_FINISHING: Final = {"1": 0.70, "2": 0.57, "3": 0.41}
_DEVICES: Final = (("tablet", 0.46), ("desktop", 0.33), ("phone", 0.21))
_SOURCES: Final = (("launcher", 0.87), ("badge", 0.09), ("sentence", 0.04))
_RATES: Final = ((90, 0.62), (100, 0.2), (75, 0.11), (125, 0.07))
_MS_A_LETTER: Final = 62
_PAUSE_MS: Final = 450
# The text was edited so many days ago, and one paragraph was taken out.
_EDITED: Final = "thinking-with-eight-arms"
_EDITED_AGO: Final = timedelta(days=12)


@dataclass(frozen=True, slots=True)
class _Told:
    """An article as it was told until a day, how readily it is chosen, and the sentence that many give up at."""

    article: Article
    recording: Recording
    until: date
    weight: float
    hard: int


def seed_month(members: Sequence[User] = ()) -> Site:
    """The site with all days up to yesterday, seen by these people."""
    site = _site(members)
    told = _told(site)
    made = set(ArticleDay.objects.filter(site=site).values_list("day", flat=True).distinct())
    for back in range(DAYS, 0, -1):
        day = site.today() - timedelta(days=back)
        if day not in made:
            _make_day(site, day, told)
    return site


@transaction.atomic
def _site(members: Sequence[User]) -> Site:
    site, created = Site.objects.get_or_create(
        key=SITE_KEY, defaults={"name": "Periwinkle, a demonstration month", "demonstration": True}
    )
    if created:
        for layout in magazine.LAYOUT:
            site.layouts.create(
                name=layout.url_pattern,
                url_pattern=layout.url_pattern,
                allow="\n".join(layout.allow),
                deny="\n".join(layout.deny),
                title=layout.title,
                level=layout.level,
            )
    for user in members:
        Member.objects.get_or_create(site=site, user=user, defaults={"role": Role.OWNER})
    return site


def _told(site: Site) -> tuple[_Told, ...]:
    return tuple(each for rank, source in enumerate(magazine.ARTICLES) for each in _told_of(site, source, rank))


def _told_of(site: Site, source: magazine.Article, rank: int) -> Iterator[_Told]:
    article = _article(site, source)
    weight, chance = 1 / (1.4 + rank * 0.55), Random(source.slug)  # noqa: S311 -- Made-up readers.
    edited = site.today() - _EDITED_AGO
    if source.slug == _EDITED:
        before = Content.objects.keep(article.language, _with_more(article.content.blocks))
        yield _Told(article, _recording(before), edited, weight, 7)
        _note_edit(article, before, edited)
    recording = _recording(article.content)
    hard = chance.randrange(len(recording.sentences) // 4, len(recording.sentences) * 3 // 4)
    yield _Told(article, recording, date.max, weight, hard)


def _article(site: Site, source: magazine.Article) -> Article:
    article = arrivals.keep(site, _ORIGIN + source.path, _page_of(source))
    if source.story:
        article.story, _ = Story.objects.get_or_create(site=site, key=f"story {source.story}")
        article.save(update_fields=("story",))
    return article


def _page_of(source: magazine.Article) -> str:
    """The article's page without the magazine around it."""
    body = _TEMPLATE.sub("", (_BODIES / f"{source.slug}.html").read_text())
    return (
        f'<!doctype html><html lang="{source.language}"><head><title>{escape(source.title)}</title>'
        f'<meta name="reading-level" content="{source.level}"></head><body><article class="story">'
        f'<h1>{escape(source.title)}</h1><div class="story-body">{body}</div></article></body></html>'
    )


def _with_more(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The text before its edit: a paragraph longer."""
    more = Block(
        "paragraph",
        "A neuron is a cell that can be as thin as a hair and as long as your leg. It has a head, a tail, and branches like a tree "
        "in winter. Signals run through it as small storms of salt.",
    )
    return (*blocks[:5], more, *blocks[5:])


def _note_edit(article: Article, before: Content, edited: date) -> None:
    noon = timezone.make_aware(datetime.combine(edited, time(10, 20)))
    first, _ = Delivery.objects.get_or_create(article=article, content=before, defaults={"word": Word.SERVICE})
    Delivery.objects.filter(pk=first.pk).update(adopted_at=noon - timedelta(days=DAYS))
    Delivery.objects.filter(article=article, content=article.content).update(adopted_at=noon)


def _recording(content: Content) -> Recording:
    """A recording that was never made: its sentences take as long as they have letters."""
    sentences: list[list[int]] = []
    at = 0
    for number, block in enumerate(content.blocks):
        units = Utf16(block.text)
        for span in split_sentences(block.text, content.language):
            end = at + _MS_A_LETTER * (span.end - span.start)
            sentences.append([number, units.to16(span.start), units.to16(span.end), at, end])
            at = end + _PAUSE_MS
    name = f"{content.fingerprint[:16]}.m4a"
    facts = {"content": content, "engine": "espeak", "voice": content.language.lower(), "audio": name}
    return Recording.objects.get_or_create(**facts, defaults={"duration_ms": at, "sentences": sentences})[0]


@transaction.atomic
def _make_day(site: Site, day: date, told: Sequence[_Told]) -> None:
    chance = Random(day.toordinal())  # noqa: S311
    then = [each for each in told if day < each.until]
    current = list({each.article.pk: each for each in reversed(then)}.values())
    age = DAYS - (site.today() - day).days
    plays = round(_A_DAY * _BY_WEEKDAY[day.weekday()] * (1 + _GROWTH * age) * chance.uniform(0.85, 1.15))
    played = [_session(site, day, each, chance) for each in _chosen(current, plays, chance)]
    views = [_view(site, day, each, chance) for each in _chosen(current, round(plays * _VIEWS_A_PLAY), chance)]
    PlaybackSession.objects.bulk_create(played, 500)
    LauncherView.objects.bulk_create(views, 500)
    changed, _ = ChangedDay.objects.get_or_create(site=site, day=day, defaults={"changing_until": timezone.now()})
    rollups.rebuild(changed.pk)


def _chosen(told: Sequence[_Told], count: int, chance: Random) -> list[_Told]:
    return chance.choices(told, [each.weight for each in told], k=count)


def _session(site: Site, day: date, told: _Told, chance: Random) -> PlaybackSession:
    recording = told.recording
    heard = _sentences_heard(told, chance)
    heard_ms = recording.duration_ms if heard == len(recording.sentences) else recording.sentences[heard - 1][4]
    again = chance.choices(range(heard), k=1) if chance.random() < 0.16 else []
    if heard > told.hard and chance.random() < 0.12:
        again.append(told.hard)
    began = timezone.make_aware(datetime.combine(day, time(7)), site.zone) + timedelta(
        minutes=chance.triangular(0, 780, 150)
    )
    ranges: Ranges = ((0, heard_ms),)
    return PlaybackSession(
        id=_id(chance),
        site=site,
        day=day,
        article=told.article,
        content=recording.content,
        recording=recording,
        duration_ms=recording.duration_ms,
        heard=ranges,
        heard_ms=heard_ms,
        sentences=((0, heard),),
        rate=_one_of(_RATES, chance),
        replays={str(sentence): again.count(sentence) for sentence in again},
        replayed=len(again),
        source=_one_of(_SOURCES, chance),
        device=_one_of(_DEVICES, chance),
        at_ms=heard_ms,
        started_at=began,
        seen_at=began + timedelta(milliseconds=heard_ms),
    )


def _sentences_heard(told: _Told, chance: Random) -> int:
    """How many sentences a reader hears: all, or up to where patience ends, which is early, or at the hard one."""
    count = len(told.recording.sentences)
    if chance.random() < _FINISHING.get(told.article.level, 0.5):
        return count
    if chance.random() < 0.3:
        return told.hard + 1
    return 1 + int((count - 1) * chance.random() ** 1.7)


def _view(site: Site, day: date, told: _Told, chance: Random) -> LauncherView:
    device = _one_of(_DEVICES, chance)
    return LauncherView(
        id=_id(chance), site=site, day=day, article=told.article, recording=told.recording, device=device
    )


def _id(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def _one_of(shares: Sequence[tuple[_T, float]], chance: Random) -> _T:
    values, weights = zip(*shares, strict=True)
    found: _T = chance.choices(values, weights)[0]
    return found
