"""Kept: what takes long to find out about a voice, found out once a machine."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile

log = logging.getLogger(__name__)


class Kept:
    """Short texts by name, in memory and as files of ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._texts: dict[str, str] = {}
        self._lock = threading.Lock()

    def text(self, name: str, find_out: Callable[[], str]) -> str:
        """The text of this name; ``find_out`` gives it when nobody has asked for it yet."""
        # Whoever asks meanwhile waits, instead of finding it out as well.
        with self._lock:
            if name not in self._texts:
                self._texts[name] = self._read(name) or self._write(name, find_out())
            return self._texts[name]

    def _read(self, name: str) -> str:
        try:
            return (self._folder / name).read_text()
        except OSError:
            return ""

    def _write(self, name: str, text: str) -> str:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("w", dir=self._folder, delete=False) as file:
                file.write(text)
            Path(file.name).replace(self._folder / name)
        except OSError as error:
            log.warning("%s was not kept in %s: %s", name, self._folder, error)
        return text
