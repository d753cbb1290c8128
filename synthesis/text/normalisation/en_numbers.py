"""English number words: cardinals, ordinals, decimals, years and digits; and the patterns of written numbers."""

import re
from functools import lru_cache
from typing import Final

from num2words import num2words

from synthesis.text.normalisation.rules import Locale, Match, Parts

LARGEST: Final = 10**18 - 1
BRITISH: Final = "british"
"""The key of ``Locale.words`` that is set where one says “one hundred and one”, “nil” and “the noughties”."""

NUMBER: Final = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,18})(?:\.[0-9]{1,12})?"
END: Final = r"(?![0-9]|[.,][0-9])"
START: Final = r"(?<![\w.,:/$£€#])"
DASH: Final = r"[ \u00a0\u202f]?[-\u2010-\u2014][ \u00a0\u202f]?"
QUANTITY: Final = (
    rf"{START}(?:(?<![^\s(\[“\"‘/])(?P<sign>[-−–+±~≈])[ ]?)?(?:(?P<low>{NUMBER})(?P<to>{DASH}))?(?P<number>{NUMBER})"
)
"""A number or a range of two, with an optional sign, in the groups that `quantity_parts` says."""

SPACE: Final = r"[ \u00a0\u202f]"
_SIGNS: Final = {
    "-": "minus",
    "−": "minus",
    "–": "minus",
    "+": "plus",
    "±": "plus or minus",
    "~": "about",
    "≈": "about",
}
_ONES: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_IRREGULAR_PLURALS: Final = {"half": "halves"}


@lru_cache(maxsize=4096)
def cardinal(number: int, *, joined: bool = False) -> str:
    """The number in words; ``joined`` puts “and” after hundreds, as the British do. Above `LARGEST`: digit by digit.

    >>> cardinal(1_234), cardinal(1_234, joined=True)
    ('one thousand two hundred thirty-four', 'one thousand two hundred and thirty-four')
    """
    if abs(number) > LARGEST:
        return digits(str(number))
    words = str(num2words(number, lang="en")).replace(",", "")
    return words if joined else words.replace(" and ", " ")


@lru_cache(maxsize=1024)
def ordinal(number: int, *, joined: bool = False) -> str:
    """“first”, “twenty-first”, “one hundredth”."""
    if number > LARGEST:
        return digits(str(number))
    words = str(num2words(number, lang="en", to="ordinal")).replace(",", "")
    return words if joined else words.replace(" and ", " ")


def digits(written: str) -> str:
    """The decimal digits of ``written``, one by one.

    >>> digits("007")
    'zero zero seven'
    """
    return " ".join(_ONES[int(character)] for character in written if character.isdecimal())


def two_digits(number: int) -> str:
    """How the second half of a year or a clock time is said: “oh five”, “forty”, “hundred”."""
    if number == 0:
        return "hundred"
    return f"oh {_ONES[number]}" if number < 10 else cardinal(number)


def year(number: int, *, joined: bool = False) -> str:
    """A year: “nineteen ninety-nine”, “nineteen oh five”, “two thousand seven”, “twenty twenty-four”.

    >>> year(1066), year(1900), year(2007, joined=True)
    ('ten sixty-six', 'nineteen hundred', 'two thousand and seven')
    """
    century, rest = divmod(number, 100)
    if number < 1_010 or number > 9_999 or 2_000 <= number < 2_010 or (century % 10 == 0 and rest < 10):
        return cardinal(number, joined=joined)
    return f"{cardinal(century)} {two_digits(rest)}"


def in_groups(written: str) -> str:
    """A number that names a thing, in twos from its end: flight 370, room 101, a Boeing 747.

    >>> in_groups("370"), in_groups("101"), in_groups("800"), in_groups("1549")
    ('three seventy', 'one oh one', 'eight hundred', 'fifteen forty-nine')
    """
    number = int(written)
    if written.startswith("0"):
        return digits(written)
    if len(written) in (3, 4) and number % 1_000:
        return f"{cardinal(number // 100)} {two_digits(number % 100)}"
    return cardinal(number)


def is_british(locale: Locale) -> bool:
    """Whether numbers are said as the British say them."""
    return BRITISH in locale.words


def figures(written: str, locale: Locale) -> str:
    """A bare run of digits: digit by digit after a leading zero, a year where it may be one, else a cardinal."""
    if len(written) > 15 or (len(written) > 1 and written.startswith("0")):
        return digits(written)
    number = int(written)
    if len(written) == 4 and 1_010 <= number < 2_100:
        return year(number, joined=is_british(locale))
    return cardinal(number, joined=is_british(locale))


def said_number(written: str, locale: Locale) -> str:
    """A number as `NUMBER` finds it, never read as a year: “1,234.50” as “one thousand two hundred thirty-four point five zero”."""
    whole, point, fraction = written.replace(",", "").partition(".")
    padded = len(whole) > 1 and whole.startswith("0")
    words = digits(whole) if padded else cardinal(int(whole), joined=is_british(locale))
    return f"{words} point {digits(fraction)}" if point else words


def quantity_parts(match: Match, locale: Locale) -> Parts:
    """What the groups of `QUANTITY` sound like, those that are there."""
    parts = [("number", said_number(match["number"], locale))]
    if match["low"]:
        parts = [("low", said_number(match["low"], locale)), ("to", " to "), *parts]
    if match["sign"]:
        parts.insert(0, ("sign", _SIGNS[match["sign"]]))
    return tuple(parts)


def plural(word: str) -> str:
    """The plural of a number word or of a measure: “nineties”, “sixes”, “halves”."""
    if word in _IRREGULAR_PLURALS:
        return _IRREGULAR_PLURALS[word]
    if re.search(r"[^aeiou]y\Z", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(?:x|s|ch|sh)\Z", word) else "s")
