"""A real Chromium, and the demonstration it looks at."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.browser.demonstration import Demonstration

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


def program(name: str, package: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise RuntimeError(f"The browser tests need {name}, which was not found. Install it: apt-get install {package}")
    return found


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=program("chromium", "chromium"), args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def firefox(playwright: Playwright) -> Iterator[Browser]:
    """The stock Firefox, for what must be the same in another engine."""
    sound: dict[str, str | float | bool] = {"media.autoplay.default": 0, "media.autoplay.blocking_policy": 0}
    browser = playwright.firefox.launch(
        channel="moz-firefox", executable_path=program("firefox-esr", "firefox-esr"), firefox_user_prefs=sound
    )
    yield browser
    browser.close()


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


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Group for ``--dist loadgroup``."""
    for item in items:
        if isinstance(item, pytest.Function) and (shared := SHARED & what_it_uses(item)):
            item.add_marker(pytest.mark.xdist_group(min(shared)))


def what_it_uses(item: pytest.Function) -> set[str]:
    """The names of its fixtures, and of those that it asks for by a parameter."""
    parameters = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return {*item.fixturenames, *(each for each in parameters if isinstance(each, str))}
