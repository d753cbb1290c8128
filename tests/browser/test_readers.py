"""Readers in real browsers who do what is known, and a dashboard that says exactly that."""

import pytest
from playwright.sync_api import BrowserContext, Page

from readalong_site.demo.seed import EDITOR, SITE_KEY
from tests.browser.demonstration import Demonstration
from tests.browser.test_main_job import listen, manifest_of, open_article
from tests.browser.test_people import sign_in
from tests.servers import wait_until

# Nobody else listens to this one.
PATH = "/stories/mail-from-the-edge-of-the-sun"
HOURS_MS = 8 * 3600 * 1000
# A clock that can be put forward, as it goes on while a laptop sleeps.
CLOCK = """() => {
  const now = performance.now.bind(performance);
  window.slept_ms = 0;
  performance.now = () => now() + slept_ms;
}"""


def give_up_after(page: Page, sentence: dict[str, int], following: dict[str, int]) -> int:
    """Pause once the middle of a sentence was heard, and before that of the next is; where it stands."""
    middle, too_late = ((each["start_ms"] + each["end_ms"]) // 2 for each in (sentence, following))
    # In the page, which needs not wait for this program.
    heard = "(ms) => ReadAlong.state.at_ms > ms && (ReadAlong.pause(), true)"
    page.wait_for_function(heard, arg=middle + 50, timeout=30_000, polling=30)
    page.wait_for_function("ReadAlong.state.phase === 'paused'")
    at_ms = int(page.evaluate("ReadAlong.state.at_ms"))
    assert middle < at_ms < too_late
    return at_ms


def sleep(page: Page) -> None:
    """Close the laptop for eight hours: the page is frozen, and the clock has gone on when it is woken."""
    chromium = page.context.new_cdp_session(page)
    chromium.send("Page.setWebLifecycleState", {"state": "frozen"})
    page.wait_for_timeout(500)
    chromium.send("Page.setWebLifecycleState", {"state": "active"})
    page.evaluate("(ms) => { slept_ms = ms; }", HOURS_MS)


def test_two_tabs_and_a_laptop_that_slept_are_counted_sentence_by_sentence(
    page: Page, context: BrowserContext, demonstration: Demonstration
) -> None:
    demonstration.forget_readers_of(PATH)
    # The first only looks.
    open_article(page, demonstration, PATH)
    wait_until(lambda: demonstration.states_of(PATH) == {"ready"}, "the narration")
    wait_until(lambda: demonstration.views_of(PATH), "the view of who only looks")
    page.reload()
    sentences = manifest_of(page, demonstration, PATH)["sentences"]
    tab, laptop = context.new_page(), context.new_page()
    laptop.add_init_script(f"({CLOCK})()")
    for other in (tab, laptop):
        other.goto(demonstration.magazine + PATH)
    # Who gives up first begins last: a slow machine has time.
    for each in (tab, laptop, page):
        listen(each)
    laptop.wait_for_function("(ms) => ReadAlong.state.at_ms > ms", arg=sentences[0]["end_ms"])
    sleep(laptop)
    heard = [
        give_up_after(each, *sentences[number : number + 2]) for each, number in ((page, 1), (laptop, 2), (tab, 3))
    ]
    for each in (page, tab, laptop):
        each.close()
    demonstration.roll_up()
    assert sorted(ms for ms, _ in demonstration.sessions_of(PATH)) == pytest.approx(heard, abs=400)

    staff = context.new_page()
    sign_in(staff, demonstration, *EDITOR)
    [(article,)] = demonstration.rows("SELECT id FROM articles_article WHERE url = ?", demonstration.magazine + PATH)
    staff.goto(f"{demonstration.service}/dashboard/{SITE_KEY}/articles/{article}?days=all")
    figures = staff.get_by_role("region", name="Figures")
    for text in ("Plays\n3\n75 % of 4", "Heard half\n0 %", "Completed\n0 %"):
        assert text in figures.inner_text()
    said = [each.get_attribute("data-says") for each in staff.locator(".sentence").all()]
    listeners = [3, 3, 2, 1] + (len(sentences) - 4) * [0]
    assert said == [
        f"Sentence {number}: {round(100 * count / 3)} % were listening ({count})"
        for number, count in enumerate(listeners, start=1)
    ]
