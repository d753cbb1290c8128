"""URL patterns of layouts. The page's twin is ``static/player/rules.js``; both run ``tests/vectors/url_patterns.json``."""

import re
from urllib.parse import urlsplit


def matches(pattern: str, url: str) -> bool:
    """Whether the address ``url`` is one of ``pattern``.

    A pattern that begins with ``/`` is matched against the whole path, any other one against host and path, neither with query
    or fragment. ``*`` stands for any run of characters, ``/`` included; every other character stands for itself.

    >>> matches("/stories/*", "https://example.org/stories/the-crab?page=2")
    True
    >>> matches("kids.example.org/*", "https://example.org/stories/the-crab")
    False
    """
    parts = urlsplit(url)
    path = parts.path or "/"
    subject = path if pattern.startswith("/") else parts.netloc.lower() + path
    expression = ".*".join(re.escape(literal) for literal in pattern.split("*"))
    return re.fullmatch(expression, subject, re.DOTALL) is not None
