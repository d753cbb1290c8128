"""The launcher and the player as readers meet them: what each control does, for everyone, in every language and look."""

import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator

from tests.browser.player_reader import WATCH, Opened, Reader
from tests.browser.player_stub import Publisher, Stub, config, layout, story
from tests.browser.test_player_badges import link, version
from tests.browser.test_player_following import AUDIO

pytest_plugins = ("tests.browser.player_fixtures",)

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIOLATIONS = """rules => axe.run({include: [['readalong-launcher'], ['readalong-player']].filter(([name]) => document.querySelector(name))},
  {runOnly: rules, rules: {region: {enabled: false}}})
  .then(({violations}) => violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html}`)))"""
# Chromium paints a text's fill in the reader's colours, and tells axe the one that the style sheet has.
FORCED = """(() => {
  const {getPropertyValue} = CSSStyleDeclaration.prototype;
  CSSStyleDeclaration.prototype.getPropertyValue = function (name) {
    return name === '-webkit-text-fill-color' && matchMedia('(forced-colors: active)').matches ? '' : getPropertyValue.call(this, name);
  };
})()"""
SPACED = """() => {
  for (const {shadowRoot} of document.querySelectorAll('readalong-launcher, readalong-player')) {
    const spaced = new CSSStyleSheet();
    spaced.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }');
    shadowRoot.adoptedStyleSheets.push(spaced);
  }
}"""
CUT_OFF = """() => [...document.querySelectorAll('readalong-launcher, readalong-player')]
  .flatMap(({shadowRoot}) => [...shadowRoot.querySelectorAll('button, a, label, legend, output, span')])
  .filter(each => each.checkVisibility() && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1))
  .filter(each => getComputedStyle(each).display !== 'inline').map(each => each.outerHTML)"""
# Where a sentence of the page stands, so that it can be pressed.
POINT = """text => {
  const texts = document.createTreeWalker(document.querySelector('.story'), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const at = texts.currentNode.data.indexOf(text);
    if (at < 0) continue;
    const range = new Range();
    range.setStart(texts.currentNode, at + 1);
    range.setEnd(texts.currentNode, at + 2);
    const {left, top, width, height} = range.getBoundingClientRect();
    return {x: left + width / 2, y: top + height / 2};
  }
}"""


def violations(reader: Reader) -> list[str]:
    """What axe finds in this state, in the site's colours and in the reader's own."""
    found: list[str] = reader.page.evaluate(VIOLATIONS, RULES)
    reader.page.emulate_media(forced_colors="active")
    found += [f"forced colours: {each}" for each in reader.page.evaluate(VIOLATIONS, RULES)]
    reader.page.emulate_media(forced_colors="none")
    return found


def place_of(reader: Reader, text: str) -> dict[str, float]:
    """Where the text is once it stands still: the launcher may be sliding in."""
    point = None
    while point != (point := reader.page.evaluate(POINT, text)):
        reader.page.wait_for_timeout(100)
    return point


def press_text(reader: Reader, text: str, **options: Any) -> None:
    point = place_of(reader, text)
    reader.page.mouse.click(point["x"], point["y"], **options)


