"""Report: a page part by part as staff see it: what is read and by which selector, what is not and why, and what looks wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

import turbohtml
from turbohtml import Node

from player.articles.extraction.concerns import Concern, concerns
from player.articles.extraction.facts import rule_of
from player.articles.extraction.pages import Page, parse
from player.articles.extraction.readings import Perusal, Reading, perusal
from player.articles.extraction.rules import Rules
from player.articles.extraction.selections import matches
from player.articles.extraction.skipping import WANTED, path_of
from synthesis.text.blocks import clean

_LONGEST_TEXT: Final = 300
_MOST_LOOKED_AT: Final = 20_000
Purpose = Literal["read", "leave out", "title"]


@dataclass(frozen=True, slots=True)
class Part:
    """A block that is read, of its ``kind``, or an element that is not, of none. ``rule`` is the selector, or why not."""

    text: str
    words: int
    element: str
    rule: str
    kind: str = ""

    @property
    def kind_in_words(self) -> str:
        return self.kind.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Fact:
    """What the page says of itself beside its text; ``rule`` is where that stands."""

    name: str
    value: str
    rule: str


@dataclass(frozen=True, slots=True)
class Matched:
    """How many elements of the page a selector of the layout matches."""

    purpose: Purpose
    selector: str
    count: int


@dataclass(frozen=True, slots=True)
class Report:
    """``parts`` in the page's order; ``words`` are about, and so are those of all ``skipped`` parts."""

    reading: Reading
    parts: tuple[Part, ...]
    facts: tuple[Fact, ...]
    matched: tuple[Matched, ...]
    concerns: tuple[Concern, ...]

    @property
    def words(self) -> int:
        return sum(part.words for part in self.parts if part.kind)

    @property
    def skipped(self) -> int:
        return sum(part.words for part in self.parts if not part.kind)


def report(html: str, url: str, rules: Rules | None, *, emphasis: bool = False) -> Report:
    """What a layout, or none, makes of the page."""
    page = parse(html, url)
    found = perusal(page, rules, emphasis=emphasis)
    return Report(
        reading=found.reading,
        parts=_parts(found, rules),
        facts=tuple(_facts(found, rules or Rules())),
        matched=tuple(_matched(page, rules)) if rules else (),
        concerns=tuple(concerns(found, rules)),
    )


def _parts(found: Perusal, rules: Rules | None) -> tuple[Part, ...]:
    places = {node: place for place, node in enumerate(_in_order(found.page.document))}
    chosen = _chosen(found.page, rules)
    parts = [(places[draft.runs[0].node], _block(draft, chosen)) for draft in found.collected.drafts]
    parts += [(places[element], _left_out(element, rule)) for element, rule in found.unread]
    return tuple(part for _, part in sorted(parts, key=lambda placed: placed[0]))


def _in_order(document: turbohtml.Document) -> Iterator[Node]:
    waiting: list[Node] = [document]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, turbohtml.Element) and node.shadow_root:
            waiting += reversed(node.shadow_root.children)
        waiting += reversed(getattr(node, "children", ()))


def _chosen(page: Page, rules: Rules | None) -> dict[Node, str]:
    """The elements that selectors let in, and the first selector that does."""
    allow = (WANTED, *(rules.allow if rules else ()))
    return {element.node: selector for selector in reversed(allow) for element in matches(page, selector)}


def _block(draft: Any, chosen: dict[Node, str]) -> Part:
    node = draft.runs[0].node
    rule = next((chosen[each] for each in (node, *node.ancestors) if each in chosen), "found by itself")
    rule = "the title" if draft.kind == "title" else rule
    return Part(draft.text, len(draft.text.split()), path_of(draft.element), rule, draft.kind)


def _left_out(element: turbohtml.Element, rule: str) -> Part:
    text = clean(element.text[:_MOST_LOOKED_AT])
    shown = text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT].rstrip()}…"
    return Part(shown, len(text.split()), path_of(element), rule)


def _facts(found: Perusal, rules: Rules) -> Iterator[Fact]:
    reading, page = found.reading, found.page
    named = reading.blocks and reading.blocks[0].kind == "title"
    yield Fact("Title", reading.title, (rules.title or "a heading of the page") if named else "the page’s <title>")
    for name, value, otherwise in (
        ("language", reading.language, "the page’s mark-up"),
        ("level", reading.level, ""),
        ("story", reading.story, ""),
    ):
        rule = rule_of(name, getattr(rules, name), page.soup, page.url)
        yield Fact({"level": "Reading level"}.get(name, name.title()), value, str(rule) if rule else otherwise)
    is_named = page.soup.select_one('link[rel~="canonical" i][href]') is not None
    yield Fact("Address", reading.address, "link rel=canonical" if is_named else "where it was opened")


def _matched(page: Page, rules: Rules) -> Iterator[Matched]:
    purposes: tuple[tuple[Purpose, tuple[str, ...]], ...] = (
        ("read", rules.allow),
        ("leave out", rules.deny),
        ("title", tuple(filter(None, (rules.title,)))),
    )
    for purpose, selectors in purposes:
        for selector in selectors:
            yield Matched(purpose, selector, len(matches(page, selector)))
