"""English counts: fractions, ordinals, ranges, scores, magnitudes, and whatever number is left over."""

import re
from typing import Final

from synthesis.text.normalisation.context import char_after, has, is_equation, word_after, word_before
from synthesis.text.normalisation.en_money import MAGNITUDES
from synthesis.text.normalisation.en_numbers import (
    DASH,
    END,
    NUMBER,
    QUANTITY,
    cardinal,
    digits,
    figures,
    in_groups,
    is_british,
    ordinal,
    plural,
    quantity_parts,
    said_number,
)
from synthesis.text.normalisation.rules import DIGIT, SIGN, Hint, Locale, Match, Parts, Rule, listed

_VULGAR: Final = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
    "⅙": (1, 6), "⅚": (5, 6), "⅐": (1, 7), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8), "⅑": (1, 9), "⅒": (1, 10),
}  # fmt: skip
_DENOMINATORS: Final = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 64, 100, 1000))
_OUT_OF: Final = frozenset((10, 100))
_SLASHED: Final = {"24/7": "twenty-four seven", "9/11": "nine eleven", "7/7": "seven seven", "50/50": "fifty fifty"}

_FIXED: Final = re.compile(r"(?<![\w.,/])(?P<say>24/7|9/11|7/7|50/50)(?![\w/]|[.,][0-9])")
_MARK: Final = re.compile(
    r"(?<![\w.,/])(?P<number>[0-9]{1,2}\.[0-9]{1,2})(?P<say>/)(?P<best>5|10|20|100)(?![\w/]|[.,][0-9])"
)
_VULGAR_FRACTION: Final = re.compile(
    rf"(?:(?<![\w.,])(?P<whole>{NUMBER}))?(?P<gap>[ \u00a0\u202f-]?)(?P<sign>[{''.join(_VULGAR)}])"
)
_FRACTION: Final = re.compile(
    r"(?<![\w.,/-])(?:(?P<whole>[0-9]{1,3})[ \u00a0-])?(?P<top>[0-9]{1,3})[/⁄](?P<bottom>[0-9]{1,4})(?P<ths>ths|rds|nds|th|rd)?"
    r"(?![\w/]|[.,][0-9])"
)
_ORDINAL: Final = re.compile(
    r"(?<![\w.,])(?P<say>(?P<number>[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,9})(?:st|nd|rd|th|ST|ND|RD|TH|ˢᵗ|ⁿᵈ|ʳᵈ|ᵗʰ|º|ª)(?P<many>s)?)(?!\w)"
)
_LIST: Final = re.compile(r"(?<![\w.,])(?P<say>[0-9]{1,2}(?:,[0-9]{1,2}){2,20})(?![\w,]|\.[0-9])")
_PLAYERS: Final = re.compile(r"(?<![\w.,$-])(?P<say>(?P<number>[0-9]{2})ers)(?!\w)")
_ISH: Final = re.compile(r"(?<=[0-9])(?P<say>-?ish)\b")
_PLURAL: Final = re.compile(r"(?:(?<![\w.,$£€'’])|(?<=[0-9]x))(?<![A-Z]-)(?P<say>[$£€]?(?P<number>[0-9]{1,4})s)(?!\w)")
_LARGE: Final = re.compile(rf"{QUANTITY}(?P<short>(?:bn|tn|trn|mn|[mk])(?!\w)|[KMB](?=[ ](?:[a-z]{{3,20}}s|people)\b))")
_EUROPEAN: Final = re.compile(
    r"(?<![\w.,])(?P<say>[0-9]{1,3}(?:(?:\.[0-9]{3}){2,5}|(?:[\u00a0\u202f'’][0-9]{3}){1,5}|(?: [0-9]{3}){2,5})"
    r"|[0-9]{1,2}(?:,[0-9]{2}){1,4},[0-9]{3})(?!\w|[.,][0-9])"
)
_RANGE: Final = re.compile(
    rf"(?<![\w.,:/$£€#-])(?P<low>{NUMBER})(?P<say>{DASH})(?P<high>{NUMBER}){END}(?![-/–:]?[0-9])(?![a-zA-Z])"
)
_LARGE_RANGE: Final = re.compile("(?<=illion|ousand)(?P<say>[-–])(?=[0-9])")
_LARGE_DASH: Final = Hint(re.compile("[nd][-–][0-9]"), DIGIT.needs)
_SERIES: Final = re.compile(r"(?<![\w.,-])(?P<say>[0-9]{1,7}(?:[-–][0-9]{1,7}){2,5})(?![\w-]|[.,][0-9])")
_QUANTITY: Final = re.compile(QUANTITY + END)
_BEHIND: Final = re.compile(rf"(?<![0-9])(?<![0-9][.,])(?P<say>{NUMBER}|\.[0-9]{{1,12}})")
_POINT: Final = re.compile(r"(?<![\w.])(?P<say>\.[0-9]{1,6})(?![\w]|\.[0-9])")
_LONG: Final = re.compile(r"[0-9]{16,}")
_PLUS: Final = re.compile(r"(?<=[0-9%a-z])(?P<say>\+)(?![\w+])")
_TIMES: Final = re.compile(r"(?<![\w.,])(?P<number>[0-9]{1,4}(?:\.[0-9]{1,2})?)(?P<say>[xX×])(?![\w])")

