"""Arrivals: pages whose HTML the service has, read by their layout, kept as articles, and narrated in advance.

What readers' own pages bring comes through ``deliveries``; this is for pages that were fetched, or sent by the publisher's system.
"""

import re
from dataclasses import dataclass
from typing import Final

from player.articles.deliveries import MOST_BLOCKS, MOST_CHARACTERS
from player.articles.extraction import Reading, read_page, rules_of
from player.articles.models import Article
from player.sites.models import Layout, Site
from synthesis import pipeline, tasks
from synthesis.models import Content, Narration
from synthesis.models.narration import NarrationQuerySet, Priority

# What publishers of paywalled pages tell search engines: https://schema.org/isAccessibleForFree, in JSON-LD or as microdata.
_NOT_FREE: Final = re.compile(r'"isAccessibleForFree"\s*(?::|content=)\s*"?false\b', re.IGNORECASE)


class NothingToRead(Exception):
    """A page that is not narrated; the message says why, for staff."""


@dataclass(frozen=True, slots=True)
class Arrival:
    article: Article
    narration: Narration


def take_in_fetched(site: Site, url: str, html: str) -> Arrival:
    """As `take_in`, for a page that we fetched as a stranger: of one for subscribers we got the teaser. Raises NothingToRead."""
    if _NOT_FREE.search(html):
        raise NothingToRead("The page says that it is not free to read. Subscribers' own pages bring its text.")
    return take_in(site, url, html)


def take_in(site: Site, url: str, html: str) -> Arrival:
    """The article that the page at ``url`` is, and its narration, which is spoken when nobody else waits. Raises NothingToRead."""
    article = keep(site, url, html)
    return Arrival(article, narrate(article))


def keep(site: Site, url: str, html: str) -> Article:
    """The article that the page at ``url`` is, saying from now on what it says here. Raises NothingToRead."""
    reading = read(site, url, html)
    content = Content.objects.keep(reading.language, reading.blocks)
    article = Article.objects.note(
        site,
        url,
        reading.title[:300],
        reading.level[:40],
        content,
        story=reading.story[:200],
        canonical=reading.address,
        alternates=reading.alternates,
    )
    superseded(article).cancel()
    return article


def read(site: Site, url: str, html: str) -> Reading:
    """What is read of the page by the site's layouts, or without any where the site lets that be. Raises NothingToRead."""
    layout = site.layout_for(url)
    if layout is None and not site.unconfigured:
        raise NothingToRead("No layout matches this address.")
    reading = read_page(html, url, rules_of(layout) if layout else None, emphasis=site.can_stress)
    _check(reading, layout)
    return reading


def narrate(article: Article) -> Narration:
    """The article's narration in the voice of its site, asked for in advance."""
    site = article.site
    voice = site.voice_for(article.content.language, article.url)
    narration, call = pipeline.request(
        article.content,
        voice,
        site.lexicon,
        article.url,
        account_id=site.account_id,
        priority=Priority.BACKFILL,
    )
    if call:
        tasks.ring(narration)
    return narration


def superseded(article: Article) -> NarrationQuerySet:
    """Narrations of what this article said before, where no article of the site says it now."""
    site = article.site
    said = Narration.objects.filter(lexicon=site.lexicon_id, content__deliveries__article=article)
    return said.exclude(content__articles__site=site)


def _check(reading: Reading, layout: Layout | None) -> None:
    if not reading.blocks:
        raise NothingToRead(_why_nothing(reading, layout))
    if not reading.language:
        raise NothingToRead(
            "The page does not name its language. Name it in the layout, or in the page's lang attribute."
        )
    characters = sum(len(block.text) for block in reading.blocks)
    if len(reading.blocks) > MOST_BLOCKS or characters > MOST_CHARACTERS:
        raise NothingToRead(f"The page has {characters:,} characters; at most {MOST_CHARACTERS:,} are narrated.")


def _why_nothing(reading: Reading, layout: Layout | None) -> str:
    if layout:
        return f"The layout “{layout.name}” finds nothing to read on this page."
    refusal = next(
        (each.rule for each in reading.skipped if each.rule.startswith("no article: ")), "no article: no text"
    )
    return f"No layout matches this address, and the page is taken for {refusal}."
