"""What a page says of itself, found by the script in a real browser: the vectors of tests/player/articles/test_facts.py."""

import json
from pathlib import Path

from playwright.sync_api import Page, Route

from player.sites.rules import parse

ROOT = Path(__file__).parents[2]
VECTORS = json.loads((ROOT / "tests" / "vectors" / "facts.json").read_text())
FIND = """async (cases) => {
  const {factsOf, languageOf} = await import('/facts.js');
  return cases.map(({html, url, layout}) => {
    const page = new DOMParser().parseFromString(html, 'text/html');
    return {...factsOf(layout, page, new URL(url)), language: languageOf(layout, page, new URL(url))};
  });
}"""


def serve(route: Route) -> None:
    name = route.request.url.rpartition("/")[2]
    if name.endswith(".js"):
        route.fulfill(path=ROOT / "static" / "player" / name, content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html>", content_type="text/html")


def test_the_vectors_hold_in_the_browser(page: Page) -> None:
    page.route("**", serve)
    page.goto("https://modules.example/")
    cases = []
    for case in VECTORS:
        rules = {f"{name}_rules": [parse(line).as_config() for line in lines] for name, lines in case["rules"].items()}
        cases.append({"html": case["html"], "url": case["url"], "layout": rules})
    for case, facts in zip(VECTORS, page.evaluate(FIND, cases), strict=True):
        assert {name: facts[name] for name in case["facts"]} == case["facts"], case["does"]