_SCORING: Final = listed(
    "win won wins winning beat beats beaten lead leads led leading lose lost loses loss losing defeat defeated defeats "
    "victory draw drew drawn tie tied score scored scoreline finished ended triumph aggregate penalties up down ahead"
)
# A picture of 4k, a race of 10k.
_LETTERED: Final = listed("2 4 5 8 10 12 15 16")
_LETTERED_NOUNS: Final = listed("races courses walks displays screens televisions monitors")
_STARS: Final = listed("star stars")
# Words that stand between a verb of scoring and the score: “beat West Ham United 3-1”.
_SCORE_REACH: Final = 5
_COUNTED: Final = listed(
    "people men women children kids students pupils teachers workers employees jobs soldiers troops voters votes "
    "residents families households homes houses miles meters metres feet inches kilometers kilometres yards pounds "
    "kilograms kilos tons tonnes gallons liters litres calories words pages points dollars euros deaths cases patients "
    "acres hectares square times copies seats tickets cars years minutes seconds hours days"
)
_FRACTIONS: Final = Hint(re.compile(f"[{''.join(_VULGAR)}]"), needs=frozenset(_VULGAR))
_SLASH: Final = Hint(re.compile("[0-9][/⁄][0-9]"), needs=frozenset("/⁄"))
_SIXTEEN: Final = Hint(re.compile("[0-9][0-9]{15}"), DIGIT.needs)
_ENDED: Final = Hint(re.compile("[0-9](?:[snrtSNRT][tdhTDH]|[ºªˢⁿʳᵗ])"), DIGIT.needs)
_LISTED: Final = Hint(re.compile("[0-9],[0-9]{1,2},"), DIGIT.needs)
_TEAMS: Final = Hint(re.compile("[0-9]ers"), DIGIT.needs)
_ROUGHLY: Final = Hint(re.compile("[0-9]-?ish"), DIGIT.needs)
_PLURALS: Final = Hint(re.compile(r"[0-9]s\b"), DIGIT.needs)
_GROUPED: Final = Hint(re.compile("[0-9][.,'’ \u00a0\u202f][0-9]{2}"), DIGIT.needs)
_SUFFIXED: Final = Hint(re.compile(r"[0-9](?:bn|tn|trn|mn|m|k|K|M|B)\b"), DIGIT.needs)
_CROSSED: Final = Hint(re.compile("[0-9][xX×]"), needs=frozenset("xX×"))
_DASHED: Final = Hint(re.compile("[0-9][ \u00a0\u202f]?[-\u2010-\u2014]"), DIGIT.needs)
_POINTED: Final = Hint(re.compile(r"\.[0-9](?<![0-9]..)"), DIGIT.needs)


