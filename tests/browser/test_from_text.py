"""What an editor does in an article's text: choose a word, hear it, have it said otherwise; put a recording in place of a sentence."""

from functools import partial

import pytest
from playwright.sync_api import Browser, Page, expect

from readalong_site.demo.seed import EDITOR
from tests.browser.demonstration import Demonstration
from tests.browser.test_lexicon import MOST_INTERACTIONS, Hand
from tests.browser.test_people import sign_in
from tests.recordings import padded, said, wav
from tests.servers import wait_until

PATH = "/stories/everybody-down"
TITLE = "Everybody Down"
SENTENCE = "No, there is no bathroom."


@pytest.fixture(scope="module")
def heard(chromium: Browser, demonstration: Demonstration) -> int:
    """The number of an article that was listened to more often than the others of today, so that it heads the overview."""
    context = chromium.new_context()
    page = context.new_page()
    for _ in range(4):
        plays = len(demonstration.sessions_of(PATH))
        page.goto(demonstration.magazine + PATH)
        page.get_by_role("button", name="Listen").first.click()
        wait_until(lambda: "ready" in demonstration.states_of(PATH), "the narration", within_s=60)
        wait_until(partial(played_more_than, demonstration, plays), "the playback session", within_s=60)
    context.close()
    demonstration.roll_up()
    query = "SELECT id FROM articles_article WHERE url = ?"
    return int(demonstration.rows(query, demonstration.magazine + PATH)[0][0])


def played_more_than(demonstration: Demonstration, plays: int) -> bool:
    return len(demonstration.sessions_of(PATH)) > plays


@pytest.fixture
def editor(page: Page, demonstration: Demonstration, heard: int) -> Page:
    sign_in(page, demonstration, *EDITOR)
    page.goto(f"{demonstration.service}/dashboard/periwinkle")
    return page


def press_word(hand: Hand, word: str) -> None:
    """Press on a word of the text, which is no element of its own."""
    hand.interactions += 1
    hand.page.locator("[data-text-body]").wait_for()
    at = hand.page.evaluate(
        """(word) => {
            const walker = document.createTreeWalker(document.querySelector('[data-text-body]'), NodeFilter.SHOW_TEXT);
            while (!walker.nextNode().textContent.includes(word)) ;
            walker.currentNode.parentElement.scrollIntoView({ block: 'center' });
            const range = document.createRange(), from = walker.currentNode.textContent.indexOf(word);
            range.setStart(walker.currentNode, from);
            range.setEnd(walker.currentNode, from + word.length);
            const box = range.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];
        }""",
        word,
    )
    hand.page.mouse.click(*at)


def test_a_word_is_corrected_in_its_sentence_in_six_interactions(editor: Page) -> None:
    hand = Hand(editor)
    hand.click("link", TITLE)
    hand.click("link", "How it is said")
    press_word(hand, "Farrow")
    expect(editor.get_by_label("How is it written?")).to_have_value("Farrow", timeout=20_000)
    hand.fill("How should it sound?", "Farroe")
    hand.interactions += 1
    editor.get_by_label("Where does it hold?").select_option("In this sentence only")
    expect(editor.locator("[data-impact]")).to_contain_text("1", timeout=30_000)
    hand.click("button", "Publish")
    expect(editor.get_by_role("heading", name="Published")).to_be_visible(timeout=30_000)
    assert hand.interactions <= MOST_INTERACTIONS
    expect(editor.get_by_text("Done.").first).to_be_visible(timeout=60_000)
    editor.get_by_role("button", name="Undo").click()
    expect(editor.get_by_role("heading", name="Undone")).to_be_visible(timeout=30_000)


def test_a_recording_takes_the_place_of_one_sentence(editor: Page, demonstration: Demonstration, heard: int) -> None:
    editor.goto(f"{demonstration.service}/sites/periwinkle/lexicon/articles/{heard}")
    # With the keyboard alone: the sentence, and not a word of it, is chosen.
    editor.get_by_role("link", name=SENTENCE).press("Enter")
    file = {"name": "captain.wav", "mimeType": "audio/wav", "buffer": wav(padded(said(SENTENCE)[0]))}
    editor.get_by_label("Or a recording").set_input_files([file])  # type: ignore[list-item]
    expect(editor.get_by_text("captain.wav")).to_be_visible(timeout=60_000)
    words = editor.locator("[data-take] [data-at]")
    expect(words).to_have_text(["No", "there", "is", "no", "bathroom"])
    before = int(words.nth(4).get_attribute("data-at") or 0)
    words.nth(4).click()
    editor.get_by_role("button", name="Later").click()
    expect(words.nth(4)).to_have_attribute("data-at", str(before + 30), timeout=30_000)
    editor.get_by_role("button", name="Play", exact=True).click()
    expect(editor.locator("[data-take] .lit")).to_be_visible(timeout=30_000)
    expect(editor.locator("[data-impact]")).to_contain_text("1", timeout=30_000)
    editor.get_by_role("button", name="Publish").click()
    expect(editor.get_by_text("Done.").first).to_be_visible(timeout=60_000)
    editor.goto(f"{demonstration.service}/sites/periwinkle/lexicon/articles/{heard}")
    expect(editor.locator("a.overridden")).to_have_text([SENTENCE])
    took = demonstration.rows("SELECT 1 FROM synthesis_narration WHERE pages = ? AND state = 'ready'", PATH)
    assert len(took) == 1


def test_the_text_fits_a_phone(chromium: Browser, demonstration: Demonstration, heard: int) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    sign_in(page, demonstration, *EDITOR)
    page.goto(f"{demonstration.service}/sites/periwinkle/lexicon/articles/{heard}")
    for what in ("", "?block=1&at=0", "?block=1&at=0&whole=yes"):
        page.goto(f"{demonstration.service}/sites/periwinkle/lexicon/articles/{heard}{what}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, what
    # The sheet leaves its sentence in sight.
    page.goto(f"{demonstration.service}/sites/periwinkle/lexicon/articles/{heard}")
    chosen = page.get_by_role("link", name=SENTENCE)
    chosen.press("Enter")
    expect(page.locator("[data-chosen]")).to_be_visible(timeout=20_000)
    sheet = page.locator("[data-choice]").bounding_box()
    link = chosen.bounding_box()
    assert sheet
    assert link
    assert link["y"] + link["height"] <= sheet["y"]
    context.close()
