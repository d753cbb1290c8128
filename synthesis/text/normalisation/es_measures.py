"""Measures: units, percentages, temperatures, with a number before them or alone."""

import re
from typing import Final

from synthesis.text.normalisation.context import full_stop, word_before
from synthesis.text.normalisation.es_amounts import FREE_NUMBER, SCALE, amount, spoken_number
from synthesis.text.normalisation.es_numbers import Form
from synthesis.text.normalisation.rules import Hint, Locale, Match, Parts, Rule, Unit

_FEMININE: Final = "f"


def _unit(one: str, many: str = "", gender: str = "") -> Unit:
    return Unit(one, many or f"{one}s", gender=gender)


_METRE: Final = {"nm": "nanómetro", "µm": "micrómetro", "μm": "micrómetro", "mm": "milímetro", "cm": "centímetro",
                 "dm": "decímetro", "m": "metro", "hm": "hectómetro", "km": "kilómetro", "Km": "kilómetro", "KM": "kilómetro"}  # fmt: skip
_POWERS: Final = {"²": ("cuadrado", "cuadrados"), "2": ("cuadrado", "cuadrados"), "³": ("cúbico", "cúbicos"), "3": ("cúbico", "cúbicos")}

_UNITS: Final[dict[str, Unit]] = {
    **{sign: _unit(name) for sign, name in _METRE.items()},
    **{
        sign + power: Unit(f"{name} {one}", f"{name}s {many}")
        for sign, name in _METRE.items()
        for power, (one, many) in _POWERS.items()
    },
    "mg": _unit("miligramo"), "µg": _unit("microgramo"), "g": _unit("gramo"), "gr": _unit("gramo"), "grs": _unit("gramo"),
    "kg": _unit("kilogramo"), "Kg": _unit("kilogramo"), "KG": _unit("kilogramo"), "kgs": _unit("kilogramo"), "kms": _unit("kilómetro"),
    "mts": _unit("metro"), "mt": _unit("metro"), "t": _unit("tonelada", gender=_FEMININE), "Mt": _unit("megatonelada", gender=_FEMININE),
    "ton": _unit("tonelada", gender=_FEMININE), "l": _unit("litro"), "L": _unit("litro"), "lt": _unit("litro"), "lts": _unit("litro"),
    "ml": _unit("mililitro"), "mL": _unit("mililitro"), "cl": _unit("centilitro"), "dl": _unit("decilitro"), "hl": _unit("hectolitro"),
    "cc": Unit("centímetro cúbico", "centímetros cúbicos"), "ha": _unit("hectárea", gender=_FEMININE),
    "h": _unit("hora", gender=_FEMININE), "hs": _unit("hora", gender=_FEMININE), "hr": _unit("hora", gender=_FEMININE),
    "hrs": _unit("hora", gender=_FEMININE), "min": _unit("minuto"), "mins": _unit("minuto"), "s": _unit("segundo"),
    "seg": _unit("segundo"), "ms": _unit("milisegundo"), "km/h": Unit("kilómetro por hora", "kilómetros por hora"),
    "kmh": Unit("kilómetro por hora", "kilómetros por hora"), "kph": Unit("kilómetro por hora", "kilómetros por hora"),
    "Km/h": Unit("kilómetro por hora", "kilómetros por hora"), "m/s": Unit("metro por segundo", "metros por segundo"),
    "km/s": Unit("kilómetro por segundo", "kilómetros por segundo"), "mph": Unit("milla por hora", "millas por hora", gender=_FEMININE),
    "l/km": Unit("litro por kilómetro", "litros por kilómetro"), "mg/l": Unit("miligramo por litro", "miligramos por litro"),
    "mg/dl": Unit("miligramo por decilitro", "miligramos por decilitro"), "mg/dL": Unit("miligramo por decilitro", "miligramos por decilitro"),
    "µg/m³": Unit("microgramo por metro cúbico", "microgramos por metro cúbico"),
    "kg/m³": Unit("kilogramo por metro cúbico", "kilogramos por metro cúbico"), "g/km": Unit("gramo por kilómetro", "gramos por kilómetro"),
    "hab/km²": Unit("habitante por kilómetro cuadrado", "habitantes por kilómetro cuadrado"),
    "hab./km²": Unit("habitante por kilómetro cuadrado", "habitantes por kilómetro cuadrado"),
    "lb": _unit("libra", gender=_FEMININE), "lbs": _unit("libra", gender=_FEMININE), "oz": _unit("onza", gender=_FEMININE),
    "ft": Unit("pie", "pies"), "yd": _unit("yarda", gender=_FEMININE), "kcal": _unit("kilocaloría", gender=_FEMININE),
    "cal": _unit("caloría", gender=_FEMININE), "kJ": _unit("kilojulio"), "W": _unit("vatio"), "kW": _unit("kilovatio"),
    "MW": _unit("megavatio"), "GW": _unit("gigavatio"), "TW": _unit("teravatio"), "Wh": Unit("vatio hora", "vatios hora"),
    "kWh": Unit("kilovatio hora", "kilovatios hora"), "MWh": Unit("megavatio hora", "megavatios hora"),
    "GWh": Unit("gigavatio hora", "gigavatios hora"), "V": _unit("voltio"), "kV": _unit("kilovoltio"), "Hz": Unit("hercio", "hercios"),
    "kHz": Unit("kilohercio", "kilohercios"), "MHz": Unit("megahercio", "megahercios"), "GHz": Unit("gigahercio", "gigahercios"),
    "dB": Unit("decibelio", "decibelios"), "hPa": Unit("hectopascal", "hectopascales"), "kPa": Unit("kilopascal", "kilopascales"),
    "KB": Unit("kilobyte", "kilobytes"), "kB": Unit("kilobyte", "kilobytes"), "MB": Unit("megabyte", "megabytes"),
    "GB": Unit("gigabyte", "gigabytes"), "TB": Unit("terabyte", "terabytes"), "Mb": Unit("megabit", "megabits"),
    "Gb": Unit("gigabit", "gigabits"), "Mbps": Unit("megabit por segundo", "megabits por segundo"),
    "Gbps": Unit("gigabit por segundo", "gigabits por segundo"), "fps": Unit("fotograma por segundo", "fotogramas por segundo"),
    "rpm": Unit("revolución por minuto", "revoluciones por minuto", gender=_FEMININE), "px": Unit("píxel", "píxeles"),
    "Mpx": Unit("megapíxel", "megapíxeles"), "MP": Unit("megapíxel", "megapíxeles"), "CV": Unit("caballo", "caballos"),
    "hp": Unit("caballo de fuerza", "caballos de fuerza"), "HP": Unit("caballo de fuerza", "caballos de fuerza"),
    "msnm": Unit("metro sobre el nivel del mar", "metros sobre el nivel del mar"), "ppm": Unit("parte por millón", "partes por millón"),
    "bpm": Unit("latido por minuto", "latidos por minuto"), "hab": Unit("habitante", "habitantes"), "pts": _unit("punto"), "pp": Unit("punto porcentual", "puntos porcentuales"),
    "p. p.": Unit("punto porcentual", "puntos porcentuales"), "Å": Unit("ángstrom", "ángstroms"), "Ω": Unit("ohmio", "ohmios"),
}  # fmt: skip
# Units that are believed without a number before them.
_LONE_UNITS: Final = ("km/h", "km²", "km2", "m²", "m³", "km", "kg", "kWh", "MWh", "mph", "cm", "mm", "µm", "MW", "GB", "kW", "MHz", "GHz", "msnm")
_SINGULAR_BEFORE: Final = frozenset("por cada un el del al".split())


