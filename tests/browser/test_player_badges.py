"""Badges on links to articles, the way from them into the sound, and from one version of a story to another."""

from typing import Any

from tests.browser.player_reader import Opened
from tests.browser.player_stub import Publisher, Stub, story, tag

pytest_plugins = ["tests.browser.player_fixtures"]

BADGES = "document.querySelectorAll('readalong-player')"
TEXTS = f"[...{BADGES}].map(host => host.shadowRoot.textContent)"


def version(url: str, language: str = "en", level: str = "", *, duration_ms: int = 81_000) -> dict[str, Any]:
    state = {"state": "ready", "duration_ms": duration_ms} if duration_ms else {"state": "unknown"}
    return {"url": url, "language": language, "level": level, **state}


def front(service: str, *links: str) -> str:
    return f"<!doctype html><html lang=en><meta charset=utf-8>{tag(service)}<main>{''.join(links)}</main></html>"


def link(path: str, value: str = "") -> str:
    return f'<p><a href="{path}" data-readalong-badge="{value}">A story</a></p>'


def test_a_front_page_says_how_long_its_articles_are_with_one_request(
    stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    stub.versions = {
        "/stories/crab": [version("/stories/crab", level="2"), version("/es/crab", "es", "1")],
        "/stories/gull": [version("/stories/gull", duration_ms=0)],
    }
    links = [link("/stories/crab"), link("/stories/gull"), link("/stories/nowhere"), *(link("/stories/crab"),) * 30]
    reader = opened(publisher.serve(front(stub.origin, *links), "/"))
    reader.until(f"{BADGES}.length === 31")
    assert reader.page.evaluate(TEXTS)[0] == "Listen: 1:30 · EN ES · Level 1, 2"
    assert len([asked for asked in stub.asked if "/badges?" in asked]) == 1
    reader.page.evaluate("ReadAlong.destroy()")
    assert reader.page.evaluate(f"{BADGES}.length") == 0


def test_a_press_on_a_badge_leads_into_the_sound(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    publisher.serve(story(stub.origin))
    stub.versions = {"/stories/crab": [version(f"{publisher.origin}/stories/crab")]}
    reader = opened(publisher.serve(front(stub.origin, link("/stories/crab", "play")), "/"))
    reader.page.locator("readalong-player a").click()
    reader.page.wait_for_url("**/stories/crab#readalong-play")
    reader.until("window.ReadAlong?.state?.open")
    # Where the browser wants another press, the player waits for it.
    reader.until("['playing', 'paused'].includes(ReadAlong.state.phase)")


def test_another_version_is_heard_from_the_same_place_on(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    stub.versions = {
        "/stories/crab": [version("/stories/crab"), version(f"{publisher.origin}/stories/cangrejo", "es", "1")]
    }
    publisher.serve(story(stub.origin, language="es"), "/stories/cangrejo")
    reader = opened(publisher.serve(story(stub.origin)))
    reader.listen()
    reader.page.evaluate("ReadAlong.seek(6000)")
    reader.until("ReadAlong.state.sentence > 2")
    place = reader.state["sentence"]
    reader.page.locator("readalong-player button.more").click()
    other = reader.page.locator("readalong-player a[lang=es]")
    assert other.inner_text() == "español · Level 1"
    other.click()
    reader.page.wait_for_url("**/stories/cangrejo#readalong-play=*")
    reader.until("window.ReadAlong?.state?.sentence > 0")
    assert abs(reader.state["sentence"] - place) <= 1
