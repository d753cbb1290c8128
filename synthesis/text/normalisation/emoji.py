"""Emoji: skipped among words, named where a sentence has nothing else to say; for every language.

A child who follows the words should not hear “face with tears of joy” in the middle of them, but a message that is only
an emoji
must not be silence.
"""

import re
from functools import lru_cache
from typing import Final

from synthesis.text.normalisation.rules import SIGN, Hint, Locale, Match, Rule

_BASE: Final = (
    "\U0001f000-\U0001faff\u2600-\u27bf\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u231a\u231b\u23e9-\u23fa\u25fb-\u25fe"
)
_JOINERS: Final = "\u200d\ufe0e\ufe0f\U000e0020-\U000e007f"
_RUN: Final = re.compile(f"(?P<gap> ?)(?P<run>[{_BASE}][{_BASE}{_JOINERS}\u20e3]*)")
_KEYCAP: Final = re.compile("(?P<key>[0-9#*])\ufe0f?\u20e3")
_KEYCAPS: Final = Hint(_KEYCAP, needs=frozenset("\u20e3"))
_SELECTOR: Final = re.compile("[\ufe0e\ufe0f\u20e3]")
_SILENT: Final = re.compile(f"[{_JOINERS}\U0001f3fb-\U0001f3ff]")
_FLAG: Final = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_WORDS: Final = re.compile(r"[^\W_]")


def _say_emoji(match: Match, locale: Locale) -> str:
    if _has_words(match.string):
        return "" if match["gap"] else " "
    return ", ".join(dict.fromkeys(filter(None, _names(match["run"], locale))))


@lru_cache(maxsize=64)
def _has_words(sentence: str) -> bool:
    return _WORDS.search(sentence) is not None


def _names(run: str, locale: Locale) -> list[str]:
    """Names of the run's emoji; of a joined sequence (a family, a profession) the first one's."""
    names = []
    at = 0
    while at < len(run):
        if _FLAG.match(run, at):
            names.append(locale.words.get("flag", ""))
            at += 2
        else:
            joined = at > 0 and run[at - 1] == "\u200d"
            names.append("" if joined or _SILENT.match(run, at) else locale.emoji(run[at]))
            at += 1
    return names


def _say_keycap(match: Match, locale: Locale) -> str:
    return locale.figures(match["key"]) if match["key"].isdigit() else ""


def _say_nothing(_match: Match, _locale: Locale) -> str:
    return ""


RULES: Final = (
    Rule("keycap", _KEYCAPS, _KEYCAP, _say_keycap),
    Rule("emoji", SIGN, _RUN, _say_emoji),
    Rule("selector", SIGN, _SELECTOR, _say_nothing),
)