def _alternatives(signs: tuple[str, ...]) -> str:
    return "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))


_MEASURE: Final = re.compile(
    rf"(?P<number>{FREE_NUMBER})(?: {SCALE}(?: de)?)?(?P<gap> ?)(?P<unit>(?:{_alternatives(tuple(_UNITS))})\.?)(?![\w/²³])"
)
_PERCENT: Final = re.compile(rf"(?P<number>{FREE_NUMBER})(?P<gap> ?)(?P<percent>%|‰)")
_DEGREE_SIGN: Final = r"(?P<degrees>[°º] ?(?P<scale>[CFK])\b|[℃℉])"
_TEMPERATURE: Final = re.compile(rf"(?P<number>{FREE_NUMBER})(?P<gap> ?){_DEGREE_SIGN}")
_LONE_TEMPERATURE: Final = re.compile(_DEGREE_SIGN)
_DEGREES: Final = re.compile(rf"(?P<number>{FREE_NUMBER})(?P<degrees> ?[°º])(?!\w)")
_UNIT_HINT: Final = Hint(re.compile(rf"[0-9] ?(?:(?:{_alternatives(tuple(_UNITS))})(?!\w)|mil|bil)"))
_FEET: Final = Hint(re.compile("[3-8]['’′]"))
_HEIGHT: Final = re.compile(r"(?<!\w)(?P<say>(?P<feet>[3-8])['’′] ?(?P<inches>1[01]|[0-9])(?:\"|”|″|''))")
_LONE: Final = re.compile(rf"(?:(?<![\w/.])|(?<=[€$0-9a-z]/))(?P<say>{_alternatives(_LONE_UNITS)})(?![\w/])")
_NUMBER_AFTER: Final = re.compile(r" [0-9]")
_FRACTION_BEFORE: Final = re.compile(r"(?<![\d ])(?: ?)(?:(?:1/2|½)|(?P<other>\d{1,2}/\d{1,2}|[¼¾⅓⅔⅛])) \Z")
_AFTER_HOURS: Final = re.compile(r"[0-9] ?h(?:rs?\.?)? \Z")
_SCALES: Final = {"C": "Celsius", "F": "Fahrenheit", "K": "Kelvin", "℃": "Celsius", "℉": "Fahrenheit"}
_SIGN: Final = Hint(re.compile("[%‰°º℃℉]"))
_UNIT_SIGN: Final = Hint(re.compile(rf"(?<!\w)(?:{_alternatives(_LONE_UNITS)})(?!\w)"))


