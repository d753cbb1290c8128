"""The guest's rules: what the script may do on a page that is not ours, tried on the built files in Chromium."""

import re

import pytest

from tests.browser.player_reader import SPACE, Opened, layout_shifts
from tests.browser.player_stub import KEY, Publisher, Stub, config, layout, story, tag

pytest_plugins = ("tests.browser.player_fixtures",)

EVERYTHING_ELSE = """() => {
  const copy = document.documentElement.cloneNode(true);
  copy.querySelectorAll('readalong-launcher, readalong-player, script').forEach(ours => ours.remove());
  return copy.outerHTML;
}"""
GLOBALS = "() => Object.keys(window)"


def test_an_article_gets_a_launcher_under_its_title(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin)))
    reader.launcher.wait_for()
    assert reader.page.evaluate("document.querySelector('h1').nextElementSibling.localName") == "readalong-launcher"
    assert re.fullmatch(r"Listen\s*\d:\d\d", reader.launcher.inner_text().strip())
    assert reader.warnings == []


def test_a_spanish_article_speaks_spanish_to_its_reader(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin, language="es-MX")))
    reader.launcher.wait_for()
    assert reader.launcher.inner_text().startswith("Escuchar")
    assert stub.delivered[0]["language"] == "es-MX"


def test_a_language_is_found_by_the_layouts_rules(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    stub.config = config(layout(language_rules=[{"source": "meta", "subject": "language"}]))
    head = '<meta name="language" content="es-MX">'
    reader = opened(publisher.serve(story(stub.origin, head=head)))
    reader.launcher.wait_for()
    assert reader.launcher.inner_text().startswith("Escuchar")
    assert stub.delivered[0]["language"] == "es-MX"


def test_the_content_is_delivered_as_it_is_read(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    stub.config = config(layout(level_rules=[{"source": "meta", "subject": "reading-level"}]))
    head = '<meta name="reading-level" content=" 2 "><link rel="canonical" href="/stories/crab#top">'
    opened(publisher.serve(story(stub.origin, head=head, paragraphs=1)) + "?from=mail").launcher.wait_for()
    [content] = stub.delivered
    assert content["url"] == f"{publisher.origin}/stories/crab?from=mail"
    assert content["canonical"] == f"{publisher.origin}/stories/crab"
    assert (content["title"], content["level"], content["language"]) == ("The crab that counted", "2", "en")
    assert [(block["kind"], block["text"]) for block in content["blocks"]] == [
        ("title", "The crab that counted"),
        ("paragraph", "Once a small crab counted all the waves it saw. One, two, three! 🦀 It never stopped."),
        ("heading", "A long day"),
        ("paragraph", "The tide came in and the tide went out. Nobody asked why."),
        ("list_item", "Seven gulls slept."),
        ("list_item", "Two boats left."),
        ("paragraph", "The sun stood high over the bay. A gull laughed at the crab. The crab counted on and on."),
    ]


def test_a_known_article_is_not_delivered_again(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    url = publisher.serve(story(stub.origin))
    opened(url).launcher.wait_for()
    opened(url).launcher.wait_for()
    assert len(stub.delivered) == 1


def test_listening_leaves_the_page_as_it_was(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story("").replace(tag(""), "")))
    before = reader.page.evaluate(EVERYTHING_ELSE)
    names = set(reader.page.evaluate(GLOBALS))
    reader = opened(publisher.serve(story(stub.origin)))
    reader.listen()
    reader.until("ReadAlong.state.sentence > 0")
    assert reader.page.evaluate(EVERYTHING_ELSE) == before
    assert set(reader.page.evaluate(GLOBALS)) - names == {"ReadAlong"}


def test_destroy_leaves_nothing_behind(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin)))
    reader.listen()
    assert reader.page.evaluate("CSS.highlights.size") == 2
    reader.page.evaluate("ReadAlong.destroy()")
    left = """[document.querySelectorAll('readalong-launcher, readalong-player').length, CSS.highlights.size,
      document.adoptedStyleSheets.length, 'ReadAlong' in window]"""
    assert reader.page.evaluate(left) == [0, 0, 0, False]


def test_it_works_under_a_strict_content_security_policy(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    service = stub.origin
    sources = f"script-src {service}; connect-src {service}; media-src {service}"
    policy = f"default-src 'none'; {sources}; style-src 'none'; require-trusted-types-for 'script'"
    reader = opened(publisher.serve(story(service, style="", paragraphs=1), Content_Security_Policy=policy))
    reader.listen()
    reader.until("ReadAlong.state.word > 1")
    assert reader.lit("word") != ""
    assert reader.dock.evaluate("dock => getComputedStyle(dock).position") == "fixed"


def test_a_second_tag_does_nothing(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin, head=tag(stub.origin))))
    reader.launcher.wait_for()
    reader.page.wait_for_timeout(200)
    assert reader.page.locator("readalong-launcher").count() == 1
    assert stub.asked.count(f"GET /v1/sites/{KEY}") == 1


@pytest.mark.parametrize(
    ("path", "changes", "reason"),
    [
        ("/about", {}, "no layout of site “periwinkle” matches"),
        ("/stories/crab", {"allow": [".nothing-here"]}, "finds no text on this page"),
        ("/stories/crab", {"allow": []}, "finds no text on this page"),
    ],
)
def test_a_page_without_an_article_stays_silent(
    path: str, changes: dict[str, object], reason: str, stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    stub.config = config(layout(**changes))
    reader = opened(publisher.serve(story(stub.origin), path))
    assert reason in reader.wait_for_warning()
    reader.page.wait_for_timeout(150)
    assert len(reader.warnings) == 1
    assert reader.page.locator("readalong-launcher").count() == 0
    assert stub.delivered == []


def test_an_invalid_selector_takes_none_of_the_others_with_it(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    stub.config = config(layout(allow=[".story p:nonsense(", ".story p"]))
    reader = opened(publisher.serve(story(stub.origin)))
    reader.launcher.wait_for()
    assert "“.story p:nonsense(” is not valid CSS" in reader.wait_for_warning()
    assert len(reader.warnings) == 1


def test_a_wrong_key_is_named(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin, key="wrong")))
    # The stub answers without CORS headers only to foreign origins, so the page can read this refusal.
    assert "no site “wrong”" in reader.wait_for_warning()
    assert reader.page.locator("readalong-launcher").count() == 0


