"""English units of measure, percentages, temperatures and heights."""

import re
from typing import Final

from synthesis.text.normalisation.context import at_end, char_after, has, is_paired, word_after, word_before
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
    "tsp": _regular("teaspoon"), "tbsp": _regular("tablespoon"), "Tsp": _regular("teaspoon"),
    "Tbsp": _regular("tablespoon"), "tbs": _regular("tablespoon"), "Tbs": _regular("tablespoon"), "ha": _regular("hectare"),
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
    "hp": _same("horsepower"), "pct": _same("percent"), "pc": _same("percent"),
    "pt": _regular("point"), "pts": _regular("point"), "s": _regular("second"), "d": _regular("day"),
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
    rf"(?P<dot>(?<=ft|in|lb|oz|mi|yd|hr|qt|yr)\.|(?<=lbs|hrs|min|sec|yds|gal|yrs|pts|[Tt]sp|[Tt]bs)\.|(?<=mins|secs|[Tt]bsp)\.|(?<=pt)\.)?"
)
_PERCENTS: Final = Hint(re.compile("[%‰]"), needs=frozenset("%‰"))
_FEET: Final = Hint(re.compile("[0-9] ?['’′]"), DIGIT.needs)
_FOOT: Final = Hint(re.compile("t-[0-9]"), DIGIT.needs)
_QUOTED: Final = Hint(re.compile("[0-9½¼¾⅓⅔⅛⅜⅝⅞]['’\"”]"), needs=frozenset("'’\"”"))
_SPOON: Final = Hint(re.compile(r"[0-9½¼¾⅓⅔⅛] [cTt]\."), needs=frozenset("."))
_RELAYED: Final = Hint(re.compile("[x×][0-9]{1,4}m"), needs=frozenset("m"))
_IN_SECONDS: Final = Hint(re.compile("[0-9]s"), DIGIT.needs)
_IN_STONES: Final = Hint(re.compile("[0-9]st"), DIGIT.needs)
_RAISED: Final = Hint(re.compile("[⁰¹²³⁴-⁹][ \u00a0]"), needs=frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹"))
_ARCS: Final = Hint(re.compile("[°º′″]"), needs=frozenset("°º′″"))
_DEGREES: Final = Hint(re.compile("[0-9][ \u00a0\u202f]?[°º˚℃℉CFK]"), needs=frozenset("°º˚℃℉CFK"))
_UNITS_HINT: Final = Hint(re.compile("[0-9][ \u00a0\u202f-]?[A-Za-zµμ]"), needs=DIGIT.needs)
_BEHIND: Final = re.compile(
    r"(?P<fraction>[½¼¾⅓⅔⅛⅜⅝⅞]|[0-9]/[0-9]{1,2}|(?:illion|thousand|hundred)(?=[ ]\w\w))(?P<gap>[ \u00a0-]?)"
    rf"(?P<unit>(?:(?P<shape>sq|cu)(?:\.[ ]?|[ ]))?(?P<base>{_PLAIN}))(?![\w/$&'’])(?P<dot>\.)?"
)
_PERCENT: Final = re.compile(rf"{QUANTITY}{END}(?P<sign2>(?<=[0-9])[ \u00a0\u202f]?(?P<say>[%‰]))")
_LOW_PERCENT: Final = re.compile(r"(?<=[0-9])(?P<say>%)(?P<to>[ ]?[-–—][ ]?)(?=[0-9.]{1,7}%)")
_TEMPERATURE: Final = re.compile(
    rf"{QUANTITY}{END}[ \u00a0\u202f]?(?P<unit>[°º˚][ \u00a0]?(?P<scale>[CF])(?!\w)|℃|℉|[°º˚](?!\w)|[ ]?(?P<letter>[CFK])(?!\w))"
)
_SCALES: Final = {"C": "Celsius", "F": "Fahrenheit", "℃": "Celsius", "℉": "Fahrenheit"}
_CONVERTED: Final = re.compile(r"[CF][ ]?[(/]\Z")
_CONVERSION: Final = re.compile(r"[ ]?[(/][-−]?[0-9]{1,3}[ ]?[°º]?[CF]\b")
_WEATHER: Final = listed(
    "temperature temperatures heat high highs low lows degrees of to at above below reached hit oven around between"
)
_HEIGHT: Final = re.compile(
    r"(?<![\w.,])(?P<feet>[0-9]{1,2})[ ]?(?P<foot>['’′])[ ]?(?P<inches>[0-9]{1,2}(?:\.5)?)(?P<inch>[\"”″]|''|’’)"
)
_LENGTH: Final = r"[0-9]{1,4}(?:\.[0-9]{1,2})?[½¼¾⅓⅔⅛⅜⅝⅞]?"
_SIDES: Final = re.compile(
    rf"(?<![\w.,])(?:{_LENGTH})(?P<one>['’\"”])(?P<by>[ ]?[x×][ ]?|[ ]by[ ])(?:{_LENGTH})(?P<two>(?P=one))"
)
_INCHES: Final = re.compile(
    r"(?<=[0-9½¼¾⅓⅔⅛⅜⅝⅞])(?:(?P<inch>[\"”])(?=[ ][a-z]|-[a-z])"
    r"|(?P<foot>['’])(?:(?<=[½¼¾⅓⅔⅛⅜⅝⅞].)(?=[ ][a-z]|-[a-z])|(?=[ ](?:tall|high|wide|long|deep)\b)))"
)
_ARTICLE: Final = re.compile(r"\b[Aa]n? [0-9½¼¾⅓⅔⅛⅜⅝⅞/. -]{1,8}\Z")
_PART: Final = re.compile(r"(?<![0-9])(?<![0-9][ -])[0-9]{1,2}/[0-9]{1,2}\Z")
_SPOONS: Final = re.compile(
    r"(?P<number>(?<![0-9/])[0-9]{1,2}(?:/[0-9]{1,2})?|[½¼¾⅓⅔⅛])[ ](?P<say>[cTt]\.)(?=[ ][a-z])"
)
_SPOONED: Final = {"c.": "cup", "t.": "teaspoon", "T.": "tablespoon"}
_ARC_MINUTES: Final = re.compile(
    r"(?<=[°º])[ ]?[0-9]{1,2}(?P<minutes>['’′])(?:[ ]?[0-9]{1,2}(?:\.[0-9]{1,3})?(?P<seconds>[\"”″]))?"
)
_RELAY: Final = re.compile(r"(?<=[0-9][x×])(?P<number>[0-9]{1,4})(?P<unit>m)(?!\w)")
_SECONDS: Final = re.compile(r"(?<![\w.,:$£€-])(?P<number>[0-9]{1,3}\.[0-9]{1,3})(?P<unit>s)(?!\w)")
_STONE: Final = re.compile(
    r"(?<![\w.,-])(?P<number>[0-9]{1,2})(?P<unit>st)(?=(?P<pounds>[ ]?[0-9]{1,2}[ ]?lbs?\b)?)(?!\w)"
)
_POWERED: Final = re.compile(
    rf"(?<=[⁰¹²³⁴-⁹])[ \u00a0](?P<unit>(?P<base>{_PLAIN}|s)(?:/(?P<per>{_AFTER_SLASH})(?![A-Za-z]))?)(?![\w/$&'’])"
)
_FOOT_INCH: Final = re.compile(r"\b(?P<unit>foot|feet)(?P<say>-)(?=[0-9]{1,2}\b)")
_ARC: Final = re.compile(r"(?<=[0-9])(?P<say>[°º′″])(?=[ ]?(?:[0-9]|[NSEW]\b))|(?<=[0-9])(?P<prime>[′″])")
_RACES: Final = listed(
    "race sprint final finals dash relay freestyle butterfly backstroke hurdles record title event heat run"
)
_PLACES: Final = listed(
    "runway gate room seat seats row flight apartment apt apt. suite unit flat section stand platform terminal lot bus route"
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
    if base in ("pc", "pt") and (match["gap"] == " " if base == "pc" else match["gap"] != "-"):
        return True
    if len(base) == 1 and not match["gap"] and word_before(match).lower() in _PLACES:
        return True
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
    if match["letter"] == "K":
        return (*quantity_parts(match, locale), ("unit", "kelvin"))
    scale = _SCALES.get(match["scale"] or match["letter"] or match["unit"].strip(), "")
    name = "degree" if match["number"] == "1" and not match["low"] else "degrees"
    return (*quantity_parts(match, locale), ("unit", f"{name} {scale}".strip()))


def _is_weather(match: Match) -> bool:
    if match["letter"] == "K":
        return has(match.string, "°")
    if _CONVERTED.search(match.string[max(0, match.start() - 4) : match.start()]):
        return True
    if _CONVERSION.match(match.string, match.end()):
        return True
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


def _say_sides(match: Match, _locale: Locale) -> Parts:
    """“50' x 100'”: feet by feet, or inches by inches."""
    name = " feet" if match["one"] in "'’" else " inches"
    return (("one", name), ("by", " by "), ("two", name))


def _say_inches(match: Match, _locale: Locale) -> Parts | None:
    """The marks of inches and feet, where no quotation is open that they could close."""
    if match["foot"]:
        return None if has(match.string, "‘") else (("foot", _described(" feet", " foot", match)),)
    mark = match["inch"]
    closes = has(match.string, "“") if mark == "”" else is_paired(match.string)
    return None if closes else (("inch", _described(" inches", " inch", match)),)


def _described(many: str, one: str, match: Match) -> str:
    """The name of a measure; the singular where a noun follows in “a 5/8" bolt”."""
    return (
        one
        if char_after(match) == "-"
        or _PART.search(match.string[max(0, match.start() - 8) : match.start()])
        or _ARTICLE.search(match.string[max(0, match.start() - 14) : match.start()])
        else many
    )


def _say_spoon(match: Match, _locale: Locale) -> str:
    """“2 T. oil” in a recipe."""
    single = match["number"] == "1" or not match["number"].isdecimal()
    return _SPOONED[match["say"]] + ("" if single else "s")


def _say_arc_minutes(match: Match, _locale: Locale) -> Parts:
    minutes: Parts = (("minutes", " minutes"),)
    return (*minutes, ("seconds", " seconds")) if match["seconds"] else minutes


def _say_counted(match: Match, locale: Locale) -> Parts:
    unit = locale.units[match["unit"]]
    name = unit.one if word_after(match) in _RACES else unit.many
    return (("number", said_number(match["number"], locale)), ("unit", name))


def _say_stone(match: Match, _locale: Locale) -> Parts | None:
    """“12st 4lb”; what may be an ordinal is one, unless pounds follow."""
    number = int(match["number"])
    if number % 10 == 1 and number != 11 and not match["pounds"]:
        return None
    return (("number", cardinal(number)), ("unit", " stone"))


def _say_powered(match: Match, locale: Locale) -> Parts:
    unit = locale.units[match["base"]]
    per = f" per {locale.units[match['per']].one}" if match["per"] else ""
    return (("unit", unit.many + per),)


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
    Rule("angle", _ARCS, _ARC_MINUTES, _say_arc_minutes),
    Rule("unit", _SPOON, _SPOONS, _say_spoon),
    Rule("height", _FEET, _HEIGHT, _say_height),
    Rule("height", _FOOT, _FOOT_INCH, _say_space),
    Rule("length", _QUOTED, _SIDES, _say_sides),
    Rule("length", _QUOTED, _INCHES, _say_inches),
    Rule("length", _RELAYED, _RELAY, _say_counted),
    Rule("unit", _IN_SECONDS, _SECONDS, _say_counted),
    Rule("unit", _RAISED, _POWERED, _say_powered),
    Rule("stone", _IN_STONES, _STONE, _say_stone),
    Rule("angle", _ARCS, _ARC, _say_arc),
    Rule("temperature", _DEGREES, _TEMPERATURE, _say_temperature),
    Rule("unit", _UNITS_HINT, _MEASURE, _say_measure),
    Rule("unit", FRACTIONS, _BEHIND, _say_behind),
)
