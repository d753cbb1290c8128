"""Documents: a text or a saved page in a file, as the blocks of a content.

What is read of pages on the web is decided by layouts, in the reader's browser; this is for files that somebody hands over.
"""

from dataclasses import dataclass
from typing import Final

from bs4 import BeautifulSoup, Tag

from synthesis.text.blocks import Block, Kind, clean

_KINDS: Final[dict[str, Kind]] = {
    "h1": "title",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "p": "paragraph",
    "li": "list_item",
}


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says. ``language`` is the one it states itself, or empty."""

    blocks: tuple[Block, ...]
    language: str = ""


def read_text(source: str) -> Document:
    """A plain text: each line that holds something is a block, the first one the title."""
    lines = [text for line in source.splitlines() if (text := clean(line))]
    return Document(tuple(Block("paragraph" if at else "title", line) for at, line in enumerate(lines)))


def read_page(source: str) -> Document:
    """A saved page: the headings, paragraphs and list items of its ``<article>`` or ``<main>``, behind its title."""
    page = BeautifulSoup(source, "html.parser")
    root = page.select_one("article") or page.select_one("main")
    blocks = (
        [_block(element) for element in root.select(", ".join(_KINDS)) if not _holds_others(element)] if root else []
    )
    if title := _title(page, root):
        blocks = [Block("title", title), *(block for block in blocks if block.kind != "title")]
    html = page.select_one("html[lang]")
    return Document(tuple(block for block in blocks if block.text), str(html["lang"]) if html else "")


def _block(element: Tag) -> Block:
    return Block(_KINDS[element.name], clean(element.get_text()))


def _holds_others(element: Tag) -> bool:
    """A list item of paragraphs is read as its paragraphs."""
    return element.find(list(_KINDS)) is not None


def _title(page: BeautifulSoup, root: Tag | None) -> str:
    found = (root and root.select_one("h1")) or page.select_one("h1") or page.select_one("title")
    return clean(found.get_text()) if root and found else ""
