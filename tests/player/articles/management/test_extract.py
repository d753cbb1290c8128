"""``manage.py extract``: what is read of a file, in words and as JSON, by the service and in Chromium."""

import json
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.player.articles.extraction.test_readings import PAGE
from tests.unconfigured import article

LAYOUT = ("--allow", "article", "--deny", ".ad", "--title", "h1", "--url", "https://www.tidepool.example/stories/crab")


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return str(path)


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("extract", *arguments, stdout=out)
    return out.getvalue()


def as_json(*arguments: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(printed(*arguments, "--json"))
    return read


def test_what_is_read_of_a_file_is_printed(file: str) -> None:
    text = printed(file, *LAYOUT)
    assert "title        Tides\nlanguage     en\n" in text
    assert "paragraph    One\n" in text
    assert "skipped      deny .ad: body > article > aside.ad: Buy" in text


def test_json_holds_what_the_delivery_would(file: str) -> None:
    read = as_json(file, *LAYOUT)
    assert read["blocks"][0] == {"kind": "title", "text": "Tides"}
    assert read["skipped"][0] == {"text": "Home Stories", "element": "body > header", "rule": "not selected"}
    assert len(read["fingerprint"]) == 64


def test_the_browser_prints_the_same(file: str) -> None:
    assert as_json(file, *LAYOUT, "--browser") == as_json(file, *LAYOUT)


def test_a_file_needs_no_address_to_be_taken_for_an_article() -> None:
    page = article("plain")
    read = as_json(str(page.path))
    assert [(block["kind"], block["text"]) for block in read["blocks"]] == page.blocks


def test_a_page_that_is_no_article_without_a_layout_says_why(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<title>Shop</title><nav>Home</nav><p>Buy a bucket")
    read = as_json(str(path))
    assert read["blocks"] == []
    assert "no article" in read["skipped"][0]["rule"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("missing.html",), "missing.html cannot be read: No such file"),
        (("http://127.0.0.1:9/",), "READALONG_FETCH_OWN_ORIGINS. Or save the page"),
        (("FILE", "--url", "crab"), "--url: crab is no address of a page"),
        (("BINARY",), "is no HTML file: it holds null bytes"),
        (("FILE", "--allow", "p:hover"), "Selector “p:hover”: At character 2"),
        (("FILE", "--deny", "p"), "--allow"),
    ],
)
def test_what_cannot_be_done_is_said_with_the_next_step(
    file: str, arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    binary = tmp_path / "picture.png"
    binary.write_bytes(b"\x89PNG\0\1")
    named = {"FILE": file, "BINARY": str(binary)}
    with pytest.raises(CommandError, match=said):
        printed(*(named.get(each, each) for each in arguments))


@pytest.mark.parametrize(
    ("arguments", "said"), [((), "Say with --allow"), (("--allow", ".none"), "what --allow selects is not on the page")]
)
def test_where_nothing_is_read_the_next_step_is_said_beside_the_answer(
    file: str, arguments: tuple[str, ...], said: str
) -> None:
    out, err = StringIO(), StringIO()
    call_command("extract", file, *arguments, "--json", stdout=out, stderr=err)
    assert json.loads(out.getvalue())["blocks"] == []
    assert said in err.getvalue()


def test_without_playwright_the_browser_says_how_to_install_it(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with pytest.raises(CommandError, match="pip install"):
        printed(file, *LAYOUT, "--browser")
