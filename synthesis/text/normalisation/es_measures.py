"""Measures: units, percentages, temperatures, with a number before them or alone."""

import re
from typing import Final

from synthesis.text.normalisation.context import char_before, full_stop, word_before
from synthesis.text.normalisation.es_amounts import FREE_NUMBER, SCALE, amount, spoken_number
from synthesis.text.normalisation.es_numbers import Form, cardinal
from synthesis.text.normalisation.es_units import UNITS
from synthesis.text.normalisation.rules import DIGIT, Hint, Locale, Match, Parts, Rule, Unit, listed

# Units that are believed without a number before them.
_LONE_UNITS: Final = (
    "km/h",
    "km²",
    "kms",
    "km2",
    "m²",
    "m³",
    "km",
    "kg",
    "kWh",
    "MWh",
    "mph",
    "cm",
    "mm",
    "µm",
    "MW",
    "GB",
    "kW",
    "MHz",
    "GHz",
    "msnm",
)
_ROOMS: Final = Unit("habitación", "habitaciones", gender="f")
_SINGULAR_BEFORE: Final = listed("por cada un el del al")


def _alternatives(signs: tuple[str, ...]) -> str:
    return "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))


_MEASURE: Final = re.compile(
    rf"(?P<number>{FREE_NUMBER})(?: {SCALE}(?: de)?)?(?P<gap> ?)(?P<unit>(?:{_alternatives(tuple(UNITS))})\.?)(?![\w/²³])"
)
# Powers of ten with their unit: 10⁻⁶ m.
_EXPONENT: Final = re.compile(
    rf"(?<=[0-9A-Za-z)])(?P<power>[⁻−]?[⁰¹²³⁴-⁹]{{1,4}})(?![\w⁻])(?:(?P<gap> )(?P<unit>{_alternatives(tuple(UNITS))})(?![\w/²³]))?"
)
_EXPONENT_HINT: Final = Hint(re.compile("[⁻⁰¹²³⁴-⁹]"), frozenset("⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
_EXPONENTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# “2,3 M de visitas”, “15 K seguidores”.
_MILLIONS: Final = re.compile(
    rf"(?P<number>{FREE_NUMBER}) ?(?:(?P<millions>M)(?= de [a-záéíóúñ])"
    r"|(?P<thousands>[kK])(?= (?:de )?(?:seguidor|suscriptor|visit|vist|reproducc|likes)))"
)
_MILLIONS_HINT: Final = Hint(re.compile("[0-9] ?(?:M de|[kK] )"), DIGIT.needs)
_TIMED: Final = frozenset(("h", "min", "s", "m", "seg"))
_PERCENT: Final = re.compile(rf"(?P<number>{FREE_NUMBER})(?P<gap> ?)(?P<percent>%|‰)")
_DEGREE_SIGN: Final = r"(?P<degrees>[°º] ?(?P<scale>[CFK])\b|[℃℉])"
_TEMPERATURE: Final = re.compile(rf"(?P<number>{FREE_NUMBER})(?P<gap> ?){_DEGREE_SIGN}")
_LONE_TEMPERATURE: Final = re.compile(rf"(?<!\.){_DEGREE_SIGN}")
_DEGREES: Final = re.compile(rf"(?P<number>{FREE_NUMBER})(?P<degrees> ?[°º])(?!\w)")
_UNIT_HINT: Final = Hint(re.compile(rf"[0-9] ?(?:(?:{_alternatives(tuple(UNITS))})(?!\w)|mil|bil)"), DIGIT.needs)
_QUOTE_HINT: Final = Hint(re.compile('[0-9]["″]'), frozenset('"″'))
_INCHES: Final = re.compile(r"(?<![3-8]['’′][0-9])(?<![3-8]['’′]1[01])(?<=[0-9])(?P<say>[\"″])")
_FEET: Final = Hint(re.compile("[3-8]['’′]"), DIGIT.needs)
_HEIGHT: Final = re.compile(r"(?<!\w)(?P<say>(?P<feet>[3-8])['’′] ?(?P<inches>1[01]|[0-9])(?:\"|”|″|''))")
_LONE: Final = re.compile(rf"(?:(?<![\w/.])|(?<=[€$0-9a-z]/))(?P<say>{_alternatives(_LONE_UNITS)})(?![\w/])")
_FRACTION_UNIT: Final = re.compile(r"(?:(?<=[0-9]/[0-9] )|(?<=[½¼¾⅓⅔⅛] ))(?P<say>l|L|g|h|m|lt|lb|oz)(?!\w)")
_FRACTION_UNIT_HINT: Final = Hint(re.compile(r"(?:/[0-9]|[½¼¾⅓⅔⅛]) [lLghmo]"), frozenset("/½¼¾⅓⅔⅛"))
_NUMBER_AFTER: Final = re.compile(r" [0-9]")
_FRACTION_BEFORE: Final = re.compile(r"(?<![\d ])(?: ?)(?:(?:1/2|½)|(?P<other>\d{1,2}/\d{1,2}|[¼¾⅓⅔⅛])) \Z")
_AFTER_HOURS: Final = re.compile(r"[0-9] ?h(?:rs?\.?)? \Z")
_SCALES: Final = {"C": "Celsius", "F": "Fahrenheit", "K": "Kelvin", "℃": "Celsius", "℉": "Fahrenheit"}
_SIGN: Final = Hint(re.compile("[%‰°º℃℉]"))
_UNIT_SIGN: Final = Hint(re.compile(rf"(?<!\w)(?:{_alternatives(_LONE_UNITS)})(?!\w)"))


def _say_measure(match: Match, locale: Locale) -> Parts | None:
    written = match["unit"]
    unit = UNITS.get(written) or UNITS[written.rstrip(".")]
    scaled = match.end("number") != match.start("gap")
    if written in ("m", "m.") and _AFTER_HOURS.search(match.string, 0, match.start()):
        unit = UNITS["min"]  # “1 h 45 m”.
    if unit is UNITS["hab"] and len(match["number"]) == 1 and not scaled:
        unit = _ROOMS  # “3 hab., 2 baños”: of a flat, not of a village.
    # “14 min 04 s”: the zero fills the column.
    figures = (
        match["number"].removeprefix("0")
        if written.rstrip(".") in _TIMED and len(match["number"]) == 2
        else match["number"]
    )
    parsed = amount(figures, locale)
    form: Form = "feminine" if unit.gender else "masculine"
    number = spoken_number(match, locale, "number") if scaled else parsed.spoken(form)
    name = unit.one if parsed.is_one and not scaled else unit.many
    written_stop = written.endswith(".") and written not in UNITS
    return (("number", number), ("unit", full_stop(match, name, "unit") if written_stop else name))


def _say_exponent(match: Match, _locale: Locale) -> Parts | None:
    power = match["power"].translate(_EXPONENTS)
    if power in ("2", "3") and not match["unit"]:
        return None
    number = cardinal(int(power.lstrip("⁻−")))
    said = {"2": "al cuadrado", "3": "al cubo"}.get(power) or f"a la {'' if power.isdigit() else 'menos '}{number}"
    return (("power", f" {said}"), *((("unit", UNITS[match["unit"]].many),) if match["unit"] else ()))


def _say_millions(match: Match, locale: Locale) -> Parts:
    parsed = amount(match["number"], locale)
    if match["thousands"]:
        return (("number", parsed.spoken("masculine")), ("thousands", "mil"))
    return (("number", parsed.spoken("masculine")), ("millions", "millón" if parsed.is_one else "millones"))


def _say_percent(match: Match, locale: Locale) -> Parts:
    name = "por ciento" if match["percent"] == "%" else "por mil"
    return (("number", amount(match["number"], locale).spoken()), ("percent", name))


def _say_temperature(match: Match, locale: Locale) -> Parts:
    scale = _SCALES[match["scale"] or match["degrees"]]
    parsed = amount(match["number"], locale)
    name = "grado" if parsed.is_one else "grados"
    return (("number", parsed.spoken("masculine")), ("degrees", f"{name} {scale}"))


def _say_lone_temperature(match: Match, _locale: Locale) -> str:
    return f"grados {_SCALES[match['scale'] or match['degrees']]}"


def _say_degrees(match: Match, locale: Locale) -> Parts:
    parsed = amount(match["number"], locale)
    return (("number", parsed.spoken("masculine")), ("degrees", "grado" if parsed.is_one else "grados"))


def _say_height(match: Match, locale: Locale) -> str:
    inches = int(match["inches"])
    feet = amount(match["feet"], locale).spoken()
    return f"{feet} pies {amount(match['inches'], locale).spoken('feminine')} pulgada{'' if inches == 1 else 's'}"


def _say_inches(match: Match, _locale: Locale) -> str | None:
    return "pulgadas" if match.string.count(match["say"]) == 1 else None


def _say_lone(match: Match, _locale: Locale) -> str:
    unit = UNITS[match["say"]]
    if match["say"] == "kms":
        return unit.many
    if _NUMBER_AFTER.match(match.string, match.end()):
        return unit.one  # “km 120” of a road.
    fraction = _FRACTION_BEFORE.search(match.string, max(0, match.start() - 8), match.start())
    if fraction:
        return f"de {unit.one}" if fraction["other"] else unit.one
    if char_before(match) == "/":
        return unit.one
    return unit.one if word_before(match).lower() in _SINGULAR_BEFORE else unit.many


PERCENT: Final = (
    Rule("percent", _SIGN, _PERCENT, _say_percent),
    Rule("temperature", _SIGN, _TEMPERATURE, _say_temperature),
    Rule("temperature", _SIGN, _LONE_TEMPERATURE, _say_lone_temperature),
)
MEASURES: Final = (
    Rule("power", _EXPONENT_HINT, _EXPONENT, _say_exponent),
    Rule("scale", _MILLIONS_HINT, _MILLIONS, _say_millions),
    Rule("inches", _QUOTE_HINT, _INCHES, _say_inches),
    Rule("height", _FEET, _HEIGHT, _say_height),
    Rule("unit", _UNIT_HINT, _MEASURE, _say_measure),
)
DEGREES: Final = (Rule("degrees", _SIGN, _DEGREES, _say_degrees),)
LONE_UNITS: Final = (
    Rule("unit", _FRACTION_UNIT_HINT, _FRACTION_UNIT, _say_lone),
    Rule("unit", _UNIT_SIGN, _LONE, _say_lone),
)
