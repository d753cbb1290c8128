"""How long reading a page takes in the page: finding its text and building the map, by the number of words; and mapping it again.

    python -m benchmarks.collect

Budget: 2,000 words in at most 10 ms when warm; 10,000 words without a task over 50 ms on a processor four times as slow. Measured in
Chromium with the script's own sources, on a page with hard-wrapped lines, inline markup, links, notes and hints. The peer is the
least that any reader of text must do: walk the same text nodes and ask the style of each element once.
"""

import shutil
from functools import partial
from statistics import median
from typing import Any, Final

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import FLAGS
from tests.browser.player_stub import serving
from tests.browser.shelf import Shelf

ROUNDS: Final = 15
SENTENCE: Final = (
    'The <em>small</em> crab counted\n the <a href="/waves">waves</a> of the bay<sup><a href="#n">1</a></sup>, '
    'and <i lang="es">nadie</i> asked\n <b>why</b> it did so. '
)
WORDS: Final = 17
READ: Final = """async () => {
  const {collect, select} = await import('/player/collect.js');
  const layout = {allow: ['article'], deny: ['.advert', 'figure'], title: 'h1'};
  const began = performance.now();
  const blocks = await collect(select(layout, () => {}));
  return [performance.now() - began, blocks.length, blocks.reduce((sum, {text}) => sum + text.split(' ').length, 0)];
}"""
# Every paragraph begins with another word, so that no block is the same and each sentence is looked for.
CHANGE: Final = """async () => {
  const {collect, select} = await import('/player/collect.js');
  const {remap} = await import('/player/standing.js');
  const {breather} = await import('/player/breathing.js');
  const layout = {allow: ['article'], deny: ['.advert', 'figure'], title: 'h1'};
  const blocks = await collect(select(layout, () => {}));
  const sentences = blocks.flatMap(({text}, block) => (
    [...text.matchAll(/[^.]+[.]?/g)].map(({0: piece, index}) => ({block, start: index, end: index + piece.length}))));
  for (const paragraph of document.querySelectorAll('article p')) paragraph.prepend('Another. ');
  const fresh = await collect(select(layout, () => {}));
  globalThis.again = () => remap(blocks, sentences, fresh, breather());
}"""
WALK: Final = """() => {
  const began = performance.now();
  let length = 0;
  const walk = (element) => {
    if (getComputedStyle(element).display === 'none') return;
    for (const child of element.childNodes) {
      if (child instanceof Element) walk(child);
      else length += child.data.replace(/\\s+/g, ' ').length;
    }
  };
  walk(document.querySelector('article'));
  return performance.now() - began;
}"""
TASKS: Final = """() => {
  globalThis.tasks = [];
  new PerformanceObserver((list) => list.getEntries().forEach(({duration}) => tasks.push(duration))).observe({type: 'longtask'});
}"""


def article(words: int) -> str:
    paragraph = f"<p>{SENTENCE * 4}</p>"
    body = paragraph * round(words / WORDS / 4)
    return f"<!doctype html><html lang=en><meta charset=utf-8><body><article><h1>Tides</h1>{body}</article>"


def measure(page: Page, url: str) -> dict[str, Any]:
    """The first reading, the median of the warm ones, and of the peer; milliseconds."""
    page.goto(url)
    cold, blocks, words = page.evaluate(READ)
    warm = [page.evaluate(READ)[0] for _ in range(ROUNDS)]
    peer = [page.evaluate(WALK) for _ in range(ROUNDS)]
    return {"words": words, "blocks": blocks, "cold": cold, "warm": median(warm), "peer": median(peer)}


def longest_task(page: Page, url: str) -> float:
    """The longest task over 50 ms while a page is read at a quarter of the speed, 0 where there is none; milliseconds."""
    page.goto(url)
    page.evaluate("import('/player/collect.js').then(() => import('/player/markup.js'))")
    return slowed(page, READ)


def longest_task_again(page: Page, url: str) -> float:
    """The same while a text that has changed everywhere is mapped again."""
    page.goto(url)
    page.evaluate(CHANGE)
    return slowed(page, "again()")


def slowed(page: Page, work: str) -> float:
    page.evaluate(TASKS)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.evaluate(work)
    page.wait_for_timeout(300)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return max(page.evaluate("tasks"), default=0.0)


def told(task_ms: float) -> str:
    return f"{task_ms:.0f}" if task_ms else "none over 50"


def main() -> None:
    sizes = (2_000, 10_000)
    with serving(partial(Shelf, [article(words) for words in sizes])) as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page()
        print(
            "| words | blocks | cold ms | warm ms | least ms | longest task at 4× ms | mapped again |\n|---|---|---|---|---|---|---|"
        )
        for number in range(len(sizes)):
            url = f"{origin}/pages/{number}"
            found = measure(page, url)
            task, again = longest_task(page, url), longest_task_again(page, url)
            print(
                f"| {found['words']:,} | {found['blocks']} | {found['cold']:.1f} | {found['warm']:.1f} | {found['peer']:.1f} "
                f"| {told(task)} | {told(again)} |"
            )
        browser.close()


if __name__ == "__main__":
    main()
