"""Pages that change what they say: new routes, late and changing text, rendering anew, translation. The light never lies."""

from collections.abc import Iterator
from pathlib import Path
from subprocess import run

import pytest
from playwright.sync_api import Browser, Playwright

from tests.browser import player_stub
from tests.browser.conftest import FLAGS
from tests.browser.player_reader import Opened, Reader
from tests.browser.player_stub import SENTENCES, STYLE, Publisher, Stub, config, layout, tag
from tests.browser.programs import program

pytest_plugins = ("tests.browser.player_fixtures",)

CRAB = (
    "<h1>The crab</h1><p>One crab sat. Two crabs ran.</p><p>The tide came in. The tide went out. Nobody asked why.</p>"
)
GULL = "<h1>The gull</h1><p>A gull flew over the bay. It saw a fish and dived.</p><p>The fish was faster.</p>"
# Renders `html` into the article, as a framework would: all nodes are new.
RENDER = "html => { document.querySelector('.story').innerHTML = html; }"
FIRST_LAUNCHER = "document.querySelector('readalong-launcher')"


def page_with(service: str, body: str = CRAB, script: str = "") -> str:
    """A page with an article that a script can render anew."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Periwinkle</title>{STYLE}{tag(service)}</head>'
        f'<body><header class="top">Home</header><main><article class="story">{body}</article></main>'
        f"<footer></footer><script>{script}</script></body></html>"
    )


def render(reader: Reader, html: str) -> None:
    reader.page.evaluate(RENDER, html)


def seek_to(reader: Reader, stub: Stub, beginning: str) -> None:
    """Go on listening from the sentence that begins so, in whichever text holds it."""
    for content in stub.delivered:
        for number, sentence in enumerate(stub.known[content["fingerprint"]]["sentences"]):
            if content["blocks"][sentence["block"]]["text"][sentence["start"] :].startswith(beginning):
                reader.page.evaluate("ms => ReadAlong.seek(ms)", sentence["start_ms"])
                reader.until(f"ReadAlong.state.sentence === {number}")
                return
    raise AssertionError(f"No sentence begins “{beginning}”.")


def titles(stub: Stub) -> list[str]:
    return [content["title"] for content in stub.delivered]


def wait_for_deliveries(reader: Reader, stub: Stub, count: int) -> None:
    reader.wait_for(lambda: len(stub.delivered) >= count, f"The last of {count} texts")


def test_a_change_within_a_shadow_root_is_noticed_by_itself(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    shadow = "document.querySelector('story-text').attachShadow({mode: 'open'}).innerHTML = '<p>One crab sat.</p>';"
    stub.config = config(layout(allow=[".story .body"]))
    body = "<h1>The crab</h1><div class='body'><story-text></story-text></div>"
    reader = opened(publisher.serve(page_with(stub.origin, body, shadow)))
    wait_for_deliveries(reader, stub, 1)
    for number, text in enumerate(["Two crabs ran.", "Three crabs slept."], start=2):
        reader.page.evaluate(
            "text => { document.querySelector('story-text').shadowRoot.querySelector('p').textContent = text; }", text
        )
        wait_for_deliveries(reader, stub, number)
        assert stub.delivered[-1]["blocks"][-1]["text"] == text


def test_another_route_gives_its_article_and_back_the_first(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(page_with(stub.origin)))
    reader.listen()
    reader.page.evaluate("history.pushState({}, '', '/stories/gull')")
    render(reader, GULL)
    wait_for_deliveries(reader, stub, 2)
    reader.until("ReadAlong.state.phase === 'idle'")
    reader.launcher.wait_for()
    assert reader.page.locator("readalong-launcher").count() == 1
    assert reader.page.locator("readalong-player").count() == 0
    assert titles(stub) == ["The crab", "The gull"]
    assert stub.delivered[1]["url"].endswith("/stories/gull")
    reader.listen()
    reader.wait_for_light("The gull")
    reader.page.go_back()
    render(reader, CRAB)
    reader.until("ReadAlong.state.phase === 'idle' && ReadAlong.state.duration_ms > 0")
    reader.listen()
    reader.wait_for_light("The crab")
    assert len(stub.delivered) == 2


def test_a_route_without_an_article_takes_the_launcher_away(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(page_with(stub.origin)))
    reader.listen()
    reader.page.evaluate("history.pushState({}, '', '/about')")
    render(reader, "<p>Who we are.</p>")
    reader.until(f"!{FIRST_LAUNCHER} && !document.querySelector('readalong-player')")
    assert reader.page.evaluate("sounding.paused")
    reader.page.evaluate("history.pushState({}, '', '/stories/gull')")
    render(reader, GULL)
    reader.launcher.wait_for()
    assert titles(stub) == ["The crab", "The gull"]


def test_text_that_comes_late_is_delivered_once_it_is_whole(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    late = """addEventListener('load', () => {
      const story = document.querySelector('.story');
      const pieces = ['<h1>The gull</h1>', '<p>A gull flew over the bay.</p>', '<p>The fish was faster.</p>'];
      pieces.forEach((piece, index) => setTimeout(() => story.insertAdjacentHTML('beforeend', piece), 900 + 250 * index));
    });"""
    reader = opened(publisher.serve(page_with(stub.origin, '<div class="skeleton"></div>', late)))
    reader.launcher.wait_for()
    assert [block["text"] for block in stub.delivered[0]["blocks"]][-1] == "The fish was faster."
    assert len(stub.delivered) == 1


def test_rendering_anew_loses_neither_light_nor_sound_nor_launcher(
    stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    reader = opened(publisher.serve(page_with(stub.origin)))
    reader.listen()
    for _ in range(3):
        seek_to(reader, stub, "The tide came in.")
        reader.wait_for_light("The tide came in.")
        render(reader, CRAB)
        reader.wait_for_light("The tide came in.")
        assert reader.lit("word") != ""
    assert reader.state["phase"] == "playing"
    assert reader.page.evaluate(f"{FIRST_LAUNCHER}.previousElementSibling.localName") == "h1"
    assert reader.launcher.inner_text().strip() == "Pause"
    assert len(stub.delivered) == 1


def test_only_the_sentences_that_still_stand_are_lit(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(page_with(stub.origin)))
    reader.listen()
    # Paused, so that what is lit stays.
    reader.launcher.click()
    reader.until("ReadAlong.state.phase === 'paused'")
    render(reader, CRAB.replace("The tide went out.", "The tide, they say, went out."))
    seek_to(reader, stub, "Nobody asked")
    reader.wait_for_light("Nobody asked why.")
    seek_to(reader, stub, "The tide went out.")
    assert reader.lit("sentence") == reader.lit("word") == ""
    seek_to(reader, stub, "The tide came in.")
    reader.wait_for_light("The tide came in.")
    assert len(stub.delivered) == 1


def test_a_text_that_changed_is_offered_when_the_old_one_has_been_heard(
    stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    reader = opened(publisher.serve(page_with(stub.origin)))
    reader.listen()
    before = reader.state["duration_ms"]
    render(reader, CRAB + "<p>But the moon knew. The moon knew it all along.</p>")
    reader.page.wait_for_timeout(1200)
    assert (reader.state["phase"], len(stub.delivered)) == ("playing", 1)
    reader.page.evaluate("ReadAlong.seek(ReadAlong.state.duration_ms - 200)")
    wait_for_deliveries(reader, stub, 2)
    reader.until(f"ReadAlong.state.phase === 'idle' && ReadAlong.state.duration_ms > {before}")
    assert reader.page.locator("readalong-launcher").count() == 1
    reader.listen()


def test_a_curtain_that_is_lifted_gives_the_whole_text(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(page_with(stub.origin, CRAB + '<p class="rest" hidden>Only subscribers know.</p>')))
    reader.launcher.wait_for()
    reader.page.evaluate("window.launcher = document.querySelector('readalong-launcher')")
    reader.page.evaluate("document.querySelector('.rest').hidden = false")
    wait_for_deliveries(reader, stub, 2)
    assert stub.delivered[1]["blocks"][-1]["text"] == "Only subscribers know."
    # The same launcher: nothing jumps.
    assert reader.page.evaluate("launcher.isConnected")


def test_a_text_that_is_gone_is_heard_no_longer(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(page_with(stub.origin)))
    reader.listen()
    render(reader, "")
    reader.wait_for_light("")
    reader.until("sounding.paused && ReadAlong.state.phase === 'idle'")
    assert reader.page.locator("readalong-player").count() == 0


def test_a_short_absence_of_the_text_ends_nothing(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(page_with(stub.origin)))
    reader.listen()
    # In the page, whose clock is the one that the player goes by.
    reader.page.evaluate(
        f"""html => new Promise(done => {{
      const render = {RENDER};
      render('<div>One moment …</div>');
      setTimeout(() => done(render(html)), 150);
    }})""",
        CRAB,
    )
    seek_to(reader, stub, "The tide came in.")
    reader.wait_for_light("The tide came in.")
    assert reader.state["phase"] in ("playing", "loading")


def test_adverts_that_come_and_go_change_nothing(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(page_with(stub.origin)))
    reader.listen()
    seek_to(reader, stub, "The tide came in.")
    asked = [request for request in stub.asked if "/narrations" in request]
    for _ in range(3):
        reader.page.evaluate(
            "document.querySelectorAll('.story p')[0].insertAdjacentHTML('afterend', '<div class=advert><p>Buy!</p></div>')"
        )
        reader.page.wait_for_timeout(100)
        reader.page.evaluate("document.querySelector('.advert').remove()")
    reader.page.wait_for_timeout(900)
    assert [request for request in stub.asked if "/narrations" in request] == asked
    assert reader.lit("sentence") != ""


def test_a_translated_page_is_not_lit_and_says_so(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(page_with(stub.origin)))
    reader.listen()
    seek_to(reader, stub, "The tide came in.")
    reader.page.evaluate("""() => {
      document.documentElement.className = 'translated-ltr';
      document.documentElement.lang = 'es';
      for (const element of document.querySelectorAll('.story p, .story h1')) {
        element.innerHTML = `<font><font>Texto traducido ${element.textContent.length}.</font></font>`;
      }
    }""")
    reader.until("!document.querySelector('readalong-player').shadowRoot.querySelector('.status').matches(':empty')")
    assert reader.dock.locator(".status").inner_text() == "This page is translated. The voice reads the original."
    assert reader.lit("sentence") == reader.lit("word") == ""
    reader.page.wait_for_timeout(1200)
    assert len(stub.delivered) == 1
    assert reader.state["phase"] == "playing"
    reader.page.evaluate("document.documentElement.className = ''; document.documentElement.lang = 'en'")
    render(reader, CRAB)
    seek_to(reader, stub, "Nobody asked")
    reader.wait_for_light("Nobody asked why.")
    reader.until("document.querySelector('readalong-player').shadowRoot.querySelector('.status').matches(':empty')")


def test_a_page_that_comes_translated_is_not_delivered(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    translated = page_with(stub.origin).replace('<html lang="en">', '<html lang="en" class="translated-ltr">')
    reader = opened(publisher.serve(translated))
    assert "is translated by the browser" in reader.wait_for_warning()
    assert stub.delivered == []
    assert reader.page.locator("readalong-launcher").count() == 0


def test_another_font_and_width_leave_the_light_on_its_words(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(page_with(stub.origin)))
    reader.listen()
    seek_to(reader, stub, "The tide came in.")
    reader.page.set_viewport_size({"width": 360, "height": 640})
    reader.page.evaluate("document.body.style.font = '40px/2 monospace'")
    reader.page.wait_for_timeout(100)
    assert reader.lit("sentence") == "The tide came in."
    assert len(stub.delivered) == 1


NEXT = f'<article class="story">{GULL.replace("The gull", "<a href=/stories/gull>The gull</a>", 1)}</article>'
LAUNCHERS = "document.querySelectorAll('readalong-launcher')"


def test_the_next_article_gets_a_launcher_of_its_own(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(page_with(stub.origin)))
    reader.listen()
    reader.page.evaluate("html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", NEXT)
    reader.until(f"{LAUNCHERS}.length === 2")
    assert titles(stub) == ["The crab", "The gull"]
    assert stub.delivered[1]["url"] == f"{publisher.origin}/stories/gull"
    # The one that is heard stays; the other has a text and a player of its own.
    assert reader.state["phase"] == "playing"
    seek_to(reader, stub, "One crab")
    reader.wait_for_light("One crab sat.")
    reader.page.evaluate("ReadAlong.setRate(1.25)")
    reader.page.evaluate("ReadAlong.pause()")
    reader.until("ReadAlong.state.phase === 'paused'")
    left = reader.state["at_ms"]
    reader.page.locator("readalong-launcher button").nth(1).click()
    reader.until("ReadAlong.state.phase === 'playing'")
    reader.wait_for_light("The gull")
    assert reader.page.locator("readalong-player").count() == 1
    # Who comes back goes on where it was, as fast as it was.
    reader.page.locator("readalong-launcher button").nth(0).click()
    reader.until(f"ReadAlong.state.phase === 'playing' && ReadAlong.state.at_ms >= {left}")
    assert reader.state["at_ms"] < left + 2000
    assert reader.state["rate"] == 1.25
    assert len(stub.delivered) == 2


def test_titles_within_one_text_make_no_articles(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    reader = opened(publisher.serve(page_with(stub.origin, CRAB + "<h1>Later</h1><p>It rained.</p>")))
    reader.launcher.wait_for()
    assert reader.page.evaluate(f"{LAUNCHERS}.length") == 1
    assert [block["text"] for block in stub.delivered[0]["blocks"]][-1] == "It rained."


def our_script_ms(reader: Reader, passing_ms: int) -> float:
    """How long our scripts run, with all that they call, while time passes."""
    session = reader.page.context.new_cdp_session(reader.page)
    session.send("Profiler.enable")
    session.send("Profiler.start")
    reader.page.wait_for_timeout(passing_ms)
    profile = session.send("Profiler.stop")["profile"]
    nodes = {node["id"]: node for node in profile["nodes"]}

    def ids_below(number: int) -> Iterator[int]:
        yield number
        for child in nodes[number].get("children", []):
            yield from ids_below(child)

    ours = {
        each for node in nodes.values() if "/readalong" in node["callFrame"]["url"] for each in ids_below(node["id"])
    }
    deltas = zip(profile["samples"], profile["timeDeltas"], strict=True)
    return float(sum(delta for sample, delta in deltas if sample in ours)) / 1000


# Sixty changes a second, beside the text and in the box that holds it.
RESTLESS = """setInterval(() => {
  document.querySelector('header').textContent = performance.now();
  document.querySelector('main').style.opacity = 1 - Math.random() / 100;
}, 16)"""


@pytest.mark.alone
def test_a_restless_page_costs_next_to_nothing(
    stub: Stub, publisher: Publisher, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player_stub, "WORD_MS", 10)
    monkeypatch.setattr(player_stub, "GAP_MS", 0)
    text = f"<h1>Long</h1>{f'<p>{SENTENCES}</p>' * 110}"
    reader = opened(publisher.serve(page_with(stub.origin, text)))
    reader.launcher.wait_for()
    reader.page.evaluate(RESTLESS)
    reader.page.wait_for_timeout(800)
    assert our_script_ms(reader, 2000) < 20


@pytest.mark.alone
def test_ten_thousand_words_are_found_again_without_a_long_task(
    stub: Stub, publisher: Publisher, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player_stub, "WORD_MS", 10)
    monkeypatch.setattr(player_stub, "GAP_MS", 0)
    text = f"<h1>Long</h1>{f'<p>{SENTENCES}</p>' * 555}"
    reader = opened(publisher.serve(page_with(stub.origin, text)))
    reader.listen()
    reader.launcher.click()
    reader.until("ReadAlong.state.phase === 'paused'")
    reader.page.evaluate("""() => {
      window.tasks = [];
      new PerformanceObserver(list => tasks.push(...list.getEntries().map(entry => entry.duration))).observe({type: 'longtask'});
    }""")
    reader.page.evaluate("document.querySelectorAll('.story p')[3].textContent = 'The sun stood low.'")
    reader.page.wait_for_timeout(1500)
    session = reader.page.context.new_cdp_session(reader.page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    longest = []
    for _ in range(3):
        reader.page.evaluate("""() => {
          tasks.length = 0;
          const paragraph = document.querySelectorAll('.story p')[5];
          paragraph.replaceWith(paragraph.cloneNode(true));
        }""")
        reader.page.wait_for_timeout(2500)
        longest.append(reader.page.evaluate("Math.max(0, ...tasks)"))
    # The machine has other things to do: the calmest of three. Without slices it would be several hundred milliseconds.
    assert min(longest) <= 75, longest


FRAMEWORKS = Path(__file__).parent / "frameworks"
# Whatever changes in the page that is not ours.
OTHERS_CHANGES = """() => {
  window.changes = [];
  const isOurs = node => /^READALONG-/.test(node.nodeName);
  const byOthers = ({target, addedNodes, removedNodes}) => ![target, ...addedNodes, ...removedNodes].some(isOurs);
  new MutationObserver(records => changes.push(...records.filter(byOthers).map(({type, target}) => `${type} ${target.nodeName}`)))
    .observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
}"""


@pytest.fixture(scope="module", params=["react", "vue"])
def framework(request: pytest.FixtureRequest) -> str:
    """A page's script, built with a framework."""
    built = run(["node", FRAMEWORKS / "build.mjs", request.param], capture_output=True, text=True, check=True)
    return built.stdout


