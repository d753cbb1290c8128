"""Staff patterns: RE2's syntax, in linear time, with Unicode's letters and digits for ``\\w``, ``\\d`` and ``\\b``'s
neighbours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import re2

# Longer patterns are programs; the bound also caps RE2's memory.
LONGEST: Final = 500
_MEMORY_BYTES: Final = 1 << 20


class PatternError(ValueError):
    """A pattern that cannot be used; the message says what is wrong, where, and what to write instead."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern for folded text."""

    source: str
    _compiled: Any

    def matches(self, folded: str) -> Iterator[tuple[int, int]]:
        """The ranges of ``folded`` that match, from left to right, never empty and never overlapping."""
        for found in self._compiled.finditer(folded):
            if found.start() < found.end():
                yield found.start(), found.end()


def compile_pattern(source: str, *, case_sensitive: bool) -> Pattern:
    """Raises PatternError."""
    if len(source) > LONGEST:
        raise PatternError(
            f"The pattern has {len(source)} characters, {LONGEST} are allowed. Make several lexemes of it."
        )
    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = case_sensitive
    options.max_mem = _MEMORY_BYTES
    try:
        return Pattern(source, re2.compile(source, options))
    except re2.error as error:
        raise PatternError(f"The pattern “{source}” cannot be used: {error}.") from error
