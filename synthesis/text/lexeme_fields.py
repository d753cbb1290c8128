"""A lexeme's fields as strings, for files and forms: what is written is read again, exactly."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, get_args

from synthesis.text.blocks import KINDS
from synthesis.text.lexemes import SCOPES, Lexeme, LexemeKind, Match, scope_name

_YES: Final = frozenset({"yes", "true", "1", "x", "sí", "si"})
_NO: Final = frozenset({"no", "false", "0", ""})
_SEPARATED: Final = re.compile(r"(?:\\.|[^|\\])*")


class FieldError(ValueError):
    """A field that cannot be read; the message names the field, the value and what is possible."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a file says at ``line``: a lexeme, or why it is none."""

    line: int
    lexeme: Lexeme | None
    error: str = ""


def fields_of(lexeme: Lexeme) -> dict[str, str]:
    """Every field of ``lexeme`` but its id, as a string."""
    return {name: write(getattr(lexeme, name)) for name, (write, _) in _FIELDS.items()}


def lexeme_from_fields(number: int, fields: Mapping[str, str]) -> Lexeme:
    """The lexeme with the id ``number`` and ``fields``; those left out have their defaults. Raises FieldError."""
    unknown = ", ".join(sorted(fields.keys() - _FIELDS.keys()))
    if unknown:
        raise FieldError(f"There is no field “{unknown}”. Possible: {', '.join(_FIELDS)}.")
    values: dict[str, Any] = {"grapheme": "", "kind": "alias"}
    for name, text in fields.items():
        try:
            values[name] = _FIELDS[name][1](text)
        except ValueError as error:
            raise FieldError(f"“{text}” is no value for {name}. {error}") from error
    return Lexeme(id=number, **values)


def _one_of(*offered: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.strip() not in offered:
            raise ValueError(f"Possible: {', '.join(offered)}.")
        return text.strip()

    return read


def _scope(text: str) -> int:
    return SCOPES.index(_one_of(*SCOPES)(text))


def _flag(text: str) -> bool:
    wanted = text.strip().casefold()
    if wanted not in _YES | _NO:
        raise ValueError("Possible: yes, no.")
    return wanted in _YES


def _count(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,2}", text.strip()):
        raise ValueError("Possible: a number from 1 to 999.")
    return int(text)


def _pause(text: str) -> int | None:
    if not re.fullmatch(r"[0-9]{0,5}", text.strip()):
        raise ValueError("Possible: a number of milliseconds, or nothing.")
    return int(text) if text.strip() else None


def _joined(words: tuple[str, ...]) -> str:
    r"""Words with ``|`` between them; ``\`` stands before a ``|`` or ``\`` of their own. One empty word is ``\e``."""
    escaped = (re.sub(r"([|\\])", r"\\\1", word) for word in words)
    return "|".join(word or r"\e" for word in escaped)


def _parted(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    parts, at = [], 0
    while at <= len(text):
        found = _SEPARATED.match(text, at)
        word = found.group() if found else ""
        parts.append("" if word == r"\e" else re.sub(r"\\(.)", r"\1", word, flags=re.DOTALL))
        at += len(word) + 1
        if at <= len(text) and text[at - 1] != "|":
            raise ValueError("A backslash stands alone.")
    return tuple(parts)


def _kinds(text: str) -> tuple[str, ...]:
    kind = _one_of(*sorted(KINDS))
    return tuple(kind(each) for each in _parted(text))


_FIELDS: Final[dict[str, tuple[Callable[[Any], str], Callable[[str], Any]]]] = {
    "grapheme": (str, str),
    "kind": (str, _one_of(*get_args(LexemeKind))),
    "value": (str, str),
    "language": (str, str),
    "case_sensitive": (lambda flag: "yes" if flag else "no", _flag),
    "match": (str, _one_of(*get_args(Match))),
    "before": (_joined, _parted),
    "after": (_joined, _parted),
    "reach": (str, _count),
    "sentence_start": (lambda flag: "yes" if flag else "no", _flag),
    "kinds": (_joined, _kinds),
    "scope": (scope_name, _scope),
    "pattern": (lambda flag: "yes" if flag else "no", _flag),
    "fallback": (str, str),
    "pages": (str, str),
    "note": (str, str),
    "enabled": (lambda flag: "yes" if flag else "no", _flag),
    "pause_ms": (lambda pause_ms: "" if pause_ms is None else str(pause_ms), _pause),
    "take": (str, str),
}
NAMES: Final = tuple(_FIELDS)
