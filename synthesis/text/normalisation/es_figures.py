"""Figures: telephone numbers, fractions, ranges and scores, versions, arithmetic, and all other numbers."""

import re
from functools import lru_cache
from typing import Final

from synthesis.text.normalisation.context import char_after, word_after, word_before
from synthesis.text.normalisation.es_amounts import FREE_NUMBER, NUMBER, amount, spoken_number
from synthesis.text.normalisation.es_nouns import counted_gender
from synthesis.text.normalisation.es_numbers import cardinal, digits, fraction, ordinal
from synthesis.text.normalisation.es_regions import region
from synthesis.text.normalisation.rules import DIGIT, SIGN, Hint, Locale, Match, Parts, Rule

_GAP: Final = r"[ .\u2011-]"
_PHONE: Final = re.compile(
    r"(?<![\w.,/-])(?P<say>"
    rf"\+\d{{1,3}}[ -]?(?:\(?\d{{1,4}}\)?{_GAP}?)?\d{{2,4}}(?:{_GAP}?\d{{2,4}}){{1,4}}"
    rf"|(?:(?:1|01|044|045){_GAP})?\(?\d{{3}}\)?{_GAP}\d{{3}}{_GAP}\d{{4}}"
    rf"|(?:1|01){_GAP}?800{_GAP}?\d{{3}}{_GAP}?\d{{2,4}}(?:{_GAP}\d{{2}})?"
    rf"|\(?\d{{2}}\)?{_GAP}\d{{4}}{_GAP}\d{{4}}"
    rf"|9\d{_GAP}\d{{3}}{_GAP}\d{{2}}{_GAP}\d{{2}}|[6789]\d\d{_GAP}\d\d{_GAP}\d\d{_GAP}\d\d"
    r")(?![\w/]|[.,]\d)"
)
_SPANISH_PHONE: Final = re.compile(
    r"(?<![\w.,/-])(?P<say>[6789]\d\d[ -]?\d{3}[ -]?(?!000)\d{3})(?![\w/]|[.,]\d| \d| de )"
)
_GROUPED: Final = Hint(re.compile(rf"[0-9](?:\)?{_GAP}[0-9]{{2}}|[0-9]{{6}}|\) ?[0-9])"), DIGIT.needs)
_EMERGENCY_HINT: Final = Hint(re.compile("9-?1-?1"), DIGIT.needs)
_CALLED: Final = re.compile(r"(?i)(?:tel[.ée]|llam|móvil|celular|whatsapp|marque|marcar|fax|cel\.)")
_CARD: Final = re.compile(r"(?<![\w.,/-])(?P<say>\d{4}(?:[ -]\d{4}){3})(?![\w/]|[ .,-]\d)")
_CALLED_NUMBER: Final = re.compile(r"(?<![\w.,/-])(?P<say>\d{2,10}(?:[ -]\d{2,10}){0,4})(?![\w/]|[.,]\d)")
_EMERGENCY: Final = re.compile(r"(?i)(?<=\b(?:al|el) )(?P<say>911|9-1-1)(?!\w|[.,]\d)")

_GLYPHS: Final = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
    "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
_FRACTION: Final = re.compile(
    rf"(?<![\w/.,])(?:(?P<whole>\d{{1,4}})(?P<gap> ?)(?P<glyph>[{''.join(_GLYPHS)}])|(?P<lone>[{''.join(_GLYPHS)}])"
    r"|(?:(?P<units>\d{1,3}) )?(?P<over>\d{1,4})[/⁄](?P<under>\d{1,4}))(?![\w/⁄]|[.,]\d)"
)
_GLYPH_HINT: Final = Hint(re.compile(rf"\d[/⁄]\d|[{''.join(_GLYPHS)}]"))

_MARK: Final = re.compile(rf"(?P<over>{FREE_NUMBER})(?<=[.,][0-9])(?P<slash>/)(?P<under>10|20|100)(?![\w/]|[.,]\d)")
_RATIO: Final = re.compile(rf"(?P<first>{FREE_NUMBER})(?P<colon>:)(?P<second>{NUMBER})(?![\w:])")
_RATIO_HINT: Final = Hint(re.compile("[0-9]:[0-9]"), DIGIT.needs)
_SCALED: Final = frozenset(("Escala", "Proporción", "Relación", "Razón", "Ratio", "Fórmula"))

