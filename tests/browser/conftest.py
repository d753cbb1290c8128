"""A real Chromium, and the demonstration it looks at."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

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
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium")
    if program is None:
        raise RuntimeError(
            "The browser tests need Chromium: chromium was not found. Install it: apt-get install chromium"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
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
