"""Listening while the narration is still being spoken: part after part, then the whole file, as though it were one."""

from itertools import pairwise
from typing import Any

import pytest

from tests.browser.marks import leapt_over, spoken_at
from tests.browser.player_reader import LIT, Opened, Reader
from tests.browser.player_stub import Publisher, Stub, story
from tests.browser.test_player_following import AUDIO

pytest_plugins = ("tests.browser.player_fixtures",)

# After the title, after two more sentences, after a fourth.
CUTS = (1, 3, 4)
ENDS_MS = (1160, 4680, 5600)
WATCH = f"""() => {{
  window.samples = [];
  const lit = {LIT};
  setInterval(() => {{
    const {{at_ms, phase, sentence, word}} = ReadAlong.state;
    samples.push([at_ms, phase, sentence, word, lit('readalong-word'), {AUDIO}.src]);
  }}, 25);
}}"""


@pytest.fixture
def speaking(stub: Stub) -> Stub:
    """A service that has spoken the first part."""
    stub.cuts, stub.spoken = CUTS, 1
    return stub


def open_story(speaking: Stub, publisher: Publisher, opened: Opened, paragraphs: int = 1) -> Reader:
    reader = opened(publisher.serve(story(speaking.origin, paragraphs=paragraphs)))
    reader.launcher.wait_for()
    reader.page.evaluate(WATCH)
    return reader


def whole(stub: Stub) -> dict[str, Any]:
    return stub.known[stub.delivered[0]["fingerprint"]]


def lit_words(reader: Reader) -> list[tuple[int, int]]:
    """The words that were lit, each time that it was another one."""
    words = [(sentence, word) for _, _, sentence, word, text, _ in reader.page.evaluate("samples") if text]
    return [each for index, each in enumerate(words) if index == 0 or each != words[index - 1]]


def check_followed(reader: Reader, stub: Stub, end_ms: int | None = None) -> None:
    """All words up to a time, or to the last that was lit, were lit in order, but for those that a stalled page could not show."""
    times = [at_ms for at_ms, *_ in reader.page.evaluate("samples")]
    lit = lit_words(reader)
    marks = [
        (number, word, start_ms)
        for number, sentence in enumerate(whole(stub)["sentences"])
        for word, start_ms in enumerate(sentence["words"][2::3])
    ]
    spoken = [
        (number, word)
        for (number, word, start_ms), (*_, next_ms) in pairwise([*marks, (0, 0, marks[-1][2] + 500)])
        if (start_ms < end_ms if end_ms else (number, word) <= lit[-1])
        and ((number, word) in lit or not leapt_over(times, start_ms, next_ms))
    ]
    assert lit == spoken


def check_light(reader: Reader, stub: Stub) -> None:
    """Whatever was lit while playing is what was spoken then."""
    since_ms = 0
    for at_ms, phase, _, _, text, _ in reader.page.evaluate("samples"):
        if phase == "playing":
            assert text in spoken_at(stub, at_ms, since_ms), at_ms
        since_ms = at_ms


def check_heard(reader: Reader, stub: Stub, end_ms: int) -> None:
    """One session has heard all from the beginning on, in one piece."""
    assert len({beacon["session"] for beacon in stub.beacons}) == 1
    reader.wait_for(lambda: stub.beacons[-1]["occasion"] in ("pause", "ended"), "The beacon of the pause")
    [(start, end)] = stub.beacons[-1]["heard"]
    assert start < 50
    assert end == pytest.approx(end_ms, abs=60)
    assert stub.beacons[-1]["seeks"] == 0


def test_the_first_part_is_heard_before_the_narration_is_ready(
    speaking: Stub, publisher: Publisher, opened: Opened
) -> None:
    reader = open_story(speaking, publisher, opened)
    assert reader.launcher.inner_text().strip() == "Listen"
    reader.listen()
    assert "/v1/parts/0-1160" in reader.page.evaluate(f"{AUDIO}.src")
    assert reader.state["duration_ms"] == 0
    assert reader.dock.locator(".seek span").last.inner_text() == "…"
    assert " of " not in reader.page.get_by_role("slider").get_attribute("aria-valuetext")
    assert reader.page.get_by_role("slider").evaluate("bar => +bar.max") > 1160


def test_a_press_before_the_first_part_is_heard_when_it_comes(
    speaking: Stub, publisher: Publisher, opened: Opened
) -> None:
    speaking.spoken = 0
    reader = open_story(speaking, publisher, opened)
    reader.launcher.click()
    reader.page.wait_for_timeout(300)
    assert reader.launcher.inner_text().strip() == "One moment…"
    speaking.spoken = 1
    reader.until("ReadAlong.state.phase === 'playing'")


