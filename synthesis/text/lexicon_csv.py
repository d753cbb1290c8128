"""A lexicon as a table of comma-separated values, for spreadsheets: safe to open, and nothing is lost on the way.

The first row names the columns, which are the fields of `Lexeme`; ``grapheme`` is needed, any other may be left out.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from synthesis.text.lexeme_fields import NAMES, Entry, FieldError, fields_of, lexeme_from_fields
from synthesis.text.lexemes import Lexeme
from synthesis.text.spreadsheets import FORMULA, write_table

LARGEST_BYTES: Final = 8 << 20


class CsvError(ValueError):
    """A table that cannot be read; the message names the row, the fault and what is possible."""


def write_csv(lexemes: Iterable[Lexeme]) -> bytes:
    """``lexemes`` as a table, oldest first; ids are left out, their order is kept."""
    fields = (fields_of(lexeme) for lexeme in sorted(lexemes, key=lambda each: each.id))
    return write_table([NAMES, *([each[name] for name in NAMES] for each in fields)])


def read_csv(source: bytes) -> tuple[Lexeme, ...]:
    """The lexemes of a table, with ids in the order of its rows. Raises CsvError, for the first fault.

    Commas, semicolons or tabs part the cells, as spreadsheets of different countries write them.
    """
    found = []
    for entry in csv_entries(source):
        if entry.lexeme is None:
            raise CsvError(f"Row {entry.line}: {entry.error}")
        found.append(entry.lexeme)
    return tuple(found)


def csv_entries(source: bytes) -> tuple[Entry, ...]:
    """What each row of a table says, in order, faults and all; its number counts the heading, as spreadsheets do.

    Raises CsvError where the table cannot be read as one.
    """
    if len(source) > LARGEST_BYTES:
        raise CsvError(f"The table has {len(source)} bytes, {LARGEST_BYTES} are allowed. Split it.")
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CsvError(f"Byte {error.start} is not UTF-8. Save the table as “CSV UTF-8”.") from error
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    return tuple(_entries(rows))


def _delimiter(text: str) -> str:
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def _entries(rows: Iterator[list[str]]) -> Iterator[Entry]:
    names: list[str] = []
    number = 0
    try:
        for row_number, row in enumerate(rows, 1):
            if not any(row):
                continue
            if not names:
                names = _header(row)
                continue
            number += 1
            yield _entry(number, row_number, names, row)
    except csv.Error as error:
        raise CsvError(f"After {number} lexemes the table cannot be read: {error}.") from error


def _header(row: list[str]) -> list[str]:
    names = [_bared(name).strip().casefold() for name in row]
    unknown = [name for name in names if name not in NAMES]
    if "grapheme" not in names or unknown or len(set(names)) < len(names):
        raise CsvError(f"The first row must name columns, among them grapheme. Possible: {', '.join(NAMES)}.")
    return names


def _entry(number: int, row_number: int, names: list[str], row: list[str]) -> Entry:
    if len(row) > len(names):
        return Entry(row_number, None, f"It has {len(row)} cells for {len(names)} columns.")
    cells = {name: _bared(cell) for name, cell in zip(names, row, strict=False)}
    try:
        lexeme = lexeme_from_fields(number, {name: cell for name, cell in cells.items() if cell or name in _TEXTS})
    except FieldError as error:
        return Entry(row_number, None, str(error))
    if not lexeme.grapheme:
        return Entry(row_number, None, "grapheme is empty. Write what the lexeme is for.")
    return Entry(row_number, lexeme)


_TEXTS: Final = frozenset(
    {"grapheme", "value", "language", "fallback", "before", "after", "kinds", "pages", "note", "take"}
)


def _bared(cell: str) -> str:
    """The cell without the apostrophe that `guarded` wrote; an apostrophe before a letter is the cell's own."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
