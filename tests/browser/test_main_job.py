"""The main job, end to end: a reader opens an article of the magazine, presses Listen, hears it, and sees it followed."""

import json
import re
import threading
from bisect import bisect_right
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any

from playwright.sync_api import Page

from readalong_site.demo.seed import EDITOR
from readalong_site.magazine.messy import MESSY_EXPECTED, MESSY_PATH
from readalong_site.magazine.settings import SUBSCRIBER_NAME, SUBSCRIBER_PASSWORD
from tests.browser.demonstration import Demonstration
from tests.browser.marks import leapt_over
from tests.browser.player_reader import layout_shifts
from tests.servers import wait_until

SHORT = "/stories/the-octopus-and-the-jar"
OTHER = "/stories/a-pet-that-lives-in-a-jar"
LONG = "/stories/everybody-down"
LOCKED = "/stories/the-keeper-of-quillabree-light"
SPANISH = "/es/historias/pensar-con-ocho-brazos"

# Our own elements are the only ones that may come; everything else must stay to the letter.
PAGE_WITHOUT_US = """() => {
  const copy = document.documentElement.cloneNode(true);
  for (const element of copy.querySelectorAll('*')) if (element.localName.startsWith('readalong-')) element.remove();
  return copy.innerHTML;
}"""

# What is lit, and when, every 25 ms.
SAMPLE = """() => {
  const lit = (name) => [...CSS.highlights.get(name) ?? []].map((range) => {
    const live = document.createRange();
    live.setStart(range.startContainer, range.startOffset);
    live.setEnd(range.endContainer, range.endOffset);
    return live.toString();
  }).join('');
  window.samples = [];
  window.sampling = setInterval(() => {
    const {at_ms, rate, phase} = ReadAlong.state;
    samples.push({at_ms, rate, phase, word: lit('readalong-word'), sentence: lit('readalong-sentence')});
  }, 25);
}"""

# Whether nothing has scrolled for half a second.
STANDS = "() => { const y = scrollY; return new Promise((told) => setTimeout(() => told(scrollY === y), 500)); }"
# The lit word may lag behind its mark, and the sample behind both: a frame or two, more on a busy machine.
TOLERANCE_MS = 90


def open_article(page: Page, demonstration: Demonstration, path: str) -> None:
    """Open an article that nobody has opened before, and wait for its launcher."""
    page.goto(demonstration.magazine + path)
    wait_until(lambda: demonstration.blocks_of(path), f"the delivery of {path}")
    page.get_by_role("button", name="Listen").or_(page.get_by_role("button", name="Escuchar")).wait_for()


def open_voiced_article(page: Page, demonstration: Demonstration, path: str) -> None:
    """Open an article whose narration is finished."""
    open_article(page, demonstration, path)
    wait_until(lambda: demonstration.states_of(path) == {"ready"}, f"the narration of {path}")
    open_article(page, demonstration, path)


def listen(page: Page) -> None:
    page.get_by_role("button", name="Listen").or_(page.get_by_role("button", name="Escuchar")).first.click()
    page.wait_for_function("ReadAlong.state.phase === 'playing' && ReadAlong.state.at_ms > 0", timeout=30_000)


def manifest_of(page: Page, demonstration: Demonstration, path: str) -> dict[str, Any]:
    rows = demonstration.rows(
        "SELECT fingerprint FROM synthesis_content JOIN articles_article ON content_id = synthesis_content.id WHERE url = ?",
        demonstration.magazine + path,
    )
    address = f"{demonstration.service}/v1/sites/periwinkle/narrations/{rows[0][0]}"
    manifest: dict[str, Any] = page.evaluate("(address) => fetch(address).then((answer) => answer.json())", address)
    return manifest


