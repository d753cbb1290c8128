"""Facts: what a page says of itself beside its text: language, reading level, story, its address and its other versions.

The twin of ``static/player/facts.js``; both run ``tests/vectors/facts.json``. The rules are those of ``player/sites/rules.py``.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from player.sites.rules import HOLE, Rule
from synthesis.text.blocks import clean
from synthesis.text.languages import is_tag
from synthesis.text.url_patterns import covers, host_and_path

LONGEST_LEVEL: Final = 40
LONGEST: Final = 200
MOST_ALTERNATES: Final = 50
# Of several things that a page describes, its article goes before the site and the trail of links that leads to it.
_ARTICLE: Final = re.compile(r"(Article|Posting|Report|Story|CreativeWork)$")
_DEEPEST: Final = 50  # Things within things in JSON-LD.


@dataclass(frozen=True, slots=True)
class Alternate:
    """Another version of the page, as it names it: ``<link rel=alternate hreflang>``."""

    language: str
    url: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is not known is empty. ``canonical`` is what the page says its address is, whatever origin that has."""

    url: str
    canonical: str
    language: str
    level: str
    story: str
    alternates: tuple[Alternate, ...]
    signature: str


def facts_of(
    page: BeautifulSoup,
    url: str,
    *,
    language: Iterable[Rule] = (),
    level: Iterable[Rule] = (),
    story: Iterable[Rule] = (),
) -> Facts:
    """The facts of the page that was opened at ``url``, by the rules of its layout and by our own attributes."""
    return Facts(
        url=urldefrag(url).url,
        canonical=_target(page.select_one('link[rel~="canonical" i][href]'), url),
        language=_found(language, page, url, is_tag),
        level=_found((_stated("level"), *level), page, url, _within(LONGEST_LEVEL)),
        story=_found((_stated("story"), *story), page, url, _within(LONGEST)),
        alternates=tuple(_alternates(page, url))[:MOST_ALTERNATES],
        signature=_found((_stated("signature"),), page, url, _within(LONGEST)),
    )


def rule_of(fact: str, rules: Iterable[Rule], page: BeautifulSoup, url: str) -> Rule | None:
    """The rule by which the page's ``language``, ``level`` or ``story`` is found; none where no rule finds it."""
    stated = () if fact == "language" else (_stated(fact),)
    is_fit = is_tag if fact == "language" else _within(LONGEST_LEVEL if fact == "level" else LONGEST)
    return next((rule for rule in (*stated, *rules) if _found((rule,), page, url, is_fit)), None)


def _stated(name: str) -> Rule:
    """The page's own word for a fact, by our attribute."""
    return Rule("css", f"[data-readalong-{name}]", f"data-readalong-{name}")


def _within(most: int) -> Callable[[str], bool]:
    return lambda text: len(text) <= most


def _found(rules: Iterable[Rule], page: BeautifulSoup, url: str, is_fit: Callable[[str], bool]) -> str:
    """What the first rule finds that finds anything fit to be used."""
    for rule in rules:
        text = _FINDERS[rule.source](rule, page, url)
        value = "" if text is None else clean(rule.value or text)
        if value and is_fit(value):
            return value
    return ""


def _target(link: Tag | None, url: str) -> str:
    """Where a link leads, without fragment; empty where that is no page."""
    href = str(link["href"]).strip() if link else ""
    try:
        target = urldefrag(urljoin(url, href)).url if href else ""
        return target if urlsplit(target).scheme in ("http", "https") and urlsplit(target).hostname else ""
    except ValueError:
        return ""


def _alternates(page: BeautifulSoup, url: str) -> Iterator[Alternate]:
    for link in page.select('link[rel~="alternate" i][hreflang][href]'):
        language, target = str(link["hreflang"]), _target(link, url)
        if target and is_tag(language):
            yield Alternate(language, target)


def _fixed(rule: Rule, page: BeautifulSoup, url: str) -> str | None:
    return ""


