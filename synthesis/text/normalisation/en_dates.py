"""English dates, years and decades."""

import re
from typing import Final

from synthesis.text.normalisation.context import full_stop, word_after, word_before
from synthesis.text.normalisation.en_numbers import (
    DASH,
    END,
    SPACE,
    cardinal,
    is_british,
    ordinal,
    plural,
    two_digits,
    year,
)
from synthesis.text.normalisation.rules import DIGIT, Hint, Locale, Match, Parts, Rule, listed

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SHORT_MONTHS: Final = {name[:3]: name for name in MONTHS} | {"Sept": "September"}
_MONTH: Final = rf"(?:{'|'.join(MONTHS)}|(?:{'|'.join(sorted(_SHORT_MONTHS, key=len, reverse=True))})\b\.?)"
_DAY: Final = r"(?:0?[1-9]|[12][0-9]|3[01])"
_ENDING: Final = "(?:st|nd|rd|th)?"
_YEAR: Final = r"(?:1[0-9]{3}|20[0-9]{2})"
_NOT_A_DAY: Final = frozenset(("percent", "million", "billion", "trillion", "thousand", "times", "points"))
_DATED: Final = listed("on by since until till from through dated before after due between of")

_ISO: Final = re.compile(rf"(?<![\w-])({_YEAR})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(?![\w-])")
_NUMERIC: Final = re.compile(
    rf"(?<![\w./-])(?P<first>[0-9]{{1,2}})(?P<sign>[./-])(?P<second>[0-9]{{1,2}})(?P=sign)(?P<year>{_YEAR}|[0-9]{{2}})"
    r"(?![\w/-]|\.[0-9])"
)
_DAY_AND_MONTH: Final = re.compile(r"(?<![\w./-])(?P<first>[0-9]{1,2})/(?P<second>[0-9]{1,2})(?![\w/-]|\.[0-9])")
_PARTED: Final = Hint(re.compile("[0-9][./-][0-9]"), DIGIT.needs)
_BEFORE_DAY: Final = Hint(
    re.compile(r"[JFMASOND][aepuco][nbrylgptvc][a-z.]{0,7}[ \u00a0\u202f]{1,2}[0-9]"), DIGIT.needs
)
_AFTER_DAY: Final = Hint(
    re.compile(r"[0-9](?:st|nd|rd|th)?(?:[ \u00a0]of)?[ \u00a0-][JFMASOND][aepuco][nbrylgptvc]"), DIGIT.needs
)
_DECADES: Final = Hint(re.compile("[0-9](?<=[0-9]0)['’]?s"), DIGIT.needs)
_FOUR: Final = Hint(re.compile("[0-9](?<=[0-9]{4})[ \u00a0\u202f]?[-–—/\u2010-\u2012]"), DIGIT.needs)
_APOSTROPHE: Final = Hint(re.compile("['’]0"), DIGIT.needs)

