"""CSS selectors of layouts, checked when they are saved: what a page cannot use is refused with the place of the fault.

A selector is read by two engines: the browser's in the page, soupsieve's on the service. What one of them does not know, or reads
differently, would have page and service read different texts, so it is refused as well.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

import soupsieve

_LONGEST: Final = 200
# What stands in quotes, comments and escapes is no syntax; it is blanked so that positions stay.
_NO_SYNTAX: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|/\*.*?\*/|\\.', re.DOTALL)
# Pseudo-classes that say the same to both, of any page at any time.
_STEADY: Final = frozenset(
    {
        *("is", "where", "not", "has", "root", "scope", "lang", "first-child", "last-child", "only-child", "nth-child"),
        *("nth-last-child", "first-of-type", "last-of-type", "only-of-type", "nth-of-type", "nth-last-of-type"),
    }
)
_PSEUDO_CLASS: Final = re.compile(r"(?<!:):(?P<name>-?[\w-]+)")
_CONTAINS: Final = re.compile("contains$|-soup-")


class _Unsupported(NamedTuple):
    pattern: re.Pattern[str]
    reason: str


_UNSUPPORTED: Final = (
    _Unsupported(re.compile("::"), "pseudo-elements such as ::before hold no text that could be read"),
    _Unsupported(re.compile("&"), "the nesting selector & has no meaning outside a style sheet"),
    _Unsupported(re.compile(r"\|(?!=)"), "namespaces are not supported; leave out the part up to |"),
    _Unsupported(re.compile("!="), "!= is not CSS; write :not([name=value])"),
    _Unsupported(re.compile(r"(?<=[\"'\s\w])\s+[sS]\s*\]"), "browsers do not know the flag s; leave it out"),
    _Unsupported(re.compile(r"\[[^]]*(?:\Z|\[)"), "a bracket [ is not closed"),
    _Unsupported(re.compile(r":(?:not|has|is|where)\(\s*\)"), "the brackets are empty"),
    _Unsupported(
        re.compile(r":lang\((?!\s*[A-Za-z-]+\s*\))"), "browsers know :lang only with one language, without quotes"
    ),
    _Unsupported(re.compile(r":has\([^)]*:(?:has|scope)\b"), ":has cannot hold :has or :scope"),
    _Unsupported(
        re.compile(r":has\((?:[^)]*,)?\s*[>+~]?\s*[^\s>+~,)]+(?:\s+|\s*[>+~]\s*)[^\s,)]"),
        "the service knows no combinator between elements within :has; name the element alone",
    ),
)
_NOT_CSS: Final = "selecting by contained text is not CSS; select by class or attribute"
_NOT_STEADY: Final = (
    "this pseudo-class depends on the reader's state, is unknown, or differs between browser and server; "
    "select by class or attribute"
)
# Sentences of soupsieve's, and what they mean to somebody who wrote a selector.
_SAID_BETTER: Final = {
    "Invalid character ' '": "Something is missing here",
    "Using strict rules": "the service knows no combinator here; name the element alone",
}


def fault_of(selector: str) -> str:
    """What is wrong with ``selector``, a sentence with its place for each fault, or empty when it can be used."""
    if len(selector) > _LONGEST:
        return f"It has {len(selector)} characters; at most {_LONGEST} are allowed."
    found = sorted(_differences(selector)) or _syntax_faults(selector)
    return " ".join(f"At character {at + 1} (“{selector[at:][:20] or 'the end'}”): {reason}." for at, reason in found)


def _differences(selector: str) -> Iterator[tuple[int, str]]:
    """What the two engines do not read alike: where it begins, and the reason."""
    bare = _NO_SYNTAX.sub(lambda match: _blank(match[0]), selector)
    for pattern, reason in _UNSUPPORTED:
        if match := pattern.search(bare):
            yield match.start(), reason
    for match in _PSEUDO_CLASS.finditer(bare):
        name = match["name"].lower()
        if name not in _STEADY:
            yield match.start(), _NOT_CSS if _CONTAINS.search(name) else _NOT_STEADY


def _blank(text: str) -> str:
    if text[0] in "\"'":
        return f'"{" " * (len(text) - 2)}"'
    return "x" * len(text) if text[0] == "\\" else " " * len(text)


def _syntax_faults(selector: str) -> list[tuple[int, str]]:
    """The fault at which the service's parser stops, if it does."""
    try:
        soupsieve.compile(selector)
    except soupsieve.SelectorSyntaxError as error:
        reason = str(error).splitlines()[0].rstrip(".")
        # Soupsieve names the position a second time, counted from 0, in its own sentence.
        reason = re.sub(r"\s*(?:at |in )?post?ition \d+", "", reason)
        for found, said in _SAID_BETTER.items():
            reason = said if found in reason else reason
        return [((error.col or 1) - 1, reason)]
    except (NotImplementedError, ValueError, RecursionError) as error:
        return [(0, f"it cannot be used: {error}".rstrip("."))]
    return []
