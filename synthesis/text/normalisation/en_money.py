"""English money: amounts, magnitudes, ranges, and amounts that describe a noun (“a $5 bill”)."""

import re
from dataclasses import replace
from typing import Final

from synthesis.text.normalisation.context import word_after, word_before
from synthesis.text.normalisation.en_numbers import DASH, NUMBER, SPACE, cardinal, is_british, said_number
from synthesis.text.normalisation.rules import DIGIT, Hint, Locale, Match, Parts, Rule, Unit, listed

_DOLLAR: Final = Unit("dollar", "dollars", "cent", "cents")
_POUND: Final = Unit("pound", "pounds", "penny", "pence")
_EURO: Final = Unit("euro", "euros", "cent", "cents")
_YEN: Final = Unit("yen", "yen")
_PESO: Final = Unit("peso", "pesos", "centavo", "centavos")
_RUPEE: Final = Unit("rupee", "rupees", "paisa", "paise")
_FRANC: Final = Unit("Swiss franc", "Swiss francs", "centime", "centimes")


def _dollar(country: str) -> Unit:
    return replace(_DOLLAR, one=f"{country} dollar", many=f"{country} dollars")


CURRENCIES: Final[dict[str, Unit]] = {
    "$": _DOLLAR, "£": _POUND, "€": _EURO, "¥": _YEN, "₹": _RUPEE, "₩": Unit("won", "won"),
    "₽": Unit("ruble", "rubles", "kopeck", "kopecks"), "₺": Unit("lira", "lira", "kurus", "kurus"),
    "₪": Unit("shekel", "shekels", "agora", "agorot"), "₦": Unit("naira", "naira", "kobo", "kobo"),
    "฿": Unit("baht", "baht", "satang", "satang"), "₫": Unit("dong", "dong"), "₴": Unit("hryvnia", "hryvnias"),
    "₱": Unit("peso", "pesos", "centavo", "centavos"), "₿": Unit("bitcoin", "bitcoins"),
    "US$": _dollar("U.S"), "U.S.$": _dollar("U.S"), "A$": _dollar("Australian"), "AU$": _dollar("Australian"),
    "C$": _dollar("Canadian"), "CA$": _dollar("Canadian"), "NZ$": _dollar("New Zealand"),
    "HK$": _dollar("Hong Kong"), "S$": _dollar("Singapore"), "NT$": _dollar("Taiwan"),
    "R$": Unit("real", "reais", "centavo", "centavos"), "MX$": replace(_PESO, one="Mexican peso", many="Mexican pesos"),
    "USD": _dollar("U.S"), "EUR": _EURO, "GBP": _POUND, "JPY": _YEN, "AUD": _dollar("Australian"),
    "CAD": _dollar("Canadian"), "NZD": _dollar("New Zealand"), "HKD": _dollar("Hong Kong"), "CHF": _FRANC,
    "MXN": replace(_PESO, one="Mexican peso", many="Mexican pesos"), "INR": _RUPEE,
    "CNY": Unit("yuan", "yuan"), "RMB": Unit("yuan", "yuan"), "SEK": Unit("Swedish krona", "Swedish kronor"),
    "NOK": Unit("Norwegian krone", "Norwegian kroner"), "DKK": Unit("Danish krone", "Danish kroner"),
    "PLN": Unit("zloty", "zlotys"), "BRL": Unit("real", "reais", "centavo", "centavos"),
}  # fmt: skip

MAGNITUDES: Final = {
    "k": "thousand", "K": "thousand", "m": "million", "M": "million", "mn": "million", "mm": "million", "mil": "million",
    "MM": "million", "b": "billion", "B": "billion", "bn": "billion", "Bn": "billion", "t": "trillion", "T": "trillion",
    "tn": "trillion", "trn": "trillion", "hundred": "hundred", "thousand": "thousand", "million": "million",
    "billion": "billion", "trillion": "trillion", "grand": "grand",
}  # fmt: skip