_RANGE_DASH: Final = re.compile(r"(?:(?<=[0-9%°ºhm€])|(?<=[mM]\.))(?P<say> ?[-–—] ?)(?=[$€£]?[0-9])")
# Three figures in a row are no range: a line-up (4-3-3), a boxer's record (59-2-2).
_CHAINED_BEFORE: Final = re.compile(r"(?<!\d)\d{1,3}[-–]\d{1,3}\Z")
_CHAINED_AFTER: Final = re.compile(r"\d{1,3}[-–]\d{1,3}(?!\d)")
# A model, not a range: “Boeing 737-800”.
_MODEL_BEFORE: Final = re.compile(
    r"\b(?:Boeing|Airbus|Embraer|Bombardier|Cessna|Tupolev|Antonov|Douglas|ATR) \d{2,4}\Z"
)
_RANGE_HINT: Final = Hint(re.compile(r"[0-9%°ºhm€.] ?[-–—]"))
_NUMBER: Final = re.compile(rf"(?P<number>{FREE_NUMBER})")
_SIGNED_HINT: Final = Hint(re.compile("[-−+±][0-9]"), DIGIT.needs)
_SIGNED: Final = re.compile(r"(?<![\w)\]%.,])(?P<sign>[-−+±])(?=\d)")
_ANY_DIGITS: Final = re.compile(r"(?P<say>\d+)")
_TIMES_HINT: Final = Hint(re.compile("[0-9m] ?[xX×·]"), DIGIT.needs)
_TIMES: Final = re.compile(r"(?<=[\dm])(?P<say> ?[xX×·] ?)(?=[$€]?\d)")
_OPERATOR: Final = re.compile(r"(?<=[\w)²³] )(?P<say>[+×÷=<>≤≥≠≈−*/-])(?= [\w(])")
_TIGHT_OPERATOR: Final = re.compile(r"(?<=[0-9A-Za-z)])(?P<say>[+×÷=<>≤≥≠≈])(?=[0-9A-Za-z(])")
_OPERATORS: Final = {
    "+": "más", "×": "por", "÷": "entre", "=": "igual a", "<": "menor que", ">": "mayor que",
    "≤": "menor o igual que", "*": "por", "≥": "mayor o igual que", "≠": "distinto de", "≈": "aproximadamente",
    "−": "menos", "-": "menos", "/": "entre", "±": "más menos",
}  # fmt: skip
_ARITHMETIC: Final = re.compile(r"\d\s*[+×÷=*/−-]\s*\d[^=]{0,40}=|=\s*\d")
# “8/10” is a mark or a share rather than eight tenths.
_SCORES: Final = (10, 20, 25, 30, 50, 60, 100)
_PAIRED: Final = {(9, 11): "nueve once", (24, 7): "veinticuatro siete", (50, 50): "cincuenta cincuenta"}


@lru_cache(maxsize=16)
def _is_arithmetic(sentence: str) -> bool:
    """Whether the sentence holds a calculation: there “7 - 2” is a difference and no range."""
    return "=" in sentence and _ARITHMETIC.search(sentence) is not None


def _say_phone(match: Match, locale: Locale) -> str | None:
    written = match["say"]
    if sum(character.isdigit() for character in written) < 7:
        return None
    groups = re.findall(r"\+?\d+", written)
    return ", ".join(f"más {digits(group)}" if group[0] == "+" else digits(group) for group in groups)


def _say_spanish_phone(match: Match, locale: Locale) -> str | None:
    called = _CALLED.search(match.string, max(0, match.start() - 40), match.start())
    spanish = region(locale.tag).country == "ES" and counted_gender(word_after(match)) == "alone"
    return _say_phone(match, locale) if called or (spanish and not match["say"].isdigit()) else None


def _say_called_number(match: Match, locale: Locale) -> str | None:
    if not _CALLED.search(match.string, max(0, match.start() - 25), match.start()):
        return None
    return _say_phone(match, locale)


def _say_emergency(match: Match, _locale: Locale) -> str:
    return "nueve uno uno" if "-" in match["say"] else "nueve once"


def _say_fraction(match: Match, _locale: Locale) -> str | None:
    whole = match["whole"] or match["units"]
    if match["over"]:
        over, under = int(match["over"]), int(match["under"])
    else:
        over, under = _GLYPHS[match["glyph"] or match["lone"]]
    if (over, under) in _PAIRED and not whole:
        return _PAIRED[over, under]
    if not 0 < over < under <= 100 or (under in _SCORES and over > 1):
        return _say_ratio(match, over, under)
    feminine = counted_gender(word_after(match)) == "feminine" and char_after(match) == " "
    if word_after(match) in ("parte", "partes"):
        # “Tres cuartas partes”, “la tercera parte”.
        part = f"{cardinal(over, 'feminine')} {ordinal(under, feminine=True)}{'' if over == 1 else 's'}"
    else:
        part = ("media" if feminine else "medio") if (over, under) == (1, 2) else fraction(over, under)
    return f"{cardinal(int(whole), 'feminine' if feminine else 'alone')} y {part}" if whole else part


