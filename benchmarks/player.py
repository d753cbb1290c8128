"""The player on a page, beside a page without it, a bare audio element, and a peer: bytes, requests, time, elements, CPU, lag.

Run from the project's root: ``python -m benchmarks.player [load] [cpu] [lag]``. The service is the tests' stub, which answers as the true
one does and costs the browser the same; its marks are even, 240 ms a word. The peer is fetched from npm into a folder that goes again.
Browsers share the machine with everything else on it: compare within one run.
"""

import gzip
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Final

import numpy
from playwright.sync_api import Browser, Page, Response, sync_playwright

from benchmarks import player_pages as pages
from tests.browser.conftest import FLAGS
from tests.browser.engines import PlaywrightWindow, WebKitWindow, Window, click, until
from tests.browser.player_reader import LIT
from tests.browser.player_stub import ServiceHandler, Stub, config, layout, serving
from tests.browser.programs import program
from tests.browser.webkit import minibrowser

WORDS: Final = (2_000, 10_000)
ROUNDS: Final = 3
CPU_S: Final = 20
LAG_S: Final = 12
RATES: Final = (0.75, 1, 1.5)
LAG_BUDGET_MS: Final = 20
CPU_BUDGET_MS: Final = 300
OBSERVE: Final = """{
  window.tasks = []; window.shift = 0;
  new PerformanceObserver((list) => list.getEntries().forEach(({duration}) => tasks.push(duration)))
    .observe({type: 'longtask', buffered: true});
  new PerformanceObserver((list) => list.getEntries().forEach(({value}) => shift += value))
    .observe({type: 'layout-shift', buffered: true});
}"""
# Each change of the lit word, and when: the element's clock, the page's, and the number of the word. The light is ours, or a class.
WATCH_OURS: Final = f"""(() => {{
  const lit = {LIT}, {{clear}} = Highlight.prototype;
  window.changes = [];
  Highlight.prototype.clear = function () {{
    if (this === CSS.highlights.get('readalong-word')) queueMicrotask(() => {{
      const {{sentence, word}} = ReadAlong.state, text = lit('readalong-word');
      if (text) changes.push([sounding.currentTime * 1000, performance.now(), sentence, word, text]);
    }});
    return clear.call(this);
  }};
}})()"""
WATCH_PEER: Final = """(() => {
  window.changes = [];
  new MutationObserver((records) => {
    const active = records.map(({target}) => target).find((target) => target.matches('span.active'));
    if (active) changes.push([sounding.currentTime * 1000, performance.now(), Number(active.dataset.m)]);
  }).observe(document.getElementById('transcript'), {subtree: true, attributeFilter: ['class']});
})()"""


@dataclass
class Scene:
    """What is opened: a page for each size and kind, and how its sound is begun."""

    origin: str
    stub: Stub

    def url(self, kind: str, words: int) -> str:
        return f"{self.origin}/{kind}/{words}"

    def begin(self, window: Window, kind: str, words: int) -> None:
        """Open the page and press what plays it, as a reader does."""
        window.open(self.url(kind, words))
        if kind == "ours":
            click(window, "readalong-launcher", "button")
            until(window, "ReadAlong.state.at_ms > 0", 60)
        else:
            until(window, "document.readyState === 'complete'")
            window.evaluate("void document.getElementById('sound').play()")
            until(window, "sounding.currentTime > 0", 60)


def loaded(browser: Browser, url: str) -> tuple[Page, list[Response], dict[str, float]]:
    """A page that has loaded and come to rest, what it fetched, and what it cost."""
    page = browser.new_page(viewport={"width": 1000, "height": 700})
    page.add_init_script(OBSERVE)
    fetched: list[Response] = []
    page.on("response", lambda response: fetched.append(response))
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    page.goto(url)
    if "/ours/" in url:
        page.locator("readalong-launcher button").wait_for()
    page.wait_for_timeout(2_000)
    return page, fetched, costs(session)


def costs(session: Any) -> dict[str, float]:
    """Milliseconds that the page's main thread was busy, by kind."""
    told = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    return {"task": told["TaskDuration"] * 1000, "script": told["ScriptDuration"] * 1000}


