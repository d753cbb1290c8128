"""Addresses: when two of them are the same page. Pure.

A page is opened under many addresses: from a newsletter, with a slash too many, in print, in its AMP version. `normal` is the one
that is kept and can be opened; `key_of` is what two addresses of one page have in common, and no two pages.
"""

import re
from typing import Final
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode, urlsplit

from synthesis.text.url_patterns import host_and_path

LONGEST: Final = 1000
# Parameters that say where a reader came from, never what is shown: of newsletters, adverts, analytics.
_TRACKING: Final = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|ttclid|yclid|igshid|igsh|li_fat_id|mc_cid|mc_eid|_ga|_gl|_hsenc"
    r"|_hsmi|mkt_tok|oly_enc_id|oly_anon_id|vero_id|wickedid|pk_\w+|mtm_\w+|piwik_\w+|matomo_\w+|s_cid|at_\w+|__twitter_impression",
    re.IGNORECASE,
)
# The same article in another dress.
_DRESSED: Final = {
    ("amp", ""),
    ("amp", "1"),
    ("amp", "true"),
    ("outputtype", "amp"),
    ("output", "amp"),
    ("print", ""),
    ("print", "1"),
} | {
    ("print", "true"),
    ("view", "print"),
    ("format", "print"),
}
_INDEX: Final = re.compile(r"/(?:index\.(?:html?|php|aspx?|jsp)|default\.(?:aspx?|html?))$", re.IGNORECASE)
_DRESS: Final = re.compile(r"(?<=[^/])/(?:amp|print)$|\.amp(?=\.html?$)")
_ENCODED: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_UNRESERVED: Final = "!$&'()*+,;=:@~-._"


class BadAddress(ValueError):
    """What is no address of a page; the message says why."""


def normal(url: str) -> str:
    """``url`` as it is kept: it opens the same page, without fragment, user name and tracking parameters.

    >>> normal("HTTPS://Www.Example.org:443/Stories/Ni%c3%b1o/?utm_source=mail&page=2#top")
    'https://www.example.org/Stories/Ni%C3%B1o/?page=2'
    """
    try:
        parts = urlsplit(url)
        host, path = host_and_path(url)
    except ValueError as error:
        raise BadAddress(f"{url[:100]} is no address: {error}.") from error
    if parts.scheme.lower() not in ("http", "https") or not host:
        raise BadAddress(f"{url[:100]} is no address of a page: it begins with https:// and a host.")
    query = urlencode(
        [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
    )
    if parts.query and "=" not in parts.query:
        # A parameter that is a value alone, such as ?12345.
        query = quote(parts.query, safe="%/?" + _UNRESERVED) if not _TRACKING.fullmatch(parts.query) else ""
    address = f"{parts.scheme.lower()}://{host}{_recoded(path)}{'?' * bool(query)}{query}"
    if len(address) > LONGEST:
        raise BadAddress(f"The address has {len(address)} characters; at most {LONGEST} are taken.")
    return address


def key_of(url: str) -> str:
    """What all addresses of one page have in common: host, path and parameters in order, without scheme and last slash.

    >>> key_of("http://example.org/stories/index.html?b=2&a=1") == key_of("https://example.org/stories?a=1&b=2")
    True
    """
    parts = urlsplit(normal(url))
    pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _is_dress(pair)]
    path = _INDEX.sub("/", parts.path).rstrip("/")
    query = urlencode(sorted(pairs, key=lambda pair: pair[0]))
    return f"{parts.netloc}{path}{'?' * bool(query)}{query}"


def undressed(key: str) -> str:
    """The key of the article that ``key`` might be the AMP or print version of; ``key`` itself where it looks like none.

    >>> undressed("example.org/stories/crab/amp"), undressed("example.org/amp")
    ('example.org/stories/crab', 'example.org/amp')
    """
    path, question, query = key.partition("?")
    host, slash, rest = path.partition("/")
    return host + _DRESS.sub("", slash + rest) + question + query


def is_front(url: str) -> bool:
    """Whether ``url`` is the first page of its host: no article's address, though many pages name it as theirs by mistake."""
    return not {"/", "?"} & set(key_of(url))


def stated_origin(url: str) -> str:
    """Scheme, host and port of what a page says is an address, as browsers write them. `fetching.origin_of` refuses what is none."""
    parts = urlsplit(normal(url))
    return f"{parts.scheme}://{parts.netloc}"


def _is_dress(pair: tuple[str, str]) -> bool:
    return (pair[0].lower(), pair[1].lower()) in _DRESSED


def _recoded(path: str) -> str:
    """Percent-encoding in one way: what needs none is decoded, the rest in capitals."""
    return _ENCODED.sub(lambda run: quote(unquote_to_bytes(run[0]), safe=_UNRESERVED.replace("+", "")), path)
