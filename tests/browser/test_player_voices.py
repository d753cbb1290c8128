"""Another voice takes over while somebody listens: the first could not be paid any longer."""

from typing import Any

import pytest

from tests.browser.player_reader import Opened, Reader
from tests.browser.player_stub import Publisher, Stub, speaking, story, tone
from tests.browser.test_player_following import AUDIO

pytest_plugins = ("tests.browser.player_fixtures",)

CUTS = (1, 3, 4)
WATCH = """() => {
  window.samples = [];
  setInterval(() => {
    const {phase, sentence, word} = ReadAlong.state;
    if (phase === 'playing' && word >= 0) samples.push([sentence, word]);
  }, 20);
}"""


def slower(whole: dict[str, Any]) -> dict[str, Any]:
    """The same text in a voice that takes half as long again."""
    sentences = [
        each
        | {name: each[name] * 3 // 2 for name in ("start_ms", "end_ms")}
        | {"words": [number * 3 // 2 if at % 3 == 2 else number for at, number in enumerate(each["words"])]}
        for each in whole["sentences"]
    ]
    length_ms = whole["duration_ms"] * 3 // 2
    audio = {"url": f"/v1/audio/{length_ms}.m4a", "type": "audio/mp4", "bytes": len(tone(length_ms))}
    voice = {"engine": "espeak", "name": "slow", "label": "Slow"}
    return whole | {"sentences": sentences, "duration_ms": length_ms, "audio": audio, "voice": voice}


@pytest.fixture
def listening(stub: Stub, publisher: Publisher, opened: Opened) -> Reader:
    """A reader who hears the first parts of the first voice, of which no more will come."""
    stub.cuts, stub.spoken = CUTS, 2
    reader = opened(publisher.serve(story(stub.origin, paragraphs=1)))
    reader.launcher.wait_for()
    reader.page.evaluate(WATCH)
    reader.page.evaluate("ReadAlong.setRate(1.5)")
    reader.launcher.click()
    reader.until("ReadAlong.state.at_ms > 1300")
    return reader


def swap(stub: Stub, spoken: int | None) -> None:
    [fingerprint] = stub.known
    stub.known[fingerprint] = slower(stub.known[fingerprint])
    stub.spoken = spoken


def words_heard(reader: Reader) -> list[list[int]]:
    """The words that were lit, each time that it was another one."""
    samples = reader.page.evaluate("samples")
    return [each for at, each in enumerate(samples) if at == 0 or each != samples[at - 1]]


def check_in_order(reader: Reader, stub: Stub) -> None:
    """No sentence was left out, and at most the one that was being said was begun again."""
    heard = words_heard(reader)
    again = [at for at in range(1, len(heard)) if heard[at] < heard[at - 1]]
    assert len(again) <= 1
    assert all(heard[at][0] == heard[at - 1][0] for at in again)
    [whole] = stub.known.values()
    said = {(number, word) for number, each in enumerate(whole["sentences"]) for word in range(len(each["words"]) // 3)}
    until = max(map(tuple, heard))
    assert {each for each in said if each <= until} - set(map(tuple, heard)) == set()


def test_the_other_voice_goes_on_at_the_sentence_and_everything_is_said(listening: Reader, stub: Stub) -> None:
    listening.until("ReadAlong.state.sentence === 1")
    swap(stub, None)
    listening.until(f"{AUDIO}.src.includes('/v1/audio/')")
    assert listening.state["sentence"] >= 1
    listening.until("ReadAlong.state.sentence === 5", timeout_ms=20_000)
    check_in_order(listening, stub)
    assert not listening.warnings


def test_what_the_first_voice_has_said_is_heard_until_the_other_has_come_so_far(listening: Reader, stub: Stub) -> None:
    swap(stub, 0)
    listening.until("ReadAlong.state.phase === 'loading'")
    assert "/v1/parts/1160-4680" in listening.page.evaluate(f"{AUDIO}.src")
    stub.spoken = 3
    listening.until("ReadAlong.state.phase === 'playing' && ReadAlong.state.sentence === 3")
    [whole] = stub.known.values()
    parts = [each["url"] for each in speaking(whole, CUTS)["parts"]]
    assert any(part in listening.page.evaluate(f"{AUDIO}.src") for part in parts)
    stub.spoken = None
    listening.until("ReadAlong.state.sentence === 5", timeout_ms=20_000)
    check_in_order(listening, stub)


def test_a_site_that_offers_nothing_instead_lets_what_was_said_be_heard_to_its_end(
    listening: Reader, stub: Stub
) -> None:
    stub.problem, stub.status = "not-voiced", 503
    listening.until("ReadAlong.state.phase === 'error'", timeout_ms=10_000)
    assert max(word[0] for word in words_heard(listening)) == 2
    assert listening.dock.is_visible()


def test_a_reader_who_has_not_begun_hears_the_other_voice_from_the_beginning(
    stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    stub.cuts, stub.spoken = CUTS, 2
    reader = opened(publisher.serve(story(stub.origin, paragraphs=1)))
    reader.launcher.wait_for()
    swap(stub, None)
    reader.until("ReadAlong.state.duration_ms > 0")
    reader.page.evaluate(WATCH)
    reader.listen()
    assert "/v1/audio/" in reader.page.evaluate(f"{AUDIO}.src")
    reader.until("ReadAlong.state.sentence === 1")
    assert words_heard(reader)[0] == [0, 0]