def measure_load(browser: Browser, scene: Scene) -> None:
    print(
        "| words | page | requests | script kB, gzip | page kB, gzip | elements | main ms | set-up: script ms | long tasks | layout shift |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for words in WORDS:
        for kind in ("plain", "ours", "peer"):
            found = []
            for _ in range(ROUNDS):
                page, fetched, cost = loaded(browser, scene.url(kind, words))
                scripts = [each.body() for each in fetched if each.request.resource_type == "script"]
                found.append(
                    {
                        "requests": len(fetched) - 1,
                        "kb": sum(len(gzip.compress(body, 9)) for body in scripts) / 1024,
                        "page": len(gzip.compress(fetched[0].body(), 9)) / 1024,
                        "elements": page.evaluate("document.querySelectorAll('*').length"),
                        **cost,
                        "long": page.evaluate("tasks.length"),
                        "shift": page.evaluate("shift"),
                    }
                )
                page.close()
            row = {name: median(each[name] for each in found) for name in found[0]}
            print(
                f"| {words:,} | {kind} | {row['requests']:.0f} | {row['kb']:.1f} | {row['page']:.1f} | {row['elements']:,.0f} "
                f"| {row['task']:.0f} | {row['script']:.0f} | {row['long']:.0f} | {row['shift']:.4f} |",
                flush=True,
            )


def measure_cpu(browser: Browser, scene: Scene) -> None:
    print(f"| words | page | CPU ms in {CPU_S} s of playing at 1× | elements while playing |\n|---|---|---|---|")
    for words in WORDS:
        for kind in ("plain", "ours", "peer"):
            page = browser.new_page(viewport={"width": 1000, "height": 700})
            scene.begin(PlaywrightWindow(page), kind, words)
            page.evaluate("sounding.playbackRate = 1")
            session = page.context.new_cdp_session(page)
            session.send("Performance.enable")
            page.wait_for_timeout(2_000)
            before = costs(session)
            page.wait_for_timeout(CPU_S * 1_000)
            spent = costs(session)["task"] - before["task"]
            elements = page.evaluate("document.querySelectorAll('*').length")
            print(f"| {words:,} | {kind} | {spent:.0f} | {elements:,} |", flush=True)
            page.close()


def lags(changes: list[list[Any]], marks: list[list[int]] | None, rate: float) -> list[float]:
    """How long after its mark each word was lit, in ms of the reader's time.

    By the line along the upper readings of the element's clock: Firefox's stands still and jumps, and is behind the sound in between.
    """
    media, page = numpy.array([change[:2] for change in changes], dtype=float).T
    clock = numpy.poly1d(numpy.polyfit(page, media, 1))
    clock += numpy.percentile(media - clock(page), 95)
    own = [marks[change[2]][change[3]] if marks else change[2] for change in changes]
    return [float(clock(at) - mark) / rate for at, mark in zip(page, own, strict=True)]


def measure_lag(engine: str, window: Window, scene: Scene, kind: str, words: int) -> None:
    scene.begin(window, kind, words)
    window.evaluate(WATCH_OURS if kind == "ours" else WATCH_PEER)
    [narration] = [each for each in scene.stub.known.values() if len(pages.marks_of(each)) == scene_words(words)]
    marks = [sentence["words"][2::3] for sentence in narration["sentences"]] if kind == "ours" else None
    for rate in RATES:
        window.evaluate(f"sounding.playbackRate = {rate}")
        time.sleep(1)
        window.evaluate("changes.length = 0")
        time.sleep(LAG_S)
        changes = window.evaluate("changes")
        found = lags(changes, marks, rate)
        p5, p50, p95 = numpy.percentile(found, (5, 50, 95))
        print(
            f"| {engine} | {kind} | {words:,} | {rate}× | {p5:.0f} | {p50:.0f} | {p95:.0f} | {len(found)} |", flush=True
        )


def scene_words(words: int) -> int:
    """How many words are spoken: the title's as well."""
    return 1 + sum(len(text.split()) for text in pages.paragraphs(words))


def main(wanted: list[str]) -> None:
    wanted = wanted or ["load", "cpu", "lag"]
    stub = Stub(config=config(layout(url_pattern="/ours/*", allow=[".story p"])))
    shown: dict[str, str] = {}
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="readalong-benchmark-"))
        stub.origin = stack.enter_context(serving(partial(ServiceHandler, stub)))
        stub.allowed_origin = origin = stack.enter_context(serving(pages.handler(shown, pages.fetched(Path(folder)))))
        playwright = stack.enter_context(sync_playwright())
        chromium = playwright.chromium.launch(executable_path=program("chromium", "chromium"), args=FLAGS)
        scene = Scene(origin, stub)
        prepare(chromium, scene, shown)
        if "load" in wanted:
            measure_load(chromium, scene)
        if "cpu" in wanted:
            measure_cpu(chromium, scene)
        if "lag" in wanted:
            print(
                "| engine | page | words | rate | lag p5 ms | p50 | p95 | words lit |\n|---|---|---|---|---|---|---|---|"
            )
            for words in WORDS:
                for kind in ("ours", "peer"):
                    measure_lag("Chromium", PlaywrightWindow(chromium.new_page()), scene, kind, words)
        chromium.close()
        if "lag" in wanted:
            firefox = playwright.firefox.launch(
                channel="moz-firefox",
                executable_path=program("firefox-esr", "firefox-esr"),
                firefox_user_prefs={"media.cubeb.force_mock_context": True},
            )
            measure_lag("Firefox", PlaywrightWindow(firefox.new_page()), scene, "ours", WORDS[0])
            firefox.close()
            measure_lag("WebKit", WebKitWindow(stack.enter_context(minibrowser())), scene, "ours", WORDS[0])


def prepare(browser: Browser, scene: Scene, shown: dict[str, str]) -> None:
    """Serve all pages, and have our narrations known before anything is measured."""
    sound = f"{scene.stub.origin}/v1/audio/{pages.SOUND_MS}.m4a"
    for words in WORDS:
        shown[f"/plain/{words}"] = pages.plain(words, sound)
        shown[f"/ours/{words}"] = pages.ours(words, scene.stub.origin)
        page = browser.new_page()
        page.goto(scene.url("ours", words))
        page.locator("readalong-launcher button").wait_for(timeout=120_000)
        page.close()
        narration = list(scene.stub.known.values())[-1]
        shown[f"/peer/{words}"] = pages.peer(words, sound, pages.marks_of(narration))
    pages.shorten(scene.stub)


if __name__ == "__main__":
    main(sys.argv[1:])
