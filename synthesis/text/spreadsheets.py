"""Tables of comma-separated values that spreadsheets open safely. Pure."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

# A cell that begins with one of these is a formula to some spreadsheet, in its narrow or its wide form (OWASP, “CSV
# Injection”). An apostrophe before it makes it text, and so an apostrophe of the cell's own needs another.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
BYTE_ORDER_MARK: Final = "\ufeff"  # Without it Excel takes UTF-8 for the machine's own code page.


def guarded(cell: str) -> str:
    """The text as a cell that is no formula.

    >>> guarded("=1+1"), guarded("Crab")
    ("'=1+1", 'Crab')
    """
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def write_table(rows: Iterable[Sequence[str | int | float | None]]) -> bytes:
    """The rows in UTF-8, every cell in quotes: texts guarded, numbers as they are, None as an empty cell."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    for row in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return (BYTE_ORDER_MARK + out.getvalue()).encode("utf-8")