_MONTH_FIRST: Final = re.compile(
    rf"\b(?P<month>{_MONTH}){SPACE}{{1,2}}(?P<day>{_DAY}{_ENDING})"
    rf"(?:(?P<to>{DASH})(?P<last>{_DAY}{_ENDING}))?(?![\w:%°/]|-(?!{_MONTH})|[.,][0-9])(?:,?{SPACE}(?P<year>{_YEAR})(?![\w-]|[.,][0-9]))?"
)
_DAY_FIRST: Final = re.compile(
    rf"(?<![\w.,:/$£€-])(?:(?P<from>{_DAY}{_ENDING})(?P<to>{DASH}|{SPACE}(?:and|to|or){SPACE}))?"
    rf"(?P<day>{_DAY}{_ENDING})(?P<of>{SPACE}of)?[ \u00a0-](?P<month>{_MONTH})(?!\w)"
    rf"(?:,?{SPACE}(?P<year>{_YEAR})(?![\w-]|[.,][0-9]))?"
)
_DECADE: Final = re.compile(r"(?<![\w.,$£€])(?P<century>1[0-9]|20)(?P<ten>[0-9])0['’]?s\b")
_SHORT_DECADE: Final = re.compile(r"(?<![\w.,$£€])[$£€'‘’]?(?P<ten>[0-9])0['’]?s\b")
_YEARS: Final = re.compile(
    rf"(?<![\w.,$£€/-])(?P<first>{_YEAR})(?P<to>{DASH}|/)(?P<last>{_YEAR}|[0-9]{{2}}){END}(?![\w/%-])"
)
_WEEKDAYS: Final = {
    "Mon": "Monday", "Tue": "Tuesday", "Tues": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday", "Thur": "Thursday",
    "Thurs": "Thursday", "Fri": "Friday", "Sat": "Saturday", "Sun": "Sunday",
}  # fmt: skip
_WEEKDAY: Final = rf"(?:{'|'.join([*dict.fromkeys(_WEEKDAYS.values()), *sorted(_WEEKDAYS, key=len, reverse=True)])})"
_DAYS: Final = re.compile(rf"(?<!\w)(?P<first>{_WEEKDAY}\b\.?)(?P<to>[ ]?[-–—][ ]?|/)(?={_WEEKDAY}\b)")
_LAST_DAY: Final = re.compile(rf"(?<=[a-z.][-–—/])(?P<say>{_WEEKDAY}\b\.?)(?!\w)")
_BEFORE_LAST_DAY: Final = re.compile(rf"{_WEEKDAY}\.?.\Z")
_DAYS_HINT: Final = Hint(re.compile("[-–—/] ?[MTWFS](?=on|ue|ed|hu|ri|at|un)"), needs=frozenset("-–—/"))
_MONTHS: Final = re.compile(rf"(?:(?P<first>(?<!\w){_MONTH})|(?<=[0-9]))(?P<to>[-–—])(?={_MONTH}(?!\w))")
_DATE_BEFORE: Final = re.compile(rf"{_MONTH}{SPACE}[0-9]{{1,2}}\Z|[0-9]{{4}}\Z")
_MONTHS_HINT: Final = Hint(re.compile("[-–—][JFMASOND][aepuco][nbrylgptvc]"), needs=frozenset("-–—"))
_SHORT_YEAR: Final = re.compile(r"(?<!\w)(?P<say>['’]0[0-9])(?![\w])")


def _month(written: str) -> str:
    return _SHORT_MONTHS.get(written.rstrip("."), written.rstrip("."))


def said_date(day: int, month: int, year_number: int | None, locale: Locale) -> str | None:
    """A whole date in the locale's order, or None where there is no such day."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    name = MONTHS[month - 1]
    said = f"the {ordinal(day)} of {name}" if locale.day_first else f"{name} {ordinal(day)}"
    return said if year_number is None else f"{said}, {year(year_number, joined=is_british(locale))}"


def _say_iso(match: Match, locale: Locale) -> str | None:
    return said_date(int(match[3]), int(match[2]), int(match[1]), locale)


def _full_year(written: str) -> int:
    number = int(written)
    if len(written) == 4:
        return number
    return number + (2000 if number < 50 else 1900)


def _say_numeric(match: Match, locale: Locale) -> str | None:
    if match["sign"] != "/" and len(match["year"]) == 2:
        return None
    return _in_order(match, _full_year(match["year"]), locale)


def _in_order(match: Match, year_number: int | None, locale: Locale) -> str | None:
    """The locale's order, or the other one where only that is a date."""
    first, second = int(match["first"]), int(match["second"])
    day, month = (first, second) if locale.day_first else (second, first)
    if month > 12:
        day, month = month, day
    return said_date(day, month, year_number, locale)


def _say_day_and_month(match: Match, locale: Locale) -> str | None:
    if word_before(match).lower() not in _DATED or int(match["first"]) == 0 or word_after(match) == "of":
        return None
    return _in_order(match, None, locale)


def _day(written: str) -> str:
    return ordinal(int(written.rstrip("stndrh")))


def _year_part(match: Match, locale: Locale) -> Parts:
    return (("year", year(int(match["year"]), joined=is_british(locale))),) if match["year"] else ()


