"""English signs: mathematics, slashes, and the signs that stand for a word."""

import re
from typing import Final

from synthesis.text.normalisation.context import is_equation, word_before
from synthesis.text.normalisation.rules import SIGN, Hint, Locale, Match, Rule

_WORDS: Final = {
    "&": "and", "@": "at", "=": "equals", "≠": "is not equal to", "≈": "is about", "≤": "is at most", "≥": "is at least",
    "÷": "divided by", "−": "minus", "√": "the square root of", "∞": "infinity", "π": "pi", "±": "plus or minus",
    "§": "section", "§§": "sections", "¶": "paragraph", "№": "number", "→": "to", "⇒": "to", "‰": "per mille",
    "°": "degrees", "$": "dollars", "£": "pounds", "€": "euros", "¥": "yen", "%": "percent", "¢": "cents", "#": "", "/": "", "×": "times",
    "Ω": "ohms", "Δ": "delta", "½": "one half", "∑": "sum", "+": "plus", "⁄": "over", "µ": "micro",
}  # fmt: skip
_SLASHED: Final = {
    "and/or": "and or", "he/she": "he or she", "she/he": "she or he", "his/her": "his or her", "him/her": "him or her",
    "s/he": "she or he", "w/": "with", "w/o": "without", "c/o": "care of", "n/a": "not applicable", "either/or": "either or",
    "km/h": "kilometers per hour", "24/7/365": "twenty-four seven three sixty-five",
}  # fmt: skip

_SIGN: Final = re.compile(rf"(?P<say>§§|[{re.escape(''.join(key for key in _WORDS if len(key) == 1))}])")
_CROSS: Final = re.compile(r"(?<=[\w)²³])(?P<say>[ \u00a0]?[×✕⨯][ \u00a0]?|[ ]?x[ ]?(?=[0-9]))(?=[\w(.])")
_DIMENSIONS: Final = Hint(re.compile(r"[×✕⨯x](?:(?<!x)|(?<=[0-9 ]x) ?[0-9])"), needs=frozenset("×✕⨯x"))
_MINUS: Final = re.compile(r"(?<=[\w)])(?P<say>[ \u00a0][-–−][ \u00a0]|−)(?=[\w(])")
_EQUATION: Final = Hint(re.compile(r"[=−]"), needs=frozenset("=−"))
_COMPARED: Final = re.compile(
    r"(?:(?P<operand>(?<!\w)[a-zA-Z]|[0-9)])[ ]?)?(?<![<>=-])(?P<say>[<>])[ ]?(?=-?[0-9$£€.]|[a-zA-Z](?!\w))"
)
_COPYRIGHT: Final = re.compile(r"(?P<say>©|\([cC]\)(?= ?[0-9]{4}))(?=(?P<year> ?[0-9]{4})?)")
_SLASH_WORD: Final = re.compile(
    r"(?<![\w/])(?P<say>and/or|he/she|she/he|his/her|him/her|s/he|w/o|c/o|n/a|N/A|either/or|km/h|24/7/365|w/(?= ))(?![\w/])",
    re.IGNORECASE,
)
_PER: Final = re.compile(
    r"(?<=[a-z])(?P<say>/)(?=(?:hour|hr|day|week|month|year|minute|second|mile|person|gallon|liter|litre|night|kg|lb|pound)\b)"
)
_SLASH: Final = re.compile(r"(?<=\w)(?P<say>/)(?=\w)")
_SLASHES: Final = Hint(re.compile("/"), needs=frozenset("/"))
_DOUBLE_DASH: Final = re.compile(r"(?<=[\w\s,.!?\"”’)])(?P<say>--)(?![-\w]*-)")
_DASHES: Final = Hint(re.compile("--"), needs=frozenset("-"))
_SUPERSCRIPT: Final = re.compile("[⁰¹²³⁴-⁹ᵃ-ᶻ]{1,3}")
_PLUSES: Final = re.compile(r"(?<=\w)(?P<say>\+{1,2})(?!\w)")
_ABOUT: Final = re.compile(r"(?<!\S)(?P<say>~)[ ]?(?=[0-9$£€])")


_HASHES: Final = Hint(re.compile("#[0-9]"), needs=frozenset("#"))
_HEARTS: Final = Hint(re.compile("[❤♥]"), needs=frozenset("❤♥"))
_ANGLES: Final = Hint(re.compile("[<>]"), needs=frozenset("<>"))
_TILDES: Final = Hint(re.compile("~"), needs=frozenset("~"))
_COPYRIGHTS: Final = Hint(re.compile(r"©|\([cC]\)"), needs=frozenset("©("))
_PLUS_SIGNS: Final = Hint(re.compile(r"\+"), needs=frozenset("+"))
_NUMBER_SIGN: Final = re.compile(r"(?<![\w&])(?P<say>#)(?=[0-9]{1,9}(?!\w))")


