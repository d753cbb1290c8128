"""PageCase: a small page, what is selected on it, and what is read; the cases of tests/vectors/pages/.

A file holds the cases of one theme. A case begins with ``# `` and its name; ``@allow``, ``@deny``, ``@title``, ``@language`` and
``@emphasis`` set rules (``@allow article`` and ``@title h1`` are meant where nothing is said); then comes the page, whole or only
what stands in its body; then, behind ``=``, the blocks that are read, ``kind: text``, each followed by its language (``~ es``) and its
hints (``~ say 4 7 noon``), offsets in UTF-16 code units.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from player.articles.extraction import Rules
from player.sites.rules import parse
from synthesis.text.blocks import Block
from synthesis.text.offsets import Utf16

FOLDER = Path(__file__).parent / "vectors" / "pages"
PLAIN_HEAD = "<!doctype html><html lang=en><meta charset=utf-8><title>Page</title><body>"


@dataclass
class PageCase:
    """``expected`` are lines as they stand in the file."""

    theme: str
    name: str
    rules: dict[str, list[str]] = field(default_factory=dict)
    source: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    @property
    def html(self) -> str:
        source = "\n".join(self.source)
        whole = source.lower().startswith(("<!doctype", "<html"))
        return source if whole else PLAIN_HEAD + source

    @property
    def language(self) -> str:
        return self.rules.get("language", [""])[0]

    @property
    def layout(self) -> Rules:
        return Rules(
            allow=tuple(self.rules.get("allow", ["article"])),
            deny=tuple(self.rules.get("deny", [])),
            title=self.rules.get("title", ["h1"])[0],
            language=tuple(parse(f"= {tag}") for tag in self.rules.get("language", [])),
            emphasis="emphasis" in self.rules,
        )


def cases() -> list[PageCase]:
    return [case for path in sorted(FOLDER.glob("*.txt")) for case in _cases_in(path)]


def _cases_in(path: Path) -> Iterator[PageCase]:
    case: PageCase | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            if case:
                yield case
            case = PageCase(path.stem, line[2:])
        elif case is not None:
            _take(case, line)
    if case:
        yield case


def _take(case: PageCase, line: str) -> None:
    if line.startswith("@"):
        name, _, value = line[1:].partition(" ")
        case.rules.setdefault(name, []).append(value)
    elif line.startswith(("= ", "~ ")) or line == "=":
        case.expected += [line] if line != "=" else []
    elif line or (case.source and not case.expected):
        case.source.append(line)


def written(blocks: tuple[Block, ...]) -> list[str]:
    """Blocks as they stand in the files."""
    lines = []
    for block in blocks:
        lines.append(f"= {block.kind}: {block.text}")
        if block.language:
            lines.append(f"~ {block.language}")
        units = Utf16(block.text)
        for hint in block.hints:
            edges = f"{units.to16(hint.start)} {units.to16(hint.end)}"
            lines.append(f"~ {hint.kind} {edges} {hint.value}".rstrip())
    return lines