def panel(reader: Reader) -> Locator:
    """Open the panel."""
    reader.dock.locator(".more").click()
    found = reader.dock.locator(".panel")
    found.wait_for()
    return found


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("ar", "dark")])
def test_no_rule_of_axe_is_broken_in_any_state(
    language: str, scheme: str, stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    page = story(stub.origin, language=language)
    reader = opened(publisher.serve(page), color_scheme=scheme, reduced_motion="reduce")
    reader.launcher.wait_for()
    reader.page.evaluate(AXE.read_text() + FORCED)
    assert violations(reader) == []
    reader.listen()
    assert violations(reader) == []
    open_panel = panel(reader)
    assert violations(reader) == []
    open_panel.locator("[type=checkbox]").first.check()
    reader.dock.locator(".onward").wait_for(timeout=9000)
    assert violations(reader) == []
    reader.page.evaluate("sounding.dispatchEvent(new Event('error'))")
    reader.until("ReadAlong.state.phase === 'error'")
    assert violations(reader) == []


@pytest.mark.parametrize(
    "look",
    [{"color_scheme": "dark"}, {"viewport": {"width": 320, "height": 256}}],
    ids=["dark", "400 %"],
)
def test_no_rule_of_axe_is_broken_by_what_comes_later(
    look: dict[str, Any], stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    """Badges, the small player, the question which word sounded wrong, the next article: nothing is lost or out of reach."""
    stub.config = config() | {"complaints": True, "next_article": "play"}
    gull = "/stories/gull"
    stub.versions = {gull: [version(gull, level="2"), version("/es/gaviota", "es", "1")]}
    page = story(stub.origin, paragraphs=9).replace("</main>", f"</main>{link(gull)}{link(gull, 'play')}")
    reader = opened(publisher.serve(page), reduced_motion="reduce", **look)
    reader.page.locator("readalong-player .badge").nth(1).wait_for()
    reader.page.evaluate(AXE.read_text() + FORCED)
    assert violations(reader) == []
    reader.listen()
    reader.page.evaluate("document.activeElement.blur(); ReadAlong.seek(30000)")
    reader.page.mouse.move(2, 2)
    reader.page.locator("readalong-player .dock.mini").wait_for()
    assert violations(reader) == []
    panel(reader).get_by_role("button", name="That sounded wrong").click()
    question = reader.dock.locator(".complaint")
    question.locator("button").last.scroll_into_view_if_needed()
    assert violations(reader) == []
    for button in question.locator("button").all():
        assert button.evaluate("button => Math.min(button.offsetWidth, button.offsetHeight)") >= 44
    reader.page.keyboard.press("Escape")
    reader.page.evaluate("ReadAlong.play(); ReadAlong.seek(ReadAlong.state.duration_ms - 300)")
    offered = reader.dock.locator(".upcoming")
    offered.wait_for()
    assert violations(reader) == []
    for control in (offered.locator("a"), offered.locator("button")):
        box = control.bounding_box()
        width = reader.page.evaluate("innerWidth")
        assert box is not None
        assert box["y"] >= 0
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    assert reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_learner_goes_on_when_told(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin)))
    reader.listen()
    panel(reader).get_by_label("Wait after each sentence").check()
    onward = reader.page.get_by_role("button", name="Go on reading")
    onward.wait_for()
    first = reader.state["sentence"]
    assert reader.state["phase"] == "paused"
    reader.page.wait_for_timeout(400)
    assert reader.state["sentence"] == first
    # The focus was in the player, so it is on the button, and Space presses it.
    reader.page.keyboard.press("Space")
    reader.until(f"ReadAlong.state.sentence === {first + 1}")
    onward.wait_for()
    assert reader.state["sentence"] == first + 1
    reader.dock.get_by_label("Wait after each sentence").uncheck()
    assert not onward.is_visible()
    reader.launcher.click()
    reader.until(f"ReadAlong.state.sentence > {first + 2}", 9000)


def test_a_pressed_sentence_is_heard_and_a_pressed_word_alone(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin)), viewport={"width": 900, "height": 900})
    reader.listen()
    assert not any("/tap-" in path for path in stub.asked)
    press_text(reader, "It never stopped")
    reader.until("ReadAlong.state.sentence === 3")
    assert reader.lit("sentence").endswith("It never stopped.")
    reader.page.evaluate("ReadAlong.pause()")
    reader.until("ReadAlong.state.phase === 'paused'")
    before = reader.state
    reader.page.evaluate(WATCH)
    press_text(reader, "stopped")
    reader.until("samples.some(([, word]) => word === 'stopped')")
    reader.until("ReadAlong.state.phase === 'paused'")
    assert {word for _, word, _ in reader.page.evaluate("samples")} <= {"It", "never", "stopped", ""}
    reader.until(f"Math.abs(ReadAlong.state.at_ms - {before['at_ms']}) < 80")


