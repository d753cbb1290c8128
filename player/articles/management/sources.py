"""Sources: what ``manage.py narrate`` is told to narrate, as content, and who reads it."""

import sys
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.text import slugify

from player.articles import addresses
from player.articles.documents import read_page, read_text
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
    if urlsplit(name).scheme in ("http", "https"):
        return _known_article(name, site)
    text = _read(name)
    is_page = Path(name).suffix.lower() in (".html", ".htm", ".xhtml") or text.lstrip().startswith("<")
    document = read_page(text) if is_page else read_text(text)
    if not document.blocks:
        where = "It has no <article> or <main> with text in it" if is_page else "It is empty"
        raise CommandError(f"There is nothing to read in {name}. {where}.")
    language = options["language"] or document.language or DEFAULT_LANGUAGE
    stem = "narration" if name == "-" else Path(name).stem
    return Source(stem, Content.objects.keep(language, document.blocks), site)


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


def _known_article(url: str, site: Site | None) -> Source:
    named = Address.objects.filter(key=addresses.key_of(url)).exclude(source=Address.Source.READER)
    articles = Article.objects.filter(addresses__in=named).select_related("site__lexicon", "content")
    found = list(articles.filter(site=site) if site else articles)
    if not found:
        raise CommandError(
            f"No site knows an article at {url}. Pages are not fetched: save the page and give its file, or open it once in a browser "
            "where the tag delivers it."
        )
    if len(found) > 1:
        keys = ", ".join(sorted(article.site.key for article in found))
        raise CommandError(f"Several sites know {url}: {keys}. Name one with --site.")
    article = found[0]
    name = slugify(PurePosixPath(urlsplit(url).path).stem) or "article"
    return Source(name, article.content, article.site, article.url)


def _read(name: str) -> str:
    try:
        return (sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()).decode("utf-8-sig")
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{name} is not UTF-8: byte {error.start}. Convert it first.") from error
