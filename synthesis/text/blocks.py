"""Block: one readable element of a page, in reading order, and the rule that its text obeys."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, get_args

Kind = Literal["title", "heading", "paragraph", "list_item", "quote", "caption", "cell", "code"]
KINDS: Final[frozenset[str]] = frozenset(get_args(Kind))

# White space as listed for both languages: Python's and JavaScript's own notions of ``\s`` differ (U+0085, U+FEFF,
# U+001C-1F).
_WHITE_SPACE: Final = re.compile("[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")
# Soft hyphen, zero-width space, word joiner, and the C0 and C1 controls that are no white space: never seen, never
# spoken.
_INVISIBLE: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060]+")
_UNSPOKEN: Final = re.compile(f"({_WHITE_SPACE.pattern})|{_INVISIBLE.pattern}")
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


HintKind = Literal["lang", "say", "skip", "abbr", "emphasis"]


@dataclass(frozen=True, slots=True)
class Hint:
    """What the page's markup says about ``[start, end)`` of a block's text.

    ``lang``: ``value`` is the language tag of the stretch. ``say``: ``value`` is said instead. ``skip``: nothing is
    said. ``abbr``: ``value`` is what the abbreviation stands for. ``emphasis``: the page stresses it; voices that cannot
    do so speak on as ever.
    """

    start: int
    end: int
    kind: HintKind
    value: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One readable element: its kind and its text as `clean` leaves it.

    ``language`` is the block's own language tag where it differs from the article's, else empty.
    """

    kind: Kind
    text: str
    language: str = ""
    hints: tuple[Hint, ...] = ()


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """``text`` in order: stretches that are seen as they stand, and white space (True); the invisible is left out.

    >>> list(pieces("soft\\u00ad  hyphen"))
    [('soft', False), ('  ', True), ('hyphen', False)]
    """
    text = _LONE_SURROGATE.sub("\ufffd", text)
    at = 0
    for unspoken in _UNSPOKEN.finditer(text):
        if at < unspoken.start():
            yield text[at : unspoken.start()], False
        if unspoken[1]:
            yield unspoken[1], True
        at = unspoken.end()
    if at < len(text):
        yield text[at:], False


def clean(text: str) -> str:
    """``text`` as a block holds it: white space collapsed and trimmed, invisible characters dropped.

    Lone surrogates become U+FFFD, as in every UTF-8 encoder of a browser. The browser's twin of this rule is
    ``static/player/rules.js``; both run ``tests/vectors/clean.json``.

    >>> clean("  A\\u00a0 soft\\u00ad-\\n hyphen ")
    'A soft- hyphen'
    """
    visible = _INVISIBLE.sub("", _LONE_SURROGATE.sub("\ufffd", text))
    return _WHITE_SPACE.sub(" ", visible).strip(" ")
