"""Dates, times of day, decades."""

import re
from typing import Final

from synthesis.text.normalisation.context import full_stop, word_before
from synthesis.text.normalisation.es_amounts import START, amount
from synthesis.text.normalisation.es_numbers import Form, cardinal
from synthesis.text.normalisation.es_regions import region
from synthesis.text.normalisation.rules import DIGIT, Hint, Locale, Match, Parts, Rule

_MONTHS: Final = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip
_MONTH: Final = rf"(?i:{'|'.join(_MONTHS)}|setiembre)\b"
_SHORT_MONTHS: Final = {month[:3]: month for month in _MONTHS} | {"sept": "septiembre", "set": "septiembre"}
_SHORT_MONTH: Final = rf"(?i:{'|'.join(sorted(_SHORT_MONTHS, reverse=True))})"

_PARTED: Final = Hint(re.compile("[0-9][/.-][0-9]"), DIGIT.needs)
_MONTHS_HINT: Final = Hint(
    re.compile(r"[0-9].{1,15}(?i:ene|feb|mar|abr|may|jun|jul|ago|sep|set|oct|nov|dic)"), DIGIT.needs
)
_CLOCK_HINT: Final = Hint(re.compile(r"[0-9](?:[:h.][0-9]| ?[aApP]\.? ?[mM])"), DIGIT.needs)
_APOSTROPHE: Final = Hint(re.compile(r"['’‘][0-9]|[0-9]['’]?s\b"))
_ISO: Final = re.compile(START + r"(?P<say>(?P<year>[12]\d{3})-(?P<month>\d\d)-(?P<day>\d\d))(?![\w/-])")
_NUMERIC: Final = re.compile(
    START
    + r"(?P<say>(?P<first>\d{1,2})(?P<sign>[/.-])(?P<second>\d{1,2})(?P=sign)(?P<year>[12]\d{3}|\d\d))(?![\w/-]|[.,]\d)"
)
_NO_YEAR: Final = re.compile(r"(?:(?<=\b[Ee]l )|(?<=\bal ))(?P<say>(?P<day>[0-3]?\d)/(?P<month>[01]?\d))(?![\w/])")
_FIRST: Final = re.compile(
    START + rf"(?P<say>1(?:\.?[ºo°]|ro\.?|ero)?)(?= (?:de )?{_MONTH}| [-–ya] \d{{1,2}} de {_MONTH})"
)
_DAYS: Final = re.compile(START + rf"(?P<from>\d{{1,2}})(?P<dash> ?[-–] ?)(?P<to>\d{{1,2}})(?= de {_MONTH})")
_ABBREVIATED: Final = re.compile(
    START
    + rf"(?P<day>\d{{1,2}})(?P<gap>[ /-]| de )(?P<month>{_SHORT_MONTH}\.?)(?!\w)(?:(?P<gap2>[ /-]| de )(?P<year>\d{{4}}|\d\d)(?!\w))?"
)
_DECADE: Final = re.compile(r"(?<![\w])(?P<say>['’‘](?P<short>[0-9]0)s?|(?P<long>(?:1[5-9]|20)?[1-9]0)['’]?s)(?!\w)")
_SHORT_YEAR: Final = re.compile(r"(?<![\w])(?P<say>['’‘](?P<year>[0-9]{2}))(?![\w'’])")

