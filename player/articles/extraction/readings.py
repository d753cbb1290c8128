"""Reading: what is read of a page, and what is not and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import turbohtml

from player.articles.extraction import unconfigured
from player.articles.extraction.collecting import Collected, collect
from player.articles.extraction.facts import facts_of
from player.articles.extraction.hints import annotate
from player.articles.extraction.pages import Page, parse
from player.articles.extraction.rules import Rules
from player.articles.extraction.selections import Selection, select
from player.articles.extraction.skipping import Skipped, as_skipped, unread
from synthesis.text.blocks import Block, clean
from synthesis.text.fingerprints import fingerprint

_MARKED: Final = '[data-readalong-lang]:not([data-readalong-lang=""]),[lang]:not([lang=""])'


@dataclass(frozen=True, slots=True)
class Reading:
    """``blocks`` in reading order, empty where the page is no article; ``skipped`` in the page's order.

    ``language`` is empty where the page names none. ``address`` is the page's own for itself, ``alternates`` those of its other
    versions.
    """

    title: str
    language: str
    level: str
    story: str
    address: str
    alternates: tuple[str, ...]
    blocks: tuple[Block, ...]
    skipped: tuple[Skipped, ...]
    fingerprint: str


def read_page(html: str, url: str, rules: Rules | None, *, emphasis: bool = False) -> Reading:
    """What is read of the page ``html`` that stands at ``url``: by a layout's rules, or found without any where there are none.

    ``emphasis`` is as in `Rules`, for pages without a layout.
    """
    return perusal(parse(html, url), rules, emphasis=emphasis).reading


@dataclass(frozen=True, slots=True)
class Perusal:
    """A reading, and how it came about. ``unread`` are the elements that are not read, in the page's order, and why."""

    page: Page
    selection: Selection
    collected: Collected
    unread: tuple[tuple[turbohtml.Element, str], ...]
    reading: Reading


def perusal(page: Page, rules: Rules | None, *, emphasis: bool = False) -> Perusal:
    """The page, read as `read_page` does."""
    selection = unconfigured.select(page) if rules is None else select(page, rules)
    collected = collect(selection)
    annotate(collected.drafts, stressed=rules.emphasis if rules else emphasis)
    left_out = tuple(_unread(page, selection, collected))
    return Perusal(page, selection, collected, left_out, _reading(page, collected, left_out, rules or Rules()))


def _reading(
    page: Page, collected: Collected, left_out: tuple[tuple[turbohtml.Element, str], ...], rules: Rules
) -> Reading:
    blocks = tuple(draft.finished() for draft in collected.drafts)
    facts = facts_of(page.soup, page.url, language=rules.language, level=rules.level, story=rules.story)
    language = facts.language or _language_of(collected)
    return Reading(
        title=_title(page, blocks),
        language=language,
        level=facts.level,
        story=facts.story,
        address=facts.canonical or facts.url,
        alternates=tuple(each.url for each in facts.alternates),
        blocks=blocks,
        skipped=tuple(as_skipped(element, rule) for element, rule in left_out),
        fingerprint=fingerprint(language, blocks) if blocks else "",
    )


def _title(page: Page, blocks: tuple[Block, ...]) -> str:
    if blocks and blocks[0].kind == "title":
        return blocks[0].text
    title = page.document.select_one("title")
    return clean(title.text) if title else ""


def _language_of(collected: Collected) -> str:
    if not collected.drafts:
        return ""
    marked = collected.drafts[0].element.closest(_MARKED)
    return str(marked.attrs.get("data-readalong-lang") or marked.attrs["lang"]).strip() if marked else ""


def _unread(page: Page, selection: Selection, collected: Collected) -> Iterator[tuple[turbohtml.Element, str]]:
    """What is not read, in the page's order: each element that a rule speaks against, and what no rule speaks for."""
    body = page.document.select_one("body")
    passed = {element.node: rule for element, rule in selection.skipped.items()} | collected.skipped
    read = [*(root.node for root in selection.roots), *(run.node for draft in collected.drafts for run in draft.runs)]
    return unread(body, read, passed) if body else iter(())