def _by_selector(rule: Rule, page: BeautifulSoup, url: str) -> str | None:
    element = page.select_one(rule.subject)
    if element is None:
        return None
    value = element.get(rule.attribute or "content")
    if rule.attribute and value is None:
        return None
    return element.get_text() if value is None else _text(value)


def _text(attribute: Any) -> str:
    """An attribute's value; BeautifulSoup gives those of some as lists."""
    return attribute if isinstance(attribute, str) else " ".join(attribute)


def _by_meta(rule: Rule, page: BeautifulSoup, url: str) -> str | None:
    named = rule.subject.lower()
    for meta in page.select("meta[content]"):
        if named in (_text(meta.get(name, "")).lower() for name in ("name", "property", "itemprop")):
            return _text(meta["content"])
    return None


def _by_address(rule: Rule, page: BeautifulSoup, url: str) -> str | None:
    """The part of the address that stands where the pattern has {}; empty where the pattern has none and covers it."""
    host, path = host_and_path(url)
    pattern = rule.pattern
    text = path if pattern.startswith("/") else host + path
    before, hole, after = pattern.partition(HOLE)
    if not hole:
        return "" if covers(pattern, text) else None
    start = before.rfind("/") + 1
    head, (tail, slash, rest) = before[start:], after.partition("/")
    for part in re.finditer(r"[^/]+", text):
        bounded = len(part[0]) > len(head) + len(tail) and part[0].startswith(head) and part[0].endswith(tail)
        if bounded and covers(before[:start], text[: part.start()]) and covers(slash + rest, text[part.end() :]):
            return _decoded(part[0][len(head) : len(part[0]) - len(tail)])
    return None


def _decoded(text: str) -> str:
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        return text


def _by_parameter(rule: Rule, page: BeautifulSoup, url: str) -> str | None:
    parameters = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    return next((value for name, value in parameters if name == rule.subject), None)


def _by_linked_data(rule: Rule, page: BeautifulSoup, url: str) -> str | None:
    for thing in _described(page):
        at: Any = thing
        for key in rule.subject.split("."):
            at = _first(at)
            at = at.get(key) if isinstance(at, dict) else None
        if text := _text_of(at):
            return text
    return None


def _described(page: BeautifulSoup) -> list[dict[str, Any]]:
    """The things that the page's JSON-LD describes, articles first."""
    things: list[dict[str, Any]] = []
    for script in page.select('script[type="application/ld+json" i]'):
        try:
            things += _flat(json.loads(script.string or ""))
        except (ValueError, RecursionError):
            continue
    return sorted(things, key=lambda thing: not _is_article(thing))


def _flat(thing: Any, depth: int = 0) -> list[dict[str, Any]]:
    if depth > _DEEPEST:
        return []
    if isinstance(thing, list):
        return [each for one in thing for each in _flat(one, depth + 1)]
    return [thing, *_flat(thing.get("@graph"), depth + 1)] if isinstance(thing, dict) else []


def _is_article(thing: dict[str, Any]) -> bool:
    types = thing.get("@type")
    return any(_ARTICLE.search(str(each)) for each in (types if isinstance(types, list) else [types]))


def _first(value: Any) -> Any:
    return (value[0] if value else None) if isinstance(value, list) else value


def _text_of(value: Any, depth: int = 0) -> str | None:
    """The text of a JSON-LD value; of a thing, its short name before its name."""
    one = _first(value)
    if isinstance(one, str):
        return one
    if isinstance(one, (int, float)) and not isinstance(one, bool) and one == int(one):
        return str(int(one))
    if not isinstance(one, dict) or depth > _DEEPEST:
        return None
    named = (one[key] for key in ("@value", "alternateName", "name") if one.get(key) is not None)
    return _text_of(next(named, None), depth + 1)


_Finder = Callable[[Rule, BeautifulSoup, str], str | None]
_FINDERS: Final[dict[str, _Finder]] = {
    "fixed": _fixed,
    "css": _by_selector,
    "meta": _by_meta,
    "url": _by_address,
    "query": _by_parameter,
    "json-ld": _by_linked_data,
}
