"""A reader says that a word sounded wrong; an editor hears it, and teaches the voice better."""

import json

from playwright.sync_api import Page, expect

from readalong_site.demo.seed import EDITOR
from tests.browser.demonstration import Demonstration
from tests.browser.test_lexicon import Hand
from tests.browser.test_people import sign_in
from tests.servers import wait_until

PATH = "/stories/the-octopus-and-the-jar"
# A word is lit for too short a time to be found by looking now and then.
COUNT_LIGHTS = """() => {
  window.lights = 0;
  const look = () => (window.lights += document.querySelectorAll('mark.lit').length);
  new MutationObserver(look).observe(document.body, {subtree: true, attributeFilter: ['class']});
}"""


def test_a_word_that_sounded_wrong_is_pressed_heard_and_mended(page: Page, demonstration: Demonstration) -> None:
    page.goto(demonstration.magazine + PATH)
    page.get_by_role("button", name="Listen").click()
    page.wait_for_function("() => ReadAlong.state?.at_ms > 6000", timeout=60_000)
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name="That sounded wrong").click()
    question = page.get_by_role("group", name="Which word sounded wrong?")
    # Nobody is to listen on while choosing.
    page.wait_for_function("() => ReadAlong.state.phase === 'paused'")
    sent: list[str] = []
    page.on("request", lambda request: request.url.endswith("/complaints") and sent.append(request.post_data or ""))
    crab = question.get_by_role("button", name="crab", exact=True)
    for _ in range(8):
        # The voice may have read on by then.
        if not crab.count():
            question.get_by_role("button", name="Previous sentence").click()
    crab.dblclick()
    expect(page.get_by_text("Thank you!")).to_be_visible(timeout=20_000)
    assert [set(json.loads(body)) for body in sent] == [{"fingerprint", "audio", "block", "start", "word"}]
    assert page.context.cookies() == []
    assert page.evaluate("() => localStorage.length + sessionStorage.length") == 0
    wait_until(
        lambda: demonstration.rows("SELECT times FROM articles_complaint") == [(1,)],
        "one complaint, however often pressed",
    )
    mend(page, demonstration)


def mend(page: Page, demonstration: Demonstration) -> None:
    sign_in(page, demonstration, *EDITOR)
    page.goto(f"{demonstration.service}/dashboard/periwinkle")
    hand = Hand(page)
    hand.click("link", "1 sounded wrong")
    expect(page.locator("mark")).to_have_text("crab")
    page.evaluate(COUNT_LIGHTS)
    hand.click("button", "Play as readers heard it")
    # The word that sounded wrong lights when it is said, and the sound ends with the sentence.
    wait_until(lambda: page.evaluate("lights"), "the light on the word", within_s=30)
    expect(page.get_by_role("button", name="Play as readers heard it")).not_to_have_attribute(
        "aria-pressed", "true", timeout=20_000
    )
    hand.click("link", "Make a rule")
    hand.fill("How should it sound?", "krab")
    expect(page.locator("[data-impact]")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("button", name="As it will be")).to_be_visible()
    hand.click("button", "Publish")
    expect(page.get_by_text("What readers said of “crab” is solved.")).to_be_visible(timeout=20_000)
    assert hand.interactions <= 6
    page.goto(f"{demonstration.service}/sites/periwinkle/lexicon/inbox?show=solved")
    expect(page.get_by_text("Solved:")).to_be_visible()
    # As it was, for the other stories that are told of this magazine.
    page.locator(".complaint-state a").first.click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Undone")).to_be_visible()
