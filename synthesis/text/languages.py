"""Language tags (BCP 47): which of several offered languages serves a wanted one."""

import re
from collections.abc import Sequence
from typing import Final

_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")


def is_tag(text: str) -> bool:
    """Whether ``text`` has the shape of a language tag.

    >>> is_tag("es-419"), is_tag("Español"), is_tag("es_MX")
    (True, False, False)
    """
    return _TAG.fullmatch(text) is not None


def best_match(wanted: str, offered: Sequence[str]) -> str | None:
    """The tag of ``offered`` that serves ``wanted``: equal, else the longest shared beginning, else None.

    The primary language must agree; among equals the first offered wins. This is RFC 4647's lookup, extended by falling back to
    a sibling (``es-AR`` is served by ``es-419`` before it is not served at all).

    >>> best_match("es-MX", ("en-US", "es-419", "es-ES"))
    'es-419'
    >>> best_match("fr", ("en-US",)) is None
    True
    """
    parts = wanted.lower().split("-")
    best, best_length = None, 0
    for tag in offered:
        length = _shared(parts, tag.lower().split("-"))
        if length > best_length:
            best, best_length = tag, length
    return best


def _shared(wanted: list[str], offered: list[str]) -> int:
    """Twice the number of leading subtags that agree, one more when the two tags are the same."""
    count = 0
    for one, other in zip(wanted, offered, strict=False):
        if one != other:
            break
        count += 1
    return 2 * count + (wanted == offered)
