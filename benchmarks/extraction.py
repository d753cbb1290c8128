"""How well the text of pages without a layout is found: against whole pages with hand-made truth, by the service and in Chromium.

Run from the project's root with a folder of ``truth.jsonl`` (``id``, ``url``, ``title``, ``text``) and ``pages/ID.html.gz``:
``python -m benchmarks.extraction CORPUS``. The part of an id before the hyphen names its set. Scores are those of bags of words
(``\\w+``, lower case) of the body, the title left out, averaged over the pages of a set.

A browser shows the pages with their own scripts and everything that they would fetch blocked, so neither side sees linked styles.
"""

import gzip
import json
import os
import re
import shutil
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page, Route, sync_playwright

_SOURCES: Final = Path(__file__).parents[1] / "static" / "player"
_READABILITY: Final = Path(__file__).parents[1] / "node_modules" / "@mozilla" / "readability" / "Readability.js"
_PARTS: Final = "https://parts.readalong.example/"
_POLICY: Final = f"script-src {_PARTS}; frame-src 'none'; object-src 'none'"
_POOR: Final = 0.8
_FIND: Final = """async parts => {
  const {find} = await import(parts + 'unconfigured.js');
  const {collect} = await import(parts + 'collect.js');
  const began = performance.now();
  const found = find(document, location.pathname);
  const ms = performance.now() - began;
  const blocks = typeof found === 'string' ? [] : await collect(found);
  const runs = blocks.flatMap(block => block.runs);
  return {
    ms, blocks: blocks.map(({kind, text}) => [kind, text]),
    letters: blocks.reduce((sum, {text}) => sum + text.replaceAll(' ', '').length, 0),
    placed: runs.reduce((sum, {node, offset, length}) =>
      sum + (node.isConnected ? node.data.slice(offset, offset + length).replace(/\\s/g, '').length : 0), 0),
    captions: runs.filter(({node}) => node.parentElement.closest('figcaption')).length,
  };
}"""


@dataclass(frozen=True, slots=True)
class Case:
    id: str
    url: str
    html: str
    truth: str

    @property
    def set(self) -> str:
        return self.id.split("-")[0]


@dataclass(frozen=True, slots=True)
class Outcome:
    """``blocks`` are kinds and texts; ``placed`` of ``letters`` stand in the page's own text nodes (a browser's only)."""

    blocks: tuple[tuple[str, str], ...]
    ms: float
    letters: int = 0
    placed: int = 0
    captions: int = 0

    @property
    def body(self) -> str:
        return "\n".join(text for kind, text in self.blocks if kind != "title")


def main() -> None:
    """Print both tables, and how often both agree."""
    if len(sys.argv) != 2:
        sys.exit("Name the corpus: python -m benchmarks.extraction FOLDER")
    os.environ["DJANGO_SETTINGS_MODULE"] = "readalong_site.settings"
    cases = tuple(_cases(Path(sys.argv[1])))
    served = {case.id: _by_service(case) for case in cases}
    shown = dict(_in_browser(cases))
    _print_scores("service", cases, served)
    _print_scores("browser", cases, shown)
    letters, placed = (sum(getattr(each, name) for each in shown.values()) for name in ("letters", "placed"))
    print(
        f"\non the page's own text nodes: {placed / letters:.3%}; captions spoken: {sum(each.captions for each in shown.values())}"
    )
    for name in sorted({case.set for case in cases}):
        of_set = [case.id for case in cases if case.set == name]
        unlike = [each for each in of_set if served[each].blocks != shown[each].blocks]
        print(
            f"{name}: same blocks on both sides: {1 - len(unlike) / len(of_set):.1%}; not: {', '.join(unlike) or 'none'}"
        )


def _cases(corpus: Path) -> Iterator[Case]:
    for line in (corpus / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        html = gzip.decompress((corpus / "pages" / f"{row['id']}.html.gz").read_bytes()).decode("utf-8", "replace")
        url = row["url"] or f"https://example.org/{row['id']}"
        yield Case(row["id"], url.split("#")[0] if "://" in url else f"https://{url}", html, row["text"])


def _by_service(case: Case) -> Outcome:
    import django

    django.setup()
    from player.articles.extraction import read_page

    began = time.perf_counter()
    reading = read_page(case.html, case.url, None)
    return Outcome(tuple((str(each.kind), each.text) for each in reading.blocks), (time.perf_counter() - began) * 1000)


def _in_browser(cases: tuple[Case, ...]) -> Iterator[tuple[str, Outcome]]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--disable-gpu"])
        for case in cases:
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            yield case.id, _looked_at(page, case)
            page.close()
        browser.close()


def _looked_at(page: Page, case: Case) -> Outcome:
    def answer(route: Route) -> None:
        url = route.request.url
        if url.startswith(_PARTS):
            route.fulfill(body=_part(url), content_type="text/javascript", headers={"Access-Control-Allow-Origin": "*"})
        elif route.request.is_navigation_request() and route.request.frame == page.main_frame:
            headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": _POLICY}
            route.fulfill(body=case.html, headers=headers)
        else:
            route.abort()

    page.route("**/*", answer)
    page.goto(case.url, wait_until="domcontentloaded")
    seen: dict[str, Any] = page.evaluate(_FIND, _PARTS)
    return Outcome(**seen | {"blocks": tuple(map(tuple, seen["blocks"]))})


def _part(url: str) -> str:
    """A source as it stands; Readability, which is no module, as one."""
    if url == f"{_PARTS}readability":
        return f"const module = {{}};{_READABILITY.read_text()};export {{Readability}};"
    return (_SOURCES / url.removeprefix(_PARTS)).read_text().replace("'@mozilla/readability'", f"'{_PARTS}readability'")


def _print_scores(side: str, cases: tuple[Case, ...], outcomes: dict[str, Outcome]) -> None:
    print(f"\n{side}: {statistics.median(each.ms for each in outcomes.values()):.0f} ms a page (median)")
    for name in sorted({case.set for case in cases}):
        scores = {case.id: _score(outcomes[case.id].body, case.truth) for case in cases if case.set == name}
        means = [statistics.mean(score[part] for score in scores.values()) for part in range(3)]
        print(f"{name}: {len(scores)} pages  P {means[0]:.3f}  R {means[1]:.3f}  F1 {means[2]:.3f}")
        silent = [each for each in scores if not outcomes[each].blocks]
        print(f"  taken for no article: {len(silent)} {' '.join(silent)}")
        for key in sorted((each for each in scores if scores[each][2] < _POOR), key=lambda each: scores[each][2]):
            print("  under 0.8: {} P {:.2f} R {:.2f} F1 {:.2f}".format(key, *scores[key]))


def _score(predicted: str, true: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of one page."""
    said, meant = (Counter(re.findall(r"\w+", text.lower())) for text in (predicted, true))
    hits = (said & meant).total()
    precision = hits / said.total() if said else 0.0
    recall = hits / meant.total() if meant else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0


if __name__ == "__main__":
    main()