def _say_measure(match: Match, locale: Locale) -> Parts | None:
    written = match["unit"]
    unit = _UNITS.get(written) or _UNITS[written.rstrip(".")]
    if written in ("m", "m.") and _AFTER_HOURS.search(match.string, 0, match.start()):
        unit = _UNITS["min"]  # “1 h 45 m”.
    parsed = amount(match["number"], locale)
    form: Form = "feminine" if unit.gender else "masculine"
    scaled = match.end("number") != match.start("gap")
    number = spoken_number(match, locale, "number") if scaled else parsed.spoken(form)
    name = unit.one if parsed.is_one and not scaled else unit.many
    written_stop = written.endswith(".") and written not in _UNITS
    return (("number", number), ("unit", full_stop(match, name, "unit") if written_stop else name))


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


def _say_lone(match: Match, _locale: Locale) -> str:
    unit = _UNITS[match["say"]]
    if _NUMBER_AFTER.match(match.string, match.end()):
        return unit.one  # “km 120” of a road.
    fraction = _FRACTION_BEFORE.search(match.string, max(0, match.start() - 8), match.start())
    if fraction:
        return f"de {unit.one}" if fraction["other"] else unit.one
    if match.string[: match.start()].endswith("/"):
        return unit.one
    return unit.one if word_before(match).lower() in _SINGULAR_BEFORE else unit.many


PERCENT: Final = (
    Rule("percent", _SIGN, _PERCENT, _say_percent),
    Rule("temperature", _SIGN, _TEMPERATURE, _say_temperature),
    Rule("temperature", _SIGN, _LONE_TEMPERATURE, _say_lone_temperature),
)
UNITS: Final = (
    Rule("height", _FEET, _HEIGHT, _say_height),
    Rule("unit", _UNIT_HINT, _MEASURE, _say_measure),
)
DEGREES: Final = (Rule("degrees", _SIGN, _DEGREES, _say_degrees),)
LONE_UNITS: Final = (Rule("unit", _UNIT_SIGN, _LONE, _say_lone),)