@pytest.mark.alone
def test_every_word_is_lit_once_through_the_parts_and_the_whole(
    speaking: Stub, publisher: Publisher, opened: Opened
) -> None:
    reader = open_story(speaking, publisher, opened)
    speaking.spoken = 2
    reader.page.evaluate("ReadAlong.setRate(1.5)")
    reader.page.wait_for_timeout(250)
    reader.launcher.click()
    reader.until("ReadAlong.state.at_ms > 1400")
    assert "/v1/parts/1160-4680" in reader.page.evaluate(f"{AUDIO}.src")
    speaking.spoken = None
    reader.until("ReadAlong.state.duration_ms > 0")
    assert "/v1/parts/1160-4680" in reader.page.evaluate(f"{AUDIO}.src")
    reader.until("ReadAlong.state.at_ms > 7500")
    assert "/v1/audio/" in reader.page.evaluate(f"{AUDIO}.src")
    assert reader.page.evaluate(f"[{AUDIO}.playbackRate, {AUDIO}.preservesPitch]") == [1.5, True]
    reader.page.evaluate("ReadAlong.pause()")
    reader.until("ReadAlong.state.phase === 'paused'")
    check_light(reader, speaking)
    check_followed(reader, speaking, reader.state["at_ms"] + 15)
    check_heard(reader, speaking, reader.state["at_ms"])
    assert reader.dock.locator(".seek span").last.inner_text().startswith("−0:")


