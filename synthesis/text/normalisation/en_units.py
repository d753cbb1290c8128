"""English units of measure, percentages, temperatures and heights."""

import re
from typing import Final

from synthesis.text.normalisation.context import at_end, word_after, word_before
from synthesis.text.normalisation.en_numbers import END, QUANTITY, cardinal, quantity_parts, said_number
from synthesis.text.normalisation.rules import DIGIT, Hint, Locale, Match, Parts, Rule, Unit, listed

FRACTIONS: Final = Hint(
    re.compile(r"[½¼¾⅓⅔⅛⅜⅝⅞]|[0-9]/[0-9]|(?:illion|thousand|hundred) "), frozenset("½¼¾⅓⅔⅛⅜⅝⅞0123456789")
)


def _regular(one: str) -> Unit:
    return Unit(one, f"{one}s")


def _same(name: str) -> Unit:
    return Unit(name, name)


# Longest names of the SI, of US customary and of computing units that newspapers use.
UNITS: Final[dict[str, Unit]] = {
    "km": _regular("kilometer"), "cm": _regular("centimeter"), "mm": _regular("millimeter"), "m": _regular("meter"),
    "nm": _regular("nanometer"), "µm": _regular("micrometer"), "μm": _regular("micrometer"),
    "ft": Unit("foot", "feet"), "in": Unit("inch", "inches"), "yd": _regular("yard"), "yds": _regular("yard"),
    "mi": _regular("mile"), "kg": _regular("kilogram"), "kgs": _regular("kilogram"), "g": _regular("gram"),
    "mg": _regular("milligram"), "µg": _regular("microgram"), "μg": _regular("microgram"), "mcg": _regular("microgram"),
    "lb": _regular("pound"), "lbs": _regular("pound"), "oz": _regular("ounce"), "l": _regular("liter"),
    "L": _regular("liter"), "ml": _regular("milliliter"), "mL": _regular("milliliter"), "cl": _regular("centiliter"),
    "dL": _regular("deciliter"), "dl": _regular("deciliter"), "gal": _regular("gallon"), "qt": _regular("quart"),
    "tsp": _regular("teaspoon"), "tbsp": _regular("tablespoon"), "ha": _regular("hectare"),
    "mph": Unit("mile per hour", "miles per hour"), "kph": Unit("kilometer per hour", "kilometers per hour"),
    "kmh": Unit("kilometer per hour", "kilometers per hour"), "mpg": Unit("mile per gallon", "miles per gallon"),
    "hr": _regular("hour"), "hrs": _regular("hour"), "h": _regular("hour"), "min": _regular("minute"),
    "mins": _regular("minute"), "sec": _regular("second"), "secs": _regular("second"), "ms": _regular("millisecond"),
    "yr": _regular("year"), "yrs": _regular("year"), "Hz": _same("hertz"), "kHz": _same("kilohertz"),
    "MHz": _same("megahertz"), "GHz": _same("gigahertz"), "W": _regular("watt"), "kW": _regular("kilowatt"),
    "MW": _regular("megawatt"), "GW": _regular("gigawatt"), "TW": _regular("terawatt"),
    "Wh": _regular("watt hour"), "kWh": _regular("kilowatt hour"), "MWh": _regular("megawatt hour"),
    "GWh": _regular("gigawatt hour"), "TWh": _regular("terawatt hour"), "kV": _regular("kilovolt"),
    "mAh": _regular("milliamp hour"), "kB": _regular("kilobyte"), "KB": _regular("kilobyte"),
    "MB": _regular("megabyte"), "GB": _regular("gigabyte"), "TB": _regular("terabyte"), "PB": _regular("petabyte"),
    "kbps": Unit("kilobit per second", "kilobits per second"), "Mbps": Unit("megabit per second", "megabits per second"),
    "Gbps": Unit("gigabit per second", "gigabits per second"), "MP": _regular("megapixel"), "px": _regular("pixel"),
    "fps": Unit("frame per second", "frames per second"), "rpm": Unit("revolution per minute", "revolutions per minute"),
    "bpm": Unit("beat per minute", "beats per minute"), "dpi": Unit("dot per inch", "dots per inch"),
    "dB": _regular("decibel"), "kcal": _regular("kilocalorie"), "cal": _regular("calorie"), "J": _regular("joule"),
    "kJ": _regular("kilojoule"), "hPa": _regular("hectopascal"), "kPa": _regular("kilopascal"),
    "psi": Unit("pound per square inch", "pounds per square inch"), "ppm": _same("parts per million"),
    "ppb": _same("parts per billion"), "cc": Unit("cubic centimeter", "cubic centimeters"),
    "hp": _same("horsepower"), "pct": _same("percent"), "s": _regular("second"), "d": _regular("day"),
    "day": _regular("day"), "hour": _regular("hour"), "week": _regular("week"), "month": _regular("month"),
    "year": _regular("year"), "person": Unit("person", "people"), "minute": _regular("minute"),
    "second": _regular("second"),
}  # fmt: skip

