"""Pages and files as they are fetched: one address, its redirects, one answer."""

import re
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from typing import Any, Final
from urllib.parse import urljoin

from django.conf import settings
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.util import Url, parse_url

from player.articles.fetching.addresses import normal_origin, vetted
from player.articles.fetching.connections import Deadline, connection_to
from player.articles.fetching.encodings import decoded
from player.articles.fetching.errors import AddressRefused, StatusRefused, Unreachable, Unsuitable

HTML: Final = frozenset({"text/html", "application/xhtml+xml"})
XML: Final = frozenset(
    {
        "application/xml",
        "text/xml",
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/gzip",
        "application/x-gzip",
        "application/octet-stream",
        "text/plain",
    }
)
TEXT: Final = frozenset({"text/plain"})

MOST_BYTES: Final = 5_000_000  # A page's HTML; the largest of the web's usual ones have a tenth of that.
MOST_SECONDS: Final = 20.0
MOST_REDIRECTS: Final = 5
_CHUNK: Final = 1 << 16
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PORTS: Final = {"http": 80, "https": 443}
# What one reader of addresses takes for a host and another for a path is not asked at all.
_AMBIGUOUS: Final = re.compile(r"[\x00-\x20\x7f\\]")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came, after redirects. ``status`` is 200, or 304 with an empty body: nothing has changed since ``etag``."""

    url: str
    status: int
    body: bytes
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page's HTML as text. ``url`` is where it was found in the end; ``status`` is 200, or 304 with empty ``html``."""

    url: str
    html: str
    status: int = 200
    etag: str = ""
    last_modified: str = ""


def fetch(url: str, origins: Collection[str] | None, *, etag: str = "", last_modified: str = "") -> Page:
    """The page at ``url``, if it and its redirects are of ``origins``; None stands for any public one, for operators.

    ``etag`` and ``last_modified`` of an earlier answer make the request a conditional one. Raises FetchError.
    """
    answer = retrieve(url, origins, HTML, etag=etag, last_modified=last_modified)
    html = decoded(answer.body, answer.content_type)
    return Page(answer.url, html, answer.status, answer.etag, answer.last_modified)


def retrieve(
    url: str,
    origins: Collection[str] | None,
    types: Collection[str],
    *,
    most_bytes: int = MOST_BYTES,
    seconds: float = MOST_SECONDS,
    etag: str = "",
    last_modified: str = "",
) -> Answer:
    """The file at ``url``, one of ``types``, of at most ``most_bytes`` (unpacked) within ``seconds``, redirects included.

    The time of the system's resolver for names comes on top: it cannot be broken off. Raises FetchError.
    """
    deadline = Deadline(seconds)
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    headers = {"Accept": _accepted(types), **{name: value for name, value in conditions.items() if value}}
    with deadline.running():
        for _ in range(MOST_REDIRECTS + 1):
            found = _ask_in_time(url, origins, headers, _Limits(types, most_bytes), deadline)
            if isinstance(found, Answer):
                return found
            url = found
    raise Unsuitable(f"{url} was not fetched: more than {MOST_REDIRECTS} redirects led there.")


@dataclass(frozen=True, slots=True)
class _Limits:
    types: Collection[str]
    most_bytes: int


def origin_of(url: str) -> str:
    """Scheme, host and port of an address. Raises AddressRefused.

    >>> origin_of("https://Example.org:443/stories")
    'https://example.org'
    """
    return _origin(_parsed(url))


def _ask_in_time(
    url: str, origins: Collection[str] | None, headers: dict[str, str], limits: _Limits, deadline: Deadline
) -> Answer | str:
    """As `_ask`, where what comes after the deadline counts for nothing: half an answer may look like a whole one."""
    try:
        return _ask(url, origins, headers, limits, deadline)
    finally:
        if deadline.passed:
            raise Unreachable(f"{url} took longer than {deadline.seconds:g} s; it was broken off.")


