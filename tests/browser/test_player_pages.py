"""The cases of tests/vectors/pages/ in Chromium: the script's own sources read them as the vectors, and the service, say."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Browser, Page

from player.articles.extraction import Rules, read_page
from tests.any_page import comparable
from tests.browser.player_stub import serving
from tests.browser.shelf import Shelf
from tests.page_vectors import PageCase, cases, written
from tests.synthesis.text.test_fingerprints import as_block

READ = """async ([layout, stressed]) => {
  const {collect, languageAround, select} = await import('/player/collect.js');
  const {fingerprint} = await import('/player/fingerprint.js');
  const faults = [];
  const before = document.documentElement.outerHTML;
  const blocks = await collect(select(layout, (reason) => faults.push(reason)), stressed);
  for (const {text, runs} of blocks) for (const {at, length, node, offset} of runs) {
    const shown = node.data.slice(offset, offset + length).replace(/[\\s\\x85]/g, ' ').toWellFormed();
    if (text.slice(at, at + length) !== shown) faults.push(`${text} has not “${shown}” at ${at}`);
  }
  if (before !== document.documentElement.outerHTML) faults.push('the page was changed');
  const language = layout.language || (blocks.length ? languageAround(blocks[0].element) : '');
  return {
    faults, language, fingerprint: blocks.length ? await fingerprint(language, blocks) : '',
    blocks: blocks.map(({kind, text, language = '', hints = []}) => ({kind, text, language, hints})),
  };
}"""


CASES = cases()


@pytest.fixture(scope="module")
def shelf() -> Iterator[str]:
    with serving(partial(Shelf, [case.html for case in CASES])) as origin:
        yield origin


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: f"{CASES[number].theme}: {CASES[number].name}")
def test_a_page_is_read_as_the_vector_says(tab: Page, shelf: str, number: int) -> None:
    case = CASES[number]
    found = read_in(tab, f"{shelf}/pages/{number}", case)
    assert found["faults"] == []
    assert written(tuple(map(as_block, found["blocks"]))) == case.expected
    reading = read_page(case.html, shelf, case.layout)
    assert (found["language"], found["fingerprint"]) == (reading.language, reading.fingerprint)


ANY = Rules(("body",), (".ad", "aside"), "h1")


@settings(max_examples=150, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(html=comparable)
def test_any_page_is_read_alike(tab: Page, shelf: str, html: str) -> None:
    if not tab.url.startswith(shelf):
        tab.goto(f"{shelf}/pages/0")
    tab.set_content(html, wait_until="domcontentloaded")
    layout = {"allow": ANY.allow, "deny": ANY.deny, "title": ANY.title, "language": ""}
    found = tab.evaluate(READ, [layout, False])
    reading = read_page(html, shelf, ANY)
    assert found["faults"] == []
    assert written(tuple(map(as_block, found["blocks"]))) == written(reading.blocks), html
    assert (found["language"], found["fingerprint"]) == (reading.language, reading.fingerprint)


def read_in(tab: Page, url: str, case: PageCase) -> dict[str, Any]:
    rules = case.layout
    tab.goto(url, wait_until="domcontentloaded")
    layout = {"allow": rules.allow, "deny": rules.deny, "title": rules.title, "language": case.language}
    found: dict[str, Any] = tab.evaluate(READ, [layout, rules.emphasis])
    return found
