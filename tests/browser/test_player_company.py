"""The player among what else a browser has: other sound, a lost network, the lock screen, and what may be missing."""

from uuid import UUID

import pytest

from tests.browser.player_reader import Opened
from tests.browser.player_stub import Publisher, Stub, story, tone

pytest_plugins = ["tests.browser.player_fixtures"]

NO_HIGHLIGHTS = "<script>delete CSS.highlights; delete window.Highlight;</script>"
# What browsers give to pages of https only.
PLAIN_HTTP = """<script>
Object.defineProperty(Crypto.prototype, 'subtle', {value: undefined});
Object.defineProperty(Crypto.prototype, 'randomUUID', {value: undefined});
</script>"""
NO_OBSERVER = "<script>delete window.IntersectionObserver;</script>"
NO_STORAGE = """<script>for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
  Object.defineProperty(window, name, {get() { throw new DOMException('blocked', 'SecurityError'); }});
}</script>"""
LEAVE = """() => {
  Object.defineProperty(document, 'hidden', {configurable: true, get: () => true});
  document.dispatchEvent(new Event('visibilitychange'));
  delete document.hidden;
}"""
# The page itself plays, in a browser that lets nothing sound before a press, as most do; the tests' own does.
UNASKED = """<script>{
  const {play} = HTMLMediaElement.prototype;
  let pressed = false;
  addEventListener('pointerdown', () => { pressed = true; }, true);
  HTMLMediaElement.prototype.play = function () {
    return pressed ? play.call(this) : Promise.reject(new DOMException('no press', 'NotAllowedError'));
  };
  document.addEventListener('readalong:ready', () => ReadAlong.play(), {once: true});
}</script>"""
# The page is seen, and another window has the keyboard.
TURN_AWAY = "() => { document.hasFocus = () => false; dispatchEvent(new Event('blur')); }"
BOXES = """name => [...document.querySelectorAll('readalong-player')].flatMap(host =>
  [...(host.shadowRoot?.querySelectorAll(`.readalong-${name} i`) ?? [])]).map(box => box.getBoundingClientRect().toJSON())"""
SENTENCE = """() => {
  const walker = document.createTreeWalker(document.querySelector('h1'), NodeFilter.SHOW_TEXT);
  const range = new Range();
  range.selectNodeContents(walker.nextNode());
  return range.getBoundingClientRect().toJSON();
}"""


def test_without_highlights_boxes_lie_over_the_words(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin, head=NO_HIGHLIGHTS)))
    before = reader.page.evaluate("document.querySelector('article').innerHTML.replace(/<readalong[^]*?launcher>/, '')")
    reader.listen()
    reader.until(f"({BOXES})('word').length > 0")
    reader.page.evaluate("ReadAlong.pause()")
    title = None
    # Once it stands still: the launcher may be sliding in, and the page gliding.
    while title != (title := reader.page.evaluate(SENTENCE)):
        reader.page.wait_for_timeout(100)
    [box] = reader.page.evaluate(BOXES, "sentence")
    assert abs(box["left"] - title["left"]) < 2
    assert abs(box["top"] - title["top"]) < 2
    assert abs(box["width"] - title["width"]) < 3
    after = reader.page.evaluate("document.querySelector('article').innerHTML.replace(/<readalong[^]*?launcher>/, '')")
    assert after == before
    reader.page.evaluate("ReadAlong.destroy()")
    assert reader.page.evaluate(BOXES, "sentence") == []


