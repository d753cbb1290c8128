"""URL patterns: the pages of a layout, and those that a lexicon rule holds on.

The page's twin is ``static/player/layouts.js``; both run ``tests/vectors/url_patterns.json``.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urlsplit

# What a browser leaves as it is in a path (https://url.spec.whatwg.org/#path-percent-encode-set), and what was encoded already.
_KEPT: Final = "!$%&'()*+,-./:;=@[\\]_|~"
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


@lru_cache(maxsize=16_384)
def canonical(pattern: str) -> str:
    """``pattern`` as browsers write addresses: host in lower case, letters of other alphabets encoded.

    >>> canonical("Cuentos.Example.org/niños/*")
    'cuentos.example.org/ni%C3%B1os/*'
    """
    host, slash, path = pattern.partition("/")
    return _ascii_host(host) + slash + quote(path, safe=_KEPT)


def host_and_path(url: str) -> tuple[str, str]:
    """Host (with its port where that is not the scheme's own) and path of ``url``, as `canonical` writes them."""
    parts = urlsplit(url)
    host = _ascii_host(parts.hostname or "")
    if ":" in host:
        host = f"[{host}]"
    if parts.port not in (None, _DEFAULT_PORTS.get(parts.scheme)):
        host += f":{parts.port}"
    return host, quote(parts.path or "/", safe=_KEPT)


def _ascii_host(host: str) -> str:
    try:
        return host.lower().encode("idna").decode()
    except UnicodeError:
        return host.lower()


def matches(pattern: str, url: str) -> bool:
    """Whether the address ``url`` is one of ``pattern``.

    A pattern that begins with ``/`` is matched against the whole path, any other one against host and path, neither with query
    or fragment. ``*`` stands for any run of characters, ``/`` included; every other character stands for itself.

    >>> matches("/stories/*", "https://example.org/stories/the-crab?page=2")
    True
    >>> matches("kids.example.org/*", "https://example.org/stories/the-crab")
    False
    """
    return bool(matching((pattern,), url))


def matching(patterns: Iterable[str], url: str) -> tuple[str, ...]:
    """Those of ``patterns`` that the address is one of, as `matches` says; the address is taken apart once."""
    host, path = host_and_path(url)
    return tuple(
        each for each in patterns if covers(canonical(each), path if canonical(each).startswith("/") else host + path)
    )


def covers(pattern: str, subject: str) -> bool:
    """Whether ``pattern`` covers ``subject`` as a whole, character by character but for its stars."""
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
