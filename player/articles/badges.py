"""Badges: what a page that leads to articles may say of them. How long each is, in which languages and levels, and whether it is ready.

``GET /v1/sites/{key}/badges?url=…&url=…``, one request for a whole front page. Nothing is spoken for it and nothing noted.
"""

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urljoin

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, JsonResponse

from player.articles.addresses import key_of
from player.articles.models import Address, Article
from player.sites.access import for_pages_of_site
from player.sites.models import Site
from player.sites.problems import Problem
from synthesis.models import Narration

MOST: Final = 60
SECONDS: Final = 60
_VOICED: Final = (Narration.State.READY, Narration.State.HELD)


@for_pages_of_site("GET", "HEAD")
def badges(request: HttpRequest, site: Site) -> HttpResponse:
    """A badge for each address that is asked for, in that order; an address may leave the page's own origin out."""
    urls = request.GET.getlist("url")
    if not 0 < len(urls) <= MOST:
        raise Problem("bad-request", f"Between 1 and {MOST} addresses can be asked for at once; these are {len(urls)}.")
    origin = request.headers.get("Origin", "")
    keys = {url: _key(origin, url) for url in urls}
    found = _articles(site, keys.values())
    versions = _versions(site, found.values())
    told = [
        {"url": url, "versions": versions.get(found[key].pk, [])} if key in found else {"url": url, "versions": []}
        for url, key in keys.items()
    ]
    response = JsonResponse({"version": 1, "badges": told})
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    return response


def _key(origin: str, url: str) -> str:
    try:
        return key_of(urljoin(origin, url))
    except ValueError as error:
        raise Problem("bad-request", str(error)) from error


def _articles(site: Site, keys: Iterable[str]) -> dict[str, Article]:
    """The articles at these addresses, by the addresses' keys."""
    rows = Address.objects.filter(site=site, key__in=list(keys)).select_related("article__content")
    return {row.key: row.article for row in rows}


def _versions(site: Site, articles: Iterable[Article]) -> dict[int, list[dict[str, Any]]]:
    """What is told of each article, and of the other versions of its story; its own version comes first."""
    asked = list(articles)
    stories = {article.story_id for article in asked if article.story_id}
    others = list(
        Article.objects.filter(site=site, story__in=stories).select_related("content").order_by("language", "level")
    )
    lengths = _lengths(site, [*asked, *others])
    return {
        article.pk: [
            _told(each, lengths.get(each.pk, 0))
            for each in (article, *(one for one in others if one.story_id == article.story_id and one.pk != article.pk))
        ]
        for article in asked
    }


def _told(article: Article, duration_ms: int) -> dict[str, Any]:
    ready = {"state": "ready", "duration_ms": duration_ms} if duration_ms else {"state": "unknown"}
    return {"url": article.url, "language": article.language, "level": article.level, **ready}


def _lengths(site: Site, articles: Iterable[Article]) -> dict[int, int]:
    """How long the articles that are ready last in the site's voices for them, in ms, by article."""
    by_id = {article.pk: article for article in articles}
    rows = Narration.objects.filter(
        content__in={article.content_id for article in by_id.values()}, lexicon=site.lexicon_id, state__in=_VOICED
    ).values_list("content_id", "engine", "voice", "duration_ms")
    spoken = {(content, engine, voice): duration_ms for content, engine, voice, duration_ms in rows}
    # Once, not for each article.
    prefetch_related_objects([site], "voices", "layouts")
    lengths = {}
    for pk, article in by_id.items():
        voice = site.voice_for(article.language, article.url)
        lengths[pk] = spoken.get((article.content_id, voice.engine, voice.name), 0)
    return lengths
