"""What an editor does in a browser: teach the voice a name, hear it before it goes out, publish it, take it back."""

import pytest
from playwright.sync_api import Browser, Page, expect

from readalong_site.demo.seed import EDITOR
from tests.browser.demonstration import Demonstration
from tests.browser.test_people import sign_in

MOST_INTERACTIONS = 6


class Hand:
    """Counts what somebody does: each click, and each field that is typed into."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.interactions = 0

    def click(self, role: str, name: str) -> None:
        self.interactions += 1
        self.page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]

    def fill(self, label: str, text: str) -> None:
        self.interactions += 1
        self.page.get_by_label(label).fill(text)


@pytest.fixture
def editor(page: Page, demonstration: Demonstration) -> Page:
    sign_in(page, demonstration, *EDITOR)
    page.goto(f"{demonstration.service}/dashboard/periwinkle")
    return page


def played(page: Page) -> float:
    """How long the sound is that was last asked for, in seconds, once it can be played."""
    length: float = page.evaluate(
        """async () => {
            const url = performance.getEntriesByType('resource').map((e) => e.name).filter((n) => n.includes('/lexicon/sounds/')).pop();
            const audio = new Audio(url);
            await new Promise((resolve, reject) => { audio.onloadedmetadata = resolve; audio.onerror = reject; });
            return audio.duration;
        }"""
    )
    return length


def test_a_name_is_taught_heard_and_published_in_six_interactions(editor: Page) -> None:
    hand = Hand(editor)
    hand.click("link", "Lexicon")
    hand.fill("How is it written?", "Quillabree")
    hand.fill("How should it sound?", "kwill a bree")
    expect(editor.locator("[data-impact]")).to_be_visible(timeout=20_000)
    hand.click("button", "After")
    expect(editor.locator("[data-heard]")).to_contain_text("en-US", timeout=20_000)
    assert played(editor) > 0.3
    hand.click("button", "Publish")
    expect(editor.get_by_role("heading", name="Published")).to_be_visible()
    expect(editor.get_by_text("Done.").first).to_be_visible(timeout=40_000)
    assert hand.interactions <= MOST_INTERACTIONS
    editor.get_by_role("button", name="Undo").click()
    expect(editor.get_by_role("heading", name="Undone")).to_be_visible()


def test_enter_looks_and_never_publishes(editor: Page, demonstration: Demonstration) -> None:
    editor.goto(f"{demonstration.service}/sites/periwinkle/lexicon/")
    editor.get_by_label("How is it written?").fill("Periwinkle Bay")
    editor.get_by_label("How should it sound?").fill("perry winkle bay")
    editor.get_by_label("How should it sound?").press("Enter")
    expect(editor.locator("[data-impact]")).to_be_visible(timeout=20_000)
    assert editor.url.endswith("/lexicon/")
    assert not demonstration.rows("SELECT 1 FROM synthesis_lexeme WHERE grapheme = 'Periwinkle Bay'")


def test_the_workbench_fits_a_phone(chromium: Browser, demonstration: Demonstration) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    sign_in(page, demonstration, *EDITOR)
    for path in ("", "rules/new", "drafts", "history", "import"):
        page.goto(f"{demonstration.service}/sites/periwinkle/lexicon/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    context.close()
