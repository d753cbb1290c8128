"""A text that the site does not take at one reader's word: the page is silent, and asks again, politely and not for ever."""

import json

from playwright.sync_api import Page, Route

from tests.browser.player_stub import Publisher, Stub
from tests.browser.test_player_guest import story

pytest_plugins = ("tests.browser.player_fixtures",)


class Waits:
    """Has the service answer so many times that the text waits."""

    def __init__(self, times: int, retry_after_ms: int = 100) -> None:
        self.left, self.retry_after_ms = times, retry_after_ms
        self.asked: list[str] = []

    def __call__(self, route: Route) -> None:
        known = route.fetch()
        if route.request.method == "OPTIONS" or known.json()["state"] is None:
            route.fulfill(response=known)
            return
        self.asked.append(route.request.method)
        self.left -= 1
        body = {"version": 1, "state": "waiting", "retry_after_ms": self.retry_after_ms}
        if self.left < 0:
            route.fulfill(response=known)
        else:
            route.fulfill(response=known, status=202, body=json.dumps(body))


def test_a_text_that_waits_shows_nothing_until_it_is_confirmed(page: Page, stub: Stub, publisher: Publisher) -> None:
    waits = Waits(3, retry_after_ms=600)
    page.route("**/narrations**", waits)
    page.goto(publisher.serve(story(stub.origin)))
    page.wait_for_timeout(250)
    assert page.locator("readalong-launcher").count() == 0
    page.locator("readalong-launcher").wait_for()
    assert waits.asked == ["POST", "GET", "GET", "GET"]


def test_a_text_that_nobody_confirms_is_given_up_with_a_word_in_the_console(
    page: Page, stub: Stub, publisher: Publisher
) -> None:
    waits = Waits(1000, retry_after_ms=1)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.route("**/narrations**", waits)
    url = publisher.serve(story(stub.origin))
    with page.expect_console_message(lambda message: "waits until it is confirmed" in message.text):
        page.goto(url)
    page.wait_for_timeout(500)
    assert len(waits.asked) == 7
    assert page.locator("readalong-launcher").count() == 0
    assert sum(text.startswith("Readalong") for text in said) == 1