_QUESTION: Final = re.compile(r"\W*(?:What['’]?s|What is|How much is)[ ][0-9 x×]{3,20}\?")
_SHARP: Final = re.compile(r"(?<![\w#])[A-G](?P<say>#)(?!\w)")
_GRADE: Final = re.compile(
    r"(?<![\w-])(?P<say>(?P<grade>[A-DF])[-−])(?=[ .,;:!?)\"”]|\Z)(?![ ](?:and|or|to)[ ][A-Z]{1,2}-\w)"
)
_GRADES: Final = Hint(re.compile(r"[A-DF](?<!\w.)[-−](?!\w)"), needs=frozenset("-−"))
_MENU: Final = re.compile(r"(?<=\w)(?P<say>[ ][>›→][ ])(?=[A-Z])")
_MENUS: Final = Hint(re.compile("[a-z] [>›→] [A-Z]"), needs=frozenset(">›→"))
_HEART: Final = re.compile("(?<=[Ieu] )(?P<say>(?:❤|♥)\ufe0f?)(?= )")


def _say_heart(_match: Match, _locale: Locale) -> str:
    return "love"


def _say_number(_match: Match, _locale: Locale) -> str:
    return "number"


def _say_sharp(_match: Match, _locale: Locale) -> str:
    return " sharp"


def _say_grade(match: Match, _locale: Locale) -> str:
    return f"{match['grade']}-minus"


def _say_menu(_match: Match, _locale: Locale) -> str:
    return ", "


def _say_sign(match: Match, _locale: Locale) -> str:
    return f" {_WORDS[match['say']]} "


def _say_cross(match: Match, _locale: Locale) -> str:
    if is_equation(match.string) or _QUESTION.match(match.string):
        return " times "
    return " by " if "x" in match["say"] or _is_dimension(match) else " times "


def _is_dimension(match: Match) -> bool:
    """Whether “×” lies between measures: “3 m × 4 m”, “4×100-meter relay”."""
    before = match.string[max(0, match.start() - 3) : match.start()]
    after = match.string[match.end() : match.end() + 12]
    return (
        before[-1:].isalpha()
        or re.match(r"[0-9.,]{1,6}(?:[ -]?(?:cm|mm|km|m|ft|in|meters?|metres?|inch|feet)\b)", after) is not None
    )


def _say_minus(match: Match, _locale: Locale) -> str | None:
    return " minus " if is_equation(match.string) or "−" in match["say"] else None


def _say_compared(match: Match, _locale: Locale) -> str:
    verb = " is " if match["operand"] and word_before(match).lower() not in ("is", "be") else " "
    return f"{verb}{'less' if match['say'] == '<' else 'more'} than "


def _say_copyright(match: Match, _locale: Locale) -> str:
    return "copyright" if match["year"] else ""


def _say_slash_word(match: Match, _locale: Locale) -> str:
    return _SLASHED[match["say"].lower()]


def _say_per(_match: Match, _locale: Locale) -> str:
    return " per "


def _say_space(_match: Match, _locale: Locale) -> str:
    return " "


def _say_dash(_match: Match, _locale: Locale) -> str:
    return " — "


def _say_nothing(_match: Match, _locale: Locale) -> str:
    return ""


def _say_pluses(match: Match, _locale: Locale) -> str:
    return " plus" * len(match["say"])


def _say_about(_match: Match, _locale: Locale) -> str:
    return "about "


BEFORE_WEB: Final = (
    Rule("sharp", Hint(re.compile(r"[A-G]#(?!\w)"), needs=frozenset("#")), _SHARP, _say_sharp),
    Rule("number", _HASHES, _NUMBER_SIGN, _say_number),
    Rule("heart", _HEARTS, _HEART, _say_heart),
)
"""Before hashtags and emoji."""

EARLY: Final = (
    Rule("by", _DIMENSIONS, _CROSS, _say_cross),
    Rule("minus", _EQUATION, _MINUS, _say_minus),
    Rule("compared", _ANGLES, _COMPARED, _say_compared),
    Rule("about", _TILDES, _ABOUT, _say_about),
    Rule("slash", _SLASHES, _SLASH_WORD, _say_slash_word),
    Rule("grade", _GRADES, _GRADE, _say_grade),
    Rule("menu", _MENUS, _MENU, _say_menu),
)
"""Before the numbers that stand beside these signs."""

LATE: Final = (
    Rule("copyright", _COPYRIGHTS, _COPYRIGHT, _say_copyright),
    Rule("plus", _PLUS_SIGNS, _PLUSES, _say_pluses),
    Rule("per", _SLASHES, _PER, _say_per),
    Rule("slash", _SLASHES, _SLASH, _say_space),
    Rule("dash", _DASHES, _DOUBLE_DASH, _say_dash),
    Rule("superscript", SIGN, _SUPERSCRIPT, _say_nothing),
    Rule("sign", SIGN, _SIGN, _say_sign),
)
