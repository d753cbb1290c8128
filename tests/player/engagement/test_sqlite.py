"""The demonstration's database counts as PostgreSQL does."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_sqlite_tells_the_same_truth(tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "READALONG_DATA": str(tmp_path),
        "READALONG_HOSTS": "testserver",
        "READALONG_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "readalong_site.settings",
    }
    command = [sys.executable, "-m", "tests.player.engagement.on_sqlite"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
