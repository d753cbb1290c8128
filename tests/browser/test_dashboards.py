"""The dashboards in a browser, with the demonstration month on them."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from readalong_site.demo.month import SITE_KEY
from readalong_site.demo.seed import EDITOR
from tests.browser.demonstration import Demonstration
from tests.browser.test_people import sign_in

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PAGES = ("", "/now", "/articles?order=finished", "/levels", "/health", "/exports")
# A copy of a made-up session, of this moment.
SOMEBODY_LISTENS = f"""
from uuid import uuid4
from django.utils import timezone
from player.engagement.models import PlaybackSession
session = PlaybackSession.objects.filter(site__key="{SITE_KEY}").latest("started_at")
session.pk, session.day, session.started_at, session.seen_at = uuid4(), session.site.today(), timezone.now(), timezone.now()
session.save(force_insert=True)
"""


@pytest.fixture
def address(demonstration: Demonstration) -> str:
    return f"{demonstration.service}/dashboard/{SITE_KEY}"


@pytest.fixture
def editor(page: Page, demonstration: Demonstration) -> Page:
    sign_in(page, demonstration, *EDITOR)
    return page


def first_article(page: Page, address: str) -> str:
    page.goto(f"{address}/articles")
    return str(page.locator(".articles .title a").first.get_attribute("href"))


def test_every_page_fits_a_phone_breaks_no_rule_of_axe_and_meets_the_security_policy(
    editor: Page, chromium: Browser, demonstration: Demonstration, address: str
) -> None:
    wrong: list[str] = []

    def note(message: ConsoleMessage) -> None:
        wrong.append(f"{editor.url}: {message.text}")

    editor.on("console", note)
    editor.set_viewport_size({"width": 360, "height": 740})
    article = f"{demonstration.service}{first_article(editor, address)}"
    for path in (*(address + page for page in PAGES), article):
        editor.goto(path)
        wide = editor.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{path} is {wide} px too wide"
        editor.evaluate(AXE.read_text())
        broken = editor.evaluate(
            "async () => (await axe.run()).violations.map(({id, nodes}) => [id, nodes.map(({html}) => html)])"
        )
        assert broken == [], path
    assert not wrong


def test_a_number_tells_what_it_counts_by_keyboard_alone(editor: Page, address: str) -> None:
    editor.goto(address)
    term = editor.get_by_role("button", name="Completed", exact=True)
    term.focus()
    editor.keyboard.press("Enter")
    definition = editor.locator("#term-completed")
    expect(definition).to_be_visible()
    expect(definition).to_contain_text("at least 95 %")
    editor.keyboard.press("Escape")
    expect(definition).to_be_hidden()
    expect(term).to_be_focused()


def test_bars_and_sentences_are_read_with_the_arrow_keys(
    editor: Page, demonstration: Demonstration, address: str
) -> None:
    editor.goto(demonstration.service + first_article(editor, address))
    text = editor.locator(".heard-text")
    text.focus()
    editor.keyboard.press("ArrowRight")
    expect(editor.locator("#text-said")).to_contain_text("Sentence 1: ")
    editor.keyboard.press("ArrowRight")
    expect(editor.locator("#text-said")).to_contain_text("Sentence 2: ")
    expect(editor.locator(".sentence.current")).to_have_attribute("id", "s2")
    editor.locator("[data-readout=days-said]").focus()
    editor.keyboard.press("ArrowRight")
    expect(editor.locator("#days-said")).to_contain_text("completed")
    expect(editor.locator("#text-said")).to_be_empty()


def test_now_changes_without_a_reload_and_rests_while_nobody_looks(
    editor: Page, context: BrowserContext, demonstration: Demonstration, address: str
) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        if "?live" in request.url:
            asked.append(request.url)

    editor.on("request", note)
    editor.clock.install()
    editor.goto(f"{address}/now")
    count = editor.locator(".listening-count strong")
    before = int(count.inner_text())
    demonstration.run(SOMEBODY_LISTENS)
    editor.clock.run_for(10_000)
    expect(count).to_have_text(str(before + 1))
    editor.evaluate("() => Object.defineProperty(document, 'hidden', {get: () => window.away, configurable: true})")
    editor.evaluate("() => { window.away = true; }")
    asked.clear()
    editor.clock.run_for(120_000)
    assert not asked
    with editor.expect_request(lambda request: "?live" in request.url):
        editor.evaluate("() => { window.away = false; document.dispatchEvent(new Event('visibilitychange')); }")
    editor.wait_for_timeout(200)
    assert len(asked) == 1
