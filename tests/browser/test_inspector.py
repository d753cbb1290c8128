"""The inspector on the live page: it shows what is read, lets staff change the layout, and opens for nobody else."""

import json
from collections.abc import Iterator
from contextlib import closing
from functools import partial

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from player.articles.extraction import Rules
from player.articles.extraction.reports import report
from readalong_site.demo.seed import EDITOR
from tests.browser.demonstration import Demonstration
from tests.browser.player_reader import Opened, Reader
from tests.browser.player_stub import (
    Publisher,
    PublisherHandler,
    ServiceHandler,
    Stub,
    config,
    layout,
    serving,
    story,
    tag,
)
from tests.browser.test_people import sign_in
from tests.unconfigured import article

pytest_plugins = ("tests.browser.player_fixtures",)
TICKET = "good-ticket"
MANY = f"<p>{'It counted its shells. ' * 12}</p>"
STRICT = "default-src 'none'; script-src {0}; connect-src {0}; media-src {0}"


class Door(ServiceHandler):
    """The stub, with the inspector's door: one good ticket, and layouts that are kept as they come."""

    def do_POST(self) -> None:
        path = self.path.rpartition("/")[2]
        if path not in ("inspections", "layouts"):
            return super().do_POST()
        self._note()
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.stub.saved.append(body)
        own = self.headers.get("Origin") == self.stub.allowed_origin
        if not own or body.get("ticket", TICKET) != TICKET:
            return self._json(403, {"type": "urn:readalong:not-let-in", "detail": "The link has run out."})
        named = [{**each, "name": "Stories"} for each in self.stub.config["layouts"]]
        if path == "inspections":
            return self._json(200, {"capability": "c", "may_change": True, "may_add": True, "layouts": named})
        if body["layout"]["deny"] == [".refused"]:
            return self._json(400, {"type": "urn:readalong:bad-request", "detail": "Leave out: no."})
        return self._json(200, {"layout": {**layout(), "name": "Stories", **body["layout"]}})


@pytest.fixture
def stub() -> Iterator[Stub]:
    stub = Stub(config=config(layout(allow=[".story"])))
    stub.saved = []  # type: ignore[attr-defined]
    with serving(partial(Door, stub)) as stub.origin:
        yield stub


def inspected(opened: Opened, url: str, ticket: str = TICKET, **options: object) -> tuple[Reader, Locator]:
    reader = opened(f"{url}#readalong-inspect={ticket}", **options)
    panel = reader.page.locator("readalong-inspector .panel")
    panel.locator(".figures, .refused").first.wait_for()
    return reader, panel


def choose(page: Page, selector: str) -> None:
    box = page.locator(selector).first.bounding_box()
    assert box
    page.mouse.click(box["x"] + 4, box["y"] + box["height"] / 2)


def words(panel: Locator) -> int:
    return int(panel.locator(".figures b").inner_text().replace(",", ""))


def test_it_shows_what_is_read_and_why_and_touches_nothing(opened: Opened, stub: Stub, publisher: Publisher) -> None:
    url = publisher.serve(story(stub.origin))
    bare = opened(url).page.evaluate(
        "document.querySelector('main').outerHTML.replace(/<readalong-launcher.*?<\\/readalong-launcher>/, '')"
    )
    reader, panel = inspected(opened, url)
    served = report(story(stub.origin), url, Rules((".story",), (".advert",), "h1"))

    assert words(panel) == served.words
    assert "#" not in reader.page.url
    assert reader.page.locator("readalong-inspector .frame.read").count() == len(served.reading.blocks)
    choose(reader.page, ".advert")
    expect(panel.get_by_text("Left out: deny .advert.")).to_be_visible()
    choose(reader.page, "header.top")
    expect(panel.get_by_text("Left out: nothing selects it.")).to_be_visible()
    assert (
        reader.page.evaluate(
            "document.querySelector('main').outerHTML.replace(/<readalong-launcher.*?<\\/readalong-launcher>/, '')"
        )
        == bare
    )


def test_a_part_is_left_out_and_saved_and_taken_back(opened: Opened, stub: Stub, publisher: Publisher) -> None:
    reader, panel = inspected(opened, publisher.serve(story(stub.origin)))
    before = words(panel)
    choose(reader.page, "p.lead")
    expect(panel.get_by_label("Selector")).to_have_value(".lead")
    panel.get_by_role("button", name="Leave out", exact=True).click()
    expect(panel.locator(".change")).to_have_text("−17")
    assert words(panel) == before - 17
    panel.get_by_role("button", name="Save").click()
    expect(panel.get_by_text("Readers’ pages have it within a minute.")).to_be_visible()
    sent = stub.saved[-1]  # type: ignore[attr-defined]
    assert sent["layout"] == {"allow": [".story"], "deny": [".advert", ".lead"], "title": "h1"}
    assert sent["before"] == {"allow": [".story"], "deny": [".advert"], "title": "h1"}
    panel.get_by_role("button", name="Undo the last save").click()
    expect(panel.get_by_text("Taken back.")).to_be_visible()
    assert stub.saved[-1]["layout"]["deny"] == [".advert"]  # type: ignore[attr-defined]
    assert words(panel) == before


