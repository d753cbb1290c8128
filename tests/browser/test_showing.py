"""What an owner does in a browser to have a site look and sound as it should: a theme tried on the real player, voices side by side."""

import pytest
from playwright.sync_api import Browser, Page, expect

from readalong_site.demo.seed import EDITOR
from tests.browser.demonstration import Demonstration
from tests.browser.test_people import sign_in

ACCENT = "host => getComputedStyle(host.shadowRoot.querySelector('button')).backgroundColor"  # The launcher, as readers see it.


@pytest.fixture
def owner(page: Page, demonstration: Demonstration) -> Page:
    sign_in(page, demonstration, *EDITOR)
    return page


def test_a_theme_is_tried_on_the_real_player_and_then_saved(owner: Page, demonstration: Demonstration) -> None:
    refused: list[str] = []
    owner.on("console", lambda message: refused.append(message.text) if "Security Policy" in message.text else None)
    owner.goto(f"{demonstration.service}/sites/periwinkle/theme")
    stage = owner.frame_locator("iframe")
    expect(stage.locator("readalong-launcher")).to_be_attached()
    expect(stage.locator("readalong-player")).to_be_attached()
    owner.get_by_role("button", name="Sea").click()
    expect(owner.get_by_text("The accent on the player by day: easy to see")).to_be_visible()
    launcher = stage.locator("readalong-launcher")
    expect(launcher).to_be_attached()
    owner.wait_for_function(
        "() => { const host = document.querySelector('iframe').contentDocument.querySelector('readalong-launcher');"
        f" return host?.shadowRoot && ({ACCENT})(host) === 'rgb(11, 92, 173)' }}"
    )
    owner.get_by_role("button", name="By night").click()
    owner.wait_for_function(
        "() => { const host = document.querySelector('iframe').contentDocument.querySelector('readalong-launcher');"
        f" return host?.shadowRoot && ({ACCENT})(host) === 'rgb(127, 184, 255)' }}"
    )
    owner.locator("#id_accent").fill("#ffe9a8")
    expect(owner.get_by_text("too faint to be seen by everybody")).to_be_visible()
    owner.get_by_role("button", name="Readalong", exact=True).click()
    owner.get_by_label("A bar as wide as the text").check()
    owner.get_by_role("button", name="Save the theme").click()
    expect(owner.get_by_role("status")).to_contain_text("The theme is saved")
    theme = owner.request.get(f"{demonstration.service}/v1/sites/periwinkle").json()["theme"]
    assert theme == {"shape": "bar"}
    assert not refused


def test_voices_are_heard_by_keys_and_chosen(owner: Page, demonstration: Demonstration) -> None:
    owner.goto(f"{demonstration.service}/sites/periwinkle/voices")
    second = owner.locator(".candidate").nth(1)
    owner.keyboard.press("2")
    expect(second).to_have_class("candidate is-playing")
    owner.keyboard.press("1")
    expect(owner.locator(".candidate").first).to_have_class("candidate candidate-now is-playing")
    expect(second).to_have_class("candidate")
    before = owner.locator("[data-sentence]").inner_text()
    owner.keyboard.press("n")
    expect(owner.locator("[data-sentence]")).not_to_have_text(before)
    owner.get_by_label("A sentence of your own").fill("2 n")
    expect(owner.locator(".is-playing, .is-waiting")).to_have_count(0)
    name = second.locator("strong").inner_text()
    second.get_by_role("button", name="Let").click()
    expect(owner.get_by_role("status")).to_contain_text(f"{name} reads")
    expect(owner.locator(".candidate-now")).to_contain_text(name)


def test_pages_fit_a_phone(chromium: Browser, demonstration: Demonstration) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    sign_in(page, demonstration, *EDITOR)
    for path in ("/sites/periwinkle/theme", "/sites/periwinkle/voices", "/sites/periwinkle/tag"):
        page.goto(demonstration.service + path)
        page.wait_for_load_state("networkidle")
        wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{path} is {wide} px too wide"
    context.close()
