"""Reading: what is read of a page, and what is not and why."""

from dataclasses import dataclass

from player.articles.extraction.collecting import Collected, collect
from player.articles.extraction.hints import annotate
from player.articles.extraction.pages import Page, parse
from player.articles.extraction.rules import Rules
from player.articles.extraction.selections import Selection, select
from player.articles.extraction.skipping import Skipped, skipped, unread
from synthesis.text.blocks import Block, clean
from synthesis.text.fingerprints import fingerprint


@dataclass(frozen=True, slots=True)
class Reading:
    """``blocks`` in reading order, empty where the page is no article; ``skipped`` in the page's order.

    ``language`` is empty where the page names none. ``address`` is the page's own for itself.
    """

    title: str
    language: str
    level: str
    story: str
    address: str
    blocks: tuple[Block, ...]
    skipped: tuple[Skipped, ...]
    fingerprint: str


def read_page(html: str, url: str, rules: Rules) -> Reading:
    """What is read of the page ``html`` that stands at ``url``, by a layout's rules."""
    page = parse(html, url)
    return _reading(page, select(page, rules), rules)


def _reading(page: Page, selection: Selection, rules: Rules) -> Reading:
    collected = collect(selection)
    annotate(collected.drafts, stressed=rules.emphasis)
    language = rules.language or _language_of(collected)
    blocks = tuple(draft.finished() for draft in collected.drafts)
    return Reading(
        title=_title(page, blocks),
        language=language,
        level="",
        story="",
        address=page.url,
        blocks=blocks,
        skipped=tuple(_skipped(page, collected)),
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
    marked = collected.drafts[0].element.closest('[lang]:not([lang=""])')
    return str(marked.attrs["lang"]).strip() if marked else ""


def _skipped(page: Page, collected: Collected) -> list[Skipped]:
    entries = [entry for node, rule in collected.skipped.items() if rule and (entry := skipped(node, rule))]
    body = page.document.select_one("body")
    read = {run.node for draft in collected.drafts for run in draft.runs}
    return entries + (unread(body, read, collected.skipped) if body else [])
