"""English clock times, durations and ratios."""

import re
from typing import Final

from synthesis.text.normalisation.context import full_stop, word_before
from synthesis.text.normalisation.en_numbers import DASH, SPACE, cardinal, two_digits
from synthesis.text.normalisation.rules import DIGIT, Hint, Locale, Match, Parts, Rule

_CLOCK: Final = r"(?:[01]?[0-9]|2[0-4])(?:[:.][0-5][0-9])?"
_HALF: Final = r"(?:[aApP]\.?[mM]\b\.?)"

_TWELVE: Final = re.compile(
    rf"(?<![\w:.,$£€])(?:(?P<from>{_CLOCK})(?:{SPACE}?(?P<half>{_HALF}))?(?P<to>{DASH}))?"
    rf"(?P<clock>{_CLOCK}){SPACE}?(?P<last>{_HALF})"
)
_TWENTY_FOUR: Final = re.compile(
    rf"(?<![\w:.,$£€])(?:(?P<from>[0-9]{{1,2}}:[0-5][0-9])(?P<to>{DASH}))?(?P<clock>[0-9]{{1,2}}:[0-5][0-9])"
    r"(?P<seconds>:[0-5][0-9](?:\.[0-9]{1,3})?)?(?:Z|h|hrs)?(?!(?!ish\b)[\w:]|\.[0-9])"
)
_TENTHS: Final = re.compile(
    r"(?<![\w:.,$£€])(?P<clock>[0-9]{1,2}:[0-5][0-9])(?P<seconds>\.[0-9]{1,3})(?![\w:]|\.[0-9])"
)
_UNTIL: Final = re.compile(
    rf"\b(?:[Nn]oon|[Mm]idnight|(?<=[0-9 ])[aApP]\.?[mM]\.?)(?P<say>{DASH})(?=[0-9]{{1,2}}(?!\w)|[Nn]oon\b|[Mm]idnight\b)"
)
_LASTING: Final = re.compile(
    r"(?<![\w.,:])(?P<hour>[0-9]{1,2})(?P<hours>h)[ ]?(?P<minute>[0-5]?[0-9])(?P<minutes>m(?:in)?)(?!\w)"
)
_HOURS: Final = Hint(re.compile("[0-9]h[ ]?[0-9]"), needs=frozenset("h"))
_CLOCK_DASH: Final = re.compile(
    r"(?P<say>[-–—])(?:(?<=[0-9]:[0-5][0-9].)(?=[0-9]{1,2}(?![0-9%:]))|(?<=[0-9].)(?<!:[0-5][0-9].)(?=[0-9]{1,2}:[0-5][0-9]))"
)
_TO_NOON: Final = Hint(
    re.compile("[-\u2010-\u2014](?<=[nNtMm. \u00a0\u202f].)[ \u00a0\u202f]?[0-9nNmM]"), needs=frozenset("-‐‑‒–—")
)
_HALVES: Final = Hint(re.compile(r"[0-9][ \u00a0\u202f]?[aApP]\.?[mM]"), DIGIT.needs)
_COLON: Final = Hint(re.compile("[0-9]:[0-9]"), needs=frozenset(":"))
_RATIO: Final = re.compile(
    r"(?<![\w:.,])(?P<first>[0-9]{1,4})(?P<say>:)(?P<second>[0-9]{1,4})(?:(?P<to>[-–])(?=[0-9])|(?![\w:]|\.[0-9]))"
)


def said_clock(written: str) -> str:
    """“3:05” as “three oh five”, “15:00” as “fifteen hundred”, “9:00” as “nine o'clock”, “3” as “three”."""
    hour, minute = _split(written)
    if minute is None:
        return cardinal(hour)
    if minute == 0:
        return (
            "zero"
            if written == "0:00"
            else "midnight"
            if hour in (0, 24)
            else cardinal(hour) + (" hundred" if hour > 12 else " o'clock")
        )
    return f"{cardinal(hour)} {two_digits(minute)}"


def _split(written: str) -> tuple[int, int | None]:
    hour, sign, minute = written.replace(".", ":").partition(":")
    return int(hour), int(minute) if sign else None


def _twelve_clock(written: str) -> str:
    """A clock time before “a.m.”, which takes the place of “o'clock”."""
    hour, minute = _split(written)
    return f"{cardinal(hour)} {two_digits(minute)}" if minute else cardinal(hour)


def _half(written: str) -> str:
    return written[0].upper() + ".M"


def _say_twelve(match: Match, _locale: Locale) -> Parts | None:
    if _split(match["clock"])[0] > 12 and _split(match["clock"])[1] is None:
        return None
    last = full_stop(match, _half(match["last"]), "last")
    parts: Parts = (("clock", _twelve_clock(match["clock"])), ("last", last))
    if not match["from"]:
        return parts
    half: Parts = (("half", _half(match["half"])),) if match["half"] else ()
    return (("from", _twelve_clock(match["from"])), *half, ("to", " to "), *parts)


def _say_twenty_four(match: Match, _locale: Locale) -> Parts:
    if match["seconds"]:
        return (("clock", _counted(match["clock"])), ("seconds", " " + _seconds(match["seconds"][1:])))
    parts: Parts = (("clock", said_clock(match["clock"])),)
    return (("from", said_clock(match["from"])), ("to", " to "), *parts) if match["from"] else parts


def _say_tenths(match: Match, _locale: Locale) -> Parts:
    """A running time: “4:32.1”."""
    tenths = " ".join(cardinal(int(digit)) for digit in match["seconds"][1:])
    return (("clock", _counted(match["clock"])), ("seconds", f" point {tenths}"))


def _say_lasting(match: Match, _locale: Locale) -> Parts:
    hour, minute = int(match["hour"]), int(match["minute"])
    return (
        ("hour", cardinal(hour)),
        ("hours", "hour" if hour == 1 else "hours"),
        ("minute", cardinal(minute)),
        ("minutes", "minute" if minute == 1 else "minutes"),
    )


def _say_until(_match: Match, _locale: Locale) -> str:
    return " to "


def _counted(written: str) -> str:
    hour, minute = _split(written)
    return f"{cardinal(hour)} {two_digits(minute) if minute else 'zero zero'}"


def _seconds(written: str) -> str:
    whole, point, fraction = written.partition(".")
    said = two_digits(int(whole)) if int(whole) else "zero zero"
    return f"{said} point {' '.join(cardinal(int(digit)) for digit in fraction)}" if point else said


def _say_ratio(match: Match, _locale: Locale) -> Parts:
    """“3:1” is three to one; after a name it is chapter and verse."""
    before = word_before(match)
    colon = " " if before.istitle() and before not in ("A", "An", "The") else " to "
    return (("say", colon), ("to", " to "))


RULES: Final = (
    Rule("time", _HALVES, _TWELVE, _say_twelve),
    Rule("time", _COLON, _TWENTY_FOUR, _say_twenty_four),
    Rule("time", _COLON, _TENTHS, _say_tenths),
    Rule("time", _TO_NOON, _UNTIL, _say_until),
    Rule("ratio", _COLON, _RATIO, _say_ratio),
    Rule("time", _COLON, _CLOCK_DASH, _say_until),
    Rule("time", _HOURS, _LASTING, _say_lasting),
)
