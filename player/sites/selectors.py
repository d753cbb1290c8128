"""CSS selectors of layouts, checked when they are saved: what a page cannot use is refused with the place of the fault."""

import re
from typing import Final, NamedTuple

import soupsieve

_LONGEST: Final = 200
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'')


class _Unsupported(NamedTuple):
    pattern: re.Pattern[str]
    reason: str


# What one of the two selector engines (the browser's; soupsieve on the server) does not know or reads differently.
_UNSUPPORTED: Final = (
    _Unsupported(re.compile(r"::"), "pseudo-elements such as ::before hold no text that could be read"),
    _Unsupported(
        re.compile(r":-soup-|:contains\("), "selecting by contained text is not CSS; select by class or attribute"
    ),
    _Unsupported(re.compile(r"(?<!\\)&"), "the nesting selector & has no meaning outside a style sheet"),
    _Unsupported(re.compile(r"(?<![\\|~^$*])\|(?![=|])"), "namespaces are not supported; leave out the part up to |"),
    _Unsupported(
        re.compile(
            r":(?:hover|focus|active|visited|target|empty|local-link|muted|playing|paused|link|any-link|optional)\b"
        ),
        "this pseudo-class depends on the reader's state or differs between browser and server; select by class or attribute",
    ),
)


def fault_of(selector: str) -> str:
    """What is wrong with ``selector``, as a sentence that says where, or empty when it can be used."""
    if len(selector) > _LONGEST:
        return f"It has {len(selector)} characters; at most {_LONGEST} are allowed."
    # What stands in quotes is a value, whatever characters it holds; it is blanked so that positions stay.
    bare = _QUOTED.sub(lambda value: '"' + " " * (len(value[0]) - 2) + '"', selector)
    for unsupported in _UNSUPPORTED:
        if match := unsupported.pattern.search(bare):
            return f"At character {match.start() + 1} (“{selector[match.start() :][:20]}”): {unsupported.reason}."
    try:
        soupsieve.compile(selector)
    except soupsieve.SelectorSyntaxError as error:
        return _explained(selector, error)
    except (NotImplementedError, ValueError) as error:
        return f"It cannot be used: {error}."
    return ""


def _explained(selector: str, error: soupsieve.SelectorSyntaxError) -> str:
    reason = str(error).splitlines()[0].rstrip(".")
    # Soupsieve names the position a second time, counted from 0, in its own sentence.
    reason = re.sub(r"\s*(?:at |in )?position \d+", "", reason)
    reason = reason.replace("Invalid character ' '", "Something is missing here")
    at = (error.col or 1) - 1
    return f"At character {at + 1} (“{selector[at:][:20] or 'the end'}”): {reason}."