def said_fraction(top: int, bottom: int, locale: Locale, *, described: bool = False) -> str:
    """“one half”, “three quarters”, “five sixteenths”; “three quarter” where it describes a noun."""
    name = {2: "half", 4: "quarter"}.get(bottom) or ordinal(bottom, joined=is_british(locale))
    return f"{cardinal(top)} {name if top == 1 or described else plural(name)}"


def _after_whole(top: int, bottom: int, locale: Locale) -> str:
    """The fraction after a whole number: “three and a half”."""
    said = said_fraction(top, bottom, locale)
    return "a " + said.removeprefix("one ") if top == 1 and bottom in (2, 4) else said


def _say_fixed(match: Match, _locale: Locale) -> str:
    return _SLASHED[match["say"]]


def _say_vulgar(match: Match, locale: Locale) -> str:
    top, bottom = _VULGAR[match["sign"]]
    if match["whole"]:
        return f"{said_number(match['whole'], locale)} and {_after_whole(top, bottom, locale)}"
    gap = " " if match["gap"] else ""
    return gap + said_fraction(top, bottom, locale)


def _say_fraction(match: Match, locale: Locale) -> str | None:
    top, bottom = int(match["top"]), int(match["bottom"])
    if not match["whole"] and not match["ths"] and _is_mark(match, bottom):
        return f"{cardinal(top)} out of {cardinal(bottom)}"
    if not match["whole"] and top > bottom > 1 and (has(match.string, "π") or is_equation(match.string)):
        return said_fraction(top, bottom, locale)
    if not 0 < top < bottom or bottom not in _DENOMINATORS:
        return None if match["whole"] else f"{cardinal(top)} {cardinal(bottom)}"
    if match["whole"]:
        return f"{cardinal(int(match['whole']))} and {_after_whole(top, bottom, locale)}"
    return said_fraction(top, bottom, locale, described=char_after(match) == "-")


def _is_mark(match: Match, bottom: int) -> bool:
    """Whether a fraction is what somebody got of what could be had: 8/10, 4/5 stars."""
    after = word_after(match)
    return (bottom in _OUT_OF and after != "of") or after in _STARS


def _say_mark(match: Match, locale: Locale) -> Parts:
    return (
        ("number", said_number(match["number"], locale)),
        ("say", " out of "),
        ("best", cardinal(int(match["best"]))),
    )


def _say_list(match: Match, _locale: Locale) -> str:
    return ", ".join(cardinal(int(number)) for number in match["say"].split(","))


def _say_players(match: Match, _locale: Locale) -> str:
    """“49ers”, “76ers”."""
    return cardinal(int(match["number"])).removesuffix("e") + "ers"


def _say_ish(_match: Match, _locale: Locale) -> str:
    return "-ish"


def _say_plural(match: Match, _locale: Locale) -> str | None:
    """“747s”, “under-16s”; the letter stays one in “iPhone 4s”."""
    number = match["number"]
    if word_before(match).lower() == "iphone":
        return None
    return "hundreds" if number == "100" else "thousands" if number == "1000" else plural(in_groups(number))


def _say_ordinal(match: Match, locale: Locale) -> str:
    words = ordinal(int(match["number"].replace(",", "")), joined=is_british(locale))
    return plural(words) if match["many"] else words


def _say_large(match: Match, locale: Locale) -> Parts:
    name = MAGNITUDES[match["short"]]
    after = word_after(match)
    if (
        match["short"] in "kK"
        and match["number"] in _LETTERED
        and (not after.endswith("s") or after in _LETTERED_NOUNS)
    ):
        name = "K"
    return (*quantity_parts(match, locale), ("short", name))


def _say_european(match: Match, locale: Locale) -> str:
    return cardinal(int("".join(filter(str.isdecimal, match["say"]))), joined=is_british(locale))


