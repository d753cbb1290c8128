"""URL patterns: the pages of a layout, and those that a lexicon rule holds on.

The page's twin is ``static/player/layouts.js``; both run ``tests/vectors/url_patterns.json``.
"""

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
    first, *rest = pattern.split("*")
    if not rest:
        return subject == pattern
    *middle, last = rest
    if not subject.startswith(first) or not subject.endswith(last) or len(subject) < len(first) + len(last):
        return False
    at = len(first)
    for literal in middle:
        # Leftmost is enough: what comes later can only gain room by it. So the cost stays linear, however many stars there are.
        found = subject.find(literal, at, len(subject) - len(last))
        if found < 0:
            return False
        at = found + len(literal)
    return at <= len(subject) - len(last)