def _say_month_first(match: Match, locale: Locale) -> Parts | None:
    if word_after(match) in _NOT_A_DAY or not match["month"][:1].isupper():
        return None
    the = "the " if locale.day_first else ""
    days: Parts = (("day", the + _day(match["day"])),)
    if match["last"]:
        days += (("to", " to "), ("last", the + _day(match["last"])))
    return (("month", _month(match["month"])), *days, *_year_part(match, locale))


def _say_day_first(match: Match, locale: Locale) -> Parts | None:
    the = "" if word_before(match).lower() == "the" else "the "
    ending = "" if match["of"] else " of"
    days: Parts = (("day", the + _day(match["day"]) + ending),)
    if match["from"]:
        to = match["to"] if match["to"].strip().isalpha() else " to "
        days = (("from", the + _day(match["from"])), ("to", to), *days)
    month = full_stop(match, _month(match["month"]), "month")
    return (*days, ("month", month), *_year_part(match, locale))


def _say_decade(match: Match, locale: Locale) -> str:
    century, ten = int(match["century"]), int(match["ten"])
    if ten:
        return f"{cardinal(century)} {plural(cardinal(ten * 10))}"
    return "two thousands" if century == 20 else f"{cardinal(century)} hundreds"


def _say_short_decade(match: Match, locale: Locale) -> str | None:
    if match["ten"] == "0":
        return "noughties" if is_british(locale) else "two thousands"
    return plural(cardinal(int(match["ten"]) * 10))


def _say_years(match: Match, locale: Locale) -> Parts | None:
    first, last = int(match["first"]), int(match["last"])
    if len(match["last"]) == 2:
        later = first - first % 100 + last
        if later <= first:
            later += 100
        if later - first > 60:
            return None
        said = year(later, joined=is_british(locale)) if last < 10 else cardinal(last)
    else:
        said = year(last, joined=is_british(locale))
    return (("first", year(first, joined=is_british(locale))), ("to", " to "), ("last", said))


def _say_days(match: Match, _locale: Locale) -> Parts:
    """“Mon.–Fri.” as “Monday to Friday”; a stroke lists: “Mon/Wed/Fri”."""
    written = match["first"].rstrip(".")
    to = ", " if match["to"] == "/" else " to "
    return (("first", _WEEKDAYS.get(written, written)), ("to", to))


def _say_last_day(match: Match, _locale: Locale) -> str | None:
    before = match.string[max(0, match.start() - 12) : match.start()]
    written = match["say"].rstrip(".")
    if not _BEFORE_LAST_DAY.search(before):
        return None
    return full_stop(match, _WEEKDAYS.get(written, written), "say")


def _say_months(match: Match, _locale: Locale) -> Parts | None:
    to: Parts = (("to", " to "),)
    if not match["first"] and not _DATE_BEFORE.search(match.string[max(0, match.start() - 14) : match.start()]):
        return None
    return (("first", _month(match["first"])), *to) if match["first"] else to


def _say_short_year(match: Match, _locale: Locale) -> str:
    return two_digits(int(match["say"][-1])) if match["say"][-1] != "0" else "oh oh"


RULES: Final = (
    Rule("date", _PARTED, _ISO, _say_iso),
    Rule("date", _PARTED, _NUMERIC, _say_numeric),
    Rule("date", _BEFORE_DAY, _MONTH_FIRST, _say_month_first),
    Rule("date", _AFTER_DAY, _DAY_FIRST, _say_day_first),
    Rule("date", _PARTED, _DAY_AND_MONTH, _say_day_and_month),
    Rule("decade", _DECADES, _DECADE, _say_decade),
    Rule("decade", _DECADES, _SHORT_DECADE, _say_short_decade),
    Rule("years", _FOUR, _YEARS, _say_years),
    Rule("weekdays", _DAYS_HINT, _DAYS, _say_days),
    Rule("weekdays", _DAYS_HINT, _LAST_DAY, _say_last_day),
    Rule("months", _MONTHS_HINT, _MONTHS, _say_months),
    Rule("year", _APOSTROPHE, _SHORT_YEAR, _say_short_year),
)