# Said of a bare number only with more context than the letter, or not at all.
_ONLY_AFTER_SLASH: Final = listed("s d day hour week month year person minute second")
_PLAIN: Final = "|".join(sorted(map(re.escape, UNITS.keys() - _ONLY_AFTER_SLASH), key=len, reverse=True))
_AFTER_SLASH: Final = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))

_MEASURE: Final = re.compile(
    rf"{QUANTITY}{END}(?P<gap>[ \u00a0\u202f]?|-)"
    rf"(?P<unit>(?:(?P<shape>sq|cu)(?:\.[ ]?|[ ]))?(?P<base>{_PLAIN})(?P<power>[²³]|(?<=m)[23](?!\w)|(?<=ft)[23](?!\w))?"
    rf"(?:/(?P<per>100 km|(?:{_AFTER_SLASH})(?![A-Za-z]))(?P<perpower>[²³]|[23](?!\w))?)?)(?![\w/$&'’])"
    rf"(?P<dot>(?<=ft|in|lb|oz|mi|yd|hr|qt|yr)\.|(?<=lbs|hrs|min|sec|yds|gal|yrs|tsp)\.|(?<=mins|secs|tbsp)\.)?"
)
_PERCENTS: Final = Hint(re.compile("[%‰]"), needs=frozenset("%‰"))
_FEET: Final = Hint(re.compile("[0-9] ?['’′]"), DIGIT.needs)
_FOOT: Final = Hint(re.compile("t-[0-9]"), DIGIT.needs)
_ARCS: Final = Hint(re.compile("[°º′″]"), needs=frozenset("°º′″"))
_DEGREES: Final = Hint(re.compile("[0-9][ \u00a0\u202f]?[°º˚℃℉CF]"), needs=frozenset("°º˚℃℉CF"))
_UNITS_HINT: Final = Hint(re.compile("[0-9][ \u00a0\u202f-]?[A-Za-zµμ]"), needs=DIGIT.needs)
_BEHIND: Final = re.compile(
    r"(?P<fraction>[½¼¾⅓⅔⅛⅜⅝⅞]|[0-9]/[0-9]{1,2}|(?:illion|thousand|hundred)(?=[ ]\w\w))(?P<gap>[ \u00a0-]?)"
    rf"(?P<unit>(?:(?P<shape>sq|cu)(?:\.[ ]?|[ ]))?(?P<base>{_PLAIN}))(?![\w/$&'’])(?P<dot>\.)?"
)
_PERCENT: Final = re.compile(rf"{QUANTITY}{END}(?P<sign2>(?<=[0-9])[ \u00a0\u202f]?(?P<say>[%‰]))")
_LOW_PERCENT: Final = re.compile(r"(?<=[0-9])(?P<say>%)(?P<to>[ ]?[-–—][ ]?)(?=[0-9.]{1,7}%)")
_TEMPERATURE: Final = re.compile(
    rf"{QUANTITY}{END}[ \u00a0\u202f]?(?P<unit>[°º˚][ \u00a0]?(?P<scale>[CF])(?!\w)|℃|℉|[°º˚](?!\w)|[ ]?(?P<letter>[CF])(?!\w))"
)
_SCALES: Final = {"C": "Celsius", "F": "Fahrenheit", "℃": "Celsius", "℉": "Fahrenheit"}
_WEATHER: Final = listed(
    "temperature temperatures heat high highs low lows degrees of to at above below reached hit oven around between"
)
_HEIGHT: Final = re.compile(
    r"(?<![\w.,])(?P<feet>[0-9]{1,2})[ ]?(?P<foot>['’′])[ ]?(?P<inches>[0-9]{1,2}(?:\.5)?)(?P<inch>[\"”″]|''|’’)"
)
_FOOT_INCH: Final = re.compile(r"\b(?P<unit>foot|feet)(?P<say>-)(?=[0-9]{1,2}\b)")
_ARC: Final = re.compile(r"(?<=[0-9])(?P<say>[°º′″])(?=[ ]?(?:[0-9]|[NSEW]\b))|(?<=[0-9])(?P<prime>[′″])")
_RACES: Final = listed(
    "race sprint final finals dash relay freestyle butterfly backstroke hurdles record title event heat run"
)
_PLURAL_NOUN: Final = re.compile(r"[ ](?:[a-z]{2,20} )?(?:people|[a-z]{3,20}[^s\W]s|women|men|children)\b")


def _british(name: str) -> str:
    return name.replace("meter", "metre").replace("liter", "litre")


BRITISH_UNITS: Final = {sign: Unit(_british(unit.one), _british(unit.many)) for sign, unit in UNITS.items()}


