"""English names made of digits and letters: telephone numbers, versions, models, flights, chemical formulas, powers."""

import re
from functools import lru_cache
from typing import Final

from synthesis.text.normalisation.context import word_after, word_before
from synthesis.text.normalisation.en_acronyms import said_capitals, spelled
from synthesis.text.normalisation.en_numbers import (
    cardinal,
    digits,
    figures,
    in_groups,
    ordinal,
    plural,
    said_number,
)
from synthesis.text.normalisation.rules import DIGIT, Hint, Locale, Match, Parts, Rule, listed

_SUBSCRIPTS: Final = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_POWERS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")

_PHONE_US: Final = re.compile(
    r"(?<![\w.,/-])(?P<say>(?:(?P<country>\+?1)[-. ])?(?:\((?P<area>[2-9][0-9]{2})\)[ -]?|(?P<code>[2-9][0-9]{2})[-. ])"
    r"(?P<exchange>[0-9]{3})[-. ](?P<line>[0-9]{4}))(?![\w-]|[.,][0-9])"
)
_VANITY: Final = re.compile(r"(?<![\w-])(?P<say>(?:1-)?(?P<area>8[0-9]{2}|9[0-9]{2})-)(?=[A-Z]{2,10}\b)")
_PHONE_LOCAL: Final = re.compile(
    r"(?<![\w.,/-])(?P<say>(?P<exchange>[2-9][0-9]{2})-(?P<line>[0-9]{4}))(?![\w-]|[.,][0-9])"
)
_PHONE_ABROAD: Final = re.compile(
    r"(?<![\w.,])(?P<say>\+[1-9][0-9]{0,2}(?:[ \u00a0.-]?\(?[0-9]{1,6}\)?){2,6})(?![\w-])"
)
_PHONE_GB: Final = re.compile(
    r"(?<![\w.,+/-])(?P<say>\(?0[1-9][0-9]{1,4}\)?[ -][0-9]{3,6}(?:[ -][0-9]{3,4})?)(?![\w-]|[.,][0-9])"
)
_EMERGENCY: Final = re.compile(r"(?<![\w.,$£€/-])(?P<say>911|999|112|988|311|411|211|101|111)(?![\w-]|[.,%][0-9])")
_OTHER_SERVICE: Final = re.compile(r"(?<![0-9])[1-9][0-9]{2}(?:,| or| and) \Z")
_CALLING: Final = listed("call calls called calling dial dials dialed dialled dialing phone phoned text ring rang rung")
_CALLED: Final = listed(
    "call calls caller callers operator operators dispatcher dispatchers hotline tape tapes lifeline"
)

_TEXT_TO: Final = re.compile(r"\b[Tt]ext(?:ing|ed)?(?:(?: [\"“‘]?\w{1,20}[\"”’]?,?)? to)? (?P<say>[0-9]{5,6})(?!\w)")
_SEVENS: Final = Hint(re.compile("7[0-8]7[-xXEL ]"), needs=frozenset("7"))
_TEXTED: Final = Hint(re.compile("(?:to|ext|ing|ed) [0-9]{5}"), DIGIT.needs)
_CALL: Final = re.compile(r"\b(?i:call|dial|emergenc|hotline|lifeline|dispatch)")

