"""Real browsers, and the demonstration that Chromium looks at."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from selenium.webdriver.remote.webdriver import WebDriver

from tests.browser.demonstration import Demonstration
from tests.browser.engines import PlaywrightWindow, WebKitWindow, Window
from tests.browser.programs import chromium_program, program
from tests.browser.webkit import minibrowser

FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-domain-reliability",
    "--mute-audio",
    # A browser that says it is driven is no reader, and not counted.
    "--disable-blink-features=AutomationControlled",
)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium_program(), args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def firefox(playwright: Playwright) -> Iterator[Browser]:
    """The stock Firefox, for what must be the same in another engine."""
    # Without a sound device it reports an error and plays on silently; this stands for one.
    sound: dict[str, str | float | bool] = {"media.cubeb.force_mock_context": True}
    browser = playwright.firefox.launch(
        channel="moz-firefox", executable_path=program("firefox-esr", "firefox-esr"), firefox_user_prefs=sound
    )
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def webkit() -> Iterator[WebDriver]:
    with minibrowser() as driver:
        yield driver


@pytest.fixture(params=["firefox", "webkit"])
def window(request: pytest.FixtureRequest) -> Iterator[Window]:
    """A page in an engine that is not Chromium, under its own rules of what may sound when."""
    browser = request.getfixturevalue(request.param)
    if request.param == "webkit":
        yield WebKitWindow(browser)
        browser.get("about:blank")
        return
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    yield PlaywrightWindow(context.new_page())
    context.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A fresh tab; an exception in it fails the test."""
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"The page threw {error}"))
    return page


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    demonstration = Demonstration(tmp_path_factory.mktemp("demonstration"))
    demonstration.start()
    yield demonstration
    demonstration.stop()


# What takes long to start: the tests that use one of these are run by the same process, which starts it once.
SHARED = frozenset({"demonstration", "firefox", "webkit"})
# Except that these, which see to what staff does, have a demonstration of their own: in one process all would take as long as
# everything else in three.
STAFF = frozenset({"dashboards", "from_text", "inspector", "lexicon", "people", "showing"})


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Group for ``--dist loadgroup``."""
    for item in items:
        if isinstance(item, pytest.Function) and (shared := SHARED & what_it_uses(item)):
            staff = item.path.stem.removeprefix("test_") in STAFF
            item.add_marker(pytest.mark.xdist_group("staff" if staff else min(shared)))


def what_it_uses(item: pytest.Function) -> set[str]:
    """The names of its fixtures, and of those that it asks for by a parameter."""
    parameters = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return {*item.fixturenames, *(each for each in parameters if isinstance(each, str))}
