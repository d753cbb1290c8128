"""Documents: a text or a saved page in a file, as the blocks of a content.

What is read of pages on the web is decided by layouts; this is for what somebody hands over to be read, of no site.
"""

from dataclasses import dataclass
from typing import Final

from player.articles.extraction import Rules, read_page
from synthesis.text.blocks import Block, clean

SOMEWHERE: Final = "https://localhost/saved-page"  # Where a file's page stands: at "/" it would be a front page.

# What somebody hands over is meant to be read, so what the page marks as its text will do where no article is found.
_WAYS: Final = (None, Rules(allow=("article",), title="h1"), Rules(allow=("main",), title="h1"))


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says. ``language`` is the one it states itself, or empty."""

    blocks: tuple[Block, ...]
    language: str = ""


def read_text(source: str) -> Document:
    """A plain text: each line that holds something is a block, the first one the title."""
    lines = [text for line in source.splitlines() if (text := clean(line))]
    return Document(tuple(Block("paragraph" if at else "title", line) for at, line in enumerate(lines)))


def read_saved_page(source: str, url: str = SOMEWHERE) -> Document:
    """A page as `read_page` reads it without a layout, else its ``<article>`` elements, else its ``<main>``."""
    readings = (read_page(source, url, rules) for rules in _WAYS)
    found = next((reading for reading in readings if reading.blocks), None)
    return Document(found.blocks, found.language) if found else Document(())
