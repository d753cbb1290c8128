"""A caption is read that should not be: an editor leaves it out, from the dashboard, on the live page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from readalong_site.demo.seed import EDITOR
from tests.browser.demonstration import Demonstration
from tests.browser.test_lexicon import Hand
from tests.browser.test_people import sign_in
from tests.servers import wait_until

PATH = "/stories/the-night-shift"
TITLE = "The Night Shift"
# The layout reads what stands under pictures as well.
READ_CAPTIONS = """
from player.sites.models import Layout
for layout in Layout.objects.filter(name="Stories"):
    layout.allow, layout.deny = layout.allow + "\\n.story-body figcaption", layout.deny.replace("\\nfigure", "")
    layout.save()
"""
READ_NONE = """
from player.sites.models import Layout
for layout in Layout.objects.filter(name="Stories"):
    layout.allow, layout.deny = layout.allow.replace("\\n.story-body figcaption", ""), layout.deny + "\\nfigure"
    layout.save()
"""


@pytest.fixture
def captions(demonstration: Demonstration) -> Iterator[None]:
    demonstration.run(READ_CAPTIONS)
    yield
    demonstration.run(READ_NONE)


@pytest.mark.usefixtures("captions")
def test_a_caption_is_left_out_in_six_interactions(page: Page, demonstration: Demonstration) -> None:
    page.goto(demonstration.magazine + PATH)
    wait_until(
        lambda: ("caption", "Four sleep, one is ready to go. Drawing: Periwinkle") in demonstration.blocks_of(PATH),
        "the caption",
    )
    wait_until(lambda: demonstration.views_of(PATH), "a reader who sees the launcher")
    demonstration.roll_up()
    sign_in(page, demonstration, *EDITOR)
    page.goto(f"{demonstration.service}/dashboard/periwinkle?days=all")
    hand = Hand(page)
    hand.click("link", "Articles")
    hand.click("link", TITLE)
    hand.click("link", "Change what is read")
    panel = page.locator("readalong-inspector .panel")
    panel.locator(".figures").wait_for()
    caption = page.locator("figcaption").first
    caption.scroll_into_view_if_needed()
    box = caption.bounding_box()
    assert box
    hand.interactions += 1
    page.mouse.click(box["x"] + 6, box["y"] + box["height"] / 2)
    hand.click("button", "Leave out")
    expect(panel.locator(".change")).to_contain_text("−")
    hand.click("button", "Save")
    expect(panel.get_by_text("Readers’ pages have it within a minute.")).to_be_visible(timeout=20_000)
    assert hand.interactions <= 6
    panel.get_by_role("button", name="Undo the last save").click()
    expect(panel.get_by_text("Taken back.")).to_be_visible(timeout=20_000)
