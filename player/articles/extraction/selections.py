"""Selection: what of a page is read: the title's element, the elements that hold the text, and what is left out of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import soupsieve
import turbohtml

from player.articles.extraction.pages import Element, Page
from player.articles.extraction.rules import Rules
from player.articles.extraction.skipping import hidden_by


@dataclass(frozen=True, slots=True)
class Selection:
    """``roots`` in the page's order; one that lies in another is read with it.

    ``skipped`` gives for each element that is left out the rule that says so.
    """

    roots: tuple[Element, ...]
    title: Element | None = None
    skipped: Mapping[Element, str] = field(default_factory=dict)


def select(page: Page, rules: Rules) -> Selection:
    """What a layout's selectors say of the page: the title is the first match that is shown."""
    skipped = {element: f"deny {selector}" for selector in reversed(rules.deny) for element in _matches(page, selector)}
    left_out = {element.node for element in skipped}
    titles = _shown(_matches(page, rules.title), left_out) if rules.title else iter(())
    allowed = {element for selector in rules.allow for element in _matches(page, selector)}
    roots = [element for element in page.elements.values() if element in allowed] if allowed else []
    return Selection(tuple(_shown(roots, left_out)), next(titles, None), skipped)


def _matches(page: Page, selector: str) -> list[Element]:
    return [element for element in soupsieve.select(selector, page.soup) if isinstance(element, Element)]


def _shown(elements: Iterable[Element], left_out: set[turbohtml.Element]) -> Iterator[Element]:
    for element in elements:
        line = [element.node, *element.node.ancestors]
        if not any(node in left_out or hidden_by(node) for node in line if isinstance(node, turbohtml.Element)):
            yield element
