"""Catalogue: the list of Polly's voices, kept so that a reader's request never waits for it."""

import json
import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final

from synthesis.engines.polly.voices import as_voices
from synthesis.errors import EngineUnavailable
from synthesis.text.voices import Voice

_FRESH_FOR_S: Final = 6 * 3600
_ASK_AGAIN_AFTER_S: Final = 10
_FIELDS: Final = ("Id", "Name", "LanguageCode", "SupportedEngines")

log = logging.getLogger(__name__)


class Catalogue:
    """Voices as ``fetch`` last gave them, in memory and in the file ``path``, which all processes of a machine share.

    Only when there is no list at all does a caller wait for one. A list that is too old is given, and renewed in the background;
    it stays when that fails, so that what has been spoken can be played without Polly.
    """

    def __init__(self, path: Path, fetch: Callable[[], list[dict[str, Any]]]) -> None:
        self._path = path
        self._fetch = fetch
        self._lock = threading.Lock()
        self._voices: tuple[Voice, ...] = ()
        self._fetched_at = 0.0
        self._asked_at = 0.0
        self._failure = ""

    def voices(self) -> tuple[Voice, ...]:
        """The list; EngineUnavailable when there is none to be had."""
        with self._lock:
            if not self._voices:
                self._load()
            asks = self._is_due()
            if asks:
                self._asked_at = time.time()
            if not self._voices:
                self._first(asks=asks)
            elif asks:
                threading.Thread(target=self._renew, name="polly-voices", daemon=True).start()
            return self._voices

    def _is_due(self) -> bool:
        now = time.time()
        return now - self._fetched_at > _FRESH_FOR_S and now - self._asked_at > _ASK_AGAIN_AFTER_S

    def _first(self, *, asks: bool) -> None:
        """Wait for the list; while a failure is fresh, repeat it."""
        if asks:
            try:
                self._renew()
            except EngineUnavailable as error:
                self._failure = str(error)
        if not self._voices:
            raise EngineUnavailable(self._failure or "Amazon Polly lists no voices. Check READALONG_POLLY_REGION.")

    def _renew(self) -> None:
        try:
            rows = [{field: row[field] for field in _FIELDS} for row in self._fetch()]
        except EngineUnavailable as error:
            if not self._voices:
                raise
            log.warning("The list of voices stays as it was: %s", error)
            return
        self._voices, self._fetched_at = as_voices(rows), time.time()
        self._save(rows)

    def _load(self) -> None:
        try:
            rows = json.loads(self._path.read_bytes())
            self._voices, self._fetched_at = as_voices(rows), self._path.stat().st_mtime
        except (OSError, ValueError, KeyError, TypeError):
            log.debug("No list of voices in %s yet.", self._path)

    def _save(self, rows: list[dict[str, Any]]) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("w", dir=self._path.parent, delete=False) as file:
                json.dump(rows, file)
            Path(file.name).replace(self._path)
        except OSError as error:
            log.warning("The list of voices was not kept in %s: %s", self._path, error)
