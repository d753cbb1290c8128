"""Hints: what the page's markup says of a block's stretches. The twin of ``static/player/markup.js``."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import turbohtml
from turbohtml import Node, ShadowRoot

from player.articles.delivered_blocks import MOST_HINTS
from player.articles.extraction.drafts import Draft, Run
from synthesis.text.blocks import Hint, clean

_LONGEST_VALUE: Final = 200
_LANGUAGE: Final = re.compile("[a-z]{2,3}(-[a-z0-9]{2,8}){0,4}", re.ASCII | re.IGNORECASE)
_SAYING: Final = "[data-readalong-say],abbr[title]"
_STRESSING: Final = "em,strong"


@dataclass(slots=True)
class _Extent:
    draft: Draft
    start: int
    end: int


def annotate(drafts: Sequence[Draft], *, stressed: bool) -> None:
    """Adds to the drafts what the page's markup says of them beside their text.

    ``stressed``: whether what the page stresses is wanted, since some voice of the site can stress.
    """
    own = _stated_around(drafts[0].element) if drafts else ""
    _add_sayings(drafts, f"{_SAYING},{_STRESSING}" if stressed else _SAYING)
    for draft in drafts:
        if draft.kind == "cell" and _lies_in_layout(draft.element):
            draft.kind = "paragraph"
        _add_languages(draft, own)
        draft.hints.sort(key=lambda hint: (hint.start, -hint.end, hint.kind))
        del draft.hints[MOST_HINTS:]


def _lies_in_layout(cell: turbohtml.Element) -> bool:
    table = cell.closest("table")
    return table is not None and table.attrs.get("role") in ("presentation", "none")


def _outwards(node: Node | None) -> Iterator[turbohtml.Element]:
    """The elements around a node, itself included, from the inside out, also around a shadow root."""
    while node is not None:
        if isinstance(node, turbohtml.Element):
            yield node
        node = node.host if isinstance(node, ShadowRoot) else node.parent


def _stated_around(node: Node) -> str:
    """The language that the nearest mark states, or empty."""
    for element in _outwards(node):
        stated = element.attrs.get("data-readalong-lang", element.attrs.get("lang")) or ""
        tag = str(stated).strip().replace("_", "-")
        if _LANGUAGE.fullmatch(tag):
            return tag
    return ""


def _is_own(stated: str, own: str) -> bool:
    """Whether what is stated says no more than the article's own language: the same, or less of it."""
    return f"{own.lower()}-".startswith(f"{stated.lower()}-")


def _add_sayings(drafts: Sequence[Draft], saying: str) -> None:
    """Puts down what the elements of one block each say of their stretch of it. Those that reach into other blocks say nothing."""
    extents: dict[turbohtml.Element, _Extent | None] = {}
    for draft in drafts:
        for run in draft.runs:
            for element in _outwards(run.node):
                if element.matches(saying):
                    extents[element] = _grown(extents, element, draft, run)
    for element, extent in extents.items():
        hint = _hint_of(element, extent) if extent else None
        if extent and hint:
            _add(extent.draft, hint)


def _grown(
    extents: dict[turbohtml.Element, _Extent | None], element: turbohtml.Element, draft: Draft, run: Run
) -> _Extent | None:
    if element not in extents:
        return _Extent(draft, run.at, run.end)
    known = extents[element]
    return replace(known, end=run.end) if known and known.draft is draft else None


def _hint_of(element: turbohtml.Element, extent: _Extent) -> Hint | None:
    """What an element says of its text."""
    is_said = "data-readalong-say" in element.attrs
    stated = element.attrs.get("data-readalong-say" if is_said else "title") if is_said or element.tag == "abbr" else ""
    value = clean(str(stated or ""))
    if len(value) > _LONGEST_VALUE:
        return None
    if is_said:
        return Hint(extent.start, extent.end, "say" if value else "skip", value)
    if element.tag in ("em", "strong"):
        return Hint(extent.start, extent.end, "emphasis")
    return Hint(extent.start, extent.end, "abbr", value) if value else None


def _add(draft: Draft, hint: Hint) -> None:
    """Of several that say the same kind of thing of the same stretch, the innermost counts."""
    if not any((each.kind, each.start, each.end) == (hint.kind, hint.start, hint.end) for each in draft.hints):
        draft.hints.append(hint)


def _add_languages(draft: Draft, own: str) -> None:
    """Puts down where a block is in another language than the article."""
    stretches: list[tuple[str, int, int]] = []
    for run in draft.runs:
        stated = _stated_around(run.node)
        language = "" if _is_own(stated, own) else stated
        if stretches and stretches[-1][0] == language:
            stretches[-1] = (language, stretches[-1][1], run.end)
        else:
            stretches.append((language, run.at, run.end))
    if len(stretches) == 1:
        draft.language = stretches[0][0]
        return
    for language, start, end in stretches:
        if language:
            _add(draft, Hint(start, end, "lang", language))