class Truth:
    """Which word and which sentence the manifest has at a time."""

    def __init__(self, manifest: dict[str, Any], blocks: list[tuple[str, str]]) -> None:
        self.words: list[tuple[int, str, str]] = []
        for sentence in manifest["sentences"]:
            text = blocks[sentence["block"]][1]
            said = text[sentence["start"] : sentence["end"]]
            numbers = iter(sentence["words"])
            for start, end, at_ms in zip(numbers, numbers, numbers, strict=True):
                self.words.append((at_ms, text[start:end], said))
        self._starts = [at_ms for at_ms, _, _ in self.words]

    def around(self, since_ms: int, at_ms: int) -> list[tuple[str, str]]:
        """
        The words, each with its sentence, that may be lit at this time: those whose marks cover it or are near.

        Since the look before: where the whole page stood still, the sound went on without it.
        """
        first = max(0, bisect_right(self._starts, since_ms - TOLERANCE_MS) - 1)
        last = bisect_right(self._starts, at_ms + TOLERANCE_MS)
        return [(word, said) for _, word, said in self.words[first:last]]

    def visible(self, times: list[int]) -> set[str]:
        """The words that nobody could miss: the sound did not leap over them, from one look to the next."""
        ends = [*self._starts[1:], self._starts[-1] + 1000]
        return {
            word
            for (at_ms, word, _), end_ms in zip(self.words, ends, strict=True)
            if not leapt_over(times, at_ms, end_ms)
        }


def check_followed(samples: list[dict[str, Any]], truth: Truth, rate: float, at_least: int) -> None:
    """Every sample at this rate shows the word and the sentence whose mark covers its time."""
    looks = [
        (before["at_ms"], sample)
        for before, sample in pairwise(samples)
        if sample["rate"] == rate and sample["phase"] == "playing" and sample["word"]
    ]
    expected = [truth.around(since_ms, sample["at_ms"]) for since_ms, sample in looks]
    wrong = [
        (sample["at_ms"], sample["word"], [word for word, _ in near])
        for (_, sample), near in zip(looks, expected, strict=True)
        if (sample["word"], sample["sentence"]) not in near
    ]
    # When the machine is busy the audio clock itself may leap ahead of the timer that was set for the next word.
    assert len(wrong) <= len(looks) / 100, wrong
    changes = sum(left["word"] != right["word"] for (_, left), (_, right) in pairwise(looks))
    assert changes >= at_least, f"only {changes} words were lit at {rate}"


def test_a_reader_hears_a_whole_article_and_sees_it_followed(page: Page, demonstration: Demonstration) -> None:
    demonstration.forget_readers_of(SHORT)
    open_article(page, demonstration, SHORT)
    untouched = page.evaluate(PAGE_WITHOUT_US)
    assert page.evaluate("ReadAlong.state.rate") == 0.9
    listen(page)
    page.evaluate(SAMPLE)
    page.wait_for_timeout(8_000)
    page.evaluate("ReadAlong.setRate(0.75)")
    page.wait_for_timeout(8_000)
    page.evaluate("ReadAlong.setRate(1.5)")
    page.wait_for_function("ReadAlong.state.phase === 'ended'", timeout=120_000)
    samples = page.evaluate("clearInterval(sampling), samples")

    times = [sample["at_ms"] for sample in samples if sample["phase"] == "playing"]
    assert times == sorted(times)
    assert demonstration.states_of(SHORT) == {"ready"}
    truth = Truth(manifest_of(page, demonstration, SHORT), demonstration.blocks_of(SHORT))
    for rate, at_least in ((0.9, 10), (0.75, 8), (1.5, 40)):
        check_followed(samples, truth, rate, at_least)
    assert truth.visible(times) - {sample["word"] for sample in samples} == set()
    assert page.evaluate("scrollY") > 200
    assert page.evaluate(PAGE_WITHOUT_US) == untouched

    wait_until(lambda: demonstration.sessions_of(SHORT), "the session")
    wait_until(lambda: heard_share(demonstration, SHORT) >= 0.95, "the session to be completed")
    assert dashboard_row(page, demonstration, SHORT) == {"plays": 1, "half": 1, "completed": 1}


def test_nothing_of_an_article_jumps_when_its_launcher_comes(page: Page, demonstration: Demonstration) -> None:
    open_voiced_article(page, demonstration, SHORT)
    assert layout_shifts(page) == []