def _ask(
    url: str, origins: Collection[str] | None, headers: dict[str, str], limits: _Limits, deadline: Deadline
) -> Answer | str:
    """The answer, or the address that it redirects to."""
    parts = _parsed(url)
    origin = _origin(parts)
    if origins is not None and origin not in map(normal_origin, origins):
        raise AddressRefused(
            f"{url} is not of the site's own origins ({', '.join(origins) or 'it has none'}), so it is not fetched. Add "
            f"{origin} to the site's origins if it is."
        )
    scheme, host = str(parts.scheme), str(parts.host).strip("[]")
    port = parts.port or _PORTS[scheme]
    connection = connection_to(scheme, host, port, deadline)
    connection.bind(vetted(origin, host, port), deadline)
    try:
        return _answer(connection, parts, headers, limits)
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        raise Unreachable(f"{url} could not be fetched: {error or type(error).__name__}.") from error
    finally:
        connection.close()


def _answer(connection: Any, parts: Url, headers: dict[str, str], limits: _Limits) -> Answer | str:
    always = {"User-Agent": user_agent(), "Accept-Encoding": "gzip, deflate", "Connection": "close"}
    connection.request("GET", parts.request_uri, headers=always | headers, preload_content=False)
    # The response holds the socket by then, not the connection.
    with closing(connection.getresponse()) as response:
        return _read(response, parts.url, limits)


def _read(response: Any, url: str, limits: _Limits) -> Answer | str:
    if response.status in _REDIRECTS and (location := response.headers.get("Location")):
        return urljoin(url, _as_utf8(location))
    if response.status == 304:
        return Answer(url, 304, b"", **_validators(response))
    if response.status != 200:
        retry_after = response.headers.get("Retry-After", "")
        raise StatusRefused(f"{url} answered {response.status}.", response.status, retry_after)
    content_type = _checked_type(url, response.headers.get("Content-Type", ""), limits.types)
    return Answer(url, 200, _body(response, url, limits.most_bytes), content_type, **_validators(response))


def _parsed(url: str) -> Url:
    try:
        parts = parse_url(url) if not _AMBIGUOUS.search(url) else None
    except LocationParseError:
        parts = None
    if parts is None or parts.scheme not in _PORTS or not parts.host or "%" in parts.host:
        raise AddressRefused(f"{url!r} is no address of a page. Write it as https://www.example.org/page.")
    if parts.auth is not None:
        raise AddressRefused(f"{url!r} names a user. Leave out what stands before the @.")
    return parts


def _origin(parts: Url) -> str:
    return normal_origin(f"{parts.scheme}://{parts.netloc}")


def _checked_type(url: str, content_type: str, types: Collection[str]) -> str:
    header = Message()
    header["content-type"] = content_type
    found = header.get_content_type()
    if not content_type or found not in types:
        raise Unsuitable(f"{url} is {content_type or 'of no stated type'}. Taken are {', '.join(sorted(types))}.")
    return content_type


def _body(response: Any, url: str, most_bytes: int) -> bytes:
    """The body, unpacked step by step, so that a small file cannot become a large one in memory."""
    parts, length = [], 0
    while chunk := response.read(_CHUNK, decode_content=True):
        parts.append(chunk)
        length += len(chunk)
        if max(length, response.tell()) > most_bytes:
            raise Unsuitable(f"{url} has more than {most_bytes:,} bytes; it was not read to its end.")
    return b"".join(parts)


def _validators(response: Any) -> dict[str, str]:
    return {
        "etag": response.headers.get("ETag", "")[:200],
        "last_modified": response.headers.get("Last-Modified", "")[:100],
    }


def _accepted(types: Collection[str]) -> str:
    return ", ".join([*sorted(types), "*/*;q=0.1"])


def _as_utf8(header: str) -> str:
    """A header is read as Latin-1; addresses that stand in it unescaped are in UTF-8."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def user_agent() -> str:
    """Who asks, and where to complain."""
    contact = settings.FETCH_CONTACT
    program = f"Readalong/{settings.VERSION}"
    return f"{program} (+{contact})" if contact else program
