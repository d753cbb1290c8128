"""Makes docs/pictures: the launcher, the player and the badges in their states. Run by ``python -m tests.browser.pictures [FOLDER]``."""

import base64
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.conftest import FLAGS
from tests.browser.player_reader import Reader
from tests.browser.player_stub import Publisher, PublisherHandler, ServiceHandler, Stub, config, serving, story, tag
from tests.browser.programs import chromium_program
from tests.browser.test_player_badges import version

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
HEIGHTS = {360: 640, 768: 700, 1280: 720}
QUALITY = 70  # Of WebP, in percent: letters stay sharp, and a picture has some 20 kB.
GULL = {
    "en": "The gull that laughed",
    "es": "La gaviota que reía",
    "ar": "النورس الضاحك",
}
FRONT = """<!doctype html><html lang="{language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<style>body{{margin:0;font:18px/1.6 Georgia,serif;color:#222;background:#fff}} main{{max-width:40em;margin:auto;padding:1em}}
a{{color:inherit}} li{{list-style:none;border:1px solid #8886;padding:1em;margin:1em 0}} ul{{padding:0}}
@media(prefers-color-scheme:dark){{body{{background:#14181c;color:#e8e4da}}}}</style>{tag}
<main><h1>Periwinkle</h1><p><a href="/stories/gull" data-readalong-badge>{gull}</a></p>
<ul><li data-readalong-badge="play"><a href="/stories/crab">{gull} 2</a></li>
<li data-readalong-badge="play"><a href="/stories/gull">{gull} 3</a></li></ul></main></html>
"""


@dataclass
class Studio:
    """One look, in which all states are pictured."""

    context: BrowserContext
    stub: Stub
    publisher: Publisher
    folder: Path
    width: int
    scheme: str
    language: str

    def page(self, head: str = "", **site: object) -> Reader:
        """A story, of a site that is set up like this."""
        self.stub.config = config() | {"complaints": True} | site
        url = self.publisher.serve(story(self.stub.origin, language=self.language, paragraphs=9, head=head))
        reader = Reader.opening(self.context, url)
        reader.launcher.wait_for()
        return reader

    def take(self, reader: Reader, state: str) -> None:
        reader.page.wait_for_timeout(250)
        shot = {"format": "webp", "quality": QUALITY}
        taken = reader.page.context.new_cdp_session(reader.page).send("Page.captureScreenshot", shot)
        name = f"{self.width}-{self.scheme}-{self.language}-{state}.webp"
        (self.folder / name).write_bytes(base64.b64decode(taken["data"]))


def launchers(studio: Studio) -> None:
    for shape in ("button", "bar", "floating"):
        reader = studio.page(theme={"shape": shape})
        studio.take(reader, f"launcher-{shape}")
        reader.page.close()


def waiting(studio: Studio) -> None:
    """Nothing has been spoken when somebody presses; then a part of it, of which the end is reached."""
    studio.stub.known.clear()
    studio.stub.cuts, studio.stub.spoken = (5,), 0
    reader = studio.page()
    reader.launcher.click()
    studio.take(reader, "waiting")
    studio.stub.spoken = 1
    reader.until("ReadAlong.state.at_ms > 0", 9000)
    reader.page.evaluate("ReadAlong.seek(1e6)")
    reader.page.locator("readalong-player .main[aria-busy=true]").wait_for()
    reader.until("document.querySelector('readalong-player').shadowRoot.querySelector('.status').textContent")
    studio.take(reader, "buffering")
    studio.stub.spoken = None
    reader.page.close()


