"""What ``manage.py extract`` prints of a page: read by the service, or by the script itself in Chromium."""

import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import CommandError

from player.articles.extraction import Reading, Rules
from synthesis.text.blocks import Block
from synthesis.text.offsets import Utf16

_STATIC: Final = "/.readalong-static/"
_PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")
_MISSING: Final = (
    "Reading in a browser needs Playwright and Chromium, which the service itself does without. Install them: "
    "pip install -r requirements-dev.txt && playwright install chromium"
)
_READ: Final = """async ([at, unconfigured, layout, stressed]) => {
  const sources = at + 'player/';
  const {collect, languageAround, select} = await import(sources + 'collect.js');
  const {fingerprint} = await import(sources + 'fingerprint.js');
  const {factsOf} = await import(sources + 'facts.js');
  const {explain} = await import(sources + 'explain.js');
  const selection = layout ? select(layout, (reason, {selector}) => { throw new Error(`${reason}: ${selector}`); })
    : (await import(at + unconfigured)).find(document, location.pathname);
  const refused = typeof selection === 'string' ? [{text: '', element: 'body', rule: `no article: ${selection}`}] : null;
  const blocks = refused ? [] : await collect(selection, stressed);
  const language = blocks[0] ? languageAround(blocks[0].element) : '';
  const {url, canonical, level, story} = factsOf({});
  const read = {
    title: blocks[0]?.kind === 'title' ? blocks[0].text : document.title.trim(), language, level, story, address: canonical || url,
    blocks: blocks.map(({kind, text, language, hints}) => ({kind, text, language, hints})),
    skipped: refused ?? explain(selection, blocks, layout), fingerprint: blocks[0] ? await fingerprint(language, blocks) : '',
  };
  return JSON.parse(JSON.stringify(read));
}"""


def as_printed(reading: Reading) -> dict[str, Any]:
    """A reading as it is printed: offsets in UTF-16 code units, as on the wire."""
    return {
        "title": reading.title,
        "language": reading.language,
        "level": reading.level,
        "story": reading.story,
        "address": reading.address,
        "blocks": [_block(block) for block in reading.blocks],
        "skipped": [asdict(entry) for entry in reading.skipped],
        "fingerprint": reading.fingerprint,
    }


def _block(block: Block) -> dict[str, Any]:
    units = Utf16(block.text)
    hints = [
        {"kind": hint.kind, "start": units.to16(hint.start), "end": units.to16(hint.end), "value": hint.value}
        for hint in block.hints
    ]
    marked = {"language": block.language, "hints": hints}
    return {"kind": block.kind, "text": block.text} | {name: value for name, value in marked.items() if value}


def read_in_browser(html: str, url: str, rules: Rules | None) -> dict[str, Any]:
    """What the script reads of ``html`` in Chromium, as if it stood at ``url``. The page's own scripts run; nothing is fetched."""
    try:
        from playwright.sync_api import Browser, Error, sync_playwright
    except ImportError as error:
        raise CommandError(_MISSING) from error

    layout = rules and {"allow": rules.allow, "deny": rules.deny, "title": rules.title}
    asked = [_STATIC, "" if rules else _built("unconfigured"), layout, bool(rules and rules.emphasis)]

    def read_with(browser: Browser) -> dict[str, Any]:
        page = browser.new_page(bypass_csp=True)
        page.route("**/*", lambda route: _answer(route, html))
        page.goto(url, wait_until="domcontentloaded")
        found: dict[str, Any] = page.evaluate(_READ, asked)
        return found

    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=next(filter(None, map(shutil.which, _PROGRAMS)), None))
        except Error as error:
            raise CommandError(_MISSING) from error
        try:
            return read_with(browser)
        except Error as error:
            raise CommandError(f"The page could not be read in Chromium: {error.message.splitlines()[0]}") from error
        finally:
            browser.close()


def _answer(route: Any, html: str) -> None:
    """The page at its own address, our files below it, and nothing else."""
    path = urlsplit(route.request.url).path
    if route.request.is_navigation_request() and route.request.frame.parent_frame is None:
        route.fulfill(body=html, content_type="text/html; charset=utf-8")
    elif path.startswith(_STATIC):
        route.fulfill(path=settings.BASE_DIR / "static" / path.removeprefix(_STATIC), content_type="text/javascript")
    else:
        route.abort()


def _built(part: str) -> str:
    """The path of a built part of the script below static/."""
    found = next(Path(settings.BASE_DIR).glob(f"static/readalong/{part}-*.js"), None)
    if found is None:
        raise CommandError(f"The script's part “{part}” is not built. Build it first: make build")
    return f"readalong/{found.name}"
