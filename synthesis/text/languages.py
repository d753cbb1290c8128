"""Language tags (BCP 47): which of several offered languages serves a wanted one."""

from collections.abc import Sequence


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