def playing(studio: Studio) -> None:
    reader = studio.page()
    page, more, panel = reader.page, reader.dock.locator(".more"), reader.dock.locator(".panel")
    reader.listen()
    reader.until("ReadAlong.state.sentence >= 2")
    studio.take(reader, "playing")
    bar = reader.dock.locator(".track").bounding_box()
    assert bar is not None
    for step in range(12):
        page.mouse.move(bar["x"] + bar["width"] * 0.3 + step, bar["y"] + bar["height"] / 2)
        page.wait_for_timeout(40)
    studio.take(reader, "preview")
    more.click()
    panel.wait_for()
    page.mouse.move(5, 5)
    studio.take(reader, "panel")
    panel.locator(".tiles button").last.click()
    reader.dock.locator(".complaint button").first.wait_for()
    studio.take(reader, "complaint")
    panel.locator(".tiles button").last.click()
    darken, wait = panel.locator("[type=checkbox]").nth(1), panel.locator("[type=checkbox]").nth(0)
    darken.check()
    wait.check()
    more.click()
    page.evaluate("ReadAlong.play()")
    reader.dock.locator(".onward").wait_for()
    page.mouse.move(5, 5)
    studio.take(reader, "learner")
    more.click()
    darken.uncheck()
    wait.uncheck()
    more.click()
    away(studio, reader)
    page.evaluate("sounding.dispatchEvent(new Event('error'))")
    studio.take(reader, "error")
    page.close()


def away(studio: Studio, reader: Reader) -> None:
    """Far from the launcher the player is small; the reader scrolls on and is led back."""
    page = reader.page
    page.mouse.move(5, 5)
    page.evaluate("ReadAlong.play(); ReadAlong.seek(30000); document.activeElement.blur()")
    reader.until("document.querySelector('readalong-player').shadowRoot.querySelector('.mini')", 9000)
    studio.take(reader, "small")
    page.mouse.move(studio.width / 2, 200)
    page.mouse.wheel(0, -500)
    reader.dock.locator(".back").wait_for()
    studio.take(reader, "away")


def ending(studio: Studio) -> None:
    gull = f'<link rel="next" href="/stories/gull" title="{GULL[studio.language]}">'
    reader = studio.page(head=gull, next_article="play")
    reader.listen()
    reader.page.evaluate("ReadAlong.seek(ReadAlong.state.duration_ms - 300)")
    reader.dock.locator(".upcoming").wait_for()
    studio.take(reader, "next")
    reader.page.close()


def badges(studio: Studio) -> None:
    page = FRONT.format(language=studio.language, tag=tag(studio.stub.origin), gull=GULL[studio.language])
    reader = Reader.opening(studio.context, studio.publisher.serve(page, "/"))
    reader.page.locator("readalong-player .badge").nth(2).wait_for()
    studio.take(reader, "badges")
    reader.page.close()


SCENES: list[Callable[[Studio], None]] = [launchers, waiting, playing, ending, badges]


def picture(browser: Browser, stub: Stub, publisher: Publisher, folder: Path, look: tuple[int, str, str]) -> None:
    width, scheme, language = look
    viewport = {"width": width, "height": HEIGHTS[width]}
    context = browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    crab, gull = (f"{publisher.origin}/stories/{name}" for name in ("crab", "gull"))
    told = [version(crab, language, "2"), version(crab + "2", "fr", "1")]
    stub.versions = {"/stories/crab": told, "/stories/gull": [version(gull, language)]}
    for scene in SCENES:
        scene(Studio(context, stub, publisher, folder, *look))
    context.close()


def main(folder: Path, looks: list[tuple[int, str, str]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    stub, publisher = Stub(config=config()), Publisher()
    with serving(partial(ServiceHandler, stub)) as stub.origin, serving(partial(PublisherHandler, publisher)) as origin:
        publisher.origin = stub.allowed_origin = origin
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium_program(), args=FLAGS)
            for look in looks:
                picture(browser, stub, publisher, folder, look)
            browser.close()


if __name__ == "__main__":
    chosen = [(360, "light", "en"), (360, "dark", "ar"), (768, "dark", "es"), (1280, "light", "en")]
    main(Path(sys.argv[1]) if sys.argv[1:] else PICTURES, chosen)
