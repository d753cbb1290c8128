"""Badges on links to articles, the way from them into the sound, from one version of a story to another, and from the end to the next."""

from typing import Any

import pytest

from tests.browser.player_reader import Opened, Reader
from tests.browser.player_stub import Publisher, Stub, config, layout, story, tag

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
    reader.page.wait_for_url("**/stories/crab*")
    playing(reader)
    # The wish is fulfilled: whoever is sent the address is not played to.
    reader.until("location.hash === ''")
    assert any(beacon.get("source") == "badge" for beacon in heard(stub, reader))


def test_a_site_without_stories_is_not_asked_for_versions(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin)))
    reader.listen()
    reader.page.locator("readalong-player button.more").click()
    reader.page.locator("readalong-player .panel").wait_for()
    assert not any("/badges?" in asked or "/versions-" in asked for asked in stub.asked)


def test_another_version_is_heard_from_the_same_place_on(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    stub.config = config() | {"stories": True}
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
    reader.page.wait_for_url("**/stories/cangrejo*")
    reader.until("window.ReadAlong?.state?.sentence > 0")
    assert abs(reader.state["sentence"] - place) <= 1


FRONT = layout(id=2, url_pattern="/", allow=[], title="", badges=[".teaser h3 a", ".card"], badges_play=True)


def heard(stub: Stub, reader: Reader) -> list[dict[str, Any]]:
    """The beacons, once there is one of a session that began."""
    reader.wait_for(lambda: any(beacon["occasion"] != "seen" for beacon in stub.beacons), "A beacon of a play")
    return [beacon for beacon in stub.beacons if beacon["occasion"] != "seen"]


def teaser(path: str, name: str) -> str:
    return f'<div class="teaser"><h3><a href="{path}">{name}</a></h3><p>About it.</p></div>'


def test_a_layout_says_which_links_have_badges(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    stub.config = config(FRONT | {"badges": ["[broken", *FRONT["badges"]]}, layout())
    stub.versions = {path: [version(path)] for path in ("/stories/crab", "/stories/gull", "/stories/whale")}
    page = front(
        stub.origin,
        *(teaser("/stories/crab", "The crab"), teaser("mailto:us@example.org", "Write to us")),
        '<div class="card"><img alt=""><a href="/stories/gull">The gull</a></div><p><a href="/stories/whale">The whale</a></p>',
    )
    reader = opened(publisher.serve(page, "/"))
    reader.until(f"{BADGES}.length === 2")
    # A page that renders more of them later: these too, and none twice.
    reader.page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', arguments[0])".replace(
            "arguments[0]", repr(teaser("/stories/whale", "The whale"))
        )
    )
    reader.until(f"{BADGES}.length === 3")
    asked = [path for path in stub.asked if "/badges?" in path]
    assert [path.count("url=") for path in asked] == [2, 1]
    assert "mailto" not in "".join(asked)
    assert reader.page.evaluate("document.querySelectorAll('readalong-launcher').length") == 0
    # That nothing is read is as it should be; only the selector is told of.
    assert ["[broken" in warning for warning in reader.warnings] == [True]


def playing(reader: Reader) -> None:
    """Somebody came to listen; where the browser wants another press, it is made."""
    reader.until("window.ReadAlong?.state?.open && ['playing', 'paused'].includes(ReadAlong.state.phase)")
    if reader.state["phase"] == "paused":
        reader.launcher.click()
    reader.until("ReadAlong.state.at_ms > 0 && ReadAlong.state.phase === 'playing'")


def at_its_end(reader: Reader) -> None:
    playing(reader)
    reader.page.evaluate("ReadAlong.seek(ReadAlong.state.duration_ms - 300)")
    reader.until("ReadAlong.state.phase === 'ended'")


LISTENERS = """(() => {
  const {addEventListener} = EventTarget.prototype;
  window.added = [];
  EventTarget.prototype.addEventListener = function (type, ...rest) {
    added.push(type);
    return addEventListener.call(this, type, ...rest);
  };
})()"""


