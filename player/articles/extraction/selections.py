"""Selection: what of a page is read: the title's element, the elements that hold the text, and what is left out of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import soupsieve
from turbohtml import Node

from player.articles.extraction.pages import Element, Page
from player.articles.extraction.rules import Rules
from player.articles.extraction.skipping import UNWANTED, WANTED, is_rendered

TITLE: Final = "[data-readalong=title]"


@dataclass(frozen=True, slots=True)
class Selection:
    """``roots`` in the page's order; one that lies in another is read with it.

    ``skipped`` gives for each element that is left out the rule that says so.
    """

    roots: tuple[Element, ...]
    title: Element | None = None
    skipped: Mapping[Element, str] = field(default_factory=dict)


def select(page: Page, rules: Rules) -> Selection:
    """What a layout's selectors, and the page's own marks, say: the title is the first match that is shown."""
    skipped = {
        element: f"deny {selector}" if selector != UNWANTED else f"never read: {selector}"
        for selector in (UNWANTED, *reversed(rules.deny))
        for element in matches(page, selector)
        if element.get("data-readalong") != "read"
    }
    left_out: set[Node] = {element.node for element in skipped}
    titles = [*matches(page, TITLE), *matches(page, rules.title)]
    allowed = {element for selector in (*rules.allow, WANTED) for element in matches(page, selector)}
    roots = [element for element in page.elements.values() if element in allowed]
    return Selection(tuple(shown(roots, left_out)), next(shown(titles, left_out), None), skipped)


def matches(page: Page, selector: str) -> list[Element]:
    found = soupsieve.select(selector, page.soup) if selector else []
    return [element for element in found if isinstance(element, Element)]


def shown(elements: Iterable[Element], left_out: set[Node]) -> Iterator[Element]:
    for element in elements:
        if left_out.isdisjoint((element.node, *element.node.ancestors)) and is_rendered(element.node):
            yield element