_CODE: Final = "(?:USD|EUR|GBP|JPY|AUD|CAD|NZD|HKD|CHF|MXN|INR|CNY|RMB|SEK|NOK|DKK|PLN|BRL)"
_SYMBOL: Final = rf"(?:(?:US|U\.S\.|AU|A|CA|C|NZ|HK|S|NT|R|MX)?\$|[£€¥₹₩₽₺₪₦฿₫₴₱₿]|{_CODE}[ \u00a0]?)"
_WORD: Final = r"(?:hundred|thousand|million|billion|trillion|grand|mil)"
_LETTERS: Final = r"(?:trn|tn|mn|mm|MM|bn|Bn|[kKmMbBtT])"
_MAGNITUDE: Final = rf"(?:(?P<glued>{_LETTERS})(?!\w)|(?P<hyphen>[ \u00a0\u202f-])(?P<word>{_WORD})\b)"

MONEY: Final = Hint(re.compile(rf"[$£€¥₹₩₽₺₪₦฿₫₴₱₿¢A-Z](?:(?<![A-Z])|[A-Z]{{2}}(?<=\b{_CODE})\b)"), needs=DIGIT.needs)
_BEFORE: Final = re.compile(
    rf"(?P<amount>(?:(?<!\S)(?P<minus>[-−–])|(?<![\w.$£€]))(?P<symbol>{_SYMBOL})[ ]?"
    rf"(?:(?P<low>{NUMBER})(?:(?P<lowunit>{_LETTERS})(?!\w)|[ \u00a0-](?P<lowword>{_WORD}))?(?P<to>{DASH})(?:{_SYMBOL})?)?"
    rf"(?P<number>{NUMBER})){_MAGNITUDE}?(?P<plus>\+)?(?!\w|[.,][0-9])"
    r"(?P<link>-(?=[a-zA-Z])(?P<per>an?-[a-z]{2,12})?|/(?P<each>sq\.?[ ]?(?:ft|yd|mi|m|km)|[a-z]{1,12})\b(?:\.(?=[,;]|[ ][a-z]))?)?"
)
_AFTER: Final = re.compile(
    rf"(?<![\w.,$£€])(?P<number>{NUMBER})(?:{SPACE}?(?P<glued>{_LETTERS})(?!\w)|(?P<hyphen>{SPACE})(?P<word>{_WORD}))?"
    rf"{SPACE}?(?P<symbol>€|£|{_CODE}\b)(?!\w)"
)
_CENTS: Final = re.compile(rf"(?<![\w.,$£€])(?P<number>{NUMBER})[ ]?(?P<symbol>¢)")
_PENCE: Final = re.compile(r"(?<![\w.,$£€-])(?P<number>[0-9]{1,3}(?:\.[0-9])?)(?P<symbol>p)\b(?!\.[0-9m])")

_PENNIES: Final = Hint(re.compile(r"[0-9]p\b"), needs=frozenset("p"))

_ARTICLES: Final = frozenset(("a", "an", "another", "every", "each", "one"))
_PIECES: Final = listed(
    "bill bills note notes coin coins check checks cheque cheques payment payments bonus bonuses fine fines grant grants loan loans "
    "prize prizes gift gifts donation donations fee fees deal deals contract contracts coupon coupons voucher vouchers reward "
    "rewards budget lawsuit settlement deposit ticket tickets stimulus tax bailout loss losses profit salary bid"
)
_POSSESSIVES: Final = listed("the his her its their our my your this that")
_NOT_DESCRIBED: Final = listed(
    "a an and or in of on to from for by per at each is was were are has had have will would could should with as than that more "
    "less he she they it we you who which when while if but so spent paid raised needed owed worth into over after before since"
)
_SQUARES: Final = {"ft": "foot", "yd": "yard", "mi": "mile", "m": "meter", "km": "kilometer"}
_SQUARE: Final = re.compile(r"sq\.?[ ]?(ft|yd|mi|m|km)")
_PER: Final = {"h": "hour", "hr": "hour", "mo": "month", "yr": "year", "wk": "week", "lb": "pound", "kg": "kilogram"}