def test_the_next_article_is_offered_at_the_end(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    stub.config = config() | {"next_article": "offer"}
    stub.versions = {
        "/stories/gull": [version("/stories/gull")],
        "/stories/new": [version("/stories/new", duration_ms=0)],
    }
    # What comes first is not ready, and so it is not offered.
    related = (
        link("/stories/new")
        + link("/stories/crab")
        + link("/stories/gull").replace("A story", "<img alt=''>The gull <b>that laughed</b>")
    )
    reader = opened(publisher.serve(story(stub.origin).replace("</main>", f"</main><aside>{related}</aside>")))
    assert not any("/next-" in path for path in stub.asked)
    reader.listen()
    at_its_end(reader)
    offered = reader.dock.locator(".upcoming")
    assert offered.locator("a").inner_text().split("\n") == ["Next · 1:30", "The gull that laughed"]
    assert offered.get_by_role("button").count() == 0
    reader.page.wait_for_timeout(1500)
    assert reader.page.url.endswith("/stories/crab")
    # Whoever goes on here is not in need of it.
    reader.launcher.click()
    reader.until("ReadAlong.state.phase === 'playing'")
    assert offered.count() == 0
    # At the end it is offered again, and no listener of the page's keys is added.
    reader.page.evaluate(LISTENERS)
    at_its_end(reader)
    offered.locator("a").wait_for()
    assert offered.count() == 1
    assert reader.page.evaluate("added.filter(type => /keydown|abort/.test(type))") == []


# A countdown that begins once it is told to, and then hurries.
QUICK = """(() => {
  const {setInterval} = window;
  window.setInterval = (act, ms) => setInterval(() => window.hurry && act(), ms / 10);
})()"""
HURRY = "window.hurry = true"


def test_articles_follow_one_another_where_the_site_wants_it(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    paths = ("/stories/crab", "/stories/gull", "/stories/whale")
    stub.config = config(FRONT, layout()) | {"next_article": "play"}
    stub.versions = {path: [version(f"{publisher.origin}{path}")] for path in paths}
    for number, path in enumerate(paths, start=1):
        publisher.serve(
            story(stub.origin, paragraphs=number).replace("</main>", f"</main>{''.join(map(link, paths))}"), path
        )
    reader = opened(publisher.serve(front(stub.origin, *(teaser(path, path[9:]) for path in paths)), "/"))
    reader.page.context.add_init_script(QUICK)
    reader.page.locator("readalong-player a").first.click()
    reader.page.wait_for_url("**/stories/crab*")
    at_its_end(reader)
    assert reader.dock.locator(".upcoming").inner_text().startswith("Next")
    reader.page.evaluate(HURRY)
    reader.page.wait_for_url("**/stories/gull*")
    at_its_end(reader)
    reader.page.evaluate(HURRY)
    reader.page.wait_for_url("**/stories/whale*")
    at_its_end(reader)
    reader.page.evaluate(HURRY)
    # The queue of the front page is over: what this page leads to is offered, and nothing goes round and round.
    offered = reader.dock.locator(".upcoming a")
    offered.wait_for()
    reader.page.wait_for_timeout(1500)
    assert reader.page.url.split("#")[0].endswith("/stories/whale")


@pytest.mark.parametrize("press", ["Stay here", "More"])
def test_the_countdown_is_stopped_with_one_press(press: str, stub: Stub, publisher: Publisher, opened: Opened) -> None:
    stub.config = config() | {"next_article": "play"}
    stub.versions = {"/stories/two": [version(f"{publisher.origin}/stories/two")]}
    head = '<link rel="next" href="/stories/two" title="Part two">'
    reader = opened(publisher.serve(story(stub.origin, head=head)))
    reader.page.evaluate(QUICK)
    reader.listen()
    at_its_end(reader)
    offered = reader.dock.locator(".upcoming")
    assert "Part two" in offered.locator("a").inner_text()
    reader.dock.get_by_role("button", name=press, exact=True).click()
    assert offered.locator("b").count() == 0
    assert offered.locator("a").get_attribute("href") == "/stories/two#readalong-play&then="
    reader.page.evaluate(HURRY)
    reader.page.wait_for_timeout(1500)
    assert reader.page.url.endswith("/stories/crab")


GULL = '<article class="story"><h1><a href="/stories/gull">The gull</a></h1><p>It flew over the bay.</p></article>'


def test_articles_of_one_page_take_turns_and_follow_one_another(
    stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    stub.config = config() | {"next_article": "play"}
    stub.versions = {"/stories/gull": [version("/stories/gull")], "/stories/whale": [version("/stories/whale")]}
    head = '<link rel="next" href="/stories/gull">'
    page = story(stub.origin, paragraphs=1, head=head).replace("</main>", f"{GULL}{link('/stories/whale')}</main>")
    reader = opened(publisher.serve(page))
    first, second = (reader.page.locator("readalong-launcher button").nth(number) for number in range(2))
    second.wait_for()
    first.click()
    reader.until("ReadAlong.state.at_ms > 500")
    # They were there from the start: nothing has changed that would tell of them.
    second.click()
    reader.until("ReadAlong.state.phase === 'playing' && ReadAlong.state.duration_ms < 5000")
    assert reader.dock.count() == 1
    reader.page.evaluate("ReadAlong.pause()")
    first.click()
    reader.until("ReadAlong.state.phase === 'playing' && ReadAlong.state.at_ms > 500")
    element = reader.page.evaluate_handle("sounding")
    reader.page.evaluate(QUICK)
    at_its_end(reader)
    assert reader.dock.locator(".upcoming a").inner_text().split("\n")[:2] == ["Next · 0:02", "The gull"]
    reader.page.evaluate(HURRY)
    reader.until("ReadAlong.state.phase === 'playing' && ReadAlong.state.at_ms < 4000")
    assert reader.lit("sentence") in {"The gull", "It flew over the bay."}
    # One element for both: Safari lets no other sound without a press.
    assert element.evaluate("element => element === sounding && !element.paused")
    assert reader.page.url.endswith("/stories/crab")
    # After the last one it is the site's next article, and none that is on this page.
    reader.until("ReadAlong.state.phase === 'ended'")
    offered = reader.dock.locator(".upcoming a")
    offered.wait_for()
    assert (offered.get_attribute("href") or "").startswith("/stories/whale#")


@pytest.mark.parametrize(
    "queue",
    [
        "javascript:alert(1)",
        "//evil.example/stories/gull",
        "https://evil.example\\@{host}/stories/gull",
        "%zz",
        "data:text/html,x",
        "http://[bad",
    ],
)
def test_an_address_made_up_by_a_stranger_leads_nowhere(
    queue: str, stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    stub.config = config() | {"next_article": "play"}
    publisher.serve(story(stub.origin))
    stub.versions = {"/stories/gull": [version(f"{publisher.origin}/stories/gull")]}
    reader = opened(f"{publisher.origin}/stories/crab#readalong-play&then={queue.format(host=publisher.origin[7:])}")
    at_its_end(reader)
    reader.page.wait_for_timeout(400)
    assert reader.dock.locator(".upcoming").count() == 0
    assert reader.page.url.split("#")[0].endswith("/stories/crab")