def test_a_foreign_origin_is_told_both_possible_reasons(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    stub.allowed_origin = "https://www.example.org"
    reader = opened(publisher.serve(story(stub.origin)))
    warning = reader.wait_for_warning()
    assert stub.origin in warning
    assert f"this page’s origin {publisher.origin} is not on the list of site “periwinkle”" in warning
    assert reader.page.locator("readalong-launcher").count() == 0
    reader.messages.clear()  # Chromium's own note of the CORS failure.


def test_a_service_that_does_not_answer_leaves_the_page_alone(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    page = story("http://127.0.0.1:9")
    reader = opened(publisher.serve(page))
    reader.page.wait_for_timeout(300)
    assert reader.page.locator("readalong-launcher").count() == 0
    blocked = f"script-src {stub.origin}; connect-src 'none'"
    reader = opened(publisher.serve(story(stub.origin), Content_Security_Policy=blocked))
    assert "Content-Security-Policy list it in connect-src?" in reader.wait_for_warning()
    assert reader.page.locator("readalong-launcher").count() == 0
    reader.messages.clear()  # Chromium's own note of the violation.


def test_a_narration_that_failed_takes_the_launcher_away(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    stub.status, stub.problem = 503, "narration-failed"
    reader = opened(publisher.serve(story(stub.origin)))
    assert "answered 503" in reader.wait_for_warning()
    assert reader.page.locator("readalong-launcher").count() == 0


def test_a_press_before_the_narration_is_ready_plays_when_it_is(
    stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    stub.polls = 6
    reader = opened(publisher.serve(story(stub.origin)))
    reader.launcher.click()
    assert reader.launcher.inner_text().strip() == "One moment…"
    reader.until("ReadAlong.state.phase === 'playing'")
    assert stub.polls == 0


def test_no_cookie_is_sent_and_nothing_is_stored(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    url = publisher.serve(story(stub.origin), Set_Cookie="subscriber=secret; Path=/")
    opened(url)
    reader = opened(url)
    reader.listen()
    reader.launcher.click()
    reader.wait_for(lambda: stub.beacons, "A beacon")
    assert stub.cookies == []
    assert reader.page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [
        0,
        0,
        "subscriber=secret",
    ]


PHONE = {"viewport": {"width": 412, "height": 823}, "device_scale_factor": 1.75, "is_mobile": True, "has_touch": True}


def test_the_launcher_opens_its_room_without_a_layout_shift(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    for options in ({}, PHONE):
        reader = opened(publisher.serve(story(stub.origin)), **options)
        assert layout_shifts(reader.page) == []
        assert reader.page.evaluate(f"{SPACE}.clientHeight") > 48


def test_a_launcher_whose_room_is_reserved_is_whole_at_once(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    head = f"""<style>readalong-launcher {{ display: block; min-height: 4.25em }}</style>
      <script>const rooms = []; (function look() {{
        if ({SPACE}) rooms.push({SPACE}.style.marginBottom);
        requestAnimationFrame(look);
      }})()</script>"""
    page = story(stub.origin, head=head).replace("</main>", "<readalong-launcher></readalong-launcher></main>")
    reader = opened(publisher.serve(page))
    reader.launcher.wait_for()
    reader.page.wait_for_function("rooms.length > 3")
    assert reader.page.evaluate("rooms.join('')") == ""


def test_a_publisher_may_give_the_launcher_its_place(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    page = story(stub.origin).replace("</main>", "<readalong-launcher></readalong-launcher></main>")
    reader = opened(publisher.serve(page))
    reader.launcher.wait_for()
    assert reader.page.evaluate("document.querySelector('readalong-launcher').parentElement.localName") == "main"


def test_events_tell_the_page_what_happens(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(story(stub.origin)))
    reader.page.evaluate("""() => {
      window.heard = [];
      for (const name of ['ready', 'play', 'pause', 'half', 'completed', 'ended', 'error']) {
        document.addEventListener(`readalong:${name}`, event => heard.push([name, event.detail.phase]));
      }
    }""")
    reader.listen()
    reader.launcher.click()
    reader.until("ReadAlong.state.phase === 'paused'")
    reader.page.evaluate("ReadAlong.seek(ReadAlong.state.duration_ms - 300)")
    reader.page.evaluate("ReadAlong.play()")
    reader.until("ReadAlong.state.phase === 'ended'")
    names = [name for name, _ in reader.page.evaluate("heard") if name != "ready"]
    assert names[:2] == ["play", "pause"]
    assert names[-1] == "ended"
    assert "completed" not in names, "Seeking to the end is not listening."


def test_audio_that_cannot_be_had_is_explained(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    policy = f"script-src {stub.origin}; connect-src {stub.origin}; media-src 'none'"
    reader = opened(publisher.serve(story(stub.origin), Content_Security_Policy=policy))
    reader.launcher.click()
    assert "media-src" in reader.wait_for_warning()
    assert reader.dock.locator(".status").inner_text() == "This can’t be read aloud right now."
    reader.messages.clear()  # Chromium's own note of the violation.
