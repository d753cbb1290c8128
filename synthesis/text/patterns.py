r"""Staff patterns: RE2's syntax, matched in linear time.

RE2 knows only ASCII's letters and digits behind ``\w``, ``\d``, ``\b`` and ``[:alpha:]``; here they are Unicode's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import re2

LONGEST: Final = 500  # Characters of a pattern: beyond it a list of words belongs into lexemes of its own.
_MEMORY_BYTES: Final = 1 << 20  # For the compiled program; RE2 refuses patterns whose repetitions multiply beyond it.

_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_TOKEN: Final = re.compile(
    r"\\[pP]\{[^}]*\}|\\.|\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]|\(\?P?<[=!]|\(\?[=!]|\(\?P=|.", re.DOTALL
)
_IN_CLASS: Final = re.compile(r"\\[pP]\{[^}]*\}|\\.|\[:\^?\w+:\]|.", re.DOTALL)
_LETTERS: Final = r"\p{L}\p{M}\p{N}_"
_OUTSIDE: Final = {r"\w": f"[{_LETTERS}]", r"\W": f"[^{_LETTERS}]", r"\d": r"\p{Nd}", r"\D": r"\P{Nd}"}
_INSIDE: Final = {
    r"\w": _LETTERS,
    r"\d": r"\p{Nd}",
    r"\D": r"\P{Nd}",
    "[:alpha:]": r"\p{L}",
    "[:alnum:]": r"\p{L}\p{N}",
    "[:digit:]": r"\p{Nd}",
    "[:lower:]": r"\p{Ll}",
    "[:upper:]": r"\p{Lu}",
    "[:punct:]": r"\p{P}",
    "[:word:]": _LETTERS,
}
_LOOK_AROUND: Final = "looking ahead and behind is not possible. Use the lexeme's words before and after instead"
_REFUSED: Final = {
    "(?=": _LOOK_AROUND,
    "(?!": _LOOK_AROUND,
    "(?<=": _LOOK_AROUND,
    "(?<!": _LOOK_AROUND,
    "(?P=": "a group cannot be repeated by its name. Write it out",
    r"\B": "only whole words can be asked for. Set where in the word the lexeme matches instead",
    r"\C": "a single byte cannot be matched. Use a full stop for any character",
}


class PatternError(ValueError):
    """A pattern that cannot be used; ``at`` is the place of the fault in it, in code points."""

    def __init__(self, source: str, at: int, fault: str) -> None:
        super().__init__(f"The pattern “{source}” cannot be used: at character {at + 1}, {fault}.")
        self.at = at


class Found(NamedTuple):
    """A match in folded text, and what its groups hold."""

    start: int
    end: int
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    r"""A compiled pattern for folded text; ``\b`` at its ends asks that a word begin, or end, there."""

    source: str
    begins_word: bool
    ends_word: bool
    _compiled: Any

    def matches(self, folded: str) -> Iterator[Found]:
        """The matches in ``folded`` from left to right, none empty, none overlapping."""
        # RE2 reads UTF-8, which has no lone surrogates; a page may.
        text = folded if folded.isascii() else _LONE_SURROGATE.sub("\ufffd", folded)
        for found in self._compiled.finditer(text):
            if found.start() < found.end():
                yield Found(found.start(), found.end(), tuple(group or "" for group in found.groups()))


def compile_pattern(source: str, *, case_sensitive: bool = False) -> Pattern:
    """Raises PatternError, which points at the fault."""
    if len(source) > LONGEST:
        raise PatternError(source[:40] + "…", LONGEST, f"it is longer than {LONGEST}. Make several lexemes of it")
    body = source.removeprefix(r"\b")
    core = body.removesuffix(r"\b") if not body.endswith(r"\\b") else body
    compiled = _compile(source, _translated(source, core, len(source) - len(body)), case_sensitive=case_sensitive)
    if compiled.fullmatch(""):
        raise PatternError(source, 0, "it matches where there is nothing. Use + instead of *")
    return Pattern(source, body != source, core != body, compiled)


def _compile(source: str, translated: str, *, case_sensitive: bool) -> Any:
    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = case_sensitive
    options.max_mem = _MEMORY_BYTES
    try:
        return re2.compile(translated, options)
    except re2.error as error:
        message = error.args[0].decode(errors="replace") if isinstance(error.args[0], bytes) else str(error.args[0])
        fault, _, fragment = message.partition(": ")
        raise PatternError(source, max(0, source.find(fragment)) if fragment else 0, fault) from error


def _translated(source: str, core: str, at: int) -> str:
    parts = []
    for part in _TOKEN.findall(core):
        fault = _fault(part)
        if fault:
            raise PatternError(source, at, fault)
        parts.append(_class(source, part, at) if part[0] == "[" and len(part) > 1 else _OUTSIDE.get(part, part))
        at += len(part)
    return "".join(parts)


def _fault(part: str) -> str:
    if part == r"\b":
        return r"\b is possible at the ends of a pattern only. Make a lexeme of each alternative"
    if re.fullmatch(r"\\[1-9]", part):
        return f"{part} cannot stand for what a group has matched. Write it out"
    return _REFUSED.get(part, "")


def _class(source: str, part: str, at: int) -> str:
    r"""A bracketed class with Unicode's letters; RE2 has no union of a class with the complement of another."""
    parts = []
    for inner in _IN_CLASS.findall(part[1:-1]):
        if inner == r"\W":
            raise PatternError(source, at, r"\W cannot stand within brackets. Use \W beside them: (?:[…]|\W)")
        parts.append(_INSIDE.get(inner, inner))
    return f"[{''.join(parts)}]"
