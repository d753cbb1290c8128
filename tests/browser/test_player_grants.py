"""Signed audio: it is fetched with its narration's grant, and goes on with another one when that has run out."""

import pytest
from playwright.sync_api import Page

from tests.browser.demonstration import Demonstration
from tests.browser.player_reader import Opened, Reader
from tests.browser.player_stub import Publisher, Stub, story
from tests.browser.test_main_job import SHORT, listen, open_article, open_voiced_article
from tests.browser.test_player_following import AUDIO

pytest_plugins = ("tests.browser.player_fixtures",)


@pytest.fixture
def signed(stub: Stub) -> Stub:
    stub.grant = "of-today"
    return stub


def open_story(signed: Stub, publisher: Publisher, opened: Opened) -> Reader:
    """The story, whose narration is finished."""
    address = publisher.serve(story(signed.origin, paragraphs=40))
    first = opened(address)
    first.launcher.wait_for()
    first.page.close()
    reader = opened(address)
    reader.launcher.wait_for()
    return reader


def run_out(signed: Stub, reader: Reader) -> None:
    """The grant runs out, and the browser has to fetch again, as after a pause of hours; under an address that it has not kept."""
    signed.grant = "of-tomorrow"
    reader.page.evaluate(f"{AUDIO}.src += '&again'")


def test_audio_is_fetched_with_the_grant_that_came_with_its_narration(
    signed: Stub, publisher: Publisher, opened: Opened
) -> None:
    reader = open_story(signed, publisher, opened)
    reader.listen()
    assert reader.page.evaluate(f"{AUDIO}.src").endswith(".m4a?grant=of-today")
    assert not reader.warnings


def test_a_listener_whose_grant_has_run_out_goes_on_at_the_same_place(
    signed: Stub, publisher: Publisher, opened: Opened
) -> None:
    reader = open_story(signed, publisher, opened)
    reader.listen()
    reader.page.evaluate("ReadAlong.seek(20000)")
    reader.until("ReadAlong.state.at_ms > 20300")
    run_out(signed, reader)
    reader.until(f"{AUDIO}.src.endsWith('of-tomorrow')")
    reader.until("ReadAlong.state.phase === 'playing' && ReadAlong.state.at_ms > 20600")
    assert reader.state["at_ms"] < 23_000
    assert reader.lit("word")
    assert not reader.warnings


def test_a_reader_who_comes_back_from_a_long_pause_presses_once(
    signed: Stub, publisher: Publisher, opened: Opened
) -> None:
    reader = open_story(signed, publisher, opened)
    reader.listen()
    reader.page.evaluate("ReadAlong.seek(20000)")
    reader.until("ReadAlong.state.at_ms > 20300")
    reader.page.evaluate("ReadAlong.pause()")
    run_out(signed, reader)
    reader.page.evaluate("ReadAlong.play()")
    reader.until(f"{AUDIO}.src.endsWith('of-tomorrow')")
    reader.until("ReadAlong.state.phase === 'playing' && ReadAlong.state.at_ms > 20600")
    assert reader.state["at_ms"] < 23_000


def test_a_grant_that_helps_no_more_is_asked_for_once_and_then_told(
    signed: Stub, publisher: Publisher, opened: Opened
) -> None:
    reader = open_story(signed, publisher, opened)
    reader.listen()
    looked_up = [each for each in signed.asked if each.startswith("GET /v1/sites/periwinkle/narrations/")]
    # The audio is refused whatever comes with it: the service tells a grant that it does not take.
    signed.known = {
        key: each | {"audio": each["audio"] | {"url": "/v1/gone.m4a"}} for key, each in signed.known.items()
    }
    run_out(signed, reader)
    reader.until("ReadAlong.state.phase === 'error'")
    again = [each for each in signed.asked if each.startswith("GET /v1/sites/periwinkle/narrations/")]
    assert len(again) == len(looked_up) + 1
    assert "audio" in reader.wait_for_warning()


def test_the_service_and_the_player_agree_on_grants(page: Page, signed_demonstration: Demonstration) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_article(page, signed_demonstration, SHORT)
    listen(page)
    open_voiced_article(page, signed_demonstration, SHORT)
    listen(page)
    sounds = [url for url in asked if ".m4a" in url]
    assert any("/v1/audio/" in url for url in sounds)
    assert all("?grant=" in url for url in sounds), sounds
    status = page.request.get(sounds[-1].partition("?")[0]).status
    assert status == 403


@pytest.fixture(scope="module")
def signed_demonstration(tmp_path_factory: pytest.TempPathFactory):
    demonstration = Demonstration(tmp_path_factory.mktemp("signed"), READALONG_SIGNED_AUDIO="1")
    demonstration.start()
    yield demonstration
    demonstration.stop()
