"""Makes docs/pictures: the launcher and the player in their states. Run by ``python -m tests.browser.pictures [FOLDER]``."""

import sys
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import FLAGS
from tests.browser.player_reader import Reader
from tests.browser.player_stub import Publisher, PublisherHandler, ServiceHandler, Stub, config, serving, story
from tests.browser.programs import program

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
WIDTHS = {360: 640, 768: 700, 1280: 720}
MORE = "readalong-player .more"


def taken(browser: Browser, stub: Stub, publisher: Publisher, folder: Path, name: str, **options: str) -> None:
    """Picture one look in every state: the launcher, playing, scrolled away, the panel, an error."""
    width, scheme, language = int(options["width"]), options["scheme"], options["language"]
    context = browser.new_context(
        viewport={"width": width, "height": WIDTHS[width]},
        color_scheme=scheme,
        reduced_motion="reduce",  # type: ignore[arg-type]
    )
    reader = Reader.opening(context, publisher.serve(story(stub.origin, language=language, paragraphs=9)))
    page = reader.page

    def take(state: str) -> None:
        page.wait_for_timeout(250)
        page.screenshot(path=folder / f"{name}-{state}.png")

    reader.launcher.wait_for()
    take("launcher")
    reader.listen()
    reader.until("ReadAlong.state.sentence >= 2")
    take("playing")
    bar = page.locator("readalong-player .track").bounding_box()
    for step in range(12):
        page.mouse.move(bar["x"] + bar["width"] * 0.3 + step, bar["y"] + bar["height"] / 2)  # type: ignore[index]
        page.wait_for_timeout(40)
    take("preview")
    page.locator(MORE).click()
    panel = page.locator("readalong-player .panel")
    panel.wait_for()
    page.mouse.move(5, 5)
    take("panel")
    panel.locator("[type=checkbox]").nth(1).check()
    panel.locator("[type=checkbox]").nth(0).check()
    page.locator(MORE).click()
    page.locator("readalong-player .onward").wait_for()
    page.mouse.move(5, 5)
    take("learner")
    page.locator(MORE).click()
    panel.locator("[type=checkbox]").nth(1).uncheck()
    panel.locator("[type=checkbox]").nth(0).uncheck()
    page.locator(MORE).click()
    page.evaluate("ReadAlong.play()")
    page.mouse.move(width / 2, 200)
    page.mouse.wheel(0, 500)
    page.locator("readalong-player .back").wait_for()
    take("away")
    page.evaluate("sounding.dispatchEvent(new Event('error'))")
    take("error")
    context.close()


def main(folder: Path, looks: list[tuple[int, str, str]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    stub, publisher = Stub(config=config()), Publisher()
    with serving(partial(ServiceHandler, stub)) as stub.origin, serving(partial(PublisherHandler, publisher)) as origin:
        publisher.origin = stub.allowed_origin = origin
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program("chromium", "chromium"), args=FLAGS)
            for width, scheme, language in looks:
                options = {"width": str(width), "scheme": scheme, "language": language}
                taken(browser, stub, publisher, folder, f"{width}-{scheme}-{language}", **options)
            browser.close()


if __name__ == "__main__":
    chosen = [(360, "light", "en"), (360, "dark", "ar"), (768, "dark", "es"), (1280, "light", "en")]
    main(Path(sys.argv[1]) if sys.argv[1:] else PICTURES, chosen)