def test_what_the_page_does_with_a_press_goes_first(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    page = story(stub.origin).replace("It never stopped.", '<a href="#gulls">It never stopped.</a>')
    reader = opened(publisher.serve(page), viewport={"width": 900, "height": 900})
    reader.listen()
    reader.page.evaluate("ReadAlong.pause()")
    reader.until("ReadAlong.state.phase === 'paused'")
    press_text(reader, "It never stopped")
    reader.until("location.hash === '#gulls'")
    # The press that ends a selection is one as well.
    reader.page.evaluate("getSelection().selectAllChildren(document.querySelector('.lead'))")
    point = reader.page.evaluate(POINT, "Nobody asked why")
    ended = "({x, y}) => document.elementFromPoint(x, y).dispatchEvent(new MouseEvent('click', {clientX: x, clientY: y, bubbles: true}))"
    reader.page.evaluate(ended, point)
    reader.page.wait_for_timeout(300)
    assert reader.state["phase"] == "paused"
    reader.page.evaluate("getSelection().empty()")
    panel(reader).get_by_label("Tap the text to hear it").uncheck()
    reader.dock.locator(".more").click()
    press_text(reader, "Nobody asked why")
    reader.page.wait_for_timeout(300)
    assert reader.state["phase"] == "paused"


def test_text_is_selected_with_the_mouse_as_ever_and_read_from_there(
    stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    reader = opened(publisher.serve(story(stub.origin)), viewport={"width": 900, "height": 900})
    reader.listen()
    reader.page.evaluate("ReadAlong.pause()")
    reader.until("ReadAlong.state.phase === 'paused'")
    before = reader.state["at_ms"]
    mouse, place = reader.page.mouse, partial(place_of, reader)

    def drag(start: str, end: str) -> None:
        # Whole pixels: Chromium selects nothing between fractions of them.
        first, last = ([round(point[side]) for side in "xy"] for point in map(place, (start, end)))
        mouse.move(*first)
        mouse.down()
        mouse.move(*last, steps=5)
        mouse.up()

    for start, end in (("It never", "stopped"), ("Nobody asked", "why")):
        drag(start, end)
        reader.page.wait_for_timeout(300)
        assert len(reader.page.evaluate("`${getSelection()}`")) > 5
        assert (reader.state["phase"], reader.state["at_ms"]) == ("paused", before)
    # The press that takes the selection away only does that.
    press_text(reader, "It never")
    reader.page.wait_for_timeout(300)
    assert reader.page.evaluate("getSelection().isCollapsed")
    assert reader.state["phase"] == "paused"
    drag("Nobody asked", "why")
    panel(reader).get_by_role("button", name="Read from here").press("Enter")
    reader.until("ReadAlong.state.phase === 'playing'")
    reader.until("[...CSS.highlights.get('readalong-sentence')].length > 0")
    assert reader.lit("sentence") == "Nobody asked why."


def test_the_panel_chooses_what_is_lit_and_whether_the_page_moves(
    stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    reader = opened(publisher.serve(story(stub.origin, paragraphs=12)))
    reader.listen()
    opened_panel = panel(reader)
    opened_panel.get_by_label("Move the page along").uncheck()
    opened_panel.get_by_label("Word", exact=True).check()
    reader.until("ReadAlong.state.word > 0")
    assert reader.lit("sentence") == ""
    opened_panel.get_by_label("Nothing").check()
    assert reader.lit("word") == ""
    opened_panel.get_by_label("Sentence", exact=True).check()
    assert reader.lit("sentence") != ""
    reader.page.evaluate("ReadAlong.seek(36000)")
    reader.until("ReadAlong.state.sentence > 20")
    reader.page.wait_for_timeout(300)
    assert reader.page.evaluate("scrollY") == 0
    sentence, before = reader.state["sentence"], reader.state["at_ms"]
    reader.until(f"ReadAlong.state.at_ms > {before} + 400")
    opened_panel.get_by_role("button", name="Say it again").click()
    reader.until(f"ReadAlong.state.sentence === {sentence} && ReadAlong.state.at_ms < {before} + 400")
    opened_panel.get_by_role("button", name="Paragraph back").click()
    reader.until(f"ReadAlong.state.sentence < {sentence}")
    opened_panel.get_by_label("Volume").fill("0.3")
    assert reader.page.evaluate("sounding.volume") == pytest.approx(0.3)
    reader.page.keyboard.press("Escape")
    assert not opened_panel.is_visible()
    assert reader.page.evaluate("document.activeElement.shadowRoot.activeElement.className") == "more"


def test_reading_starts_from_what_is_on_the_screen(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin, paragraphs=12)))
    reader.listen()
    reader.page.mouse.move(450, 300)
    reader.page.mouse.wheel(0, 700)
    reader.until("!ReadAlong.state.following")
    before = reader.state["sentence"]
    panel(reader).get_by_role("button", name="Read from here").click()
    reader.until(f"ReadAlong.state.sentence > {before + 5}")


def test_the_player_is_small_while_it_reads_far_from_its_launcher(
    stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    reader = opened(publisher.serve(story(stub.origin, paragraphs=20)), viewport={"width": 360, "height": 640})
    reader.listen()
    bar, small = (
        reader.dock.locator(".seek"),
        "document.querySelector('readalong-player').shadowRoot.querySelector('.mini')",
    )
    assert bar.is_visible()
    assert not any("/mini-" in path for path in stub.asked)
    full = reader.dock.bounding_box()
    reader.page.evaluate("ReadAlong.seek(60000)")
    reader.until(f"scrollY > 300 && {small}")
    assert not bar.is_visible()
    box = reader.dock.bounding_box()
    assert full is not None
    assert box is not None
    assert box["height"] < full["height"] * 0.6
    # Whoever reaches for it, or pauses, has all of it.
    reader.page.evaluate("ReadAlong.pause()")
    reader.until(f"!{small}")
    assert bar.is_visible()
    reader.dock.get_by_role("button", name="Go on").click()
    assert bar.is_visible()
    reader.page.mouse.move(5, 5)
    reader.page.evaluate("document.activeElement.blur()")
    reader.until(f"!!{small}")
    # Whoever goes back to the voice is done with it at once, not when the next sentence comes.
    reader.page.mouse.wheel(0, -400)
    back = reader.dock.get_by_role("button", name="Back to the voice")
    back.wait_for()
    back.hover()
    reader.until(f"!{small}")
    back.click()
    sentence = reader.state["sentence"]
    reader.until(f"!!{small}")
    assert reader.state["sentence"] == sentence
    reader.dock.get_by_role("button", name="Close the player").click()
    assert reader.dock.count() == 0


def test_the_rest_of_the_page_goes_dark_around_the_line(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin)))
    reader.listen()
    panel(reader).get_by_label("Darken the rest").check()
    line = reader.page.locator("readalong-player .line")
    reader.until("ReadAlong.state.sentence >= 1")
    line.wait_for()
    # Read in one task: the page scrolls along.
    [above, below] = line.evaluate("""(line) => {
      const shown = line.getBoundingClientRect();
      const boxes = [...CSS.highlights.get('readalong-sentence')].map(({startContainer, startOffset, endContainer, endOffset}) => {
        const range = new Range();
        range.setStart(startContainer, startOffset);
        range.setEnd(endContainer, endOffset);
        return range.getBoundingClientRect();
      });
      return [shown.top - Math.min(...boxes.map(({top}) => top)), shown.bottom - Math.max(...boxes.map(({bottom}) => bottom))];
    }""")
    assert abs(above) < 12
    assert abs(below) < 12


