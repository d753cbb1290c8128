"""Listening: the word at the playhead is lit, the page follows, the reader's own scrolling is respected, heard is what was heard."""

import pytest
from playwright.sync_api import expect

from tests.browser.marks import spoken_at
from tests.browser.player_reader import LIT, Opened, Reader
from tests.browser.player_stub import Publisher, Stub, story

pytest_plugins = ("tests.browser.player_fixtures",)

AUDIO = "sounding"
# Reads the light and the clock in the same task, so that nothing moves between the two.
SAMPLE = f"() => [{AUDIO}.currentTime * 1000, ({LIT})('readalong-word'), ({LIT})('readalong-sentence')]"


@pytest.mark.alone
def test_the_lit_word_is_the_one_being_spoken_at_every_rate(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin)))
    reader.listen()
    seen = set()
    for rate in (0.75, 0.9, 1.5):
        reader.page.evaluate("rate => ReadAlong.setRate(rate)", rate)
        for _ in range(12):
            reader.page.wait_for_timeout(130)
            ms, word, sentence = reader.page.evaluate(SAMPLE)
            assert word in spoken_at(stub, ms), (rate, ms)
            assert word in sentence
            seen.add(word)
    assert len(seen) > 10


def test_a_footnote_mark_inside_a_sentence_is_not_lit(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin)))
    reader.listen()
    seek_to_sentence(reader, stub, "The tide came in")
    assert reader.lit("sentence") == "The tide came in and the tide went out."


def seek_to_sentence(reader: Reader, stub: Stub, beginning: str) -> None:
    [content] = stub.delivered
    for number, sentence in enumerate(stub.known[content["fingerprint"]]["sentences"]):
        if content["blocks"][sentence["block"]]["text"][sentence["start"] :].startswith(beginning):
            reader.page.evaluate("ms => ReadAlong.seek(ms)", sentence["start_ms"])
            reader.until(f"ReadAlong.state.sentence === {number}")


def test_the_light_goes_out_where_the_text_has_changed(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin)))
    reader.listen()
    seek_to_sentence(reader, stub, "The tide came in")
    reader.page.evaluate("document.querySelectorAll('.story p')[1].lastChild.nodeValue = 'Somebody asked.'")
    reader.page.evaluate("document.querySelectorAll('.story p')[1].firstChild.nodeValue = 'The wind came in'")
    reader.wait_for_light("")
    assert reader.lit("word") == ""


def test_the_light_is_readable_on_light_and_dark_pages(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    for scheme in ("light", "dark"):
        reader = opened(publisher.serve(story(stub.origin)), color_scheme=scheme)
        reader.listen()
        [rules] = reader.page.evaluate(
            "document.adoptedStyleSheets.map(sheet => [...sheet.cssRules].map(rule => rule.cssText).join())"
        )
        assert ("#fff0c2" in rules) == (scheme == "light")


def test_the_page_follows_within_the_band(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin, paragraphs=12)))
    reader.listen()
    reader.page.evaluate("ReadAlong.seek(36000)")
    reader.until("scrollY > 150")
    # It glides there.
    reader.until("""(() => {
      const [range] = CSS.highlights.get('readalong-sentence');
      const box = new Range();
      box.setStart(range.startContainer, range.startOffset);
      box.setEnd(range.endContainer, range.endOffset);
      const {top, bottom} = box.getBoundingClientRect();
      return top >= 0.29 * innerHeight && bottom <= 0.71 * innerHeight;
    })()""")


def stand_still(reader: Reader, top: str) -> None:
    """Wait until what scrolls has run out."""
    reader.page.wait_for_function(
        f"() => {{ const y = {top}; return new Promise((told) => setTimeout(() => told({top} === y), 500)); }}"
    )


def test_following_yields_the_moment_the_reader_scrolls(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin, paragraphs=12)))
    reader.listen()
    # Where a paragraph stands, not `scrollY`: what opens above the view changes that, and the browser keeps the text in place.
    top = "Math.round(document.querySelectorAll('p')[6].getBoundingClientRect().top)"
    stand_still(reader, top)
    reader.page.mouse.move(450, 300)
    reader.page.mouse.wheel(0, 600)
    reader.until("!ReadAlong.state.following")
    back = reader.page.get_by_role("button", name="Back to the voice")
    back.wait_for()
    stand_still(reader, top)
    there = reader.page.evaluate(top)
    sentence = "ReadAlong.state.sentence"
    before = reader.page.evaluate(sentence)
    reader.until(f"{sentence} > {before}")
    reader.page.wait_for_timeout(200)
    # A pixel is what rounding may do.
    assert abs(reader.page.evaluate(top) - there) <= 1
    back.click()
    reader.until(f"{top} > {there}")
    assert not back.is_visible()


# How each scroll of ours moves, and where the page stands right after it.
SCROLLS = """(() => {
  const {scrollBy} = Element.prototype;
  window.scrolls = [];
  Element.prototype.scrollBy = function (options) {
    const before = this.scrollTop;
    scrollBy.call(this, options);
    scrolls.push({...options, before, after: this.scrollTop});
  };
})()"""


