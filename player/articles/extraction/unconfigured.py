"""What is read of a page that no layout describes: found by the same script as in the page itself, in a V8 of our own.

The tree goes to V8 as `pages` has parsed it, without what is hidden; V8 answers with places in it. So page and service find the same
wherever they see the same: ``static/player/unconfigured.js`` holds the rules.
"""

import re
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import turbohtml
from turbohtml import Node, SelectorSyntaxError, Text

from player.articles.extraction.pages import NAMESPACES, Page
from player.articles.extraction.selections import Selection
from player.articles.extraction.styles import Style, style_of
from synthesis.engines.child_process import ChildLost, ChildProcess

LONGEST_S: Final = 20.0  # A page takes 0.06 s; a busy machine and the start of the child may take seconds.
LARGEST: Final = 50_000  # Nodes; the largest of the measured pages has half of them.
DEEPEST: Final = 200  # Levels; the deepest of the measured pages has 52.
_UNSEEN: Final = frozenset({"link", "noscript", "script", "style", "template"})
_STATEMENTS: Final = "application/ld+json"
_OFTEN_HIDDEN: Final = "[hidden],[style*=none],[style*=hidden],dialog,[popover],details > *"
_HIDING: Final = re.compile(r"([^{}@;]+)\{[^{}]*?(?:display\s*:\s*none|content-visibility\s*:\s*hidden)", re.IGNORECASE)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_MOST_SELECTORS: Final = 1000

Row = list[Any]

_v8: Final = ChildProcess(Path(__file__).with_name("unconfigured_child.py"))


def select(page: Page) -> Selection:
    """What is read of ``page``. Without roots where it is no article: ``skipped`` then says of its body why."""
    nodes, rows = _rows(page)
    answer = _ask(urlsplit(page.url).path or "/", rows)
    elements = [page.elements.get(node) for node in nodes]
    if refusal := answer.get("refusal"):
        bodies = [element for element in elements if element and element.name == "body"]
        return Selection((), None, dict.fromkeys(bodies, f"no article: {refusal}"))
    return Selection(
        roots=tuple(element for place in answer["roots"] if (element := elements[place])),
        title=None if answer["title"] is None else elements[answer["title"]],
        skipped={element: f"unspoken: {why}" for place, why in answer["skipped"] if (element := elements[place])},
    )


def _ask(pathname: str, rows: list[Row]) -> dict[str, Any]:
    if len(rows) > LARGEST:
        return {"refusal": f"more than {LARGEST} nodes"}
    if _depth(rows) > DEEPEST:
        return {"refusal": f"elements nested deeper than {DEEPEST}"}
    try:
        answer, _ = _v8.ask({"pathname": pathname, "rows": rows}, LONGEST_S)
    except ChildLost as lost:
        return {"refusal": f"finding its text {lost}"}
    return answer


def _depth(rows: list[Row]) -> int:
    depths: list[int] = []
    for parent, *_ in rows:
        depths.append(1 + (depths[parent] if parent >= 0 else 0))
    return max(depths, default=0)


def _rows(page: Page) -> tuple[list[Node], list[Row]]:
    """The nodes that V8 is shown, and each as a row: its parent's place and its text, or its name, namespace and attributes."""
    hidden = _hidden(page)
    nodes: list[Node] = []
    rows: list[Row] = []
    waiting: list[tuple[int, Node]] = [(-1, node) for node in reversed(page.document.children)]
    while waiting:
        parent, node = waiting.pop()
        if isinstance(node, Text):
            rows.append([parent, node.data])
        elif isinstance(node, turbohtml.Element) and _is_seen(node, page, hidden):
            waiting += [(len(nodes), child) for child in reversed(node.children)]
            rows.append([parent, node.tag, NAMESPACES[node.namespace], _attributes(node)])
        else:
            continue
        nodes.append(node)
    return nodes, rows


def _is_seen(node: turbohtml.Element, page: Page, hidden: set[Node]) -> bool:
    if node.tag in _UNSEEN and node.attrs.get("type") != _STATEMENTS:
        return False
    return node in page.elements and node not in hidden


def _attributes(node: turbohtml.Element) -> list[tuple[str, str]]:
    # Attributes that are lists of words come as such.
    return [(name, value if isinstance(value, str) else " ".join(value or ())) for name, value in node.attrs.items()]


def _hidden(page: Page) -> set[Node]:
    """What of the body is hidden. Computing a style takes long, so only where an attribute or a rule of the page speaks of hiding."""
    sheets = "".join(sheet.text for sheet in page.document.select("style") if sheet in page.elements)
    selectors = [_OFTEN_HIDDEN, *(match[1] for match in _HIDING.finditer(_COMMENT.sub("", sheets)))][:_MOST_SELECTORS]
    candidates = {node for selector in selectors for node in _matches(page, selector)}
    return {node for node in candidates if not _is_in_head(node) and _is_hidden(style_of(node))}


def _matches(page: Page, selector: str) -> list[turbohtml.Element]:
    try:
        return list(page.document.select(selector.strip()))
    except SelectorSyntaxError:
        return []  # A browser makes nothing of it either.


def _is_hidden(style: Style) -> bool:
    return style.display == "none" or style.skips_contents


def _is_in_head(node: turbohtml.Element) -> bool:
    return any(isinstance(each, turbohtml.Element) and each.tag == "head" for each in (node, *node.ancestors))
