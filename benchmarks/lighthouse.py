"""Lighthouse's four scores of an article of the demonstration, as it is and without our tag, and the difference.

Run from the project's root: ``python -m benchmarks.lighthouse``. Lighthouse is fetched from npm into a folder that goes again. Rounds
alternate; the median counts. Performance depends on what else the machine does; the other three do not. Exits with 1 when the tag costs
more than a point.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Final
from urllib.request import urlopen

from readalong_site.magazine.articles import ARTICLES
from tests.browser.demonstration import Demonstration
from tests.browser.player_stub import Handler, serving
from tests.browser.programs import program

PACKAGE: Final = "lighthouse@12.8.2"
ROUNDS: Final = 3
MOST_POINTS: Final = 1
METRICS: Final = ("largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "speed-index")
CATEGORIES: Final = ("performance", "accessibility", "best-practices", "seo")
TAG: Final = re.compile(rb"<script[^>]*/v1/readalong\.js[^>]*></script>")


class Untagged(Handler):
    """The magazine, with the tag taken out of its pages."""

    def __init__(self, magazine: str, *rest: Any) -> None:
        self.magazine = magazine
        super().__init__(*rest)

    def do_GET(self) -> None:
        with urlopen(self.magazine + self.path) as answer:
            self.answer(answer.status, TAG.sub(b"", answer.read()), answer.headers["Content-Type"])


def scores(folder: Path, url: str) -> tuple[dict[str, float], list[str]]:
    """The scores from 0 to 100, what that of performance is made of, and the audits that took points outside of performance."""
    only = f"--only-categories={','.join(CATEGORIES)}"
    flags = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
    command = [
        folder / "node_modules" / ".bin" / "lighthouse",
        *(url, "--quiet", "--output=json", only, flags),
    ]
    environment = {**os.environ, "CHROME_PATH": program("chromium", "chromium")}
    run = subprocess.run(command, env=environment, check=True, capture_output=True, timeout=180)
    report = json.loads(run.stdout)
    found = {name: report["categories"][name]["score"] * 100 for name in CATEGORIES}
    found |= {name: report["audits"][name]["numericValue"] for name in METRICS}
    lost = {
        f"{reference['id']} ({name})"
        for name in CATEGORIES[1:]
        for reference in report["categories"][name]["auditRefs"]
        if reference["weight"] and (report["audits"][reference["id"]]["score"] or 0) < 1
        and report["audits"][reference["id"]]["scoreDisplayMode"] in {"binary", "numeric"}
    }  # fmt: skip
    return found, sorted(lost)


def main() -> int:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="readalong-benchmark-")))
        install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", PACKAGE]
        subprocess.run(install, cwd=folder, check=True)
        demonstration = Demonstration(folder)
        demonstration.start()
        stack.callback(demonstration.stop)
        path = ARTICLES[0].path
        untagged = stack.enter_context(serving(partial(Untagged, demonstration.magazine)))
        pages = {"with": demonstration.magazine + path, "without": untagged + path}
        # Its narration is ready, as it is for all readers but the first.
        measure = partial(scores, folder)
        measure(pages["with"])
        return report(measure, pages)


def report(measure: Callable[[str], tuple[dict[str, float], list[str]]], pages: dict[str, str]) -> int:
    found: dict[str, list[dict[str, float]]] = {kind: [] for kind in pages}
    lost: dict[str, list[str]] = {}
    for _ in range(ROUNDS):
        for kind, url in pages.items():
            points, lost[kind] = measure(url)
            found[kind].append(points)
    print("| category | without | with | difference |\n|---|---|---|---|")
    worst = 0.0
    for name in CATEGORIES:
        without, tagged = (median(each[name] for each in found[kind]) for kind in ("without", "with"))
        worst = max(worst, without - tagged)
        print(f"| {name} | {without:.0f} | {tagged:.0f} | {tagged - without:+.0f} |")
    for name in METRICS:
        without, tagged = (median(each[name] for each in found[kind]) for kind in ("without", "with"))
        print(f"| {name} | {without:,.3f} | {tagged:,.3f} | {tagged - without:+,.3f} |")
    for name in sorted(set(lost["with"]) - set(lost["without"])):
        print(f"With the tag only: {name}")
    return int(worst > MOST_POINTS)


if __name__ == "__main__":
    sys.exit(main())
