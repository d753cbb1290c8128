"""A lexicon as a table of comma-separated values, for spreadsheets: safe to open, and nothing is lost on the way.

The first row names the columns, which are the fields of `Lexeme`; ``grapheme`` is needed, any other may be left out.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from synthesis.text.lexeme_fields import NAMES, FieldError, fields_of, lexeme_from_fields
from synthesis.text.lexemes import Lexeme

LARGEST_BYTES: Final = 8 << 20
# A cell that begins with one of these is a formula to some spreadsheet, in its narrow or its wide form (OWASP, “CSV
# Injection”). An apostrophe before it makes it text, and so an apostrophe of the cell's own needs another.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
_BYTE_ORDER_MARK: Final = "\ufeff"  # Without it Excel takes UTF-8 for the machine's own code page.


class CsvError(ValueError):
    """A table that cannot be read; the message names the row, the fault and what is possible."""


def write_csv(lexemes: Iterable[Lexeme]) -> bytes:
    """``lexemes`` as a table, oldest first; ids are left out, their order is kept."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(NAMES)
    for lexeme in sorted(lexemes, key=lambda each: each.id):
        fields = fields_of(lexeme)
        writer.writerow([_guarded(fields[name]) for name in NAMES])
    return (_BYTE_ORDER_MARK + out.getvalue()).encode("utf-8")


def read_csv(source: bytes) -> tuple[Lexeme, ...]:
    """The lexemes of a table, with ids in the order of its rows. Raises CsvError.

    Commas, semicolons or tabs part the cells, as spreadsheets of different countries write them.
    """
    if len(source) > LARGEST_BYTES:
        raise CsvError(f"The table has {len(source)} bytes, {LARGEST_BYTES} are allowed. Split it.")
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CsvError(f"Byte {error.start} is not UTF-8. Save the table as “CSV UTF-8”.") from error
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    return tuple(_lexemes(rows))


def _delimiter(text: str) -> str:
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def _lexemes(rows: Iterator[list[str]]) -> Iterator[Lexeme]:
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
            yield _lexeme(number, row_number, names, row)
    except csv.Error as error:
        raise CsvError(f"After {number} lexemes the table cannot be read: {error}.") from error


def _header(row: list[str]) -> list[str]:
    names = [_bared(name).strip().casefold() for name in row]
    unknown = [name for name in names if name not in NAMES]
    if "grapheme" not in names or unknown or len(set(names)) < len(names):
        raise CsvError(f"The first row must name columns, among them grapheme. Possible: {', '.join(NAMES)}.")
    return names


def _lexeme(number: int, row_number: int, names: list[str], row: list[str]) -> Lexeme:
    if len(row) > len(names):
        raise CsvError(f"Row {row_number} has {len(row)} cells for {len(names)} columns.")
    cells = {name: _bared(cell) for name, cell in zip(names, row, strict=False)}
    try:
        lexeme = lexeme_from_fields(number, {name: cell for name, cell in cells.items() if cell or name in _TEXTS})
    except FieldError as error:
        raise CsvError(f"Row {row_number}: {error}") from error
    if not lexeme.grapheme:
        raise CsvError(f"Row {row_number}: grapheme is empty. Write what the lexeme is for.")
    return lexeme


_TEXTS: Final = frozenset({"grapheme", "value", "language", "fallback", "before", "after", "kinds"})


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _bared(cell: str) -> str:
    """The cell without the apostrophe that `_guarded` wrote; an apostrophe before a letter is the cell's own."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
