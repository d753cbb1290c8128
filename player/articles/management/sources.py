"""Sources: what ``manage.py narrate`` is told to narrate, as content, and who reads it."""

import sys
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.text import slugify

from player.articles import addresses, arrivals
from player.articles.documents import Document, read_saved_page, read_text
from player.articles.feeds.models import origins_of
from player.articles.fetching import FetchError, fetch, origin_of
from player.articles.models import Address, Article
from player.sites.models import Site
from synthesis import engines
from synthesis.models import Content
from synthesis.text.voices import Voice

DEFAULT_LANGUAGE: Final = "en-US"


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be narrated. ``name`` is what the files are called, ``url`` the page's address, empty for a file."""

    name: str
    content: Content
    site: Site | None
    url: str = ""


def source_of(options: dict[str, Any]) -> Source:
    site = _site(options["site"])
    name = options["source"]
    if name.startswith(("http://", "https://")):
        return _of_address(name, site, options["language"])
    text = _read(name)
    is_page = Path(name).suffix.lower() in (".html", ".htm", ".xhtml") or text.lstrip().startswith("<")
    content = _content(name, read_saved_page(text) if is_page else read_text(text), options["language"])
    return Source("narration" if name == "-" else Path(name).stem, content, site)


def voice_for(source: Source, engine: str, name: str) -> Voice:
    """The voice that was asked for, else the site's, else the engine's first for the language."""
    language = source.content.language
    if name:
        return engines.find_voice(engine or settings.DEFAULT_ENGINE, name)
    if source.site and not engine:
        return source.site.voice_for(language, source.url)
    return engines.default_voice(engine or settings.DEFAULT_ENGINE, language)


def _site(key: str) -> Site | None:
    site = Site.objects.filter(key=key).first() if key else None
    if key and site is None:
        raise CommandError(f"There is no site {key!r}. Check the key, or leave --site out for the global lexicon.")
    return site


def _content(name: str, document: Document, language: str) -> Content:
    if not document.blocks:
        raise CommandError(
            f"There is nothing to read in {name}: no text, or as a page no article, and no <article> or <main> with text in it."
        )
    return Content.objects.keep(language or document.language or DEFAULT_LANGUAGE, document.blocks)


def _of_address(url: str, site: Site | None, language: str) -> Source:
    """The page at this address: as its site knows it already, or fetched now, from the site or from anywhere public."""
    try:
        origin_of(url)
        name = slugify(PurePosixPath(urlsplit(url).path).stem) or "article"
        if article := _known_article(url, site):
            return Source(name, article.content, article.site, article.url)
        site = site or _site_of(url)
        page = fetch(url, origins_of(site) if site else None)
        if site is None:
            return Source(name, _content(url, read_saved_page(page.html, page.url), language), None, page.url)
        article = arrivals.keep(site, page.url, page.html)
    except FetchError as error:
        raise CommandError(str(error)) from error
    except arrivals.NothingToRead as error:
        raise CommandError(f"{url} was not narrated for the site {site}. {error}") from error
    return Source(name, article.content, article.site, article.url)


def _site_of(url: str) -> Site | None:
    """The site whose origin the address has."""
    found = [site for site in Site.objects.all() if origin_of(url) in origins_of(site)]
    if len(found) > 1:
        raise CommandError(f"{url} is of several sites: {', '.join(site.key for site in found)}. Name one with --site.")
    return found[0] if found else None


def _known_article(url: str, site: Site | None) -> Article | None:
    named = Address.objects.filter(key=addresses.key_of(url)).exclude(source=Address.Source.READER)
    articles = Article.objects.filter(addresses__in=named).select_related("site__lexicon", "content")
    found = list(articles.filter(site=site) if site else articles)
    if len(found) > 1:
        keys = ", ".join(sorted(article.site.key for article in found))
        raise CommandError(f"Several sites know {url}: {keys}. Name one with --site.")
    return found[0] if found else None


def _read(name: str) -> str:
    try:
        return (sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()).decode("utf-8-sig")
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{name} is not UTF-8: byte {error.start}. Convert it first.") from error
