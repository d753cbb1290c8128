"""List items written one after the other in a single block: ``1. Wash the rice. 2. Boil water.``"""

import re
from typing import Final

_MARKER: Final = re.compile(r"(?<!\S)([•⁃◦‣▪·(]?) ?(\d{1,3}|[a-z])(\.\)|\.|\))\s+(?=\S)")
_BULLETS: Final = ("•", "⁃", "◦", "‣", "▪")
_BULLET: Final = re.compile(r"(?<!\S)[•⁃◦‣▪]\s?(?=\S)")
_INTRODUCED: Final = re.compile(r"(?:^|[.!?…:;\n])\s*\Z")
_BEFORE: Final = 8


def item_starts(text: str, language: str) -> frozenset[int]:
    """Where the items of lists inside ``text`` begin, in code points.

    A list is a run of numbers or letters of one style, each the successor of the one before, of which the first stands at
    the start of the text or of a sentence. Where ordinals are written with a full stop (``language``, a primary subtag, is
    neither ``en`` nor ``es``), a number without bracket or bullet counts only after the end of a sentence.
    """
    return frozenset(_numbered(text, strict=language not in ("en", "es")) + _bulleted(text))


def _bulleted(text: str) -> list[int]:
    return [match.start() for match in _BULLET.finditer(text)] if text.lstrip().startswith(_BULLETS) else []


def _numbered(text: str, *, strict: bool) -> list[int]:
    starts: list[int] = []
    run: list[re.Match[str]] = []
    for marker in _MARKER.finditer(text):
        if strict and marker[3] == "." and not marker[1] and not _is_introduced(text, marker.start()):
            continue
        if run and _follows(run[-1], marker):
            run.append(marker)
        elif _is_introduced(text, marker.start()):
            starts += _items(run)
            run = [marker]
    return starts + _items(run)


def _items(run: list[re.Match[str]]) -> list[int]:
    return [marker.start() for marker in run] if len(run) > 1 else []


def _is_introduced(text: str, start: int) -> bool:
    return _INTRODUCED.search(text[max(0, start - _BEFORE) : start]) is not None if start else True


def _follows(marker: re.Match[str], successor: re.Match[str]) -> bool:
    return (marker[1], marker[3]) == (successor[1], successor[3]) and _value(successor) == _value(marker) + 1


def _value(marker: re.Match[str]) -> int:
    """The place of a marker in its row; letters are far from numbers so that none follows the other."""
    return int(marker[2]) if marker[2].isdigit() else ord(marker[2]) + 10_000
