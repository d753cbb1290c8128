"""Skipped: what of a page is not read, and the rule that says so."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import turbohtml
from turbohtml import Node

from player.articles.extraction.styles import Style, style_of
from synthesis.text.blocks import clean

# Elements and marks that are never read, whatever their style, unless the page says `WANTED`; the twin of ``UNREADABLE`` in
# static/player/rules.js.
_UNREADABLE: Final = (
    *(
        "noscript",
        "button",
        "input",
        "select",
        "textarea",
        "meter",
        "progress",
        "nav",
        "iframe",
        "object",
        "video",
        "audio",
    ),
    *(
        "canvas",
        "svg",
        "math",
        "rt",
        "readalong-launcher",
        "readalong-player",
        "[aria-hidden=true]",
        "[data-readalong=skip]",
    ),
)
_ANY_UNREADABLE: Final = ",".join(_UNREADABLE)
UNWANTED: Final = "[data-readalong=skip]"
WANTED: Final = "[data-readalong=read]"
_LONGEST_TEXT: Final = 80
_MOST_LOOKED_AT: Final = 2000
# What holds text that is none of the page's.
_MACHINERY: Final = frozenset({"script", "style", "noscript", "template", "iframe"})
_LONGEST_PATH: Final = 4


@dataclass(frozen=True, slots=True)
class Skipped:
    """``text`` is how it begins, ``element`` a short CSS path to it, ``rule`` why it is not read."""

    text: str
    element: str
    rule: str


def hidden_by(node: turbohtml.Element, style: Style | None = None) -> str:
    """The rule of style by which an element is not shown, or empty. Its children may be shown all the same if it is only unseen."""
    style = style or style_of(node)
    if style.display == "none":
        return "hidden: display none"
    if style.tucked_away:
        return "hidden: for screen readers only"
    if style.skips_contents:
        return "hidden: content-visibility"
    return ""


def is_rendered(node: turbohtml.Element) -> bool:
    """Whether an element has a place on the page: no element around it, nor itself, is taken out of it by its style."""
    inner: turbohtml.Element | None = None
    for element in [node, *node.ancestors]:
        if not isinstance(element, turbohtml.Element):
            break
        style = style_of(element)
        folded = element.tag == "details" and "open" not in element.attrs
        if style.display == "none" or (inner and (style.skips_contents or (folded and inner.tag != "summary"))):
            return False
        inner = element
    return True


def unreadable_by(node: turbohtml.Element) -> str:
    """The rule by which an element of this name, or so marked, is never read, or empty."""
    if not node.matches(_ANY_UNREADABLE) or node.matches(WANTED):
        return ""
    return next(f"never read: {each}" for each in _UNREADABLE if node.matches(each))


def as_skipped(node: turbohtml.Element, rule: str) -> Skipped:
    """An element that is not read, as it is shown."""
    return Skipped(_shortened(_beginning(node)), path_of(node), rule)


def _beginning(node: turbohtml.Element) -> str:
    return clean(node.text[:_MOST_LOOKED_AT])


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1].rstrip() + "…"


def path_of(node: turbohtml.Element) -> str:
    """A short CSS path: the element behind its nearest ancestor with an id, or behind a few ancestors."""
    steps: list[str] = []
    for element in [node, *node.ancestors]:
        if not isinstance(element, turbohtml.Element) or element.tag == "html" or len(steps) == _LONGEST_PATH:
            break
        steps.insert(0, _step(element))
        if element.attrs.get("id"):
            break
    return " > ".join(steps)


def _step(element: turbohtml.Element) -> str:
    identity = element.attrs.get("id")
    if identity:
        return f"{element.tag}#{identity}"
    classes = element.attrs.get("class") or []
    return ".".join([element.tag, *list(classes)[:2]])


def unread(
    body: turbohtml.Element, read: Iterable[Node], passed: Mapping[turbohtml.Element, str]
) -> Iterator[tuple[turbohtml.Element, str]]:
    """The elements of ``body`` that hold text which is not ``read``, each as large as can be, in the page's order, and why.

    ``passed`` gives the rule for elements that were passed over. Of other elements it is said what never lets them be read, or
    else that nothing selects them.
    """
    lines: set[Node] = {node for each in (*read, *passed) for node in (each, *each.ancestors)}
    waiting: list[Node] = [body]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, turbohtml.Element) or node.tag in _MACHINERY:
            continue
        rule = passed.get(node) if node in passed else "" if node in lines else _rule_against(node)
        if rule and _beginning(node):
            yield node, rule
        elif not rule:
            waiting += reversed(node.shadow_root.children if node.shadow_root else node.children)


def _rule_against(node: turbohtml.Element) -> str:
    if rule := unreadable_by(node) or hidden_by(node):
        return rule
    if style_of(node).visibility != "visible":
        return "hidden: visibility"
    parent = node.parent
    folded = isinstance(parent, turbohtml.Element) and parent.tag == "details" and "open" not in parent.attrs
    return "hidden: closed details" if folded else "not selected"
