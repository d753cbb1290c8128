"""Concerns: each warning about a layout, and each reason why the reader's page may say something else.

tests/browser/test_inspector.py shows pages to the inspector, which has the same concerns but for the differences.
"""

import pytest

from player.articles.extraction import Rules
from player.articles.extraction.reports import report

URL = "https://www.example.org/stories/crab"
TEXT = f"<p>{'The crab counted its shells. ' * 10}</p>"
PAGE = "<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>"
WELL = f"<nav>Home</nav><article><h1>The crab</h1>{TEXT}</article>"
ARTICLE = Rules(("article",), (), "h1")


def kinds(body: str, rules: Rules | None = ARTICLE, head: str = "", page: str = PAGE) -> list[str]:
    return [each.kind for each in report(page.format(head=head, body=body), URL, rules).concerns]


def test_a_page_that_is_read_as_it_should_be_raises_none() -> None:
    assert kinds(WELL) == []


@pytest.mark.parametrize(
    ("body", "rules", "expected"),
    [
        (WELL, Rules((".story",)), ["nothing"]),
        ("<article><h1>The crab</h1></article>", ARTICLE, ["nothing"]),
        ("<p>Write to us.</p>", None, ["nothing"]),
        (f"<article>{TEXT}</article>", ARTICLE, ["title"]),
        ("<article><h1>The crab</h1><p>It counted.</p></article>", ARTICLE, ["short"]),
        (f"<article><h1>The crab</h1>{TEXT}<h1>The gull</h1>{TEXT}</article>", ARTICLE, ["several"]),
        (f"<main><div role=navigation>Home</div><h1>Crab</h1>{TEXT}</main><p>{TEXT}", Rules(("main",), (), "h1"), ["navigation"]),
        (f"<article><h1>Crab</h1>{TEXT}{'<p><a href=/x>The gull</a></p>' * 3}</article>", ARTICLE, ["navigation"]),
        (f"<h1>Crab</h1>{TEXT}", Rules(("body",), (), "h1"), ["everything"]),
        (f"<div id=all><h1>Crab</h1>{TEXT}<p role=contentinfo>Us</p></div>", Rules(("#all",), (), "h1"), ["navigation", "everything"]),
    ],
)  # fmt: skip
def test_what_looks_wrong_is_told(body: str, rules: Rules | None, expected: list[str]) -> None:
    assert kinds(body, rules) == expected


def test_a_page_that_does_not_say_its_language_is_told() -> None:
    assert kinds(WELL, page="<!doctype html><html><head>{head}</head><body>{body}</body></html>") == ["language"]


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ('<script type="application/ld+json">{"isAccessibleForFree": false}</script>', WELL, ["paywall"]),
        ("<link rel=stylesheet href=x.css>", WELL, ["styles"]),
        ("", f"{WELL}<story-list></story-list>", ["scripts"]),
        ("<script src=app.js></script>", "<div id=app></div>", ["nothing", "scripts"]),
    ],
)
def test_why_the_readers_page_may_say_something_else_is_told(head: str, body: str, expected: list[str]) -> None:
    found = report(PAGE.format(head="HEAD", body=body).replace("HEAD", head), URL, ARTICLE).concerns
    assert [each.kind for each in found] == expected
    assert found[-1].difference