def test_the_seek_bar_tells_what_is_said_there(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin)))
    reader.listen()
    assert not any("/preview-" in path for path in stub.asked)
    box = reader.page.get_by_role("slider", name="Position").bounding_box()
    assert box is not None
    shown = reader.dock.locator(".preview")
    for step in range(400):
        reader.page.mouse.move(box["x"] + 4 + step % 2, box["y"] + box["height"] / 2)
        reader.page.wait_for_timeout(25)
        if shown.is_visible():
            break
    assert "The crab that counted" in shown.inner_text()
    assert reader.dock.locator(".ticks i").count() == len(stub.known[stub.delivered[0]["fingerprint"]]["sentences"]) - 1
    reader.page.mouse.move(450, 100)
    assert not shown.is_visible()


def test_an_arabic_article_speaks_arabic_from_right_to_left(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin, language="ar")))
    reader.launcher.wait_for()
    assert reader.launcher.inner_text().startswith("استمع")
    style = (
        "({direction, paddingLeft, paddingRight}) => [direction, parseFloat(paddingLeft) > parseFloat(paddingRight)]"
    )
    assert reader.launcher.evaluate(f"button => ({style})(getComputedStyle(button))") == ["rtl", True]
    reader.listen()
    assert reader.dock.evaluate("dock => getComputedStyle(dock).direction") == "rtl"
    assert reader.dock.locator(".main").get_attribute("aria-label") == "إيقاف مؤقت"
    assert [path.split("/")[-1].split("-")[1] for path in stub.asked if "/words-" in path] == ["ar"]