_GROUPED: Final = Hint(re.compile(r"[0-9](?:\) ?|[-. ])[0-9]{3}"), DIGIT.needs)
_PLUS: Final = Hint(re.compile(r"\+[1-9]"), needs=frozenset("+"))
_ZERO: Final = Hint(re.compile(r"0[1-9][0-9]{1,4}\)?[ -]"), needs=frozenset("0"))
_SPELT_NUMBER: Final = Hint(re.compile("[89][0-9]{2}-[A-Z]"), needs=frozenset("89"))
_SERVICE: Final = Hint(re.compile("[1-9](?:1[12]|88|99|01)"), needs=frozenset("189"))
_DOTTED: Final = Hint(re.compile(r"[0-9]\.[0-9]{1,5}\.[0-9]"), DIGIT.needs)
_V: Final = Hint(re.compile(r"[vV]\.?[0-9]"), needs=frozenset("vV"))
_ZIPPED: Final = Hint(re.compile(r"(?:[A-Z][A-Z]|[A-Za-z]\.,?) [0-9]{5}"), DIGIT.needs)
_BRACKET: Final = Hint(re.compile(r"[0-9]\([a-z]"), needs=frozenset("("))
_GRADES: Final = Hint(re.compile("K[-–][0-9]"), needs=frozenset("K"))
_MIXED: Final = Hint(re.compile("[0-9](?:(?<=[A-Za-z].)|(?<=[A-Za-z]-.)|(?=-?[A-Za-z]))"), DIGIT.needs)
_VERSION: Final = re.compile(r"(?<![\w.])(?P<v>[vV]\.?[ ]?)?(?P<say>[0-9]{1,5}(?:\.[0-9]{1,5}){2,6})(?![\w]|\.[0-9])")
_V_NUMBER: Final = re.compile(r"(?<![\w.])(?P<say>v\.?(?P<number>[0-9]{1,3}(?:\.[0-9]{1,4})?))(?![\w]|\.[0-9])")
_NAMED: Final = re.compile(
    r"\b(?:[Ff]light(?:[ ][A-Z]{2})?|Boeing(?:['’]s)?|Airbus|[Rr]oom|Highway|Hwy\.|Route|Rte\.|Interstate|I|US|U\.S\.|Title|"
    r"Channel|Studio|Suite|Apt\.)"
    r"[ \u00a0-](?P<say>(?P<number>[0-9]{1,4})(?:-(?P<more>[0-9]{1,3}))?)(?![\w-]|[.,][0-9])"
)
_JET: Final = re.compile(
    r"(?<![\w.,$£€-])(?P<say>7[0-8]7(?:-[0-9]{1,3})?)"
    r"(?:(?<=-...)|(?<=-..)|(?<=-.)|(?=(?:x|X|ER|LR)?[ ](?:MAX|Max|jet|jets|Dreamliner|Dreamliners|plane|planes|aircraft)\b))(?![0-9.-])"
)
_ZIP: Final = re.compile(
    r"(?:(?<=[, ][A-Z]{2} )|(?<=D\.C\. )|(?<=, [A-Z]\.[A-Z]\. )"
    r"|(?<=D\.C\., )|(?<=, [A-Z][a-z]{2}\. )|(?<=, [A-Z][a-z]{3}\. )|(?<=, [A-Z][a-z]{4}\. ))"
    r"(?P<say>[0-9]{5}(?:-[0-9]{4})?)(?!\w)"
)
_COUNTED: Final = re.compile(r"[ ](?:people|children|men|women|[a-z]{3,20}[^s\W]s)\b")
_K12: Final = re.compile(r"\b(?P<say>K[-–](?P<grade>[568]|12))\b")
_SECTION: Final = re.compile(
    r"(?<![\w.])(?P<number>401|403|501|503|529)(?P<open>\()(?P<letter>[a-z])(?P<close>\))(?:\((?P<last>[0-9])\))?"
)
_ALNUM: Final = re.compile(
    r"(?<![\w.,'’&])(?=[A-Za-z0-9-]{0,8}[0-9])(?=[A-Za-z0-9-]{0,8}[A-Za-z])"
    r"(?P<say>(?:[A-Za-z]{1,5}|[A-Z][A-Za-z]{0,5}-)[0-9]{1,4}(?:\.[0-9]{1,2})?(?:[A-Za-z]{1,3}(?:-?[0-9]{1,3}[A-Za-z]?)?)?"
    r"|[0-9]{1,4}-?[A-Z]{1,3}(?:-?[0-9]{1,3}[A-Za-z]?)?|[0-9]{1,4}[a-z](?:[0-9]{1,2})?)(?P<many>['’]?s)?(?!\w)"
)
_SEVERAL: Final = re.compile(r"[A-Z]-?[0-9]{1,4}s\Z")
_RUNS: Final = re.compile(r"[A-Za-z]+|[0-9]+(?:\.[0-9]+)?")
_FORMULA: Final = re.compile(
    r"(?<!\w)(?P<say>[0-9]{0,2}(?:[A-Z][a-z]?[₀-₉]{0,3}|\((?:[A-Z][a-z]?[₀-₉]{0,3}){1,6}\)[₀-₉]{0,3}){1,12})(?P<charge>[⁺⁻])?(?![\w₀-₉])"
)
_SUBSCRIPT: Final = Hint(re.compile("[₀-₉]"), needs=frozenset("₀₁₂₃₄₅₆₇₈₉"))
_POWER: Final = re.compile(r"(?P<say>(?<=[0-9a-zA-Zπ)])[⁰¹²³⁴-⁹⁻]{1,4})")
_CHARGE: Final = re.compile(r"(?<=[A-Za-z])(?P<say>(?P<number>[¹²³⁴]?)(?P<sign>[⁺⁻]))(?![⁰¹²³⁴-⁹])")
_CHARGED: Final = Hint(re.compile("[⁺⁻]"), needs=frozenset("⁺⁻"))
_CARET: Final = re.compile(r"(?<=[0-9a-zA-Z)])(?P<say>\^(?P<power>[0-9]{1,3}))(?![\w.])")
_SUPERSCRIPT: Final = Hint(re.compile("[⁰¹²³⁴-⁹⁻^]"), needs=frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁻^"))


def _spaced_digits(*groups: str | None) -> str:
    return ", ".join(digits(group) for group in groups if group)


def _area(code: str) -> str:
    return f"{cardinal(int(code[0]))} hundred" if code.endswith("00") else digits(code)


def _say_phone_us(match: Match, _locale: Locale) -> str:
    area = _area(match["area"] or match["code"])
    country = "one, " if match["country"] else ""
    if match["country"] and area.endswith("hundred"):
        country = "one "
    return f"{country}{area}, {_spaced_digits(match['exchange'], match['line'])}"


def _say_vanity(match: Match, _locale: Locale) -> str:
    return ("one " if match["say"].startswith("1") else "") + _area(match["area"]) + " "


def _say_phone_local(match: Match, _locale: Locale) -> str | None:
    if match["exchange"] != "555" and word_before(match).lower() not in _CALLING:
        return None
    return _spaced_digits(match["exchange"], match["line"])


def _say_phone_groups(match: Match, _locale: Locale) -> str | None:
    groups = re.findall(r"[0-9]+", match["say"])
    if sum(map(len, groups)) < 8:
        return None
    return ("plus " if match["say"].startswith("+") else "") + _spaced_digits(*groups)


def _say_emergency(match: Match, _locale: Locale) -> str | None:
    if match["say"] in ("911", "988") and _is_about_calls(match.string):
        return digits(match["say"])
    called = word_before(match).lower() in _CALLING or word_after(match).lower() in _CALLED
    listed_with = _OTHER_SERVICE.search(match.string[max(0, match.start() - 8) : match.start()])
    return digits(match["say"]) if called or (listed_with and _is_about_calls(match.string)) else None


@lru_cache(maxsize=64)
def _is_about_calls(sentence: str) -> bool:
    return _CALL.search(sentence) is not None


def _say_version(match: Match, locale: Locale) -> Parts:
    groups = match["say"].split(".")
    said = (" dot " if len(groups) == 4 else " point ").join(figures(part, locale) for part in groups)
    return (("v", _version(match)), ("say", said)) if match["v"] else (("say", said),)


def _version(match: Match) -> str:
    return "" if word_before(match).lower() == "version" else "version "


def _say_v_number(match: Match, locale: Locale) -> str:
    return _version(match) + said_number(match["number"], locale)


def _say_named(match: Match, _locale: Locale) -> str:
    return " ".join(in_groups(group) for group in match["say"].split("-"))


def _say_zip(match: Match, _locale: Locale) -> str | None:
    if _COUNTED.match(match.string, match.end()):
        return None
    return _spaced_digits(*match["say"].split("-"))


def _say_k12(match: Match, _locale: Locale) -> str:
    return f"K through {cardinal(int(match['grade']))}"


def _say_section(match: Match, _locale: Locale) -> str:
    last = f" {cardinal(int(match['last']))}" if match["last"] else ""
    return f"{in_groups(match['number'])} {match['letter'].upper()}{last}"


def _said_run(run: str) -> str:
    """Letters within a code: a word where they can be one (“Covid”, “Model”), else spelt."""
    if len(run) > 2:
        return said_capitals(run) if run.isupper() else run
    return spelled(run.upper())


def said_code(written: str, locale: Locale) -> str:
    """Runs of letters and digits: “A320” as “A-three twenty”, “H2O” as “H two O”, “4K” as “four K”."""
    said = ""
    for run in _RUNS.findall(written):
        if run[0].isalpha():
            letters = _said_run(run)
        elif "." in run:
            letters = said_number(run, locale)
        else:
            letters = in_groups(run)
        said += ("" if not said else "-" if said.endswith("A") else " ") + letters
    return said


def _say_code(match: Match, locale: Locale) -> Parts:
    written = match["say"]
    if _SEVERAL.search(written) and word_before(match).lower() != "iphone":
        return (("say", plural(said_code(written[:-1], locale))),)
    said: Parts = (("say", said_code(written, locale)),)
    return (*said, ("many", "'s")) if match["many"] else said


def _say_formula(match: Match, locale: Locale) -> str | None:
    written = match["say"].translate(_SUBSCRIPTS)
    if written == match["say"]:
        return None
    said = " ".join(
        figures(run, locale) if run.isdigit() else spelled(run.upper())
        for run in re.findall(r"[A-Za-z]+|[0-9]+", written)
    )
    return said + {"⁺": " plus", "⁻": " minus"}.get(match["charge"] or "", "")


def _say_power(match: Match, _locale: Locale) -> str | None:
    return _said_power(int(match["say"].translate(_POWERS))) if re.fullmatch("⁻?[^⁻]+", match["say"]) else None


def _said_power(power: int) -> str:
    if power in (2, 3):
        return " squared" if power == 2 else " cubed"
    return f" to the {ordinal(power)}" if power > 0 else f" to the minus {cardinal(-power)}"


def _say_charge(match: Match, _locale: Locale) -> str:
    """The charge of an ion: “Ca²⁺”."""
    number = f" {cardinal(int(match['number'].translate(_POWERS)))}" if match["number"] else ""
    return number + (" plus" if match["sign"] == "⁺" else " minus")


def _say_caret(match: Match, _locale: Locale) -> str:
    return _said_power(int(match["power"]))


PHONES: Final = (
    Rule("postcode", _ZIPPED, _ZIP, _say_zip),
    Rule("named", DIGIT, _NAMED, _say_named),
    Rule("named", _SEVENS, _JET, _say_named),
    Rule("phone", _GROUPED, _PHONE_US, _say_phone_us),
    Rule("phone", _PLUS, _PHONE_ABROAD, _say_phone_groups),
    Rule("phone", _ZERO, _PHONE_GB, _say_phone_groups),
    Rule("phone", _SPELT_NUMBER, _VANITY, _say_vanity),
    Rule("phone", _GROUPED, _PHONE_LOCAL, _say_phone_local),
    Rule("phone", _TEXTED, _TEXT_TO, _say_zip),
    Rule("phone", _SERVICE, _EMERGENCY, _say_emergency),
)

CODES: Final = (
    Rule("version", _DOTTED, _VERSION, _say_version),
    Rule("version", _V, _V_NUMBER, _say_v_number),
    Rule("formula", _SUBSCRIPT, _FORMULA, _say_formula),
    Rule("charge", _CHARGED, _CHARGE, _say_charge),
    Rule("power", _SUPERSCRIPT, _POWER, _say_power),
    Rule("power", _SUPERSCRIPT, _CARET, _say_caret),
    Rule("grades", _GRADES, _K12, _say_k12),
    Rule("section", _BRACKET, _SECTION, _say_section),
    Rule("code", _MIXED, _ALNUM, _say_code),
)
