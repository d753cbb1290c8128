"""Pages without a layout, for Python and the browser: tests/vectors/unconfigured, articles with what is read of them, and others."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "vectors" / "unconfigured"


@dataclass(frozen=True)
class UnconfiguredPage:
    path: Path

    def __str__(self) -> str:
        return self.path.stem

    @property
    def html(self) -> str:
        return self.path.read_text()

    @property
    def blocks(self) -> list[tuple[str, ...]]:
        """Kind and text of what is read, from the file beside it: a block a line, kind and text parted by a tab."""
        lines = self.path.with_suffix(".txt").read_text().splitlines()
        return [tuple(line.split("\t")) for line in lines]


ARTICLES = tuple(map(UnconfiguredPage, sorted((FOLDER / "articles").glob("*.html"))))
SILENT = tuple(map(UnconfiguredPage, sorted((FOLDER / "silent").glob("*.html"))))


def article(name: str) -> UnconfiguredPage:
    return next(page for page in ARTICLES if str(page) == name)