def test_where_motion_is_unwelcome_the_page_jumps(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin, paragraphs=12)), reduced_motion="reduce")
    reader.page.evaluate(SCROLLS)
    reader.listen()
    reader.page.evaluate("ReadAlong.seek(36000)")
    # What stands at the top of the page is asked down in vain.
    reader.until("scrolls.at(-1)?.top > 0")
    scroll = reader.page.evaluate("scrolls.at(-1)")
    assert scroll["behavior"] == "instant"
    assert scroll["after"] == pytest.approx(scroll["before"] + scroll["top"], abs=1)


def test_a_glide_ends_when_the_reader_scrolls(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin, paragraphs=40)))
    reader.page.evaluate(SCROLLS)
    reader.listen()
    reader.page.mouse.move(450, 300)
    reader.page.evaluate("ReadAlong.seek(ReadAlong.state.duration_ms - 10000)")
    reader.until("scrolls.at(-1)?.top > 0 && scrollY > scrolls.at(-1).before")
    reader.page.mouse.wheel(0, -10)
    reader.until("!ReadAlong.state.following")
    stand_still(reader, "scrollY")
    scroll = reader.page.evaluate("scrolls.at(-1)")
    assert reader.page.evaluate("scrollY") < scroll["before"] + scroll["top"] - 100


def test_nothing_moves_while_paused(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin, paragraphs=12)))
    reader.listen()
    reader.launcher.click()
    reader.until("ReadAlong.state.phase === 'paused'")
    reader.page.evaluate("ReadAlong.seek(36000)")
    reader.until("ReadAlong.state.sentence > 5")
    reader.page.wait_for_timeout(300)
    assert reader.page.evaluate("scrollY") == 0


def test_keys_act_only_while_the_focus_is_in_the_player(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin, paragraphs=12)))
    reader.launcher.focus()
    reader.page.keyboard.press("Enter")
    reader.until("ReadAlong.state.at_ms > 0")
    assert reader.page.evaluate("document.activeElement.localName") == "readalong-player"
    reader.page.keyboard.press("ArrowRight")
    reader.until("ReadAlong.state.sentence >= 1")
    reader.page.keyboard.press("Space")
    reader.until("ReadAlong.state.phase === 'paused'")
    reader.page.evaluate("document.activeElement.blur()")
    reader.page.keyboard.press("Space")
    reader.page.wait_for_timeout(150)
    assert reader.state["phase"] == "paused"


def test_the_dock_tells_its_position_and_takes_a_rate(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin)))
    reader.listen()
    rate = reader.dock.locator("output")
    faster, slower = (reader.page.get_by_role("button", name=name) for name in ("Faster", "Slower"))
    expect(rate).to_have_text("0.9×")
    for pace in ("1×", "1.25×", "1.5×"):
        faster.click()
        expect(rate).to_have_text(pace)
    assert (faster.get_attribute("aria-disabled"), slower.get_attribute("aria-disabled")) == ("true", "false")
    reader.until(f"{AUDIO}.playbackRate === 1.5 && {AUDIO}.preservesPitch")
    # Who listens to a screen reader is not talked over: the status says nothing while all is well.
    assert reader.page.evaluate("""async () => {
      const changes = [];
      const status = document.querySelector('readalong-player').shadowRoot.querySelector('[role=status]');
      new MutationObserver(records => changes.push(...records)).observe(status, {subtree: true, childList: true, characterData: true});
      await new Promise(done => setTimeout(done, 700));
      return changes.length;
    }""") == 0  # fmt: skip
    assert " of " in (reader.page.get_by_role("slider", name="Position").get_attribute("aria-valuetext") or "")
    reader.page.get_by_role("button", name="Close the player").click()
    assert reader.page.locator("readalong-player").count() == 0
    # The element tells that it has paused a moment after it was asked to.
    reader.page.get_by_role("button", name="Go on").wait_for()


def test_heard_is_what_was_heard(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin)))
    reader.listen()
    reader.until("ReadAlong.state.at_ms > 600")
    left_ms = reader.page.evaluate("""() => {
      const {at_ms, duration_ms} = ReadAlong.state;
      ReadAlong.seek(duration_ms - 600);
      return at_ms;
    }""")
    reader.until("ReadAlong.state.phase === 'ended'")
    # As the audio element tells it: a pause, then the end.
    reader.wait_for(lambda: stub.beacons[-1]["occasion"] == "pause", "The beacon of the end")
    last = stub.beacons[-1]
    assert len({beacon["session"] for beacon in stub.beacons}) == 1
    assert sum(end - start for start, end in last["heard"]) < left_ms + 600 + 300
    assert last["heard"][0][0] < 50
    assert last["heard"][-1][1] > stub.known[last["fingerprint"]]["duration_ms"] - 150
    assert (last["seeks"], last["replays"], last["rate"]) == (1, [], 0.9)


def test_a_beacon_goes_out_when_the_page_does(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin)))
    reader.listen()
    reader.until("ReadAlong.state.at_ms > 400")
    reader.page.goto("about:blank")
    reader.wait_for(lambda: stub.beacons[-1]["occasion"] == "leave", "The beacon of the page that goes")
    assert stub.beacons[-1]["heard"][0][1] > 300
