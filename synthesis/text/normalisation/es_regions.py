"""Regions: how a Spanish-speaking country writes its numbers, what its “$” is, and a few words it says in its own way."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from synthesis.text.normalisation.rules import listed

# Decimal comma and thousands by point: CLDR, common/main/es*.xml, <symbols>. All other countries follow es-419: 1,500.75.
_DECIMAL_COMMA: Final = listed("ES AR BO CL CO CR EC GQ PY UY VE")
_DOLLARS: Final = listed("US PR EC SV PA ES GQ EA IC 419")
_EUROPE: Final = frozenset(("", "ES", "GQ", "EA", "IC"))


@dataclass(frozen=True, slots=True)
class Region:
    """The conventions of one language tag.

    ``group`` is the thousands sign; empty where the tag names no country, since “es” alone is written both ways:
    there “1.500” and “1,500” are both thousands.
    ``dollars`` says that a bare “$” is dollars; elsewhere it is pesos.
    """

    country: str
    group: str
    dollars: bool
    european: bool

    def is_thousands(self, sign: str) -> bool:
        """Whether one ``sign`` before exactly three digits parts thousands rather than decimals."""
        return sign == self.group or not self.group


@lru_cache(maxsize=64)
def region(tag: str) -> Region:
    """The region of a language tag such as ``es``, ``es-MX`` or ``es-419``; subtags in any case.

    >>> region("es-mx").group, region("es-ES").group, region("es").group
    (',', '.', '')
    """
    subtags = tag.replace("_", "-").split("-")[1:]
    country = next((part.upper() for part in subtags if len(part) in (2, 3) and part.isalnum()), "")
    group = "" if not country else "." if country in _DECIMAL_COMMA else ","
    return Region(country, group, country in _DOLLARS or not country, country in _EUROPE)