@pytest.mark.parametrize("head", [PLAIN_HTTP, NO_OBSERVER, NO_STORAGE])
def test_what_a_browser_does_not_give_is_not_needed(
    head: str, stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    reader = opened(publisher.serve(story(stub.origin, head=head)))
    reader.listen()
    reader.until("ReadAlong.state.at_ms > 300")
    assert reader.warnings == []
    assert len(stub.known) == 1
    assert UUID(stub.beacons[-1]["session"])


def test_a_browser_that_wants_a_press_and_beacons_that_are_blocked_are_no_trouble(
    stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    url = publisher.serve(story(stub.origin, head=UNASKED))
    reader = opened("about:blank")
    reader.page.route("**/events", lambda route: route.abort())
    reader.page.goto(url)
    reader.page.get_by_role("button", name="Go on").wait_for()
    assert (reader.state["phase"], reader.state["open"], reader.state["at_ms"]) == ("paused", True, 0)
    reader.dock.locator(".main").click()
    reader.until("ReadAlong.state.at_ms > 300")
    assert stub.beacons == []
    assert reader.warnings == []


def test_the_pages_own_video_is_given_way_to_and_read_on_after(
    stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    clip = f'<audio id="clip" src="{stub.origin}/v1/audio/900.m4a"></audio>'
    reader = opened(publisher.serve(story(stub.origin).replace("</main>", f"</main>{clip}")))
    tone(900)
    reader.listen()
    reader.page.evaluate("clip.play()")
    reader.until("ReadAlong.state.phase === 'paused'")
    reader.until("clip.ended")
    reader.until("ReadAlong.state.phase === 'playing'")


def test_whoever_listens_to_us_does_not_hear_the_page_as_well(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    clip = f'<audio id="clip" loop src="{stub.origin}/v1/audio/900.m4a"></audio>'
    reader = opened(publisher.serve(story(stub.origin).replace("</main>", f"</main>{clip}")))
    reader.page.evaluate("clip.play()")
    reader.until("clip.currentTime > 0")
    reader.listen()
    assert reader.page.evaluate("clip.paused")
    reader.page.evaluate("ReadAlong.pause()")
    reader.page.wait_for_timeout(200)
    assert reader.page.evaluate("clip.paused")


def test_silent_decoration_is_left_alone(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    clip = f'<audio id="clip" muted loop src="{stub.origin}/v1/audio/900.m4a"></audio>'
    reader = opened(publisher.serve(story(stub.origin).replace("</main>", f"</main>{clip}")))
    reader.listen()
    reader.page.evaluate("clip.play()")
    reader.page.wait_for_timeout(300)
    assert reader.state["phase"] == "playing"
    assert not reader.page.evaluate("clip.paused")


def test_what_a_lost_network_broke_goes_on_by_itself_where_it_was(
    stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    reader = opened(publisher.serve(story(stub.origin)))
    reader.listen()
    reader.until("ReadAlong.state.at_ms > 1500")
    reader.page.context.route("**/v1/audio/**", lambda route: route.abort())
    # The element's own source is gone: as when the rest of the file cannot be had.
    reader.page.evaluate("sounding.src = sounding.src + '?lost'")
    reader.until("ReadAlong.state.phase === 'error'")
    assert "could not be played" in reader.wait_for_warning()
    reader.page.context.unroute("**/v1/audio/**")
    reader.until("ReadAlong.state.phase === 'playing'")
    assert reader.state["at_ms"] >= 1200  # A word before it broke off.


@pytest.mark.parametrize("leave", [LEAVE, TURN_AWAY], ids=["another tab", "another window"])
def test_the_lock_screen_has_title_picture_and_place(
    leave: str, stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    spy = """<meta property="og:image" content="/crab.png"><script>
      window.handlers = {};
      window.places = [];
      navigator.mediaSession.setActionHandler = (name, act) => { if (act) handlers[name] = act; else delete handlers[name]; };
      navigator.mediaSession.setPositionState = place => places.push(place);
    </script>"""
    reader = opened(publisher.serve(story(stub.origin, head=spy)))
    reader.listen()
    assert reader.page.evaluate("navigator.mediaSession.metadata") is None  # Nobody needs it who looks at the page.
    reader.page.evaluate(leave)
    reader.until("navigator.mediaSession.metadata?.title")
    shown = reader.page.evaluate(
        "(({title, artist, artwork}) => [title, artist, artwork[0].src])(navigator.mediaSession.metadata)"
    )
    assert shown == ["The crab that counted", "Periwinkle", f"{publisher.origin}/crab.png"]
    assert reader.page.evaluate("places.at(-1).playbackRate") == 0.9
    before = reader.state["sentence"]
    reader.page.evaluate("handlers.nexttrack({action: 'nexttrack'})")
    reader.until(f"ReadAlong.state.sentence === {before + 1}")
    reader.page.evaluate("handlers.pause({action: 'pause'})")
    reader.until("navigator.mediaSession.playbackState === 'paused'")
    reader.page.evaluate("handlers.pause({action: 'pause'})")
    reader.page.wait_for_timeout(100)
    assert reader.state["phase"] == "paused"
    reader.page.evaluate("ReadAlong.destroy()")
    assert reader.page.evaluate("[Object.keys(handlers).length, navigator.mediaSession.metadata]") == [0, None]
