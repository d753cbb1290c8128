"""Shelf: pages by number, and the sources of the player's script, which browsers load as they are."""

from pathlib import Path
from typing import Any

from tests.browser.player_stub import Handler

SOURCES = Path(__file__).parents[2] / "static" / "player"


class Shelf(Handler):
    """Answers ``/pages/N`` and ``/player/NAME.js``."""

    def __init__(self, pages: list[str], *rest: Any) -> None:
        self.pages = pages
        super().__init__(*rest)

    def do_GET(self) -> None:
        folder, _, name = self.path[1:].partition("/")
        if folder == "player":
            return self.answer(200, (SOURCES / name).read_bytes(), "text/javascript", Cache_Control="max-age=600")
        found = self.pages[int(name)] if folder == "pages" else ""
        return self.answer(200 if found else 404, found.encode(), "text/html; charset=utf-8")