def _shape(power: str | None, shape: str | None) -> str:
    if power in ("²", "2") or shape == "sq":
        return "square "
    return "cubic " if power in ("³", "3") or shape == "cu" else ""


def _is_singular(match: Match) -> bool:
    if match["gap"] == "-" or (match["number"] == "1" and not match["low"]):
        return True
    after = word_after(match)
    if match["base"] == "m" and after in _RACES:
        return True
    return word_before(match).lower() in ("a", "an") and after[:1].islower()


def _say_measure(match: Match, locale: Locale) -> Parts | None:
    if _is_no_measure(match):
        return None
    unit = locale.units[match["base"]]
    name = _shape(match["power"], match["shape"]) + (unit.one if _is_singular(match) else unit.many)
    if match["per"]:
        name += " per " + _per(match, locale)
    stop = "." if match["dot"] and at_end(match) else ""
    dot: Parts = (("dot", stop),) if match["dot"] else ()
    gap: Parts = (("gap", " "),) if match["gap"] == "-" else ()
    return (*quantity_parts(match, locale), *gap, ("unit", name), *dot)


def _say_behind(match: Match, locale: Locale) -> Parts | None:
    """A unit after a fraction or “million”, which another rule says: “3½ lbs.”, “1/2 mi”, “2 million lbs.”."""
    whole = match["fraction"].isalpha() or (
        match.start() and match.string[max(0, match.start() - 2) : match.start()].strip(" -").isdecimal()
    )
    if match["base"] == "in" and not match["dot"]:
        return None
    unit = locale.units[match["base"]]
    name = _shape(None, match["shape"]) + (unit.many if whole and match["gap"] != "-" else unit.one)
    dot: Parts = (("dot", "." if at_end(match) else ""),) if match["dot"] else ()
    gap: Parts = (("gap", " "),) if match["gap"] == "-" else ()
    return (*gap, ("unit", name), *dot)


def _per(match: Match, locale: Locale) -> str:
    if match["per"] == "100 km":
        return f"one hundred {locale.units['km'].many}"
    name = locale.units[match["per"]].one
    return f"{name} squared" if match["per"] == "s" and match["perpower"] else _shape(match["perpower"], None) + name


def _is_no_measure(match: Match) -> bool:
    """“5 in 10” and “5m people” look like measures and are not."""
    base = match["base"]
    if base == "in":
        return not (
            match["dot"] or match["shape"] or match["gap"] == "-" or word_before(match) in ("ft", "ft.", "feet", "foot")
        )
    bare = base == "m" and not match["gap"] and not match["power"] and not match["per"]
    return bare and _PLURAL_NOUN.match(match.string, match.end()) is not None


def _say_percent(match: Match, locale: Locale) -> Parts:
    name = "percent" if match["say"] == "%" else "per mille"
    return (*quantity_parts(match, locale), ("say", name))


def _say_low_percent(_match: Match, _locale: Locale) -> Parts:
    return (("say", " percent"), ("to", " to "))


def _say_temperature(match: Match, locale: Locale) -> Parts | None:
    if match["letter"] and not _is_weather(match):
        return None
    scale = _SCALES.get(match["scale"] or match["letter"] or match["unit"].strip(), "")
    name = "degree" if match["number"] == "1" and not match["low"] else "degrees"
    return (*quantity_parts(match, locale), ("unit", f"{name} {scale}".strip()))


def _is_weather(match: Match) -> bool:
    return bool(match["sign"]) or (
        word_before(match).lower() in _WEATHER and float(match["number"].replace(",", "")) > 9
    )


def _say_height(match: Match, locale: Locale) -> Parts:
    feet, inches = match["feet"], match["inches"]
    return (
        ("feet", cardinal(int(feet))),
        ("foot", " foot " if feet == "1" else " feet "),
        ("inches", said_number(inches, locale)),
        ("inch", "inch" if inches == "1" else "inches"),
    )


def _say_space(_match: Match, _locale: Locale) -> str:
    return " "


def _say_arc(match: Match, _locale: Locale) -> Parts | None:
    names = {"°": "degrees", "º": "degrees", "′": "minutes", "″": "seconds"}
    if match["prime"]:
        return (("prime", "feet" if match["prime"] == "′" else "inches"),)
    return (("say", names[match["say"]]),)


RULES: Final = (
    Rule("percent", _PERCENTS, _LOW_PERCENT, _say_low_percent),
    Rule("percent", _PERCENTS, _PERCENT, _say_percent),
    Rule("height", _FEET, _HEIGHT, _say_height),
    Rule("height", _FOOT, _FOOT_INCH, _say_space),
    Rule("angle", _ARCS, _ARC, _say_arc),
    Rule("temperature", _DEGREES, _TEMPERATURE, _say_temperature),
    Rule("unit", _UNITS_HINT, _MEASURE, _say_measure),
    Rule("unit", FRACTIONS, _BEHIND, _say_behind),
)