def test_english_fetches_no_words(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    opened(publisher.serve(story(stub.origin))).listen()
    assert not any(f"/{part}-" in path for path in stub.asked for part in ("words", "more", "looks", "tap", "preview"))


@pytest.mark.parametrize(("width", "height"), [(320, 256), (360, 640), (1280, 720)])
def test_all_controls_are_in_view_and_large_enough(
    width: int, height: int, stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    """320 by 256 is what a window of 1280 by 1024 is at a zoom of 400 %."""
    reader = opened(publisher.serve(story(stub.origin)), viewport={"width": width, "height": height})
    reader.listen()
    # It rises into its place.
    reader.dock.evaluate("dock => Promise.all(dock.getAnimations().map(({finished}) => finished))")
    for button in reader.dock.locator("button:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= height
    opened_panel = panel(reader)
    assert reader.dock.evaluate("dock => dock.getBoundingClientRect().top") >= 0
    assert opened_panel.evaluate("panel => panel.scrollWidth <= panel.clientWidth")
    # Readers may space text as they need it (WCAG 2.2, 1.4.12): nothing is cut off, nothing goes out of view.
    reader.page.evaluate(SPACED)
    assert reader.page.evaluate(CUT_OFF) == []
    for button in reader.dock.locator(".buttons button, .more, .close").all():
        box = button.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_panel_says_a_sentence_again_and_sets_how_loud(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin)))
    reader.listen()
    [known] = stub.known.values()
    second = known["sentences"][1]
    reader.page.evaluate(f"ReadAlong.pause(); ReadAlong.seek({second['end_ms'] - 300})")
    reader.until(f"ReadAlong.state.sentence === 1 && ReadAlong.state.at_ms > {second['start_ms']}")
    opened_panel = panel(reader)
    opened_panel.get_by_role("button", name="Say it again").click()
    reader.until(f"ReadAlong.state.at_ms < {second['end_ms'] - 400} && ReadAlong.state.phase === 'playing'")
    assert reader.state["at_ms"] >= second["start_ms"]
    opened_panel.get_by_label("Volume").fill("0.3")
    reader.until(f"{AUDIO}.volume === 0.3")


def test_what_remains_is_told_at_the_readers_pace(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin, paragraphs=12)))
    reader.listen()
    reader.page.evaluate("ReadAlong.pause(); ReadAlong.seek(0)")
    reader.until("ReadAlong.state.phase === 'paused' && ReadAlong.state.at_ms === 0")
    length_s = reader.state["duration_ms"] / 1000
    for rate in (0.75, 1.5):
        reader.page.evaluate(f"ReadAlong.setRate({rate})")
        reader.until(f"ReadAlong.state.rate === {rate}")
        minutes, seconds = reader.dock.locator(".seek > div > span").last.inner_text().strip("−").split(":")
        assert int(minutes) * 60 + int(seconds) == pytest.approx(length_s / rate, abs=1)