def test_a_part_that_comes_late_is_waited_for(speaking: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = open_story(speaking, publisher, opened)
    reader.listen()
    reader.until("ReadAlong.state.phase === 'loading'")
    reader.page.wait_for_timeout(300)
    assert reader.state["at_ms"] == ENDS_MS[0]
    assert reader.dock.locator(".main").get_attribute("aria-busy") == "true"
    assert reader.dock.locator(".main").get_attribute("aria-label") == "Pause"
    speaking.spoken = 2
    reader.until("ReadAlong.state.at_ms > 1800")
    reader.page.evaluate("ReadAlong.pause()")
    reader.until("ReadAlong.state.phase === 'paused'")
    check_light(reader, speaking)
    check_followed(reader, speaking, reader.state["at_ms"] + 15)
    check_heard(reader, speaking, reader.state["at_ms"])


def test_a_wait_can_be_paused(speaking: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = open_story(speaking, publisher, opened)
    reader.listen()
    reader.until("ReadAlong.state.phase === 'loading'")
    reader.launcher.click()
    assert reader.state["phase"] == "paused"
    speaking.spoken = 2
    reader.page.wait_for_timeout(700)
    assert (reader.state["phase"], reader.state["at_ms"]) == ("paused", ENDS_MS[0])
    reader.launcher.click()
    reader.until("ReadAlong.state.at_ms > 1400")


@pytest.mark.alone
def test_the_whole_is_taken_over_at_once_while_paused(speaking: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = open_story(speaking, publisher, opened)
    reader.page.evaluate("ReadAlong.setRate(1.25)")
    reader.listen()
    reader.until("ReadAlong.state.at_ms > 500")
    reader.page.evaluate("ReadAlong.pause()")
    reader.until("ReadAlong.state.phase === 'paused'")
    there = reader.state["at_ms"]
    speaking.spoken = None
    reader.until(f"{AUDIO}.src.includes('/v1/audio/')")
    reader.until("ReadAlong.state.duration_ms > 0")
    assert reader.state["phase"] == "paused"
    assert reader.state["at_ms"] == pytest.approx(there, abs=2)
    reader.page.evaluate("ReadAlong.play()")
    reader.until("ReadAlong.state.at_ms > 1700")
    assert reader.page.evaluate(f"[{AUDIO}.playbackRate, {AUDIO}.preservesPitch]") == [1.25, True]
    check_light(reader, speaking)
    check_followed(reader, speaking)
    assert reader.state["word"] >= 0
    assert all(beacon["seeks"] == 0 for beacon in speaking.beacons)


def test_a_wait_ends_with_the_whole(speaking: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = open_story(speaking, publisher, opened)
    reader.listen()
    reader.until("ReadAlong.state.phase === 'loading'")
    speaking.spoken = None
    reader.until("ReadAlong.state.at_ms > 2000")
    assert "/v1/audio/" in reader.page.evaluate(f"{AUDIO}.src")
    check_light(reader, speaking)
    check_followed(reader, speaking)


def test_a_seek_stays_within_what_is_known(speaking: Stub, publisher: Publisher, opened: Opened) -> None:
    speaking.spoken = 2
    reader = open_story(speaking, publisher, opened)
    reader.listen()
    reader.page.evaluate("ReadAlong.seek(3000)")
    reader.until("ReadAlong.state.at_ms > 3200")
    assert reader.state["at_ms"] < 4000
    reader.page.evaluate("ReadAlong.seek(300)")
    reader.until("ReadAlong.state.at_ms > 400")
    assert reader.state["at_ms"] < 1160
    reader.page.evaluate("ReadAlong.seek(100000)")
    reader.until("ReadAlong.state.phase === 'loading'")
    reader.page.wait_for_timeout(200)
    assert reader.state["at_ms"] == ENDS_MS[1]
    speaking.spoken = 3
    reader.until("ReadAlong.state.at_ms > 4900")
    check_light(reader, speaking)
    reader.page.evaluate("ReadAlong.pause()")
    reader.wait_for(lambda: speaking.beacons[-1]["occasion"] == "pause", "The beacon of the pause")
    assert speaking.beacons[-1]["seeks"] == 3
    assert sum(end - start for start, end in speaking.beacons[-1]["heard"]) < 2500


def test_a_narration_that_fails_midway_is_heard_as_far_as_it_goes(
    speaking: Stub, publisher: Publisher, opened: Opened
) -> None:
    reader = open_story(speaking, publisher, opened)
    reader.listen()
    speaking.status, speaking.problem = 503, "narration-failed"
    reader.until("ReadAlong.state.phase === 'error'")
    assert "answered 503" in reader.wait_for_warning()
    assert reader.state["at_ms"] == ENDS_MS[0]
    assert reader.dock.locator(".status").inner_text() == "This can’t be read aloud right now."
    check_followed(reader, speaking, ENDS_MS[0])
    speaking.problem, speaking.spoken = "", 2
    reader.dock.locator(".main").click()
    reader.until("ReadAlong.state.at_ms > 1800")
    assert reader.dock.locator(".status").inner_text() == ""
    check_light(reader, speaking)
    check_followed(reader, speaking)
    assert len(reader.warnings) == 1


def test_a_connection_that_is_lost_for_a_moment_is_no_failure(
    speaking: Stub, publisher: Publisher, opened: Opened
) -> None:
    reader = open_story(speaking, publisher, opened)
    reader.listen()
    reader.page.context.set_offline(True)
    reader.page.wait_for_timeout(600)
    reader.page.context.set_offline(False)
    speaking.spoken = 2
    reader.until("ReadAlong.state.at_ms > 1400")
    assert reader.warnings == []


def test_a_retry_that_fails_as_well_says_so_again(speaking: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = open_story(speaking, publisher, opened)
    reader.listen()
    speaking.status, speaking.problem = 503, "narration-failed"
    reader.until("ReadAlong.state.phase === 'error'")
    asked = len(speaking.asked)
    reader.launcher.click()
    reader.until("ReadAlong.state.phase === 'error'")
    reader.page.wait_for_timeout(300)
    assert reader.state["phase"] == "error"
    assert len([each for each in speaking.asked[asked:] if "/narrations/" in each]) == 1


def test_ten_presses_a_second_leave_one_sound_and_one_session(
    speaking: Stub, publisher: Publisher, opened: Opened
) -> None:
    speaking.spoken = 0
    reader = open_story(speaking, publisher, opened)
    for number in range(30):
        speaking.spoken = number // 10
        reader.launcher.click(no_wait_after=True)
        reader.page.wait_for_timeout(70)
    speaking.spoken = None
    if reader.state["phase"] not in ("playing", "loading"):
        reader.launcher.click()
    reader.until(f"{AUDIO}.src.includes('/v1/audio/')", 9000)
    reader.until("ReadAlong.state.phase === 'playing'")
    reader.page.wait_for_timeout(300)
    assert reader.page.evaluate("document.querySelectorAll('readalong-player').length") == 1
    check_light(reader, speaking)
    check_followed(reader, speaking)
    assert len({beacon["session"] for beacon in speaking.beacons}) == 1


def test_a_hidden_page_asks_on_only_while_it_is_heard(speaking: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = open_story(speaking, publisher, opened)
    reader.page.evaluate("Object.defineProperty(document, 'hidden', {value: true})")

    def asked() -> int:
        return sum("/narrations" in path for path in speaking.asked)

    reader.page.wait_for_timeout(300)
    before = asked()
    reader.page.wait_for_timeout(500)
    assert asked() == before
    reader.listen()
    speaking.spoken = None
    reader.until("ReadAlong.state.at_ms > 1400")


def test_what_is_ready_costs_nothing_of_this(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    url = publisher.serve(story(stub.origin, paragraphs=1))
    opened(url).launcher.wait_for()
    stub.asked.clear()
    reader = opened(url)
    reader.listen()
    assert not any("delivery-" in path or "/v1/parts/" in path for path in stub.asked)
