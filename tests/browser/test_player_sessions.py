"""What a page tells of its reader: when the launcher was seen, what was heard and heard again, and what nobody is told."""

from typing import Any

from tests.browser.player_reader import Opened, Reader
from tests.browser.player_stub import Publisher, Stub, story

pytest_plugins = ("tests.browser.player_fixtures",)

KEYS = {
    "session", "fingerprint", "device", "robot", "occasion", "audio", "at_ms", "rate", "seeks", "source", "heard", "replays",
}  # fmt: skip


def occasions(stub: Stub) -> list[str]:
    return [beacon["occasion"] for beacon in stub.beacons]


def wait_for(reader: Reader, stub: Stub, occasion: str) -> dict[str, Any]:
    reader.wait_for(lambda: occasion in occasions(stub), f"A beacon at “{occasion}”")
    return [beacon for beacon in stub.beacons if beacon["occasion"] == occasion][-1]


def test_a_launcher_on_screen_is_told_once(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin)))
    seen = wait_for(reader, stub, "seen")
    reader.page.mouse.wheel(0, 3000)
    reader.page.wait_for_timeout(300)
    reader.page.mouse.wheel(0, -3000)
    reader.page.wait_for_timeout(1500)
    assert occasions(stub) == ["seen"]
    assert set(seen) <= KEYS
    assert "heard" not in seen


def test_a_launcher_that_nobody_scrolled_to_was_not_seen(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    style = "<style>h1{margin-top:300vh}</style>"
    reader = opened(publisher.serve(story(stub.origin, style=style)))
    reader.launcher.wait_for(state="attached")
    reader.page.wait_for_timeout(1500)
    assert stub.beacons == []
    reader.launcher.scroll_into_view_if_needed()
    wait_for(reader, stub, "seen")


def test_a_page_that_the_browser_opened_in_advance_is_seen_only_when_somebody_comes(
    stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    # As a prerendered page says of itself; browsers that are driven prerender none.
    hidden = "<script>Object.defineProperty(document, 'hidden', {get: () => !window.somebody})</script>"
    reader = opened(publisher.serve(story(stub.origin, head=hidden)))
    reader.launcher.wait_for()
    reader.page.wait_for_timeout(1500)
    assert stub.beacons == []
    reader.page.evaluate("window.somebody = true")
    wait_for(reader, stub, "seen")


def test_a_play_is_told_from_start_to_end(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin, paragraphs=0)))
    wait_for(reader, stub, "seen")
    reader.page.evaluate("ReadAlong.setRate(1.5)")
    reader.page.evaluate("""() => {
      window.reached = [];
      for (const name of ['half', 'completed']) document.addEventListener(`readalong:${name}`, () => reached.push(name));
    }""")
    reader.listen()
    reader.until("ReadAlong.state.phase === 'ended'", 30_000)
    assert reader.page.evaluate("reached") == ["half", "completed"]
    ended = wait_for(reader, stub, "pause")  # As the audio element tells it: a pause, then the end.
    assert len({beacon["session"] for beacon in stub.beacons}) == 1
    assert {beacon["source"] for beacon in stub.beacons if "source" in beacon} == {"launcher"}
    assert occasions(stub)[:2] == ["seen", "start"]
    assert occasions(stub).count("milestone") >= 3
    [(start, end)] = ended["heard"]
    narration = next(iter(stub.known.values()))
    assert start < 300
    assert end > narration["duration_ms"] * 0.95
    assert ended["audio"] == narration["audio"]["url"].rpartition("/")[2]
    assert (ended["replays"], ended["seeks"], ended["rate"]) == ([], 0, 1.5)


def test_sentences_heard_again_are_told_one_by_one(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin)))
    reader.listen()
    narration = next(iter(stub.known.values()))
    second = narration["sentences"][1]
    reader.until(f"ReadAlong.state.at_ms > {second['end_ms'] + 100}", 20_000)
    for _ in range(2):
        reader.page.evaluate(f"ReadAlong.seek({second['start_ms']})")
        reader.until(f"ReadAlong.state.at_ms < {second['start_ms'] + 300}")
        reader.until(f"ReadAlong.state.at_ms > {second['end_ms'] + 50}", 20_000)
    reader.page.evaluate("ReadAlong.pause()")
    pause = wait_for(reader, stub, "pause")
    assert (pause["replays"], pause["seeks"]) == ([[1, 2]], 2)


def test_what_the_network_lost_is_told_when_it_is_back(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin)))
    reader.listen()
    wait_for(reader, stub, "start")
    reader.page.context.set_offline(True)
    reader.until("ReadAlong.state.at_ms > 600")
    reader.page.evaluate("ReadAlong.pause()")
    reader.page.wait_for_timeout(300)
    before = len(stub.beacons)
    assert "pause" not in occasions(stub)
    reader.page.context.set_offline(False)
    reader.wait_for(lambda: len(stub.beacons) > before, "What the network lost")
    [(_, end)] = stub.beacons[-1]["heard"]
    assert end > 300


def test_a_script_that_plays_is_the_page_not_the_launcher(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin)))
    reader.until("window.ReadAlong?.state?.duration_ms > 0")
    reader.page.evaluate("ReadAlong.play()")
    assert wait_for(reader, stub, "start")["source"] == "page"


def test_a_preview_is_told_to_nobody(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    page = story(stub.origin).replace("data-site=", "data-preview data-site=")
    reader = opened(publisher.serve(page))
    reader.listen()
    reader.page.wait_for_timeout(1300)
    reader.page.evaluate("ReadAlong.pause()")
    reader.page.wait_for_timeout(300)
    assert stub.beacons == []


def test_a_browser_that_is_driven_says_so(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    driven = "<script>Object.defineProperty(Navigator.prototype, 'webdriver', {get: () => true})</script>"
    reader = opened(publisher.serve(story(stub.origin, head=driven)))
    assert wait_for(reader, stub, "seen")["robot"] is True


def test_a_browser_that_is_not_driven_says_nothing(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin)))
    assert "robot" not in wait_for(reader, stub, "seen")
