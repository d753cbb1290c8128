"""What is found on pages without a layout. tests/browser/test_player_unconfigured.py shows the same pages to the script itself."""

import os
import signal

import pytest

from player.articles.extraction import Reading, read_page, unconfigured
from tests.unconfigured import ARTICLES, SILENT, UnconfiguredPage, article

ADDRESS = "https://www.example.org/stories/bell"


def read(html: str) -> Reading:
    return read_page(html, ADDRESS, None)


def reasons(reading: Reading) -> list[str]:
    return [each.rule for each in reading.skipped if each.rule.startswith("no article")]


@pytest.mark.parametrize("page", ARTICLES, ids=str)
def test_title_and_text_of_an_article_are_found(page: UnconfiguredPage) -> None:
    assert [(block.kind, block.text) for block in read(page.html).blocks] == page.blocks


@pytest.mark.parametrize("page", SILENT, ids=str)
def test_a_page_that_is_no_article_stays_silent_and_says_why(page: UnconfiguredPage) -> None:
    reading = read(page.html)

    assert (reading.blocks, reading.fingerprint) == ((), "")
    assert len(reasons(reading)) == 1


def test_an_article_on_the_front_page_needs_to_say_so() -> None:
    plain = article("plain").html
    stated = plain.replace("</head>", '<script type="application/ld+json">{"@type": "NewsArticle"}</script></head>')

    assert reasons(read_page(plain, "https://www.example.org/", None)) == ["no article: front page"]
    assert read_page(stated, "https://www.example.org/", None).blocks


def test_what_is_not_spoken_is_told_with_the_reason() -> None:
    told = [(entry.rule, entry.text) for entry in read(article("between-paragraphs").html).skipped]

    assert ("unspoken: figure", "The tower in winter. Photo: M. Reed") in told
    assert ("unspoken: links", "Read also: How a rope is made") in told
    assert ("unspoken: class ad slot", "Buy a bucket, and get another one for nothing!") in told


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>",
        "\0<b>\ud800".encode("utf-8", "replace").decode(),
        '<body><a b"c=1 <x=2>word</a>',
        "<div>" * 600 + "word " * 200,
        '<script type="application/ld+json">{"@graph": [[[1, null, {"@type": 5, "speakable": 7}]]]}</script>' + "<p>x",
        "<svg><title>t</title><foreignObject><p>x</foreignObject></svg><math><mi>x</mi></math>",
    ],
    ids=["empty", "tag", "no text", "odd attributes", "deep", "odd statements", "foreign"],
)
def test_an_odd_page_is_read_as_no_article(html: str) -> None:
    assert read(html).blocks == ()


def test_a_page_of_too_many_nodes_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unconfigured, "LARGEST", 10)

    assert reasons(read(ARTICLES[0].html)) == ["no article: more than 10 nodes"]


def test_the_loss_of_the_child_costs_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    html = ARTICLES[0].html
    assert read(html).blocks
    process = unconfigured._v8.process
    assert process is not None
    os.kill(process.pid, signal.SIGSTOP)
    monkeypatch.setattr(unconfigured, "LONGEST_S", 0.2)

    assert reasons(read(html)) == ["no article: finding its text hung"]

    monkeypatch.undo()
    assert read(html).blocks
