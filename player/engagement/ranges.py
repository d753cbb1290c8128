"""Ranges: sets of whole numbers as sorted, disjoint, half-open pairs; and the model field that keeps one.

Numbers are milliseconds of media time where something was heard, and sentence indexes where sentences were.
PostgreSQL keeps them as ``int4multirange`` and unites them itself; SQLite keeps JSON, and is given functions that do the same.
"""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models

Ranges = tuple[tuple[int, int], ...]

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    _Field = models.Field[Iterable[tuple[int, int]], Ranges]
else:
    _Field = models.Field


def merged(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """The union of ``ranges``: sorted, disjoint, not touching.

    >>> merged([(5, 9), (0, 3), (3, 4), (8, 12)])
    ((0, 4), (5, 12))
    """
    union: list[tuple[int, int]] = []
    for start, end in sorted(each for each in ranges if each[0] < each[1]):
        if union and start <= union[-1][1]:
            union[-1] = (union[-1][0], max(end, union[-1][1]))
        else:
            union.append((start, end))
    return tuple(union)


def length(ranges: Iterable[tuple[int, int]]) -> int:
    """How many numbers disjoint ranges hold."""
    return sum(end - start for start, end in ranges)


def as_json(ranges: Ranges) -> str:
    return json.dumps(ranges, separators=(",", ":"))


def from_json(text: str) -> Ranges:
    return tuple((start, end) for start, end in json.loads(text))


def add_functions(connection: "BaseDatabaseWrapper", **_: object) -> None:
    """Teach a new SQLite connection what PostgreSQL knows: of ranges, and of parts of a text."""
    if connection.vendor == "sqlite":
        database = connection.connection
        database.create_function(
            "ranges_union", 2, lambda a, b: as_json(merged(from_json(a) + from_json(b))), deterministic=True
        )
        database.create_function("ranges_length", 1, lambda ranges: length(from_json(ranges)), deterministic=True)
        database.create_function("split_part", 3, _split_part, deterministic=True)


def _split_part(text: str, separator: str, number: int) -> str:
    parts = text.split(separator)
    return parts[number - 1] if number <= len(parts) else ""


class RangesField(_Field):
    """Sorted, disjoint, half-open ranges of whole numbers."""

    def db_type(self, connection: "BaseDatabaseWrapper") -> str:
        return "int4multirange" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(self, value: Any, connection: "BaseDatabaseWrapper", prepared: bool = False) -> Any:
        if value is None:
            return None
        ranges = merged((start, end) for start, end in value)
        if connection.vendor != "postgresql":
            return as_json(ranges)
        return "{" + ",".join(f"[{start},{end})" for start, end in ranges) + "}"

    def from_db_value(self, value: Any, expression: object, connection: "BaseDatabaseWrapper") -> Ranges | None:
        if value is None:
            return None
        return from_json(value) if isinstance(value, str) else tuple((each.lower, each.upper) for each in value)
