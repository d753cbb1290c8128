"""Listings: the pages that a sitemap, an RSS or an Atom feed names. Pure; hostile until it has passed here.

Sitemaps as https://www.sitemaps.org/protocol.html has them, with the extensions for news and for versions in other languages
(hreflang); RSS 0.9x, 1.0 and 2.0; Atom 1.0 (RFC 4287); plain lists of addresses.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Final, Literal
from urllib.parse import urljoin

from lxml import etree

Kind = Literal["sitemap index", "sitemap", "RSS", "Atom", "list"]

MOST_BYTES: Final = 50_000_000  # The protocol's own limit, unpacked.
MOST_ITEMS: Final = 50_000  # The protocol's own limit.
_MOST_ELEMENTS: Final = 1_000_000  # Bounds the memory that millions of empty elements would take.
_GZIP: Final = b"\x1f\x8b"
_LONGEST_URL: Final = 1000
_KINDS: Final[dict[str, Kind]] = {
    "sitemapindex": "sitemap index",
    "urlset": "sitemap",
    "rss": "RSS",
    "RDF": "RSS",
    "feed": "Atom",
}
_ITEMS: Final = frozenset({"url", "sitemap", "item", "entry"})
_CHANGED: Final = ("lastmod", "updated", "published", "pubDate", "date", "news")


class ListingError(ValueError):
    """A file that names no pages; the message says what it is instead."""


@dataclass(frozen=True, slots=True)
class Item:
    """A page, or in an index another sitemap, and when it says it was last changed."""

    url: str
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The items in the file's order, each address once."""

    kind: Kind
    items: tuple[Item, ...]


def read_listing(body: bytes, base: str) -> Listing:
    """The listing in ``body``, which was found at ``base``. Raises ListingError."""
    body = _unpacked(body) if body.startswith(_GZIP) else body
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        return _list_of_addresses(body)
    root, found = "", dict[str, Item]()
    for root, item in _elements(body, base):  # noqa: B007  The root's name is asked for afterwards.
        if item is not None and (item.url not in found or _newer(item, found[item.url])):
            found[item.url] = item
        if len(found) >= MOST_ITEMS:
            break
    if root not in _KINDS:
        what = f"begins with <{root}>" if root else "is not XML"
        raise ListingError(f"It is no sitemap, RSS or Atom feed: it {what}. Name the address of one.")
    return Listing(_KINDS[root], tuple(found.values()))


def moment(text: str) -> datetime | None:
    """A time as feeds write it: W3C's profile of ISO 8601, or RFC 822; None for anything else.

    >>> moment("2026-11-20T10:00:00Z") == moment("Fri, 20 Nov 2026 11:00:00 +0100")
    True
    >>> moment("2026-11"), moment("yesterday")
    (datetime.datetime(2026, 11, 1, 0, 0, tzinfo=datetime.timezone.utc), None)
    """
    text = text.strip()
    short = {4: "-01-01", 7: "-01"}.get(len(text), "")
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            at = read(text + short)
            return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _unpacked(body: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(body, MOST_BYTES + 1)
    except zlib.error as error:
        raise ListingError(f"It is packed with gzip and cannot be unpacked: {error}.") from error
    if len(unpacked) > MOST_BYTES:
        raise ListingError(f"Unpacked it has more than {MOST_BYTES:,} bytes. Split it, and name the parts in an index.")
    if not unpacker.eof:
        raise ListingError("It is packed with gzip and cannot be unpacked: it ends too soon.")
    return unpacked


def _list_of_addresses(body: bytes) -> Listing:
    lines = body.decode("utf-8-sig", "replace").splitlines()[:MOST_ITEMS]
    urls = dict.fromkeys(line.strip() for line in lines if line.strip())
    if not urls or not all(url.startswith(("http://", "https://")) for url in urls):
        raise ListingError("It is neither XML nor a list of addresses, one a line. Name a sitemap, RSS or Atom feed.")
    return Listing("list", tuple(Item(url) for url in urls if len(url) <= _LONGEST_URL))


def _elements(body: bytes, base: str) -> Iterator[tuple[str, Item | None]]:
    """The name of the document's root with every item, and with nothing where there is none."""
    # No entities, no network, no giant trees; feeds are often not well-formed, and browsers of feeds forgive them.
    events = etree.iterparse(
        BytesIO(body),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=True,
    )
    root = ""
    try:
        for number, (_, element) in enumerate(events):
            if not root:
                root = _name(element.getroottree().getroot())
                yield root, None
            if number > _MOST_ELEMENTS:
                raise ListingError(f"It has more than {_MOST_ELEMENTS:,} elements. Split it.")
            if _name(element) in _ITEMS:
                for item in _items(element, base):
                    yield root, item
                _forget(element)
    except etree.XMLSyntaxError as error:
        raise ListingError(f"It is not XML that can be read: {error.msg}.") from error


def _items(element: "etree._Element", base: str) -> Iterator[Item]:
    fields: dict[str, str] = {}
    for child in element:
        fields.setdefault(_name(child), child.text or "")
    dates = (fields.get(name, "") or _news_date(element, name) for name in _CHANGED)
    changed_at = next((at for text in dates if text and (at := moment(text))), None)
    for address in _ADDRESSES.get(_name(element), _of_sitemap)(element, fields):
        if url := _joined(base, address):
            yield Item(url, changed_at)


def _news_date(element: "etree._Element", name: str) -> str:
    return element.findtext("{*}news/{*}publication_date") or "" if name == "news" else ""


def _of_entry(element: "etree._Element", fields: dict[str, str]) -> Iterator[str]:
    """The address of an Atom entry. Of several the first: the others are the same in other formats."""
    links = (link for link in element.iterchildren("{*}link") if link.get("rel", "alternate") == "alternate")
    yield next((href for link in links if (href := link.get("href"))), "")


def _of_item(element: "etree._Element", fields: dict[str, str]) -> Iterator[str]:
    """The address of an RSS item; its guid is one too, unless it says it is not."""
    guid = element.find("{*}guid")
    permanent = guid is not None and guid.get("isPermaLink", "true") == "true"
    own = next((link.text for link in element.iterchildren("{*}link") if link.text and link.text.strip()), "")
    named = fields.get("guid", "") if permanent and fields["guid"].strip().startswith("http") else ""
    yield own or named


def _of_sitemap(element: "etree._Element", fields: dict[str, str]) -> Iterator[str]:
    """The address that a sitemap names, and those of its versions in other languages."""
    yield fields.get("loc", "")
    for link in element.iterchildren("{*}link"):
        if link.get("rel") == "alternate" and link.get("hreflang"):
            yield link.get("href", "")


_ADDRESSES: Final = {"entry": _of_entry, "item": _of_item}


def _joined(base: str, address: str) -> str:
    try:
        url = urljoin(base, address.strip()) if address.strip() else ""
    except ValueError:
        return ""
    return url.partition("#")[0] if len(url) <= _LONGEST_URL else ""


def _newer(item: Item, other: Item) -> bool:
    return item.changed_at is not None and (other.changed_at is None or item.changed_at > other.changed_at)


def _name(element: "etree._Element") -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _forget(element: "etree._Element") -> None:
    """Free what has been read, so that a long file takes no more memory than a short one."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