def test_seeking_straight_to_the_end_is_a_play_and_not_a_completion(page: Page, demonstration: Demonstration) -> None:
    demonstration.forget_readers_of(OTHER)
    open_voiced_article(page, demonstration, OTHER)
    listen(page)
    page.evaluate("ReadAlong.seek(ReadAlong.state.duration_ms - 1500)")
    page.wait_for_function("ReadAlong.state.phase === 'ended'", timeout=30_000)
    wait_until(lambda: demonstration.sessions_of(OTHER), "the session")
    page.wait_for_timeout(500)
    assert heard_share(demonstration, OTHER) < 0.1
    assert dashboard_row(page, demonstration, OTHER) == {"plays": 1, "half": 0, "completed": 0}


def heard_share(demonstration: Demonstration, path: str) -> float:
    return max(heard / duration for heard, duration in demonstration.sessions_of(path))


def dashboard_row(page: Page, demonstration: Demonstration, path: str) -> dict[str, int]:
    """The article's numbers on the dashboard, seen by the editor."""
    demonstration.roll_up()
    page.goto(f"{demonstration.service}/dashboard/periwinkle/articles?days=today&q={path}")
    if "/sign-in" in page.url:
        page.get_by_label("E-mail or user name").fill(EDITOR[0])
        page.get_by_label("Password").fill(EDITOR[1])
        page.get_by_role("button", name="Sign in").click()
    row = page.locator(".articles tbody tr")
    plays = re.sub(r"\D", "", row.locator("td.plays").inner_text())
    half, completed = row.locator("td.part .of").all_inner_texts()
    return {"plays": int(plays), "half": int(half), "completed": int(completed)}


def test_of_the_messy_page_exactly_title_and_body_are_spoken_in_order(page: Page, demonstration: Demonstration) -> None:
    open_voiced_article(page, demonstration, MESSY_PATH)
    assert demonstration.blocks_of(MESSY_PATH) == list(MESSY_EXPECTED)
    listen(page)
    manifest = manifest_of(page, demonstration, MESSY_PATH)
    assert [sentence["block"] for sentence in manifest["sentences"]] == sorted(
        sentence["block"] for sentence in manifest["sentences"]
    )
    assert {sentence["block"] for sentence in manifest["sentences"]} == set(range(len(MESSY_EXPECTED)))


def test_a_subscribers_article_is_voiced_from_the_subscribers_page_without_the_subscribers_cookie(
    page: Page, demonstration: Demonstration
) -> None:
    sent: list[dict[str, str]] = []
    page.on(
        "request",
        lambda request: sent.append(request.all_headers()) if request.url.startswith(demonstration.service) else None,
    )
    open_article(page, demonstration, LOCKED)
    teaser = demonstration.blocks_of(LOCKED)
    page.goto(f"{demonstration.magazine}/login")
    page.locator("input[name=username]").fill(SUBSCRIBER_NAME)
    page.locator("input[name=password]").fill(SUBSCRIBER_PASSWORD)
    page.locator("main form button").click()
    page.wait_for_url(lambda url: "/login" not in url)
    assert any("periwinkle_session" in cookie["name"] for cookie in page.context.cookies())

    page.goto(demonstration.magazine + LOCKED)
    wait_until(lambda: len(demonstration.blocks_of(LOCKED)) > len(teaser), "the whole article")
    listen(page)
    assert len(demonstration.blocks_of(LOCKED)) > 10
    assert len(sent) > 5
    assert [headers for headers in sent if "cookie" in headers] == []


def test_a_spanish_article_is_read_by_a_spanish_voice(page: Page, demonstration: Demonstration) -> None:
    open_voiced_article(page, demonstration, SPANISH)
    listen(page)
    manifest = manifest_of(page, demonstration, SPANISH)
    assert manifest["language"].startswith("es")
    assert manifest["voice"]["name"].startswith("es-419")


def test_the_page_scrolls_with_the_voice_and_yields_to_the_reader(page: Page, demonstration: Demonstration) -> None:
    open_voiced_article(page, demonstration, LONG)
    listen(page)
    middle = page.evaluate("ReadAlong.state.duration_ms / 2")
    page.evaluate("(ms) => ReadAlong.seek(ms)", middle)
    page.wait_for_function("scrollY > 1500", timeout=15_000)
    page.wait_for_function(STANDS)
    page.mouse.move(640, 300)
    page.mouse.wheel(0, -900)
    page.wait_for_function("ReadAlong.state.following === false")
    page.wait_for_function(STANDS)
    left = page.evaluate("scrollY")
    page.wait_for_timeout(3_000)
    assert page.evaluate("scrollY") == left
    page.get_by_role("button", name="Back to the voice").click()
    page.wait_for_function("(left) => Math.abs(scrollY - left) > 300", arg=left)