_MERIDIEM: Final = r"(?P<meridiem>[aApP]\. ?[mM]\.|[aApP][mM]\b|[AP]\.M\.?)"
_HOURS: Final = r"(?P<hours>horas?\b|hrs\.?(?!\w)|hs?\.?(?!\w))"
_CLOCK: Final = re.compile(
    START
    + rf"(?P<time>(?P<hour>[01]?\d|2[0-4])(?:[:h]|(?P<dot>\.))(?P<minute>[0-5]\d))(?![\d:]|[.,]\d)(?: ?(?:{_MERIDIEM}|{_HOURS}))?"
)
_UNTIL_HOURS: Final = re.compile(r" (?:a|y|hasta las) \d{1,2}\.\d\d ?h")
_HOUR: Final = re.compile(START + rf"(?P<time>1[0-2]|0?[1-9]) ?{_MERIDIEM}")
_DURATION: Final = re.compile(START + r"(?P<say>(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d):(?P<seconds>[0-5]\d))(?![\d:])")
# A race: 2:03.45 is minutes, seconds and hundredths; so is 3'25".
_RACE: Final = re.compile(
    START
    + r"(?:(?P<minutes>\d{1,2})(?P<parted>:)(?P<seconds>[0-5]\d[.,](?!000)\d{1,3})"
    + r"|(?P<m>\d{1,2})(?P<prime>['’′])(?P<s>[0-5]\d)(?P<second>[\"”″]|''))(?![\d:])"
)
_RACE_HINT: Final = Hint(re.compile("[0-9][:'’′][0-9]"), DIGIT.needs)
# The minute of a match, at which eSpeak would pause (“en el 87'”), and minutes of arc.
_PRIME: Final = re.compile(r"(?<=[0-9])(?P<say>['’′])(?![\w\"”″'])")
_PRIME_HINT: Final = Hint(re.compile("['’′](?<=[0-9].)"), frozenset("'’′"))
_OF_ARC: Final = re.compile(r"° ?[0-9]{1,2}\Z")
_ZONE: Final = re.compile(r"(?:\d|[aApP]\. ?[mM]\.|[aApP][mM]) \(?(?P<say>[ECMP][SD]?T)\b")
_ZONES: Final = {"E": "del Este", "C": "del Centro", "M": "de la Montaña", "P": "del Pacífico"}


def _day(day: int, locale: Locale) -> str:
    # The first of a month is “primero” in America, “uno” in Spain.
    return "primero" if day == 1 and not region(locale.tag).european else cardinal(day)


def _date(day: int, month: int, year: str, locale: Locale) -> str | None:
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    said = f"{_day(day, locale)} de {_MONTHS[month - 1]}"
    return f"{said} de {cardinal(_year(year))}" if year else said


def _year(written: str) -> int:
    # A year of two digits is of this century up to 49.
    year = int(written)
    return year if len(written) == 4 else year + (2000 if year < 50 else 1900)


def _say_iso(match: Match, locale: Locale) -> str | None:
    return _date(int(match["day"]), int(match["month"]), match["year"], locale)


def _say_numeric(match: Match, locale: Locale) -> str | None:
    first, second = int(match["first"]), int(match["second"])
    if match["sign"] != "/" and len(match["year"]) == 2:
        return None
    if second > 12 >= first:
        first, second = second, first
    return _date(first, second, match["year"], locale)


def _say_no_year(match: Match, locale: Locale) -> str | None:
    if match["say"] == "9/11":
        return None  # Named as in English, month first.
    return _date(int(match["day"]), int(match["month"]), "", locale)


def _say_first(match: Match, locale: Locale) -> str | None:
    return "primero" if match["say"] != "1" else _day(1, locale)


def _say_days(match: Match, locale: Locale) -> Parts:
    return (("from", _day(int(match["from"]), locale)), ("dash", " al "), ("to", cardinal(int(match["to"]))))


def _say_abbreviated(match: Match, locale: Locale) -> Parts | None:
    written = match["month"].rstrip(".").lower()
    certain = match["year"] or match["month"].endswith(".") or match["gap"] != " "
    if not certain or not 1 <= int(match["day"]) <= 31:
        return None
    month = _SHORT_MONTHS[written]
    said = [("day", _day(int(match["day"]), locale)), ("gap", " de "), ("month", full_stop(match, month, "month"))]
    if match["year"]:
        said += [("gap2", " de "), ("year", cardinal(_year(match["year"])))]
    return tuple(said)


def _say_decade(match: Match, locale: Locale) -> str | None:
    if match["long"] == "10" and word_before(match).lower() not in ("los", "años"):
        return None  # Seconds.
    return cardinal(int(match["short"] or match["long"]))


def _say_short_year(match: Match, locale: Locale) -> str | None:
    return cardinal(int(match["year"])) if match["year"][0] != "0" else f"cero {cardinal(int(match['year'][1]))}"


def _say_clock(match: Match, locale: Locale) -> Parts | None:
    hour, minute = int(match["hour"]), int(match["minute"])
    before = word_before(match).lower()
    told = (
        match["meridiem"] or match["hours"] or before in ("las", "la") or _UNTIL_HOURS.match(match.string, match.end())
    )
    if match["dot"] and not told:
        return None
    said = [("time", _time(hour, minute, bare=not match["meridiem"], hours=bool(match["hours"])))]
    if match["meridiem"]:
        said.append(("meridiem", full_stop(match, _part_of_day(hour, match["meridiem"], locale), "meridiem")))
    elif match["hours"]:
        said.append(("hours", full_stop(match, "hora" if hour == 1 and not minute else "horas", "hours")))
    return tuple(said)