def _say_range(match: Match, locale: Locale) -> Parts | None:
    low, high = match["low"], match["high"]
    if match["say"] == " - " and is_equation(match.string):
        return None
    parts: Parts = (("low", _bare(low, match, locale)), ("high", _bare(high, match, locale)))
    if low == high and low in ("20", "50"):
        return (parts[0], ("say", " "), parts[1])
    if is_british(locale) and _is_score(match):
        low, high = ("nil" if number == "0" else cardinal(int(number)) for number in (low, high))
        return (("low", low), ("say", " "), ("high", high))
    return (parts[0], ("say", " to "), parts[1])


def _bare(written: str, match: Match, locale: Locale) -> str:
    year = len(written) == 4 and written.isdecimal() and word_after(match) not in _COUNTED
    return figures(written, locale) if year else said_number(written, locale)


def _say_to(_match: Match, _locale: Locale) -> str:
    return " to "


def _is_score(match: Match) -> bool:
    if not (match["low"].isdecimal() and match["high"].isdecimal()) or max(len(match["low"]), len(match["high"])) > 2:
        return False
    before = match.string[max(0, match.start() - 60) : match.start()].lower()
    near = re.findall(r"[^\W\d_]+|[.,;:]", before)[-_SCORE_REACH:]
    return "0" in (match["low"], match["high"]) or not _SCORING.isdisjoint((*near, word_after(match).lower()))


def _say_series(match: Match, _locale: Locale) -> str:
    """A record or a formation (“12-3-1”) number by number; a book's or an account's number digit by digit."""
    groups = re.split("[-–]", match["say"])
    if max(map(len, groups)) > 2:
        return ", ".join(digits(group) for group in groups)
    return " ".join(cardinal(int(group)) for group in groups)


def _say_quantity(match: Match, locale: Locale) -> Parts:
    """A number by itself: a year if it may be one and nothing that is counted follows."""
    parts = quantity_parts(match, locale)
    if not match["sign"] and not match["low"]:
        return (("number", _bare(match["number"], match, locale)),)
    return parts


def _say_behind(match: Match, locale: Locale) -> str:
    written = match["say"]
    if written.startswith("."):
        return f"point {digits(written)}"
    return figures(written, locale) if written.isdecimal() else said_number(written, locale)


def _say_point(match: Match, _locale: Locale) -> str:
    return f"point {digits(match['say'])}"


def _say_digits(match: Match, _locale: Locale) -> str:
    return digits(match[0])


def _say_plus(match: Match, _locale: Locale) -> str:
    return " plus"


def _say_times(match: Match, locale: Locale) -> Parts:
    said = "times" if word_after(match)[:1].islower() else "X"
    return (("number", said_number(match["number"], locale)), ("say", f" {said}"))


RULES: Final = (
    Rule("long", _SIXTEEN, _LONG, _say_digits),
    Rule("fraction", _SLASH, _FIXED, _say_fixed),
    Rule("fraction", _SLASH, _MARK, _say_mark),
    Rule("fraction", _FRACTIONS, _VULGAR_FRACTION, _say_vulgar),
    Rule("fraction", _SLASH, _FRACTION, _say_fraction),
    Rule("ordinal", _ENDED, _ORDINAL, _say_ordinal),
    Rule("list", _LISTED, _LIST, _say_list),
    Rule("plural", _TEAMS, _PLAYERS, _say_players),
    Rule("roughly", _ROUGHLY, _ISH, _say_ish),
    Rule("plural", _PLURALS, _PLURAL, _say_plural),
    Rule("thousands", _GROUPED, _EUROPEAN, _say_european),
    Rule("large", _SUFFIXED, _LARGE, _say_large),
    Rule("times", _CROSSED, _TIMES, _say_times),
    Rule("series", _DASHED, _SERIES, _say_series),
    Rule("range", _LARGE_DASH, _LARGE_RANGE, _say_to),
    Rule("range", _DASHED, _RANGE, _say_range),
)

LEFTOVERS: Final = (
    Rule("cardinal", DIGIT, _QUANTITY, _say_quantity),
    Rule("decimal", _POINTED, _POINT, _say_point),
    Rule("plus", SIGN, _PLUS, _say_plus),
    Rule("cardinal", DIGIT, _BEHIND, _say_behind),
)
"""After all other rules: every digit that nobody has claimed."""
