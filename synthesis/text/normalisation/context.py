"""Questions that rules ask about the surroundings of a match, within its sentence and within a bounded distance."""

import re
from functools import lru_cache

from synthesis.text.normalisation.rules import Match

_REACH = 40
_LAST_WORD = re.compile(r"([^\W\d_][\w'’.&-]*)[\s\"“‘(«]*\Z")
_NEXT_WORD = re.compile(r"[\s\"“‘(«-]*([^\W\d_][\w'’-]*)")
_REST_IS_CLOSING = re.compile(r"[\s.\"'’”»)\]]*\Z")


def word_before(match: Match, group: str | int = 0) -> str:
    """The word that ends just before the group, or ""; at most spaces and opening quotes lie between."""
    start = match.start(group)
    found = _LAST_WORD.search(match.string[max(0, start - _REACH) : start])
    return found[1] if found else ""


def word_after(match: Match, group: str | int = 0) -> str:
    """The word that begins just after the group, or ""; at most spaces, a hyphen and opening quotes lie between."""
    end = match.end(group)
    found = _NEXT_WORD.match(match.string[end : end + _REACH])
    return found[1] if found else ""


def char_before(match: Match, group: str | int = 0) -> str:
    """The character before the group, or "" at the sentence's start."""
    start = match.start(group)
    return match.string[start - 1] if start else ""


def char_after(match: Match, group: str | int = 0) -> str:
    """The character after the group, or "" at the sentence's end."""
    return match.string[match.end(group) : match.end(group) + 1]


def at_end(match: Match, group: str | int = 0) -> bool:
    """Whether nothing but white space, closing quotes and brackets follows the group."""
    end = match.end(group)
    return len(match.string) - end <= _REACH and _REST_IS_CLOSING.match(match.string, end) is not None


def full_stop(match: Match, spoken: str, group: str | int = 0) -> str:
    """``spoken``, with a full stop where the group takes the sentence's own full stop away with it."""
    taken = match.group(group).endswith(".") and not spoken.endswith(".")
    rest = match.string[match.end(group) : match.end(group) + _REACH]
    return spoken + "." if taken and at_end(match, group) and "." not in rest else spoken


@lru_cache(maxsize=64)
def has(sentence: str, sign: str) -> bool:
    """Whether the sentence has the sign anywhere; asked once a sentence, so that many matches stay cheap."""
    return sign in sentence


@lru_cache(maxsize=64)
def is_paired(sentence: str) -> bool:
    """Whether every straight quotation mark of the sentence has its other one, so that none can be a sign of inches."""
    return sentence.count('"') % 2 == 0


@lru_cache(maxsize=64)
def is_equation(sentence: str) -> bool:
    """Whether the sentence has an equals sign, so that its hyphens and crosses may be operators."""
    return "=" in sentence


@lru_cache(maxsize=64)
def is_shouted(sentence: str) -> bool:
    """Whether the sentence is set in capitals, as headlines are: then capitals say nothing about acronyms."""
    words = re.findall(r"[^\W\d_]{2,}", sentence)
    capital = [word for word in words if word.isupper()]
    return len(capital) >= 2 and len(capital) * 3 >= len(words) * 2
