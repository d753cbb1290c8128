"""The demonstration, as `make demo` runs it, for browser tests: its processes, its addresses, its database."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.servers import free_port, wait_until

ROOT = Path(__file__).resolve().parents[2]


class Demonstration:
    """``manage.py demo`` on free ports and a folder of its own."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self._environment = environment
        self.port, self.magazine_port = free_port(), free_port()
        self.service = f"http://127.0.0.1:{self.port}"
        self.magazine = f"http://localhost:{self.magazine_port}"
        self._log = folder / "demo.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [
            sys.executable,
            "manage.py",
            "demo",
            "--port",
            str(self.port),
            "--magazine-port",
            str(self.magazine_port),
        ]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=self._variables, stdout=log, stderr=subprocess.STDOUT
            )
        try:
            wait_until(self._running, f"the demonstration; it said: {self._log}")
        except BaseException:
            # Its programs end with it, and none may outlive the test.
            self.stop(signal.SIGKILL)
            raise

    def stop(self, number: int = signal.SIGINT) -> int:
        """Stop it as Ctrl-C does, and return the exit code."""
        assert self._process is not None
        self._process.send_signal(number)
        return self._process.wait(20)

    def roll_up(self) -> None:
        """Add up the days that changed, as the worker does every minute."""
        self.run("from player.engagement.rollups import rebuild_changed; rebuild_changed()")

    def run(self, code: str) -> None:
        """Do something beside the demonstration, in its database."""
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
        subprocess.run(command, cwd=ROOT, env=self._variables, check=True, timeout=60)

    @property
    def _variables(self) -> dict[str, str]:
        folder = str(self.folder)
        return {"PATH": os.environ["PATH"], "HOME": folder, "READALONG_DATA": folder, **self._environment}

    @property
    def output(self) -> str:
        return self._log.read_text()

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with sqlite3.connect(f"file:{self.folder / 'db.sqlite3'}?mode=ro", uri=True) as database:
            found = database.execute(query, values).fetchall()
        database.close()
        return found

    def blocks_of(self, path: str) -> list[tuple[str, str]]:
        """What the article at this path of the magazine says, as the service has kept it; nothing while it is unknown."""
        query = """
            SELECT json(stored_blocks) FROM synthesis_content JOIN articles_article ON content_id = synthesis_content.id WHERE url = ?
        """
        rows = self.rows(query, self.magazine + path)
        return [(kind, text) for kind, text, *_ in json.loads(rows[0][0])] if rows else []

    def states_of(self, path: str) -> set[str]:
        """The states of the narrations of what the article at this path says now."""
        query = """
            SELECT state FROM synthesis_narration JOIN articles_article USING (content_id) WHERE url = ?
        """
        return {state for (state,) in self.rows(query, self.magazine + path)}

    def sessions_of(self, path: str) -> list[tuple[int, int]]:
        """What each playback session heard of the article at this path, and how long it is, in milliseconds."""
        query = """
            SELECT heard_ms, duration_ms FROM engagement_playbacksession JOIN articles_article ON article_id = articles_article.id
            WHERE url = ? ORDER BY started_at
        """
        return [(heard, duration) for heard, duration in self.rows(query, self.magazine + path)]

    def views_of(self, path: str) -> int:
        """How often the launcher of the article at this path was seen without a play."""
        query = """
            SELECT COUNT(*) FROM engagement_launcherview JOIN articles_article ON article_id = articles_article.id WHERE url = ?
        """
        return int(self.rows(query, self.magazine + path)[0][0])

    def forget_readers_of(self, path: str) -> None:
        """Take away what other tests, or an earlier try of this one, have left of its readers."""
        if self.views_of(path) or self.sessions_of(path):
            of = f"filter(article__url={self.magazine + path!r}).delete()"
            models = ("PlaybackSession", "LauncherView")
            deletions = "; ".join(f"{model}.objects.{of}" for model in models)
            self.run(f"from player.engagement.models import {', '.join(models)}; {deletions}")

    def _running(self) -> bool:
        assert self._process is not None
        if self._process.poll() is not None:
            raise RuntimeError(f"The demonstration ended with code {self._process.returncode}: {self.output}")
        return "Readalong is running." in self.output
