"""Files: a lexicon as a table or as PLS, and what bringing one in would change, line by line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.core.exceptions import ValidationError

from synthesis.models import Lexeme, Lexicon
from synthesis.text.lexeme_fields import Entry
from synthesis.text.lexicon_csv import csv_entries, write_csv
from synthesis.text.pls import pls_entries, write_pls

MOST_ENTRIES: Final = 20_000
# What makes two rules the same one, written differently: the database's own constraint.
_KEY: Final = ("grapheme", "language", "case_sensitive", "before", "after", "pages")
TYPES: Final = {"csv": "text/csv; charset=utf-8", "pls": "application/pls+xml"}


class Verdict(StrEnum):
    """What a line of a file comes to."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file: what it would do, and to which rule."""

    number: int
    verdict: Verdict
    rule: int | None = None
    before: Lexeme | None = None
    after: Lexeme | None = None
    error: str = ""
    differences: tuple[str, ...] = ()


def exported(lexicon: Lexicon, suffix: str) -> bytes:
    """The lexicon's rules, oldest first, as a file that `lines` reads again without a difference."""
    rows = lexicon.lexemes.select_related("lexicon").order_by("pk")
    rules = [row.as_rule(row.scope) for row in rows]
    return write_csv(rules) if suffix == "csv" else write_pls(rules, "en")


def lines(source: bytes, lexicon: Lexicon) -> tuple[Line, ...]:
    """What each line of a table or a PLS document would change in the lexicon. Raises ValueError where it is neither."""
    is_xml = source.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    entries = pls_entries(source) if is_xml else csv_entries(source)
    if len(entries) > MOST_ENTRIES:
        raise ValueError(f"The file has {len(entries):,} rules, {MOST_ENTRIES:,} are allowed. Split it.")
    return tuple(_lines(entries, lexicon))


def _lines(entries: Iterable[Entry], lexicon: Lexicon) -> Iterator[Line]:
    known = {_key(row.state()): row for row in lexicon.lexemes.all()}
    seen: dict[tuple[Any, ...], int] = {}
    for entry in entries:
        if entry.lexeme is None:
            yield Line(entry.line, Verdict.WRONG, error=entry.error)
            continue
        state = Lexeme.state_of(entry.lexeme)
        if first := seen.get(_key(state)):
            yield Line(entry.line, Verdict.WRONG, error=f"“{state['grapheme']}” stands in line {first} already.")
            continue
        seen[_key(state)] = entry.line
        yield _line(entry.line, lexicon, state, known.get(_key(state)))


def _line(number: int, lexicon: Lexicon, state: dict[str, Any], row: Lexeme | None) -> Line:
    after = Lexeme(pk=row.pk if row else None, lexicon=lexicon, **state)
    try:
        after.clean_fields(exclude=("lexicon",))
        after.clean()
    except ValidationError as error:
        return Line(number, Verdict.WRONG, error=f"“{state['grapheme']}”: {' '.join(error.messages)}")
    if row is None:
        return Line(number, Verdict.NEW, after=after)
    if row.state() == state:
        return Line(number, Verdict.SAME, row.pk, row, after)
    return Line(number, Verdict.CHANGED, row.pk, row, after, differences=tuple(_differences(row, state)))


def _differences(row: Lexeme, state: dict[str, Any]) -> Iterator[str]:
    for name, value in row.state().items():
        if value != state[name]:
            label = name.replace("_", " ")
            yield f"{label}: {_shown(value)} → {_shown(state[name])}"


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "nothing" if value in ("", None) else str(value)


def _key(state: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(state[name] for name in _KEY)