def app(service: str, script: str) -> str:
    head = f"<meta charset='utf-8'><title>Periwinkle</title>{STYLE}{tag(service)}"
    return f"<!doctype html><html lang='en'><head>{head}</head><body><div id='app'></div><script>{script}</script></body></html>"


def test_a_framework_that_renders_while_we_play_keeps_light_and_sound(
    framework: str, stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    reader = opened(publisher.serve(app(stub.origin, framework)))
    reader.listen()
    reader.page.evaluate(OTHERS_CHANGES)
    seek_to(reader, stub, "The tide came in.")
    reader.wait_for_light("The tide came in.")
    assert reader.page.evaluate("changes") == []
    for render_anew in ("app.tick()", "app.replace()", "app.tick(), app.replace()"):
        seek_to(reader, stub, "The tide came in.")
        reader.page.evaluate(render_anew)
        reader.wait_for_light("The tide came in.")
        reader.until(f"{FIRST_LAUNCHER}?.previousElementSibling.localName === 'h1'")
    assert reader.state["phase"] == "playing"
    assert len(stub.delivered) == 1


def test_a_framework_that_changes_its_route_changes_the_article(
    framework: str, stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    reader = opened(publisher.serve(app(stub.origin, framework)))
    reader.listen()
    reader.page.evaluate("app.go('/stories/gull')")
    wait_for_deliveries(reader, stub, 2)
    reader.until("ReadAlong.state.phase === 'idle' && ReadAlong.state.duration_ms > 0")
    reader.listen()
    reader.wait_for_light("The gull")
    reader.page.go_back()
    reader.until("ReadAlong.state.phase === 'idle' && ReadAlong.state.duration_ms > 0")
    reader.listen()
    reader.wait_for_light("The crab")
    assert titles(stub) == ["The crab", "The gull"]
    assert reader.page.locator("readalong-launcher").count() == 1


def test_firefox_follows_the_same(firefox: Browser, stub: Stub, publisher: Publisher) -> None:
    context = firefox.new_context(viewport={"width": 900, "height": 700})
    reader = Reader.opening(context, publisher.serve(page_with(stub.origin)))
    reader.listen()
    seek_to(reader, stub, "The tide came in.")
    reader.wait_for_light("The tide came in.")
    render(reader, CRAB.replace("One crab sat.", "One crab stood."))
    reader.wait_for_light("The tide came in.")
    assert reader.state["phase"] == "playing"
    seek_to(reader, stub, "One crab sat.")
    assert reader.lit("sentence") == ""
    reader.page.evaluate("history.pushState({}, '', '/stories/gull')")
    render(reader, GULL)
    wait_for_deliveries(reader, stub, 2)
    reader.until("ReadAlong.state.phase === 'idle' && ReadAlong.state.duration_ms > 0")
    reader.listen()
    reader.wait_for_light("The gull")
    assert reader.errors == []
    context.close()


def test_a_page_that_comes_back_from_the_cache_goes_on(
    playwright: Playwright, stub: Stub, publisher: Publisher
) -> None:
    # The shell has no back-forward cache, and Playwright turns it off in Chromium: this takes a browser of its own.
    browser = playwright.chromium.launch(
        executable_path=program("chromium", "chromium"),
        args=FLAGS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    reader = Reader.opening(browser.new_context(), publisher.serve(page_with(stub.origin)))
    reader.listen()
    reader.page.evaluate("window.kept = true")
    reader.page.goto(publisher.serve("<!doctype html><p>Elsewhere.</p>", "/elsewhere"))
    # Playwright waits for a load, which such a return has none of.
    reader.page.evaluate("setTimeout(() => history.back())")
    reader.page.wait_for_timeout(500)
    reader.until("window.kept")
    reader.until("ReadAlong.state.phase === 'paused'")
    reader.launcher.click()
    reader.until("ReadAlong.state.phase === 'playing'")
    seek_to(reader, stub, "The tide came in.")
    reader.wait_for_light("The tide came in.")
    assert reader.errors == []
    browser.close()
