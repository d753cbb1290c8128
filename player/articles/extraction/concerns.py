"""Concerns: what looks wrong about how a page is read, and where the reader's page may read it differently than the service.

The page’s twin is ``static/player/concerns.js``; both are shown the same pages by ``tests/browser/test_inspector.py``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import turbohtml
from turbohtml import Node

from player.articles.extraction.drafts import Draft
from player.articles.extraction.readings import Perusal
from player.articles.extraction.rules import Rules
from player.articles.extraction.selections import TITLE, matches, shown
from synthesis.text.blocks import clean

FEW_WORDS: Final = 40
NEARLY_ALL: Final = 0.9
MOSTLY: Final = 0.8
SEVERAL: Final = 3
AROUND: Final = (
    "nav,[role=navigation],[role=banner],[role=contentinfo],[role=complementary],[role=search],body > header,body > footer,"
    "body > aside"
)
_NOT_FREE: Final = re.compile(r'"isAccessibleForFree"\s*(?::|content=)\s*"?false\b', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Concern:
    """``kind`` is what it is about; ``difference`` whether it is one between page and service, and perhaps none at all."""

    kind: str
    says: str
    difference: bool = False


def concerns(found: Perusal, rules: Rules | None) -> Iterator[Concern]:
    """What somebody who looks after the layout should look at."""
    blocks = found.reading.blocks
    if not blocks:
        yield Concern("nothing", _why_nothing(found, rules))
    else:
        yield from _about_text(found, rules)
    yield from _differences(found)


def _why_nothing(found: Perusal, rules: Rules | None) -> str:
    refusal = next((rule for _, rule in found.unread if rule.startswith("no article: ")), "")
    if refusal:
        return f"Nothing is read: the page is taken for no article ({refusal.removeprefix('no article: ')})."
    if rules and not found.selection.roots:
        return "Nothing is read: none of the selectors under “read” matches anything that is shown."
    return "Nothing is read: what the selectors match holds no text beside the title."


def _about_text(found: Perusal, rules: Rules | None) -> Iterator[Concern]:
    reading, drafts = found.reading, found.collected.drafts
    words = sum(len(draft.text.split()) for draft in drafts)
    if drafts[0].kind != "title":
        yield Concern("title", "There is no title: the reading begins with the text. Choose the headline.")
    if not reading.language:
        yield Concern("language", "The page does not say its language, and no rule finds it. Name it in the layout.")
    if words < FEW_WORDS:
        yield Concern("short", f"Only {words} words are read. Is there more of the article on this page?")
    if several := _several(found, rules):
        yield Concern("several", f"{several} headlines are shown: the page may hold several articles.")
    around = [draft for draft in drafts if _is_around(draft)]
    if around:
        yield Concern("navigation", f"Text from around the article is read: “{_shortened(around[0].text)}”.")
    elif len(links := [draft for draft in drafts if _is_link(draft)]) >= SEVERAL:
        yield Concern(
            "navigation", f"{len(links)} parts that are links are read, such as “{_shortened(links[0].text)}”."
        )
    left = sum(len(clean(element.text).split()) for element, _ in found.unread)
    if rules and (_is_whole(found) or (around and words > NEARLY_ALL * (words + left))):
        yield Concern("everything", "Nearly everything on the page is read. Choose the element that holds the article.")


def _several(found: Perusal, rules: Rules | None) -> int:
    """How many headlines are shown, where it is more than one."""
    if rules is None:
        return 0
    left_out: set[Node] = {element.node for element in found.selection.skipped}
    named = {*matches(found.page, TITLE), *matches(found.page, rules.title)}
    count = sum(1 for _ in shown(named, left_out))
    return count if count > 1 else 0


def _is_around(draft: Draft) -> bool:
    return draft.element.closest(AROUND) is not None


def _is_link(draft: Draft) -> bool:
    """Whether a block is little but a link: a teaser, an entry of a menu."""
    if draft.kind in ("title", "heading"):
        return False
    linked = sum(run.length for run in draft.runs if _within_link(run.node))
    return linked > MOSTLY * len(draft.text)


def _within_link(node: Node) -> bool:
    return any(isinstance(each, turbohtml.Element) and each.tag == "a" for each in node.ancestors)


def _is_whole(found: Perusal) -> bool:
    return any(root.name in ("html", "body") for root in found.selection.roots)


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"


def _differences(found: Perusal) -> Iterator[Concern]:
    page = found.page
    if _NOT_FREE.search(page.html):
        yield Concern(
            "paywall",
            "The page says that it is not free to read: subscribers’ pages may hold more text.",
            difference=True,
        )
    if page.soup.select_one('link[rel~="stylesheet" i][href], style[media], link[rel~="preload" i][as="style" i]'):
        yield Concern(
            "styles",
            "The page links style sheets. What they hide is not read on the reader’s page, and is read here.",
            difference=True,
        )
    if any(each.tag.count("-") and not each.shadow_root for each in page.document.select("body *") if "-" in each.tag):
        yield Concern(
            "scripts",
            "The page has elements that scripts fill. Their text is known on the reader’s page only.",
            difference=True,
        )
    elif not found.reading.blocks and page.soup.select_one("script[src]"):
        yield Concern(
            "scripts", "The page may be drawn by scripts, which run on the reader’s page only.", difference=True
        )
