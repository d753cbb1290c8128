"""What people who look after a site do in a browser: sign in, copy the tag and see it work, invite somebody."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from readalong_site.demo.seed import ADMIN, EDITOR
from tests.browser.demonstration import Demonstration
from tests.servers import wait_until

ARTICLE = "/stories/a-pet-that-lives-in-a-jar"
PAGES = (
    *("/dashboard/periwinkle", "/sites/periwinkle/tag", "/sites/periwinkle/people", "/account", "/account/password"),
    *("/account/second-factor", "/admin/", "/admin/sites/site/", "/admin/sites/layout/", "/admin/sites/layout/add/"),
    *("/admin/synthesis/lexeme/add/", "/admin/synthesis/lexeme/", "/admin/sites/auditentry/", "/admin/auth/user/"),
)


@pytest.fixture
def owner(page: Page, demonstration: Demonstration) -> Page:
    sign_in(page, demonstration, *EDITOR)
    return page


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    yield context
    context.close()


def sign_in(page: Page, demonstration: Demonstration, name: str, password: str) -> None:
    page.goto(f"{demonstration.service}/sign-in")
    page.get_by_label("E-mail or user name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def test_no_page_for_staff_meets_its_own_security_policy(page: Page, demonstration: Demonstration) -> None:
    refused: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            refused.append(f"{page.url}: {message.text}")

    page.on("console", note)
    sign_in(page, demonstration, *ADMIN)
    for path in PAGES:
        page.goto(demonstration.service + path)
        page.wait_for_load_state("networkidle")
    assert not refused


def test_a_script_that_was_smuggled_in_does_not_run(owner: Page, demonstration: Demonstration) -> None:
    owner.goto(f"{demonstration.service}/account")
    owner.evaluate(
        "() => document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))"
    )
    assert owner.evaluate("() => window.ran") is None


def test_pages_fit_a_phone(phone: BrowserContext, demonstration: Demonstration) -> None:
    page = phone.new_page()
    sign_in(page, demonstration, *EDITOR)
    for path in PAGES[:6]:
        page.goto(demonstration.service + path)
        wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{path} is {wide} px too wide"


def test_the_tag_is_copied_and_seen_to_work(owner: Page, context: BrowserContext, demonstration: Demonstration) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=demonstration.service)
    owner.goto(f"{demonstration.service}/sites/periwinkle/tag")
    owner.get_by_role("button", name="Copy").click()
    expect(owner.get_by_role("button", name="Copied")).to_be_visible()
    assert owner.evaluate("() => navigator.clipboard.readText()") == owner.locator("#tag").inner_text()
    reader = context.new_page()
    reader.goto(demonstration.magazine + ARTICLE)
    reader.get_by_role("button", name="Listen").wait_for()
    owner.bring_to_front()
    expect(owner.get_by_text("It works")).to_be_visible(timeout=15_000)
    expect(owner.locator(".seen")).to_contain_text(demonstration.magazine)


def test_somebody_is_invited_and_comes_in(owner: Page, chromium: Browser, demonstration: Demonstration) -> None:
    owner.goto(f"{demonstration.service}/sites/periwinkle/people")
    owner.get_by_label("E-mail").fill("ana@periwinkle.example")
    owner.locator("#id_role").select_option("analyst")
    owner.get_by_role("button", name="Send the invitation").click()
    expect(owner.get_by_text("ana@periwinkle.example", exact=True)).to_be_visible()
    wait_until(lambda: "/invitations/" in demonstration.output, "the letter in the log")
    letters = demonstration.output.replace("=\n", "")
    link = re.findall(r"http://\S+/invitations/\S+", letters)[-1]
    guest = chromium.new_context().new_page()
    guest.goto(link)
    guest.get_by_label("Your name").fill("Ana")
    guest.get_by_label("A password").fill("three odd words")
    guest.get_by_role("button", name="Accept").click()
    guest.wait_for_url("**/dashboard/periwinkle")
    expect(guest.get_by_role("heading", name="Periwinkle")).to_be_visible()
    expect(guest.get_by_role("link", name="Admin")).to_have_count(0)
    owner.reload()
    expect(owner.get_by_label("Role of ana@periwinkle.example")).to_have_value("analyst")
    guest.context.close()