def _time(hour: int, minute: int, *, bare: bool, hours: bool) -> str:
    """“quince treinta”, “tres y cinco”, “veinte horas”; ``hours``: the page says them itself, ``bare``: without a. m. or p. m."""
    said = cardinal(hour, "feminine")
    if not minute:
        return f"{said} horas" if bare and not hours and (hour > 12 or hour == 0) else said
    if minute < 10:
        return f"{said} y {cardinal(minute)}" if 0 < hour <= 12 and not hours else f"{said} cero {cardinal(minute)}"
    return f"{said} {cardinal(minute)}"


def _part_of_day(hour: int, meridiem: str, locale: Locale) -> str:
    if meridiem[0] in "aA":
        return "de la noche" if hour == 12 else "de la mañana"
    if hour == 12:
        return "del mediodía"
    # The night begins at nine in Spain, at seven in America.
    return "de la noche" if hour >= (9 if region(locale.tag).european else 7) else "de la tarde"


def _say_hour(match: Match, locale: Locale) -> Parts:
    hour = int(match["time"])
    part = _part_of_day(hour, match["meridiem"], locale)
    return (("time", cardinal(hour, "feminine")), ("meridiem", full_stop(match, part, "meridiem")))


def _say_duration(match: Match, locale: Locale) -> str:
    parts: tuple[tuple[str, str, Form], ...] = (
        ("hours", "hora", "feminine"), ("minutes", "minuto", "masculine"), ("seconds", "segundo", "masculine"),
    )  # fmt: skip
    counts = [(int(match[group]), name, form) for group, name, form in parts]
    return (
        " ".join(f"{cardinal(count, form)} {name}{'' if count == 1 else 's'}" for count, name, form in counts if count)
        or "cero horas"
    )


def _say_race(match: Match, locale: Locale) -> Parts | None:
    if match["m"] and 3 <= int(match["m"]) <= 8 and int(match["s"]) in (10, 11):
        return None  # Feet and inches.
    if match["minutes"]:
        minutes, seconds = int(match["minutes"]), amount(match["seconds"].removeprefix("0"), locale)
        groups = ("minutes", "parted", "seconds")
    else:
        minutes, seconds = int(match["m"]), amount(str(int(match["s"])), locale)
        groups = ("m", "prime", "s")
    name = "segundo" if seconds.is_one else "segundos"
    said = (
        cardinal(minutes, "masculine"),
        " minuto " if minutes == 1 else " minutos ",
        f"{seconds.spoken('masculine')} {name}",
    )
    return (*zip(groups, said, strict=True), ("second", ""))


def _say_prime(match: Match, _locale: Locale) -> str:
    return "minutos" if _OF_ARC.search(match.string, max(0, match.start() - 4), match.start()) else ""


def _say_zone(match: Match, _locale: Locale) -> str:
    return f"hora {_ZONES[match['say'][0]]}"


DATES: Final = (
    Rule("date", _PARTED, _ISO, _say_iso),
    Rule("date", _PARTED, _NUMERIC, _say_numeric),
    Rule("date", _PARTED, _NO_YEAR, _say_no_year),
    Rule("days", _MONTHS_HINT, _DAYS, _say_days),
    Rule("first of month", _MONTHS_HINT, _FIRST, _say_first),
    Rule("date", _MONTHS_HINT, _ABBREVIATED, _say_abbreviated),
    Rule("decade", _APOSTROPHE, _DECADE, _say_decade),
    Rule("year", _APOSTROPHE, _SHORT_YEAR, _say_short_year),
)
TIMES: Final = (
    Rule("race", _RACE_HINT, _RACE, _say_race),
    Rule("duration", _CLOCK_HINT, _DURATION, _say_duration),
    Rule("prime", _PRIME_HINT, _PRIME, _say_prime),
    Rule("time", _CLOCK_HINT, _CLOCK, _say_clock),
    Rule("hour", _CLOCK_HINT, _HOUR, _say_hour),
    Rule("time zone", _CLOCK_HINT, _ZONE, _say_zone),
)
