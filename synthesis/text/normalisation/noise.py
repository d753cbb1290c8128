"""Noise: characters that are seen or are there for the computer, but are not said; for every language."""

import re
from typing import Final

from synthesis.text.normalisation.context import char_after, char_before
from synthesis.text.normalisation.rules import SIGN, Hint, Locale, Match, Rule

# Soft hyphens and zero-width spaces part words for eSpeak, control characters are commands to it; lone surrogates
# cannot be encoded.
_INVISIBLE: Final = (
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd\ud800-\udfff\ue000-\uf8ff"
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
)
# White space that is also control (U+000B, U+001C to U+001F, U+0085) hides from SIGN.
_UNSEEN: Final = Hint(re.compile(f"[{_INVISIBLE}]"))
_BULLET: Final = re.compile(r"\A\s*(?P<say>[•‣◦▪▫●○■□◆◇►▶➤➢✓✔*·–—-]\s)")
_FOOTNOTE: Final = re.compile(r"(?P<say>\[(?:[0-9]{1,3}|[a-z]|(?:n|nb|note) ?[0-9]{1,2}|edit|citation needed|sic)\])")
_RULER: Final = re.compile(r"(?:[-_=~*#]){4,}|[_*]{2,}")
_MARKUP: Final = re.compile(r"[\[\]{}<>«»‹›*`^~\\†‡¶™®℠•◦▪●■□◆◇►▶■´¨]")
_SEPARATOR: Final = re.compile(r"\s(?P<say>[|¦·•/])\s")
_PIPE: Final = re.compile(r"[|¦_]")


def _say_nothing(_match: Match, _locale: Locale) -> str:
    return ""


def _say_pause(_match: Match, _locale: Locale) -> str:
    return ","


def _say_space(match: Match, _locale: Locale) -> str:
    """A space; nothing where the sign is a typed stress around a word: “_really_”."""
    parted = char_before(match).isalnum() and char_after(match).isalnum()
    return " " if parted or match[0] != "_" else ""


INVISIBLE: Final = Rule("invisible", _UNSEEN, re.compile(f"[{_INVISIBLE}]+"), _say_nothing)
"""First of all rules."""

STRUCTURE: Final = (
    Rule("bullet", Hint(_BULLET), _BULLET, _say_nothing),
    Rule("footnote", SIGN, _FOOTNOTE, _say_nothing),
    Rule(
        "ruler",
        Hint(re.compile("[-_=~*#](?:(?<=[_*])[_*]|[-_=~*#]{3})"), needs=frozenset("-_=~*#")),
        _RULER,
        _say_nothing,
    ),
)
"""Before the language's own rules: a hyphen that is a bullet is no minus sign."""

LEFTOVERS: Final = (
    Rule("separator", SIGN, _SEPARATOR, _say_pause),
    Rule("markup", SIGN, _MARKUP, _say_nothing),
    Rule("pipe", Hint(_PIPE, needs=frozenset("|¦_")), _PIPE, _say_space),
)
"""After the language's own rules, which know meanings for some of these signs."""