def test_a_part_that_was_not_read_is_read_and_another_is_the_title(
    opened: Opened, stub: Stub, publisher: Publisher
) -> None:
    reader, panel = inspected(opened, publisher.serve(story(stub.origin)))
    before = words(panel)
    choose(reader.page, ".advert")
    expect(panel.get_by_label("Selector")).to_have_value(".advert")
    panel.get_by_role("button", name="Read", exact=True).click()
    expect(panel.locator(".change")).to_contain_text("+")
    assert words(panel) > before
    choose(reader.page, "p.lead")
    panel.get_by_role("button", name="Title", exact=True).click()
    panel.get_by_role("button", name="Save").click()
    expect(panel.get_by_text("Readers’ pages have it within a minute.")).to_be_visible()
    saved = {"allow": [".story", ".advert"], "deny": [], "title": ".lead"}
    assert stub.saved[-1]["layout"] == saved  # type: ignore[attr-defined]


def test_what_the_service_refuses_is_said_and_stays_to_be_corrected(
    opened: Opened, stub: Stub, publisher: Publisher
) -> None:
    stub.config["layouts"][0]["deny"] = []
    reader, panel = inspected(opened, publisher.serve(story(stub.origin).replace('class="lead"', 'class="refused"')))
    choose(reader.page, "p.refused")
    panel.get_by_role("button", name="Leave out", exact=True).click()
    panel.get_by_role("button", name="Save").click()
    expect(panel.get_by_text("Leave out: no.")).to_be_visible()
    expect(panel.get_by_role("button", name="Save")).to_be_enabled()


def test_a_page_without_a_layout_gets_one(opened: Opened, stub: Stub, publisher: Publisher) -> None:
    stub.config = {**config(), "layouts": [], "unconfigured": True}
    reader, panel = inspected(opened, publisher.serve(story(stub.origin, paragraphs=20)))
    expect(panel.get_by_text("No layout: the article is found by itself.")).to_be_visible()
    choose(reader.page, "p.lead")
    panel.get_by_role("button", name="Leave out", exact=True).click()
    expect(panel.get_by_text("A new layout")).to_be_visible()
    panel.get_by_role("button", name="Save").click()
    expect(panel.get_by_text("Readers’ pages have it within a minute.")).to_be_visible()
    sent = stub.saved[-1]  # type: ignore[attr-defined]
    assert (sent["id"], sent["url_pattern"], sent["name"]) == (None, "/stories/*", "stories")
    assert sent["layout"]["allow"] == [".story"]


def test_a_layout_made_of_a_found_article_leaves_out_what_was_left_out(
    opened: Opened, stub: Stub, publisher: Publisher
) -> None:
    stub.config = {**config(), "layouts": [], "unconfigured": True}
    html = article("wordpress-blocks").html.replace("</head>", f"{tag(stub.origin)}</head>")
    reader, panel = inspected(opened, publisher.serve(html))
    before = words(panel)
    choose(reader.page, ".entry-content h2")
    panel.get_by_role("button", name="Leave out", exact=True).click()
    expect(panel.get_by_text("A new layout")).to_be_visible()
    assert before - 10 < words(panel) < before


def test_it_works_under_a_strict_policy(opened: Opened, stub: Stub, publisher: Publisher) -> None:
    policy = STRICT.format(stub.origin)
    url = publisher.serve(story(stub.origin, style=""), Content_Security_Policy=policy)
    reader, panel = inspected(opened, url)
    box = reader.page.locator("readalong-inspector .frame.read").nth(3).bounding_box()
    assert box
    assert box["y"] > 0
    assert words(panel) > 50
    assert panel.evaluate("panel => getComputedStyle(panel).position") == "fixed"


@pytest.mark.parametrize("ticket", ["", "forged", "%00", "a" * 5000])
def test_without_a_good_ticket_nothing_is_shown_and_nothing_can_be_saved(
    ticket: str, opened: Opened, stub: Stub, publisher: Publisher
) -> None:
    url = publisher.serve(story(stub.origin))
    if not ticket:
        reader = opened(f"{url}#readalong-inspect=")
        reader.launcher.wait_for()
        assert not any("inspector" in each for each in stub.asked)
        return
    reader, panel = inspected(opened, url, ticket)
    expect(panel.get_by_role("alert")).to_have_text("The link has run out.")
    assert reader.page.locator("readalong-inspector .frame").count() == 0
    assert panel.get_by_role("button", name="Save").count() == 0


def test_readers_fetch_none_of_it(opened: Opened, stub: Stub, publisher: Publisher) -> None:
    opened(publisher.serve(story(stub.origin))).launcher.wait_for()
    assert not any("inspector" in each for each in stub.asked)