class Stranger(ThreadingHTTPServer):
    """A website that the service does not know: each of its pages carries the tag and one paragraph."""

    def __init__(self, service: str, key: str) -> None:
        html = f'''<!doctype html><html lang="en"><head><title>A page</title>
            <script async src="{service}/v1/readalong.js" data-site="{key}"></script></head>
            <body><article class="story"><h1>A page</h1><div class="story-body"><p>With one paragraph.</p></div></article></body></html>'''

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(html.encode())

            def log_message(self, *args: object) -> None:
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        self.origin = f"http://localhost:{self.server_port}"


def warnings_on(page: Page, service: str, key: str) -> list[str]:
    """What the tag says in the console of a stranger's page, once it had time to speak; the page must stay as it was."""
    warnings: list[str] = []
    page.on("console", lambda message: warnings.append(message.text) if message.type == "warning" else None)
    with Stranger(service, key) as stranger:
        threading.Thread(target=stranger.serve_forever, args=(0.02,), daemon=True).start()
        page.goto(f"{stranger.origin}/stories/x")
        before = page.evaluate("document.body.innerHTML")
        wait_until(lambda: page.wait_for_timeout(100) or warnings, "a warning")
        page.wait_for_timeout(500)
        assert page.evaluate("document.body.innerHTML") == before
        stranger.shutdown()
        return [warning.replace(stranger.origin, "ORIGIN") for warning in warnings]


def test_a_page_of_a_foreign_origin_stays_as_it_was_and_says_why_once(page: Page, demonstration: Demonstration) -> None:
    (warning,) = warnings_on(page, demonstration.service, "periwinkle")
    assert "ORIGIN is not on the list of site “periwinkle”" in warning


def test_a_wrong_key_leaves_the_page_as_it_was_and_says_so_once(page: Page, demonstration: Demonstration) -> None:
    (warning,) = warnings_on(page, demonstration.service, "nobody")
    assert "“nobody”" in warning


def test_a_blocked_service_leaves_the_page_as_it_was_and_says_so_once(page: Page, demonstration: Demonstration) -> None:
    page.route(f"{demonstration.service}/v1/sites/**", lambda route: route.abort())
    (warning,) = warnings_on(page, demonstration.service, "periwinkle")
    assert demonstration.service in warning


def test_a_page_without_an_article_stays_as_it_was(page: Page, demonstration: Demonstration) -> None:
    warnings: list[str] = []
    page.on("console", lambda message: warnings.append(message.text) if message.type in ("warning", "error") else None)
    with page.expect_console_message(lambda message: "Readalong" in message.text):
        page.goto(f"{demonstration.magazine}/login")
    page.wait_for_timeout(500)
    assert [warning for warning in warnings if "Readalong" not in warning] == []
    assert len(warnings) == 1
    assert (
        page.evaluate("[...document.querySelectorAll('*')].filter((e) => e.localName.startsWith('readalong-')).length")
        == 0
    )


def test_an_edited_rule_is_heard_at_the_next_play(page: Page, demonstration: Demonstration) -> None:
    open_voiced_article(page, demonstration, OTHER)
    before = manifest_of(page, demonstration, OTHER)["audio"]["url"]
    page.goto(f"{demonstration.service}/admin/synthesis/lexeme/add/")
    if "/sign-in" in page.url:
        page.get_by_label("E-mail or user name").fill(EDITOR[0])
        page.get_by_label("Password").fill(EDITOR[1])
        page.get_by_role("button", name="Sign in").click()
    page.locator("#id_lexicon").select_option(index=1)
    page.locator("#id_grapheme").fill("sourdough")
    page.locator("#id_value").fill("sour doe")
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(demonstration.magazine + OTHER)
    listen(page)
    wait_until(lambda: demonstration.states_of(OTHER) == {"ready"}, "the narration to be spoken again")
    assert manifest_of(page, demonstration, OTHER)["audio"]["url"] != before
    assert json.dumps(demonstration.blocks_of(OTHER)).count("sourdough") > 0
