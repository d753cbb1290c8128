"""Sitemaps and feeds as they are found in the wild, and as attackers write them."""

import gzip
from datetime import UTC, datetime

import pytest

from player.articles.feeds import listings
from player.articles.feeds.listings import Item, Listing, ListingError, read_listing

BASE = "https://www.tidepool.example/sitemap.xml"
AT = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)

SITEMAP = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
 <!-- A comment. -->
 <url><loc> https://www.tidepool.example/a?x=1&amp;y=2#top </loc><lastmod>2026-11-20T11:00:00+01:00</lastmod>
  <image:image><image:loc>https://www.tidepool.example/a.png</image:loc></image:image></url>
 <url><loc>https://www.tidepool.example/b</loc>
  <xhtml:link rel="alternate" hreflang="es" href="https://www.tidepool.example/es/b"/>
  <xhtml:link rel="alternate" type="application/rss+xml" href="https://www.tidepool.example/rss"/></url>
 <url><loc>https://www.tidepool.example/c</loc><news:news><news:publication><news:name>T</news:name></news:publication>
  <news:publication_date>2026-11-20T10:00:00Z</news:publication_date></news:news></url>
 <url><lastmod>2026-11-20</lastmod></url>
</urlset>"""


def urls(body: bytes) -> list[str]:
    return [item.url.removeprefix("https://www.tidepool.example") for item in read_listing(body, BASE).items]


def test_a_sitemap_names_pages_and_their_versions() -> None:
    assert read_listing(SITEMAP, BASE) == Listing(
        "sitemap",
        (
            Item("https://www.tidepool.example/a?x=1&y=2", AT),
            Item("https://www.tidepool.example/b"),
            Item("https://www.tidepool.example/es/b"),
            Item("https://www.tidepool.example/c", AT),
        ),
    )


def test_a_packed_sitemap_is_the_same() -> None:
    assert read_listing(gzip.compress(SITEMAP), BASE) == read_listing(SITEMAP, BASE)


def test_an_index_names_sitemaps() -> None:
    body = b"<sitemapindex><sitemap><loc>/a.xml</loc><lastmod>2026-11-20T10:00Z</lastmod></sitemap></sitemapindex>"
    expected = Listing("sitemap index", (Item("https://www.tidepool.example/a.xml", AT),))
    assert read_listing(body, BASE) == expected


def test_a_list_of_addresses_is_a_sitemap_too() -> None:
    body = b"\xef\xbb\xbfhttps://www.tidepool.example/a\r\n\r\nhttps://www.tidepool.example/b\n"
    assert (read_listing(body, BASE).kind, urls(body)) == ("list", ["/a", "/b"])


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (b"<link>https://www.tidepool.example/a</link>", ["/a"]),
        (b"<link>/a</link><atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='self' href='/self'/>", ["/a"]),
        (b"<atom:link xmlns:atom='http://www.w3.org/2005/Atom' href='/x'/><link> /a </link>", ["/a"]),
        (b"<link><![CDATA[/a?x=1&y=2]]></link>", ["/a?x=1&y=2"]),
        (b"<guid>https://www.tidepool.example/a</guid>", ["/a"]),
        (b"<guid isPermaLink='false'>https://www.tidepool.example/a</guid>", []),
        (b"<guid>1234</guid>", []),
        (b"<title>No address</title>", []),
        (b"<title>Tea & cake &nbsp; \x0c</title><link>/a</link>", ["/a"]),
    ],
)
def test_an_rss_item_names_its_page(item: bytes, expected: list[str]) -> None:
    assert (
        urls(b"<rss version='2.0'><channel><link>/front</link><item>" + item + b"</item></channel></rss>") == expected
    )


def test_rss_1_has_its_items_beside_the_channel() -> None:
    body = (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        b'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/><item><link>/a</link><dc:date>2026-11-20T10:00:00Z</dc:date>'
        b"</item></rdf:RDF>"
    )
    assert read_listing(body, BASE) == Listing("RSS", (Item("https://www.tidepool.example/a", AT),))


def test_an_atom_entry_names_its_page() -> None:
    body = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><link href="/front"/><entry><link rel="edit" href="/edit"/>'
        b'<link rel="enclosure" href="/a.mp3"/><link rel="alternate" href="/a"/><link href="/a.amp"/>'
        b"<published>2026-11-01T00:00:00Z</published><updated>2026-11-20T10:00:00Z</updated></entry></feed>"
    )
    assert read_listing(body, BASE) == Listing("Atom", (Item("https://www.tidepool.example/a", AT),))


def test_an_address_named_twice_is_one_page_that_changed_last() -> None:
    body = b"<urlset><url><loc>/a</loc></url><url><loc>/a</loc><lastmod>2026-11-20T10:00:00Z</lastmod></url></urlset>"
    assert read_listing(body, BASE).items == (Item("https://www.tidepool.example/a", AT),)


def test_what_breaks_off_is_read_as_far_as_it_goes() -> None:
    assert urls(SITEMAP[: SITEMAP.index(b"<lastmod>2026-11-20</lastmod>")]) == ["/a?x=1&y=2", "/b", "/es/b", "/c"]


def test_entities_are_not_resolved_from_files() -> None:
    body = (
        b'<!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/hostname">]>'
        b"<rss><channel><item><link>/a&file;</link></item></channel></rss>"
    )
    assert urls(body) == ["/a"]


def test_entities_do_not_multiply() -> None:
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    item = b"<item><link>/a&l9;</link><title>&l9;</title></item>"
    body = b'<!DOCTYPE rss [<!ENTITY l0 "ha">' + laughs + b"]><rss><channel>" + item + b"</channel></rss>"
    with pytest.raises(ListingError):
        read_listing(body, BASE)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "neither XML nor a list"),
        (b"\x00\x01", "neither XML nor a list"),
        (b"ftp://example.org/", "neither XML nor a list"),
        (b"<!doctype html><html><body><a href='/a'>A</a></html>", "it is not XML"),
        (b"<html><body><a href='/a'>A</a></body></html>", "begins with <html>"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "begins with <svg>"),
        (b"\x1f\x8b\x08\x00", "it ends too soon"),
        (b"\x1f\x8bxxxxxxxxxxxxxxx", "cannot be unpacked"),
    ],
)
def test_what_is_no_feed_is_told_in_words(body: bytes, said: str) -> None:
    with pytest.raises(ListingError, match=said):
        read_listing(body, BASE)


def test_a_small_packed_file_does_not_become_a_large_one() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * (listings.MOST_BYTES + 1))
    with pytest.raises(ListingError, match="more than 50,000,000 bytes"):
        read_listing(bomb, BASE)


def test_millions_of_empty_elements_are_not_kept_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listings, "_MOST_ELEMENTS", 10_000)
    with pytest.raises(ListingError, match="more than 10,000 elements"):
        read_listing(b"<rss>" + b"<a/>" * 20_000, BASE)


def test_no_more_pages_are_taken_than_a_sitemap_may_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert listings.MOST_ITEMS == 50_000
    monkeypatch.setattr(listings, "MOST_ITEMS", 500)
    body = b"<urlset>" + b"".join(b"<url><loc>/%d</loc></url>" % number for number in range(510)) + b"</urlset>"
    assert len(read_listing(body, BASE).items) == 500


def test_addresses_too_long_to_keep_are_left_out() -> None:
    assert urls(b"<urlset><url><loc>/" + b"x" * 1000 + b"</loc></url><url><loc>/a</loc></url></urlset>") == ["/a"]


@pytest.mark.parametrize("text", ["2026-13-45", "0000", "", "Fri, 99 Nov 2026", "9999999999999", "٢٠٢٦"])
def test_what_is_no_time_is_no_time(text: str) -> None:
    body = f"<urlset><url><loc>/a</loc><lastmod>{text}</lastmod></url></urlset>".encode()
    assert read_listing(body, BASE).items == (Item("https://www.tidepool.example/a"),)
