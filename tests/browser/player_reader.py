"""Reader: a page opened in Chromium on which everything that a guest must not do is noted."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page

# Waiting costs only those tests that fail: long enough for a machine that does many other things.
PATIENCE_MS = 20_000

# What no longer stands on the page is not painted.
LIT = """name => [...(CSS.highlights.get(name) ?? [])].filter(range => range.startContainer.isConnected).map(range => {
  const text = new Range();
  text.setStart(range.startContainer, range.startOffset);
  text.setEnd(range.endContainer, range.endOffset);
  return `${text}`;
}).join('')"""

# The player's audio element stands in no document, so that no page can take it away; this is how a test gets hold of it.
SOUNDING = """{
  const {play} = HTMLMediaElement.prototype;
  Object.defineProperty(window, 'sounding', {enumerable: false, writable: true, value: new Audio()});
  HTMLMediaElement.prototype.play = function () {
    window.sounding = this;
    return play.call(this);
  };
}"""

# Each change of the light, with the clock at that moment: both are read in the task that makes it.
WATCH = f"""(() => {{
  const lit = {LIT};
  const {{clear}} = Highlight.prototype;
  window.samples = [];
  Highlight.prototype.clear = function () {{
    if (this === CSS.highlights.get('readalong-word')) queueMicrotask(() =>
      samples.push([sounding.currentTime * 1000, lit('readalong-word'), lit('readalong-sentence')]));
    return clear.call(this);
  }};
}})()"""

SPACE = "document.querySelector('readalong-launcher')?.shadowRoot?.querySelector('.space')"
SHIFTS = """new Promise(done => new PerformanceObserver(list => done(list.getEntries().map(
  ({value, sources}) => [value, ...sources.map(({node}) => node?.outerHTML?.slice(0, 60))])))
  .observe({type: 'layout-shift', buffered: true}) ?? setTimeout(() => done([]), 100))"""


def layout_shifts(page: Page) -> list[list[Any]]:
    """What has jumped on a page whose launcher has opened its room, and how much."""
    page.locator("readalong-launcher button").wait_for()
    page.wait_for_function(f"{SPACE}?.style.margin === ''")
    shifts: list[list[Any]] = page.evaluate(SHIFTS)
    return shifts


@dataclass
class Reader:
    """A page, and what was said and thrown on it."""

    page: Page
    warnings: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @classmethod
    def opening(cls, context: BrowserContext, url: str) -> "Reader":
        context.add_init_script(SOUNDING)
        reader = cls(context.new_page())
        reader.page.on("console", reader._hear)
        reader.page.on("pageerror", lambda error: reader.errors.append(str(error)))
        reader.page.goto(url)
        return reader

    @property
    def launcher(self) -> Locator:
        return self.page.locator("readalong-launcher button")

    @property
    def dock(self) -> Locator:
        return self.page.locator("readalong-player .dock")

    @property
    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = self.page.evaluate("ReadAlong.state")
        return state

    def listen(self) -> None:
        """Press Listen and wait for sound."""
        self.launcher.click()
        self.until("ReadAlong.state.at_ms > 0")

    def until(self, condition: str, timeout_ms: int = PATIENCE_MS) -> None:
        # Not `wait_for_function`: it evaluates strings in the page, which a strict policy forbids.
        for _ in range(timeout_ms // 20):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(20)
        raise AssertionError(f"{condition} did not come true within {timeout_ms} ms: {self.state}")

    def lit(self, name: str) -> str:
        """The text of one of our highlights."""
        text: str = self.page.evaluate(LIT, f"readalong-{name}")
        return text

    def wait_for(self, condition: Callable[[], object], what: str) -> None:
        """Wait until something holds on this side: of the stub, or of what was noted."""
        for _ in range(PATIENCE_MS // 20):
            if condition():
                return
            self.page.wait_for_timeout(20)
        raise AssertionError(f"{what} did not come within {PATIENCE_MS} ms.")

    def wait_for_light(self, sentence: str) -> None:
        self.wait_for(lambda: self.lit("sentence") == sentence, f"The light on “{sentence}”")

    def wait_for_warning(self) -> str:
        self.wait_for(lambda: self.warnings, "A warning")
        return self.warnings[0]

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "warning":
            self.warnings.append(message.text)
        elif "Failed to load resource" not in message.text:  # The browser's own note of an HTTP error.
            self.messages.append(f"{message.type}: {message.text}")


Opened = Callable[..., Reader]
