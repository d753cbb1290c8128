"""Pages without a layout: the script finds in the page what the service finds in its HTML, and stays silent where that is nothing."""

import pytest

from player.articles.extraction import read_page
from tests.browser.player_reader import Opened
from tests.browser.player_stub import Publisher, Stub, config, tag
from tests.unconfigured import ARTICLES, SILENT, UnconfiguredPage, article

pytest_plugins = ("tests.browser.player_fixtures",)


def serve(page: UnconfiguredPage, stub: Stub, publisher: Publisher, *, unconfigured: bool = True) -> str:
    stub.config = {**config(), "layouts": [], "unconfigured": unconfigured}
    path = "/" if str(page) == "front-page" else f"/stories/{page}"
    return publisher.serve(page.html.replace("</head>", f"{tag(stub.origin)}</head>"), path)


@pytest.mark.parametrize("page", ARTICLES, ids=str)
def test_page_and_service_find_the_same(
    page: UnconfiguredPage, opened: Opened, stub: Stub, publisher: Publisher
) -> None:
    url = serve(page, stub, publisher)
    reader = opened(url)
    reader.launcher.wait_for()
    delivered = stub.delivered[0]
    served = read_page(page.html, url, None)

    assert [(block["kind"], block["text"]) for block in delivered["blocks"]] == page.blocks
    assert delivered["fingerprint"] == served.fingerprint


@pytest.mark.parametrize("page", SILENT, ids=str)
def test_a_page_that_is_no_article_stays_silent(
    page: UnconfiguredPage, opened: Opened, stub: Stub, publisher: Publisher
) -> None:
    reader = opened(serve(page, stub, publisher))
    reader.until("performance.getEntriesByType('resource').some(({name}) => name.includes('reasons-'))")

    assert reader.launcher.count() == 0
    assert stub.delivered == []
    assert "taken for no article" in reader.warnings[0]


def test_a_site_may_have_its_layouts_only(opened: Opened, stub: Stub, publisher: Publisher) -> None:
    reader = opened(serve(ARTICLES[0], stub, publisher, unconfigured=False))
    reader.until("performance.getEntriesByType('resource').some(({name}) => name.includes('reasons-'))")

    assert reader.launcher.count() == 0
    assert not any("unconfigured" in each for each in stub.asked)


def test_a_page_with_a_layout_fetches_none_of_it(opened: Opened, stub: Stub, publisher: Publisher) -> None:
    url = serve(article("plain"), stub, publisher)
    stub.config = {**config(), "unconfigured": True}
    stub.config["layouts"][0] |= {"allow": ["main p"]}
    opened(url).launcher.wait_for()

    assert not any("unconfigured" in each for each in stub.asked)


def test_the_page_is_left_as_it_is(opened: Opened, stub: Stub, publisher: Publisher) -> None:
    page = article("between-paragraphs")
    url = serve(page, stub, publisher)
    publisher.pages["/bare"] = (page.html, {})
    bare = opened(f"{publisher.origin}/bare").page.evaluate("document.querySelector('main').innerHTML")
    reader = opened(url)
    reader.launcher.wait_for()
    seen = reader.page.evaluate(
        "() => { const main = document.querySelector('main').cloneNode(true);"
        " main.querySelectorAll('readalong-launcher').forEach(each => each.remove()); return main.innerHTML; }"
    )

    assert seen == bare


def test_trusted_types_have_nothing_to_refuse(opened: Opened, stub: Stub, publisher: Publisher) -> None:
    url = serve(article("plain"), stub, publisher)
    html, _ = publisher.pages["/stories/plain"]
    publisher.serve(html, "/stories/plain", Content_Security_Policy="require-trusted-types-for 'script'")
    opened(url).launcher.wait_for()

    assert stub.delivered


# What endless scrolling does once the next article is under the reader's eyes: the page takes its title and address.
SCROLL_ON = """() => {
  const next = document.querySelector('article').cloneNode(true);
  next.querySelector('h1').textContent = 'The crab that counted';
  for (const each of next.querySelectorAll('p')) each.textContent = each.textContent.replaceAll('.', ', and the crab counts.');
  next.querySelectorAll('readalong-launcher').forEach((each) => each.remove());
  document.querySelector('main').append(next);
  document.title = 'The crab that counted';
  history.replaceState({}, '', '/stories/crab');
}"""


def test_an_article_is_heard_to_its_end_though_the_page_calls_itself_by_the_next(
    opened: Opened, stub: Stub, publisher: Publisher
) -> None:
    reader = opened(serve(article("plain"), stub, publisher))
    reader.listen()
    reader.page.evaluate(SCROLL_ON)
    reader.until("document.querySelectorAll('readalong-launcher').length === 2")
    assert [content["title"] for content in stub.delivered] == ["A bell for the harbour", "The crab that counted"]
    assert reader.state["phase"] == "playing"
    reader.page.evaluate("ReadAlong.seek(0)")
    reader.until("ReadAlong.state.sentence === 0")
    reader.wait_for_light("A bell for the harbour")
    reader.page.evaluate("document.querySelector('article').remove()")
    reader.until("sounding.paused && document.querySelectorAll('readalong-launcher').length === 1")