@pytest.mark.parametrize(("motion", "name"), [("no-preference", "rise"), ("reduce", "none")])
def test_where_motion_is_unwelcome_the_player_is_there_at_once(
    motion: str, name: str, stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    reader = opened(publisher.serve(story(stub.origin)), reduced_motion=motion)
    reader.listen()
    assert reader.dock.evaluate("dock => getComputedStyle(dock).animationName") == name


def test_all_controls_grow_with_the_text_size_that_the_reader_has_set(
    stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    """Twice the browser's own, on a page that fixes its type in pixels."""
    reader = opened(publisher.serve(story(stub.origin)), viewport={"width": 360, "height": 640})
    chromium = reader.page.context.new_cdp_session(reader.page)
    sizes = {}
    for size in (16, 32):
        chromium.send("Page.setFontSizes", {"fontSizes": {"standard": size}})
        reader.page.reload()
        reader.listen()
        reader.dock.evaluate("dock => Promise.all(dock.getAnimations().map(({finished}) => finished))")
        controls = [reader.launcher, reader.dock.locator(".main")]
        sizes[size] = [
            control.evaluate("button => parseFloat(getComputedStyle(button).fontSize)") for control in controls
        ]
    assert sizes[32] == [2 * each for each in sizes[16]]
    assert reader.page.evaluate(CUT_OFF) == []
    for button in [reader.launcher, *reader.dock.locator("button:visible").all()]:
        box = button.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
    assert reader.dock.evaluate("dock => dock.getBoundingClientRect().top") >= 0
    opened_panel = panel(reader)
    assert opened_panel.evaluate("panel => panel.scrollWidth <= panel.clientWidth")
    reader.page.evaluate(SPACED)
    assert reader.page.evaluate(CUT_OFF) == []
    assert reader.dock.evaluate("dock => dock.getBoundingClientRect().top") >= 0
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_keys_can_be_turned_off_and_nothing_traps_the_focus(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin)))
    reader.listen()
    panel(reader).get_by_label("Player keys").uncheck()
    reader.dock.locator(".main").focus()
    sentence = reader.state["sentence"]
    reader.page.keyboard.press("ArrowRight")
    reader.page.wait_for_timeout(100)
    assert reader.state["sentence"] <= sentence + 1
    reader.page.evaluate("ReadAlong.pause()")
    reader.page.keyboard.press("Escape")
    for _ in range(12):
        reader.page.keyboard.press("Tab")
        if reader.page.evaluate("document.activeElement === document.body"):
            return
    raise AssertionError("The focus did not leave the player.")


def test_trouble_is_said_simply_and_can_be_tried_again(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin)))
    reader.page.route("**/v1/audio/**", lambda route: route.abort())
    reader.launcher.click()
    again = reader.page.get_by_role("button", name="Try again")
    again.wait_for()
    assert reader.dock.locator(".status").inner_text() == "This can’t be read aloud right now."
    reader.page.unroute("**/v1/audio/**")
    again.click()
    reader.until("ReadAlong.state.phase === 'playing'")
    assert reader.dock.locator(".status").inner_text() == ""
    reader.warnings.clear()