def _describes(match: Match) -> bool:
    """Whether the amount describes a noun: “a $5 bill”, “a $2 million home”, “a $10-a-day job”."""
    after = word_after(match)
    if match["link"] == "-":
        return after != "plus"
    noun = after[:1].islower() and after not in _NOT_DESCRIBED
    before = word_before(match).lower()
    return noun and (before in _ARTICLES or after in _PIECES or (before in _POSSESSIVES and not after.endswith("s")))


def said_amount(written: str, unit: Unit, locale: Locale, *, described: bool = False) -> str:
    """An amount with its cents: “1.50” as “one dollar and fifty cents”."""
    whole, _, fraction = written.partition(".")
    number = int(whole.replace(",", ""))
    if len(fraction) != 2 or not unit.minor_many:
        name = unit.one if described or written == "1" else unit.many
        return f"{said_number(written, locale)} {name}"
    major = f"{said_number(whole, locale)} {unit.one if number == 1 or described else unit.many}"
    minor = _minor(int(fraction), unit, locale)
    if not minor:
        return major
    return f"{major} and {minor}" if number else minor


def _minor(number: int, unit: Unit, locale: Locale) -> str:
    if not number:
        return ""
    return f"{cardinal(number, joined=is_british(locale))} {unit.minor_one if number == 1 else unit.minor_many}"


def _unit(match: Match, locale: Locale) -> Unit:
    return locale.currencies[match["symbol"].strip()]


def _say_before(match: Match, locale: Locale) -> Parts | str:
    unit, described = _unit(match, locale), _describes(match)
    said = ("minus " if match["minus"] else "") + _low(match, locale)
    tail = (" plus" if match["plus"] else "") + _tail(match)
    magnitude = match["glued"] or match["word"]
    if not magnitude:
        return said + said_amount(match["number"], unit, locale, described=described) + tail
    said += said_number(match["number"], locale)
    name = f"{MAGNITUDES[magnitude]} {unit.one if described else unit.many}"
    if match["word"] and not tail and not match["link"]:
        return (("amount", said), ("hyphen", " "), ("word", name))
    return f"{said} {name}{tail}"


def _low(match: Match, locale: Locale) -> str:
    """The lower end of a range, with “to”."""
    if not match["low"]:
        return ""
    written = match["lowunit"] or match["lowword"]
    magnitude = f" {MAGNITUDES[written]}" if written else ""
    return f"{said_number(match['low'], locale)}{magnitude} to "


def _tail(match: Match) -> str:
    if match["per"]:
        return " " + match["per"].replace("-", " ")
    if match["each"]:
        return f" per {_each(match['each'])}"
    return ""


def _each(written: str) -> str:
    square = _SQUARE.fullmatch(written)
    return f"square {_SQUARES[square[1]]}" if square else _PER.get(written, written)


def _say_after(match: Match, locale: Locale) -> str | None:
    unit = _unit(match, locale)
    magnitude = match["glued"] or match["word"]
    if magnitude:
        return f"{said_number(match['number'], locale)} {MAGNITUDES[magnitude]} {unit.many}"
    return said_amount(match["number"], unit, locale)


def _say_cents(match: Match, locale: Locale) -> str:
    return f"{said_number(match['number'], locale)} {'cent' if match['number'] == '1' else 'cents'}"


def _say_pence(match: Match, locale: Locale) -> str | None:
    if not is_british(locale):
        return None
    return f"{said_number(match['number'], locale)} {'penny' if match['number'] == '1' else 'pence'}"


RULES: Final = (
    Rule("currency", MONEY, _BEFORE, _say_before),
    Rule("currency", MONEY, _AFTER, _say_after),
    Rule("cents", MONEY, _CENTS, _say_cents),
    Rule("pence", _PENNIES, _PENCE, _say_pence),
)
