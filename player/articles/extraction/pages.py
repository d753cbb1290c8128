"""Page: an HTML document as a browser's parser builds it, as a tree that BeautifulSoup can be asked about."""

from dataclasses import dataclass
from typing import Any, Final

import turbohtml
from bs4 import BeautifulSoup, Tag
from turbohtml import Node, Text

from player.articles.extraction.styles import add_browser_style

NAMESPACES: Final = {
    turbohtml.Namespace.HTML: "http://www.w3.org/1999/xhtml",
    turbohtml.Namespace.SVG: "http://www.w3.org/2000/svg",
    turbohtml.Namespace.MATHML: "http://www.w3.org/1998/Math/MathML",
}


class Element(Tag):
    """A tag that equals itself only (BeautifulSoup's equal all that look the same); ``node`` is the one it is a copy of."""

    node: turbohtml.Element

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


@dataclass(frozen=True, slots=True)
class Page:
    """``soup`` is for selecting; ``document`` is the same tree with styles, shadow roots and slots, for reading.

    ``elements`` leads from nodes of the one to elements of the other; what lies in shadow roots is in the document only.
    """

    html: str
    url: str
    document: turbohtml.Document
    soup: BeautifulSoup
    elements: dict[Node, Element]


def parse(html: str, url: str = "") -> Page:
    """The page at ``url``, as a browser that runs scripts sees it: what stands in ``noscript`` is no markup."""
    document = turbohtml.parse(html, scripting=True, positions=False)
    soup = BeautifulSoup("", "html.parser", element_classes={Tag: Element})
    elements: dict[Node, Element] = {}
    for node in document.children:
        _copy(node, soup, elements)
    add_browser_style(document)
    return Page(html, url, document, soup, elements)


def _copy(node: Node, soup: BeautifulSoup, elements: dict[Node, Element]) -> None:
    """Copies ``node`` to the end of ``soup``; with a stack of its own, since pages nest deeper than Python recurses."""
    waiting: list[Node | str] = [node]
    while waiting:
        following = waiting.pop()
        if isinstance(following, str):
            soup.handle_endtag(following)
        elif isinstance(following, turbohtml.Element):
            _open(following, soup, elements)
            waiting.append(following.tag)
            if following.tag != "template":  # What stands in it is no part of the page.
                waiting += reversed(following.children)
        elif isinstance(following, Text):
            soup.handle_data(following.data)


def _open(node: turbohtml.Element, soup: BeautifulSoup, elements: dict[Node, Element]) -> None:
    attributes: dict[str, Any] = {name: value or "" for name, value in node.attrs.items()}
    tag = soup.handle_starttag(node.tag, NAMESPACES[node.namespace], None, attributes)
    assert isinstance(tag, Element)
    tag.node = node
    elements[node] = tag