def test_a_narration_to_keep_is_waited_for(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    stub.config = config() | {"download": True}
    reader = opened(publisher.serve(story(stub.origin)))
    answers = [202, 200]
    headers = {"Access-Control-Allow-Origin": "*"}
    kept = {**headers, "Content-Disposition": 'attachment; filename="crab.mp3"'}
    reader.page.route(
        "**/audio.mp3*",
        lambda route: (
            route.fulfill(status=answers.pop(0), headers=headers)
            if route.request.method == "HEAD"
            else route.fulfill(body=b"sound", headers=kept, content_type="audio/mpeg")
        ),
    )
    reader.listen()
    with reader.page.expect_download() as saved:
        panel(reader).get_by_role("button", name="Download").click()
    assert saved.value.suggested_filename == "crab.mp3"
    assert answers == []


THEME = {
    "accent": "light-dark(#0b5cad, #7fb8ff)", "on_accent": "light-dark(#ffffff, #000000)", "surface": "#f0f6ff",
    "radius": "12px", "font": '"Georgia", serif',
}  # fmt: skip


def test_a_site_has_its_own_looks(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    stub.config = config(layout(level_rules=[{"source": "meta", "subject": "level"}])) | {
        "theme": THEME | {"shape": "bar", "size": "large"}
    }
    page = story(stub.origin, head='<meta name="level" content="2">')
    reader = opened(publisher.serve(page))
    reader.launcher.wait_for()
    style = """button => {
      const {backgroundColor, color, borderTopLeftRadius, fontFamily} = getComputedStyle(button);
      return [backgroundColor, color, borderTopLeftRadius, fontFamily];
    }"""
    assert reader.launcher.evaluate(style) == ["rgb(11, 92, 173)", "rgb(255, 255, 255)", "12px", "Georgia, serif"]
    reader.launcher.locator(".facts").wait_for()
    assert reader.launcher.inner_text().split("\n")[-1] == "English · Level 2"
    box, text = reader.launcher.bounding_box(), reader.page.locator(".lead").bounding_box()
    assert box is not None
    assert text is not None
    assert abs(box["width"] - text["width"]) < 2
    reader.listen()
    assert reader.dock.evaluate("dock => getComputedStyle(dock).backgroundColor") == "rgb(240, 246, 255)"


def test_the_publishers_own_properties_go_before_the_theme(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    stub.config = config() | {"theme": THEME}
    head = "<style>:root { --readalong-accent: #112233; }</style>"
    reader = opened(publisher.serve(story(stub.origin, head=head)))
    reader.launcher.wait_for()
    assert reader.launcher.evaluate("button => getComputedStyle(button).backgroundColor") == "rgb(17, 34, 51)"


# How a property shows: where, as what of the computed style, for a value that nothing else gives.
PROPERTIES = {
    "--readalong-accent": ("launcher", "backgroundColor", "rgb(1, 2, 3)"),
    "--readalong-accent-text": ("launcher", "color", "rgb(1, 2, 4)"),
    "--readalong-background": ("dock", "backgroundColor", "rgb(1, 2, 5)"),
    "--readalong-text": ("dock", "color", "rgb(1, 2, 6)"),
    "--readalong-font": ("dock", "fontFamily", "monospace"),
    "--readalong-radius": ("dock", "borderTopLeftRadius", "7px"),
    "--readalong-sentence": ("sentence", "backgroundColor", "rgb(1, 2, 7)"),
    "--readalong-sentence-text": ("sentence", "color", "rgb(1, 2, 8)"),
    "--readalong-word": ("word", "backgroundColor", "rgb(1, 2, 9)"),
    "--readalong-word-text": ("word", "color", "rgb(1, 2, 10)"),
}
COMPUTED = """([where, name]) => {
  if (/sentence|word/.test(where)) return getComputedStyle(document.querySelector('.lead'), `::highlight(readalong-${where})`)[name];
  const host = document.querySelector(where === 'dock' ? 'readalong-player' : 'readalong-launcher');
  return getComputedStyle(host.shadowRoot.querySelector(where === 'dock' ? '.dock' : 'button'))[name];
}"""


def test_each_property_works_without_any_other_and_without_a_theme(
    stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    docs = (Path(__file__).parents[2] / "docs" / "embedding.md").read_text()
    assert set(PROPERTIES) == set(re.findall(r"`(--readalong-[a-z-]+)`", docs))
    reader = opened(publisher.serve(story(stub.origin)))
    reader.listen()
    for name, (where, style, value) in PROPERTIES.items():
        before = reader.page.evaluate(COMPUTED, [where, style])
        assert before != value
        reader.page.evaluate(
            "([name, value]) => document.documentElement.style.setProperty(name, value)", [name, value]
        )
        assert reader.page.evaluate(COMPUTED, [where, style]) == value, name
        reader.page.evaluate("document.documentElement.removeAttribute('style')")
        assert reader.page.evaluate(COMPUTED, [where, style]) == before
    # Buttons have the corners too.
    reader.page.evaluate("document.documentElement.style.setProperty('--readalong-radius', '7px')")
    assert reader.page.evaluate(COMPUTED, ["launcher", "borderTopLeftRadius"]) == "7px"


def test_a_value_that_is_none_is_dropped(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    evil = "red) } button { display: none } :host { color: url(https://evil.example/"
    stub.config = config() | {
        "theme": {"accent": evil, "radius": "0}*{display:none}", "shape": "__proto__", "size": "constructor"}
    }
    reader = opened(publisher.serve(story(stub.origin)))
    reader.launcher.wait_for()
    assert reader.launcher.is_visible()
    assert reader.launcher.evaluate("button => getComputedStyle(button).backgroundColor") == "rgb(194, 65, 12)"


def test_a_floating_launcher_makes_room_for_the_player(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    stub.config = config() | {"theme": {"shape": "floating"}}
    reader = opened(publisher.serve(story(stub.origin)))
    reader.launcher.wait_for()
    assert reader.page.evaluate("document.querySelector('readalong-launcher').parentElement.localName") == "body"
    reader.listen()
    reader.until("!document.querySelector('readalong-launcher').checkVisibility()")
    reader.page.get_by_role("button", name="Close the player").click()
    reader.launcher.wait_for()


@pytest.mark.parametrize(
    ("added", "config_launcher", "before"),
    [
        ("<div data-readalong-launcher></div>", "", "the element's own"),
        ("<p class=byline data-readalong-launcher>By Ana</p>", "", ".byline"),
        ("<p class=byline>By Ana</p>", ".byline", ".byline"),
        ("<readalong-player></readalong-player>", "", "readalong-player"),
        ("", ".nowhere", "h1"),
    ],
)
def test_the_launcher_stands_where_it_is_told(
    added: str, config_launcher: str, before: str, stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    stub.config = config() | {"launcher": config_launcher}
    reader = opened(publisher.serve(story(stub.origin).replace("</main>", f"{added}</main>")))
    where = """before => {
      if (before === 'readalong-player') return !!document.querySelector('main readalong-player').shadowRoot?.querySelector('button');
      const host = document.querySelector('readalong-launcher');
      return host && (host.parentElement.matches('[data-readalong-launcher]') || host.previousElementSibling?.matches(before));
    }"""
    reader.wait_for(lambda: reader.page.evaluate(where, before), f"The launcher at {before}")


@pytest.mark.parametrize(("ground", "sentence"), [("#fff", "#fff0c2"), ("#fff3d0", "#b9d6ff")])
def test_the_light_is_seen_on_a_page_of_its_own_colour(
    ground: str, sentence: str, stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    style = f"<style>body {{ background: {ground}; color: #222 }}</style>"
    reader = opened(publisher.serve(story(stub.origin, style=style, paragraphs=1)))
    reader.listen()
    # On a page of its own colour the other one comes a moment later.
    reader.until(f"document.adoptedStyleSheets[0]?.cssRules[0].cssText.includes('{sentence}')")
    assert reader.page.evaluate("document.adoptedStyleSheets.length") == 1
