"""One small interface to three browser engines, for what must be the same in all of them."""

import time
from io import BytesIO
from typing import Any, Protocol

import av
import numpy
from playwright.sync_api import Page
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver

Pixels = numpy.ndarray[Any, numpy.dtype[numpy.uint8]]

# The middle of an element, which may be in the shadow tree of the one before it; nothing while something else is there.
MIDDLE = """(path => {
  const found = path.reduce((element, selector) => (element?.shadowRoot ?? element)?.querySelector(selector), document);
  const {left, top, width, height} = found?.getBoundingClientRect() ?? {};
  const middle = [left + width / 2, top + height / 2].map(Math.round);
  return width && document.elementFromPoint(...middle)?.localName === path[0] ? middle : null;
})"""


class Window(Protocol):
    """A page in some engine."""

    def open(self, url: str) -> None:
        """Go there, and wait until the page has loaded."""

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page."""

    def click_at(self, x: int, y: int) -> None:
        """Press where a reader's pointer would."""

    def press(self, key: str) -> None:
        """Press a key: its name in Playwright."""

    def pixels(self) -> Pixels:
        """What is painted, a row of colours for each line."""


class PlaywrightWindow:
    """Chromium or Firefox."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def open(self, url: str) -> None:
        self._page.goto(url)

    def evaluate(self, expression: str) -> Any:
        return self._page.evaluate(expression)

    def click_at(self, x: int, y: int) -> None:
        self._page.mouse.click(x, y)

    def press(self, key: str) -> None:
        self._page.keyboard.press(key)

    def pixels(self) -> Pixels:
        return decoded(self._page.screenshot())


class WebKitWindow:
    KEYS = {"Space": Keys.SPACE, "ArrowRight": Keys.ARROW_RIGHT, "Enter": Keys.ENTER, "Tab": Keys.TAB}

    def __init__(self, driver: WebDriver) -> None:
        self._driver = driver

    def open(self, url: str) -> None:
        self._driver.get(url)

    def evaluate(self, expression: str) -> Any:
        return self._driver.execute_script(f"return ({expression})")

    def click_at(self, x: int, y: int) -> None:
        # WebDriver's own click takes what is in a shadow tree for covered.
        actions = ActionBuilder(self._driver)
        actions.pointer_action.move_to_location(x, y).click()
        actions.perform()

    def press(self, key: str) -> None:
        ActionChains(self._driver).send_keys(self.KEYS[key]).perform()

    def pixels(self) -> Pixels:
        return decoded(self._driver.get_screenshot_as_png())


def decoded(png: bytes) -> Pixels:
    with av.open(BytesIO(png)) as image:
        return next(image.decode(video=0)).to_ndarray(format="rgb24")


def until(window: Window, condition: str, seconds: float = 30) -> None:
    """Wait until an expression is true in the page."""
    deadline = time.monotonic() + seconds
    while not window.evaluate(f"Boolean({condition})"):
        if time.monotonic() > deadline:
            state = window.evaluate("JSON.stringify(window.ReadAlong?.state)")
            raise AssertionError(f"{condition} did not come true within {seconds} s: {state}")
        time.sleep(0.03)


def click(window: Window, *path: str) -> None:
    """Press an element, each selector of the path within the shadow tree of the one before, once it can be reached and stands still."""
    where = f"{MIDDLE}({list(path)!r})"
    until(window, where)
    place = None
    while place != (place := window.evaluate(where)):
        time.sleep(0.1)
    window.click_at(*place)
