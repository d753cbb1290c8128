"""From a selection to blocks: one walk over the document as it is shown. The twin of ``static/player/collect.js``.

What a block is follows the computed display, not the tag, because that is what the reader sees.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import turbohtml
from turbohtml import Node, Text

from player.articles.extraction.drafts import Draft
from player.articles.extraction.footnotes import is_footnote_mark
from player.articles.extraction.selections import Selection
from player.articles.extraction.skipping import hidden_by, unreadable_by
from player.articles.extraction.styles import Style, style_of
from synthesis.text.blocks import Kind, pieces

_KINDS: Final[Mapping[str, Kind]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "list_item"),
    "blockquote": "quote",
    "figcaption": "caption",
    "caption": "caption",
    "td": "cell",
    "th": "cell",
    "pre": "code",
}
_HOLDS_ARTICLES: Final = frozenset({"article", "section", "main", "body"})
_PART_OF_A_WORD: Final = frozenset({"span", "b", "strong", "i", "em"})
_LONGEST_DROP_CAP: Final = 3
_NOTES: Final = "[role=doc-noteref],[role=doc-backlink]"
_LINK_WITHIN_THE_PAGE: Final = 'a[href*="#"]'
_INLINE: Final = re.compile("inline|contents|ruby|math")
_PRESERVES_LINES: Final = re.compile("pre|break")


@dataclass(slots=True)
class Collected:
    """``drafts`` in reading order; ``skipped`` are the elements that were passed over, with the rule."""

    drafts: list[Draft] = field(default_factory=list)
    skipped: dict[turbohtml.Element, str] = field(default_factory=dict)


def collect(selection: Selection) -> Collected:
    """What is read of a selection, the title first. No drafts where there is nothing but a title."""
    collected = Collected()
    passed = {element.node: rule for element, rule in selection.skipped.items()}
    if selection.title is not None:
        _Reader(passed, collected).read(selection.title.node, "title")
        passed[selection.title.node] = ""
    titles = len(collected.drafts)
    outermost: set[Node] = set()
    for root in selection.roots:
        if outermost.isdisjoint(root.node.ancestors):
            outermost.add(root.node)
            _Reader(passed, collected).read(root.node, _kind_around(root.node))
    if len(collected.drafts) == titles:
        collected.drafts.clear()
    return collected


def _kind_around(node: Node | None) -> Kind:
    """The kind that an element's surroundings give to its text: ``blockquote p`` selects quotes."""
    while isinstance(node, turbohtml.Element) and node.tag not in _HOLDS_ARTICLES:
        if kind := _kind_of(node):
            return kind
        node = node.parent
    return "paragraph"


def _kind_of(node: turbohtml.Element) -> Kind | None:
    return "heading" if node.attrs.get("role") == "heading" else _KINDS.get(node.tag)


@dataclass(frozen=True, slots=True)
class _Visit:
    node: Node
    kind: Kind
    style: Style | None = None


@dataclass(frozen=True, slots=True)
class _End:
    """The end of a block: what follows is of ``kind`` and belongs to ``element``; within a heading it is only a space."""

    kind: Kind
    element: turbohtml.Element
    joined: bool


class _Reader:
    """Reads one root, with a stack of its own: pages nest deeper than Python recurses."""

    def __init__(self, passed: Mapping[turbohtml.Element, str], collected: Collected) -> None:
        self._passed, self._collected = passed, collected
        self._waiting: list[_Visit | _End] = []
        self._joined = False

    def read(self, root: turbohtml.Element, around: Kind) -> None:
        self._draft = Draft(around, root)
        self._waiting.append(_Visit(root, around))
        while self._waiting:
            step = self._waiting.pop()
            if isinstance(step, _End):
                self._end(step)
            elif isinstance(step.node, turbohtml.Element):
                self._visit(step.node, step.kind)
            elif isinstance(step.node, Text) and step.style is not None and step.style.visibility == "visible":
                self._add(step.node, step.kind, step.style)
        self._begin(around, root)

    def _begin(self, kind: Kind, element: turbohtml.Element) -> None:
        if self._draft.text:
            self._collected.drafts.append(self._draft)
        self._draft = Draft(kind, element)

    def _end(self, step: _End) -> None:
        if step.joined:
            self._draft.space()
        else:
            self._joined = False
            self._begin(step.kind, step.element)

    def _add(self, node: Text, kind: Kind, style: Style) -> None:
        preserved = _PRESERVES_LINES.match(style.white_space) and kind != "code" and not self._joined
        for piece, is_space in pieces(node.data):
            if is_space and preserved and piece.count("\n") > 1:
                self._begin(self._draft.kind, self._draft.element)
            else:
                self._draft.add(piece, node, is_space=is_space)

    def _visit(self, node: turbohtml.Element, outer: Kind) -> None:
        if node.tag == "br":
            if self._draft.break_line() and not self._joined:
                self._begin(self._draft.kind, self._draft.element)
            return
        style = style_of(node)
        if (rule := self._rule_against(node, style)) is not None:
            self._collected.skipped[node] = rule
            return
        kind = outer if outer == "title" else _kind_of(node) or outer
        if not _is_block(node, style):
            self._enter(node, kind, style)
        elif self._joined:
            self._draft.space()
            self._waiting.append(_End(kind, node, joined=True))
            self._enter(node, kind, style)
        else:
            self._begin(kind, node)
            self._joined = kind in ("title", "heading")
            parent = node.parent
            self._waiting.append(_End(outer, parent if isinstance(parent, turbohtml.Element) else node, joined=False))
            self._enter(node, kind, style)

    def _enter(self, node: turbohtml.Element, kind: Kind, style: Style) -> None:
        self._waiting += [_Visit(child, kind, style) for child in reversed(list(_shown_children(node)))]

    def _rule_against(self, node: turbohtml.Element, style: Style) -> str | None:
        if node in self._passed:
            return self._passed[node]
        if rule := unreadable_by(node) or hidden_by(node, style):
            return rule
        if node.matches(_NOTES):
            return "footnote mark"
        linked = node.tag == "sup" and _is_linked(node)
        if node.tag == "sup" and is_footnote_mark(node.text, linked=linked, before=self._draft.text):
            return "footnote mark"
        return None


def _shown_children(node: turbohtml.Element) -> Iterator[Node]:
    """The children as they are shown: through open shadow roots and slots, only the summary of closed details."""
    if node.tag == "details" and "open" not in node.attrs:
        summary = next(
            (child for child in node.children if isinstance(child, turbohtml.Element) and child.tag == "summary"), None
        )
        return iter(() if summary is None else (summary,))
    if node.tag == "slot" and (assigned := node.assigned_nodes()):
        return iter(assigned)
    return iter(node.shadow_root.children if node.shadow_root else node.children)


def _is_linked(node: turbohtml.Element) -> bool:
    """Whether an element is, or lies in, a link to another place of the page."""
    return bool(node.select_one(_LINK_WITHIN_THE_PAGE) or node.closest(_LINK_WITHIN_THE_PAGE))


def _is_block(node: turbohtml.Element, style: Style) -> bool:
    """Whether an element begins a block. A floated or positioned letter or two inside a line is a drop cap: part of its word."""
    if _INLINE.match(style.display):
        return False
    out_of_line = style.floats or style.position == "absolute"
    is_short = node.tag in _PART_OF_A_WORD and len(node.text.strip()) <= _LONGEST_DROP_CAP
    return not (out_of_line and is_short)
