"""The main job in Firefox and WebKit: what Chromium's tests try in full is the same there, from the press to the session."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

import pytest

from tests.browser.engines import Pixels, Window, click, until
from tests.browser.marks import spoken_at, words_of
from tests.browser.player_reader import LIT, SOUNDING, WATCH
from tests.browser.player_stub import Publisher, Stub, story
from tests.servers import wait_until

pytest_plugins = ("tests.browser.player_fixtures",)

LAUNCHER = ("readalong-launcher", "button")
DOCK = ("readalong-player", ".dock")
# A browser that says it is driven is no reader, and not counted. Whatever is thrown, and whatever plays, is noted.
NOTED = f"""<script>
Object.defineProperty(Navigator.prototype, 'webdriver', {{get: () => false}});
window.thrown = [];
for (const name of ['error', 'unhandledrejection']) addEventListener(name, (event) => thrown.push(`${{event.message ?? event.reason}}`));
{SOUNDING}
window.elements = new Set();
const {{play}} = HTMLMediaElement.prototype;
HTMLMediaElement.prototype.play = function () {{ elements.add(this); return play.call(this); }};
</script>"""
EVERYTHING_ELSE = """(() => {
  const copy = document.documentElement.cloneNode(true);
  copy.querySelectorAll('readalong-launcher, readalong-player, script').forEach((ours) => ours.remove());
  return copy.outerHTML;
})()"""
LIT_BOX = """(() => {
  const [{startContainer, startOffset, endContainer, endOffset}] = CSS.highlights.get('readalong-word');
  const range = new Range();
  range.setStart(startContainer, startOffset);
  range.setEnd(endContainer, endOffset);
  const {left, right} = range.getBoundingClientRect();
  return [left, right].map(Math.round);
})()"""
WORD_GROUND = (255, 180, 84)

Open = Callable[..., None]


@pytest.fixture
def open_story(window: Window, stub: Stub, publisher: Publisher) -> Open:
    def open_story(head: str = "", **options: Any) -> None:
        window.open(publisher.serve(story(stub.origin, head=NOTED + head, **options)))

    return open_story


def listen(window: Window) -> None:
    click(window, *LAUNCHER)
    until(window, "ReadAlong.state.at_ms > 0")


@pytest.mark.alone
def test_a_whole_article_is_heard_followed_and_counted(window: Window, open_story: Open, stub: Stub) -> None:
    open_story(paragraphs=0)
    until(window, "document.querySelector('readalong-launcher')")
    before = window.evaluate(EVERYTHING_ELSE)
    assert window.evaluate("document.querySelector('h1').nextElementSibling.localName") == "readalong-launcher"
    window.evaluate("document.addEventListener('readalong:completed', () => (window.completed = true))")
    window.evaluate(WATCH)
    listen(window)
    window.evaluate("ReadAlong.setRate(1.5)")
    until(window, "ReadAlong.state.phase === 'ended'", 90)
    samples = window.evaluate("samples")

    wrong = [(ms, word) for ms, word, _ in samples if word not in spoken_at(stub, ms)]
    assert len(wrong) <= len(samples) / 100, wrong
    assert all(word in sentence for _, word, sentence in samples)
    seen = [word for word, _ in groupby(word for _, word, _ in samples) if word]
    assert seen == words_of(stub)
    assert window.evaluate(EVERYTHING_ELSE) == before
    assert window.evaluate("elements.size") == 1
    assert window.evaluate("window.completed")
    assert window.evaluate("thrown") == []
    least_ms = 0.95 * window.evaluate("ReadAlong.state.duration_ms")
    wait_until(lambda: heard_ms(stub) >= least_ms, "the beacon of a session that is completed")
    assert len({beacon["session"] for beacon in stub.beacons}) == 1


def heard_ms(stub: Stub) -> int:
    """The most that a beacon said was heard."""
    return max(sum(end - start for start, end in beacon.get("heard", ())) for beacon in stub.beacons)


def test_the_controls_do_what_they_say(window: Window, open_story: Open) -> None:
    open_story(paragraphs=12)
    listen(window)
    click(window, *DOCK, "[aria-label=Faster]")
    until(window, "sounding.playbackRate === 1 && sounding.preservesPitch")
    before = window.evaluate("ReadAlong.state.sentence")
    click(window, *DOCK, "[aria-label^=Next]")
    until(window, f"ReadAlong.state.sentence === {before + 1}")
    window.evaluate("ReadAlong.seek(36000)")
    until(window, "scrollY > 150 && ReadAlong.state.at_ms > 36000")
    # The keys of the player, whose button has the focus after a press.
    click(window, *DOCK, ".main")
    until(window, "ReadAlong.state.phase === 'paused'")
    there = window.evaluate("ReadAlong.state.sentence")
    window.press("ArrowRight")
    until(window, f"ReadAlong.state.sentence === {there + 1}")
    window.press("Space")
    until(window, "ReadAlong.state.phase === 'playing'")
    assert window.evaluate("sounding.playbackRate") == 1
    click(window, *DOCK, ".close")
    until(window, "!document.querySelector('readalong-player') && sounding.paused")
    window.evaluate("document.querySelector('readalong-launcher').shadowRoot.querySelector('button').focus()")
    window.press("Enter")
    until(window, "ReadAlong.state.phase === 'playing'")
    assert window.evaluate("document.activeElement.localName") == "readalong-player"
    assert window.evaluate("elements.size") == 1
    assert window.evaluate("thrown") == []


def test_one_word_is_painted_and_the_one_before_is_not(window: Window, open_story: Open) -> None:
    open_story(paragraphs=1)
    listen(window)
    window.evaluate("ReadAlong.pause()")
    until(window, "ReadAlong.state.phase === 'paused'")
    for ms, word in ((1700, "small"), (1950, "crab")):
        window.evaluate(f"ReadAlong.seek({ms})")
        until(window, f"({LIT})('readalong-word') === '{word}'")
        # The launcher may still be sliding in.
        wait_until(lambda: painted(window.pixels()) == window.evaluate(LIT_BOX), f"“{word}” to be all that is painted")


def painted(pixels: Pixels) -> list[int]:
    """The box of all that has the lit word's colour: left, right."""
    lit = (abs(pixels.astype(int) - WORD_GROUND) <= 2).all(axis=2).any(axis=0).nonzero()[0]
    return [int(lit[0]), int(lit[-1]) + 1] if lit.size else []


def test_without_highlights_boxes_lie_over_the_words_here_too(window: Window, open_story: Open) -> None:
    open_story("<script>delete CSS.highlights; delete window.Highlight;</script>")
    listen(window)
    box = """[...document.querySelectorAll('readalong-player')].flatMap((host) =>
      [...(host.shadowRoot?.querySelectorAll('.readalong-sentence i') ?? [])]).map((box) => box.getBoundingClientRect().width)"""
    until(window, f"({box})[0] > 100")
    assert window.evaluate("thrown") == []
