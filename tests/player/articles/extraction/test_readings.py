"""Readings: what is said of a page beside its blocks, and of what is not read."""

import pytest

from player.articles.extraction import Reading, Rules, read_page
from player.sites.rules import parse
from synthesis.text.fingerprints import fingerprint

URL = "https://www.tidepool.example/stories/crab?x=1#top"
RULES = Rules(allow=("article",), deny=(".ad",), title="h1")
PAGE = """<!doctype html><html lang=en><title>Tides – Tidepool</title><link rel=canonical href=/stories/crab>
<meta name=reading-level content=2><header>Home <nav>Stories</nav></header>
<article><h1>Tides</h1><p>One<sup>1</sup> <span style="display:none">two</span></p><aside class=ad><p>Buy</p></aside>
<p data-readalong=skip>Skip</p><details><summary>More</summary><p>folded</p></details><p style="visibility:hidden">unseen</p>
<button>Share</button></article><script>1</script><footer id=foot>Made by <b>us</b></footer>"""


def read(html: str = PAGE, rules: Rules = RULES) -> Reading:
    return read_page(html, URL, rules)


def test_a_page_is_read_with_its_facts() -> None:
    reading = read(rules=Rules(("article",), (".ad",), "h1", level=(parse("meta reading-level"),)))
    assert [block.text for block in reading.blocks] == ["Tides", "One", "More"]
    assert (reading.title, reading.language, reading.level) == ("Tides", "en", "2")
    assert reading.address == "https://www.tidepool.example/stories/crab"
    assert reading.fingerprint == fingerprint("en", reading.blocks)


def test_every_part_that_is_not_read_has_its_reason_in_the_pages_order() -> None:
    assert [(entry.element, entry.rule, entry.text) for entry in read().skipped] == [
        ("body > header", "not selected", "Home Stories"),
        ("body > article > p > sup", "footnote mark", "1"),
        ("body > article > p > span", "hidden: display none", "two"),
        ("body > article > aside.ad", "deny .ad", "Buy"),
        ("body > article > p", "never read: [data-readalong=skip]", "Skip"),
        ("body > article > details > p", "hidden: closed details", "folded"),
        ("body > article > p", "hidden: visibility", "unseen"),
        ("body > article > button", "never read: button", "Share"),
        ("footer#foot", "not selected", "Made by us"),
    ]


def test_what_is_skipped_is_told_by_its_beginning() -> None:
    [entry] = read(f"<article><p>x</p></article><p>{'wave ' * 40}</p>").skipped
    assert len(entry.text) <= 80
    assert entry.text.endswith("wave…")


def test_a_page_on_which_nothing_is_selected_has_no_fingerprint() -> None:
    reading = read("<title> Home </title><main>Text</main>")
    assert (reading.blocks, reading.fingerprint, reading.title) == ((), "", "Home")


def test_the_layouts_language_goes_before_the_pages() -> None:
    assert read(rules=Rules(("article",), language=(parse("= es-MX"),))).language == "es-MX"


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<",
        "<article>" + "<div>" * 5_000 + "deep",
        "<article>" + "<b>" * 3_000 + "x",
        "<article><p>" + "<span lang=es>a</span> " * 2_000,
        "<article>\x00\ud800<p>&#0;&#xD800;</p>",
        "<frameset><frame>",
        "<svg><article><p>x",
        "<template><article>x</article>",
    ],
    ids=lambda html: repr(html[:20]),
)
def test_whatever_stands_in_a_page_it_is_read_without_a_fault(html: str) -> None:
    reading = read(html)
    assert all(block.text for block in reading.blocks)
    assert all(len(block.hints) <= 200 for block in reading.blocks)


def test_our_own_mark_says_the_language_before_the_pages() -> None:
    page = '<html lang=en><article data-readalong-lang="es-MX"><h1>Uno</h1><p>Dos <i lang=es-MX>tres</i></p></article>'
    reading = read(page)
    assert reading.language == "es-MX"
    assert [block.hints for block in reading.blocks] == [(), ()]
