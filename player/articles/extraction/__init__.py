"""Extraction: what is read of a page, from its HTML alone. The twin of the page's own collector, ``static/player/collect.js``.

Same page, same selectors: the same blocks, hints and fingerprint. Vectors: ``tests/vectors/pages/``. What no server can know,
because it has no layout, is listed in docs/extraction.md.
"""

from player.articles.extraction.pages import Element, Page
from player.articles.extraction.readings import Reading, read_page
from player.articles.extraction.rules import Rules, rules_of
from player.articles.extraction.selections import Selection
from player.articles.extraction.skipping import Skipped

__all__ = ["Element", "Page", "Reading", "Rules", "Selection", "Skipped", "read_page", "rules_of"]