def _say_ratio(match: Match, over: int, under: int) -> str | None:
    if match["whole"] or match["units"] or not match["over"]:
        return None
    if over >= 1000 and under <= over + 100:
        # A season or a school year: 2023/24.
        return f"{cardinal(over)} {cardinal(under)}"
    return (
        f"{cardinal(over)} sobre {cardinal(under)}"
        if over >= under and under
        else f"{cardinal(over)} de {cardinal(under)}"
    )


def _say_mark(match: Match, locale: Locale) -> Parts:
    """“9.5/10” is a mark like “8/10”."""
    return (
        ("over", amount(match["over"], locale).spoken()), ("slash", "de"), ("under", cardinal(int(match["under"]))),
    )  # fmt: skip


def _say_ratio_or_verse(match: Match, locale: Locale) -> Parts:
    """“1:50,000” is a scale, “Génesis 1:1” a verse; what can be a time of day was claimed before."""
    book = word_before(match)
    between = ", " if book.istitle() and book not in _SCALED else " a "
    if match["first"].isdigit() and len(match["first"]) > 3:
        between = " "  # A standard and its year: ISO 9001:2015.
    first, second = (amount(match[group], locale).spoken() for group in ("first", "second"))
    return (("first", first), ("colon", between), ("second", second))


def _say_dash(match: Match, _locale: Locale) -> str | None:
    if _is_arithmetic(match.string):
        return "menos" if match["say"].strip() != "—" else None
    if _CHAINED_BEFORE.search(match.string, max(0, match.start() - 8), match.start()):
        return ", "
    if _MODEL_BEFORE.search(match.string, max(0, match.start() - 24), match.start()):
        return " "
    if _CHAINED_AFTER.match(match.string, match.end()):
        return ", "
    spaced = match["say"] != match["say"].strip()
    if spaced and match["say"].strip() == "—":
        return None
    return " a " if spaced else "a"


def _say_number(match: Match, locale: Locale) -> Parts:
    return (("number", spoken_number(match, locale, "number")),)


def _say_sign(match: Match, _locale: Locale) -> Parts:
    return (("sign", {"-": "menos ", "−": "menos ", "+": "más ", "±": "más menos "}[match["sign"]].rstrip()),)


def _say_any_digits(match: Match, _locale: Locale) -> str:
    written = match["say"]
    return digits(written) if len(written) > 15 or (written[0] == "0" and len(written) > 1) else cardinal(int(written))


def _say_times(match: Match, _locale: Locale) -> str:
    return "por" if match["say"].strip() == match["say"] else " por "


def _say_operator(match: Match, _locale: Locale) -> str | None:
    sign = match["say"]
    if sign in "-*/" and not _is_arithmetic(match.string):
        return None
    return _OPERATORS[sign]


TIMES: Final = (Rule("times", _TIMES_HINT, _TIMES, _say_times),)
PHONES: Final = (
    Rule("card", _GROUPED, _CARD, _say_phone),
    Rule("telephone", _GROUPED, _PHONE, _say_phone),
    Rule("telephone", _GROUPED, _SPANISH_PHONE, _say_spanish_phone),
    Rule("telephone", _GROUPED, _CALLED_NUMBER, _say_called_number),
    Rule("telephone", _EMERGENCY_HINT, _EMERGENCY, _say_emergency),
)
FRACTIONS: Final = (
    Rule("mark", _GLYPH_HINT, _MARK, _say_mark),
    Rule("fraction", _GLYPH_HINT, _FRACTION, _say_fraction),
)
NUMBERS: Final = (
    Rule("ratio", _RATIO_HINT, _RATIO, _say_ratio_or_verse),
    Rule("range", _RANGE_HINT, _RANGE_DASH, _say_dash),
    Rule("sign", _SIGNED_HINT, _SIGNED, _say_sign),
    Rule("cardinal", DIGIT, _NUMBER, _say_number),
    Rule("figures", DIGIT, _ANY_DIGITS, _say_any_digits),
)
ARITHMETIC: Final = (
    Rule("operator", SIGN, _OPERATOR, _say_operator),
    Rule("operator", SIGN, _TIGHT_OPERATOR, _say_operator),
)