def test_a_page_of_another_origin_is_not_let_in(chromium: Browser, stub: Stub, publisher: Publisher) -> None:
    foreign = Publisher()
    context = chromium.new_context()
    with serving(partial(PublisherHandler, foreign)) as foreign.origin, closing(context):
        page = context.new_page()
        page.goto(f"{foreign.serve(story(stub.origin))}#readalong-inspect={TICKET}")
        expect(page.locator("readalong-inspector").get_by_role("alert")).to_be_visible()
        expect(page.locator("readalong-inspector .frame")).to_have_count(0)
    assert stub.saved == []  # type: ignore[attr-defined]


def test_on_a_phone_it_lies_below_and_can_be_folded(opened: Opened, stub: Stub, publisher: Publisher) -> None:
    url = publisher.serve(story(stub.origin))
    reader, panel = inspected(opened, url, viewport={"width": 360, "height": 740}, has_touch=True)
    box = panel.bounding_box()
    assert box
    assert (box["x"], box["width"]) == (0, 360)
    assert box["y"] > 250
    assert reader.page.evaluate("document.documentElement.scrollWidth") == 360
    panel.get_by_role("button", name="Fold or unfold").click()
    assert (panel.bounding_box() or {})["height"] < 80
    reader.page.locator("p.lead").tap()
    panel.get_by_role("button", name="Fold or unfold").click()
    expect(panel.get_by_label("Selector")).to_have_value(".lead")


def test_links_of_the_page_are_not_followed_while_choosing_and_are_again_afterwards(
    opened: Opened, stub: Stub, publisher: Publisher
) -> None:
    page = story(stub.origin).replace("<nav>Home Stories</nav>", '<a id="away" href="/elsewhere">Away</a>')
    publisher.serve("<p>Elsewhere</p>", "/elsewhere")
    reader, panel = inspected(opened, publisher.serve(page))
    choose(reader.page, "#away")
    assert reader.page.url.endswith("/stories/crab")
    panel.get_by_label("Choose").uncheck()
    choose(reader.page, "#away")
    reader.page.wait_for_url("**/elsewhere")


def test_it_leaves_with_a_press(opened: Opened, stub: Stub, publisher: Publisher) -> None:
    reader, panel = inspected(opened, publisher.serve(story(stub.origin)))
    panel.get_by_role("button", name="Close the inspector").click()
    expect(reader.page.locator("readalong-inspector")).to_have_count(0)


@pytest.mark.parametrize(
    ("allow", "title", "body", "fewest"),
    [
        ("body", "", "<nav><ul><li>Home</li></ul></nav><div><h1>Crab</h1><p>It counted.</p></div>", 4),
        ("main", "h1", f"<main><h1>Crab</h1>{MANY}<h1>Gull</h1>{'<p><a href=/x>The gull</a></p>' * 3}</main>", 3),
        (".none", "h1", "<main><h1>Crab</h1></main>", 1),
    ],
)  # fmt: skip
def test_page_and_service_have_the_same_concerns(
    allow: str, title: str, body: str, fewest: int, opened: Opened, stub: Stub, publisher: Publisher
) -> None:
    stub.config["layouts"] = [layout(allow=[allow], deny=[], title=title)]
    html = f"<!doctype html><html><head>{tag(stub.origin)}</head><body>{body}</body></html>"
    url = publisher.serve(html)
    _, panel = inspected(opened, url)
    found = report(html, url, Rules((allow,), (), title))
    ours = [each.says for each in found.concerns if not each.difference]
    theirs = panel.locator(".concerns li").all_inner_texts()
    assert len(ours) >= fewest
    assert theirs == ours


def test_from_the_admin_to_the_live_page_and_back_to_a_saved_layout(page: Page, demonstration: Demonstration) -> None:
    sign_in(page, demonstration, *EDITOR)
    address = f"{demonstration.magazine}/stories/a-pet-that-lives-in-a-jar"
    page.goto(f"{demonstration.service}/sites/periwinkle/reading?address={address}")
    expect(page.get_by_role("link", name="Inspect the live page")).to_be_visible()
    read = int(page.locator(".verdict-figures strong").inner_text())
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Inspect the live page").click()
    live = popup.value
    panel = live.locator("readalong-inspector .panel")
    panel.locator(".figures").wait_for()
    assert words(panel) == read
    choose(live, "article h2, article p")
    panel.get_by_label("Selector").fill("article > :nth-child(3)")
    panel.get_by_role("button", name="Leave out", exact=True).click()
    panel.locator(".change").wait_for()
    panel.get_by_role("button", name="Save").click()
    expect(panel.get_by_text("Readers’ pages have it within a minute.")).to_be_visible()
    assert demonstration.rows("SELECT count(*) FROM sites_layout WHERE deny LIKE '%:nth-child(3)'") == [(1,)]
    panel.get_by_role("button", name="Undo the last save").click()
    expect(panel.get_by_text("Taken back.")).to_be_visible()
    assert demonstration.rows("SELECT count(*) FROM sites_layout WHERE deny LIKE '%:nth-child(3)'") == [(0,)]
