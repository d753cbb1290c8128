"""Money: currency signs and codes before or after the number, millions in between, cents."""

import re
from dataclasses import dataclass
from typing import Final

from synthesis.text.normalisation.context import full_stop
from synthesis.text.normalisation.es_amounts import FREE_NUMBER, NUMBER, SCALE, Amount, amount
from synthesis.text.normalisation.es_numbers import Form, cardinal, thousands
from synthesis.text.normalisation.es_regions import region
from synthesis.text.normalisation.rules import Hint, Locale, Match, Parts, Rule


@dataclass(frozen=True, slots=True)
class _Currency:
    one: str
    many: str
    cent: str = "centavo"
    feminine: bool = False


_PESO: Final = _Currency("peso", "pesos")
_DOLLAR: Final = _Currency("dólar", "dólares")
_EURO: Final = _Currency("euro", "euros", "centavo")
_EURO_IN_EUROPE: Final = _Currency("euro", "euros", "céntimo")
_POUND: Final = _Currency("libra", "libras", "penique", feminine=True)
_YEN: Final = _Currency("yen", "yenes", "sen")

_CURRENCIES: Final = {
    "US$": _DOLLAR, "U$S": _DOLLAR, "u$s": _DOLLAR, "USD": _DOLLAR, "USD$": _DOLLAR, "U$D": _DOLLAR, "€": _EURO,
    "EUR": _EURO, "£": _POUND, "GBP": _POUND, "¥": _YEN, "JPY": _YEN, "R$": _Currency("real", "reales"),
    "S/": _Currency("sol", "soles", "céntimo"), "S/.": _Currency("sol", "soles", "céntimo"),
    "₡": _Currency("colón", "colones", "céntimo"), "C$": _Currency("córdoba", "córdobas"),
    "Bs": _Currency("bolívar", "bolívares", "céntimo"), "Bs.": _Currency("bolívar", "bolívares", "céntimo"),
    "CA$": _Currency("dólar canadiense", "dólares canadienses"), "MX$": _Currency("peso mexicano", "pesos mexicanos"),
    "MXN": _Currency("peso mexicano", "pesos mexicanos"), "MXN$": _Currency("peso mexicano", "pesos mexicanos"),
    "COP$": _Currency("peso colombiano", "pesos colombianos"), "CLP$": _Currency("peso chileno", "pesos chilenos"),
    "AR$": _Currency("peso argentino", "pesos argentinos"),
    "ARS": _Currency("peso argentino", "pesos argentinos"), "COP": _Currency("peso colombiano", "pesos colombianos"),
    "COL$": _Currency("peso colombiano", "pesos colombianos"), "CLP": _Currency("peso chileno", "pesos chilenos"),
    "₿": _Currency("bitcóin", "bitcoines"), "₹": _Currency("rupia", "rupias", "paisa", feminine=True),
    "₩": _Currency("won", "wones"), "₽": _Currency("rublo", "rublos", "kopek"), "¢": _Currency("centavo", "centavos"),
    "CHF": _Currency("franco suizo", "francos suizos"),
}  # fmt: skip
_ANYWHERE: Final = Locale("es")
_BOLIVIANO: Final = _Currency("boliviano", "bolivianos")
_SIGN: Final = "|".join(re.escape(sign) for sign in sorted(_CURRENCIES, key=len, reverse=True))
_BEFORE: Final = rf"(?:{_SIGN}|\$)"
_AFTER: Final = r"(?:US\$|\$|€|£|¥|₡|¢|USD\b|EUR\b|MXN\b|GBP\b|ARS\b|COP\b|CLP\b|CHF\b|JPY\b)"
# What the writer says of the currency in words, after the sign.
_NAMED: Final = re.compile(
    r",? ?(?:de )?(?P<name>pesos?|dólares|dólar|euros?|libras?|reales|yenes|soles|bolívares|colones|centavos|mdp|mdd|dlls|dls|mxn|usd)\b",
    re.IGNORECASE,
)
_SUFFIX_SCALES: Final = {
    "M": "millones",
    "MM": "millones",
    "mill.": "millones",
    "B": "mil millones",
    "k": "mil",
    "K": "mil",
}
_LONG_SCALE: Final = (
    r"(?:mil [0-9]{1,3}(?: millones)?|mil millones|millón [0-9]{1,3} mil|millones [0-9]{1,3} mil)\b(?![.,][0-9])"
)
_TAIL: Final = rf"(?: (?P<scale>{_LONG_SCALE}|{SCALE})|(?P<suffix> ?(?:MM?|mill\.|B|[kK]))(?!\w|\.[A-Z]))?"

_MONEY_HINT: Final = Hint(
    re.compile(r"[$€£¥₡¢₿₹₩₽]|S/|Bs|USD|EUR|GBP|MXN|ARS|COP|CLP|CHF|JPY|[0-9] ?(?:mil )?(?i:mm?d|d)")
)
_PREFIXED: Final = re.compile(
    rf"(?<![\w$€£])(?!COP[0-9]{{2}}(?![0-9]|[.,][0-9]))"  # COP28 is a summit.
    rf"(?P<say>(?P<minus>[-−])?(?P<sign>{_BEFORE}) ?(?P<negative>[-−])?(?P<number>{NUMBER})){_TAIL}"
)
_RANGE: Final = re.compile(
    rf"(?<![\w$€£])(?P<first>(?P<sign>{_BEFORE}) ?(?P<low>{NUMBER}))(?P<dash> ?[-–] ?)"
    rf"(?P<second>(?:{_BEFORE} ?)?(?P<high>{NUMBER}))(?!\d){_TAIL}"
)
_SUFFIXED: Final = re.compile(
    rf"(?P<number>{FREE_NUMBER})(?: (?P<scale>{SCALE}))?(?: (?P<more>mil\b))?(?P<suffix> ?[MkK](?=€))? ?(?P<sign>{_AFTER})"
)
_PRESS: Final = re.compile(
    rf"(?P<sign>\$ ?)?(?P<number>{FREE_NUMBER})(?P<mil> mil)?(?P<gap> ?)(?P<unit>mmdp|mmdd|mdp|mdd|mde|dlls\.?|dls\.?)(?!\w)",
    re.IGNORECASE,
)
_PRESS_UNITS: Final = {
    "mdp": "millones de pesos", "mdd": "millones de dólares", "mde": "millones de euros",
    "mmdp": "mil millones de pesos", "mmdd": "mil millones de dólares", "dlls": "dólares", "dls": "dólares",
}  # fmt: skip


def _currency(sign: str, locale: Locale) -> _Currency:
    where = region(locale.tag)
    if sign == "$":
        return _DOLLAR if where.dollars else _PESO
    if sign in ("€", "EUR") and where.european:
        return _EURO_IN_EUROPE
    if sign in ("Bs", "Bs.") and where.country == "BO":
        return _BOLIVIANO
    return _CURRENCIES[sign]


def _written(sign: str, locale: Locale) -> Locale:
    """Who writes the sum: abroad, “3.500 €” and in Spain “$1,500” keep their home's thousands; both readings are taken."""
    spanish = region(locale.tag).country == "ES"
    return _ANYWHERE if (sign in ("€", "EUR")) != spanish and (spanish or region(locale.tag).group == ",") else locale


def _form(currency: _Currency) -> Form:
    return "feminine" if currency.feminine else "masculine"


def _sum(parsed: Amount, currency: _Currency, *, named: bool) -> str:
    """“mil doscientos pesos con cincuenta centavos”; the currency is left out where the page names it in words."""
    form = _form(currency)
    if len(parsed.fraction) != 2 or parsed.code:
        words = parsed.spoken(form)
        name = currency.one if parsed.is_one else currency.many
        return words if named else f"{words} {_of(parsed)}{name}"
    cents = int(parsed.fraction)
    whole = "" if named else f" {_of(parsed)}{currency.one if parsed.whole == 1 else currency.many}"
    minus = "menos " if parsed.negative else ""
    if named and cents:
        return parsed.spoken()
    if not cents:
        return f"{minus}{cardinal(parsed.whole, form)}{whole}"
    said = f"{cardinal(cents, 'masculine')} {currency.cent}{'' if cents == 1 else 's'}"
    return f"{minus}{cardinal(parsed.whole, form)}{whole} con {said}" if parsed.whole else f"{minus}{said}"


def _of(parsed: Amount) -> str:
    # “Un millón de pesos”, but “un millón cien pesos”.
    return "de " if parsed.whole >= 10**6 and parsed.whole % 10**6 == 0 and not parsed.fraction else ""


def _scaled(match: Match, locale: Locale, group: str, scale: str) -> str:
    parsed = amount(match[group], locale)
    if scale.startswith("mil") and not scale.startswith("mill") and not (parsed.fraction or parsed.code):
        return thousands(parsed.whole, "masculine")
    return parsed.spoken("masculine")


def _say_prefixed(match: Match, locale: Locale) -> Parts:
    currency = _currency(match["sign"], locale)
    locale = _written(match["sign"], locale)
    minus = "menos " if match["minus"] or match["negative"] else ""
    named = _NAMED.match(match.string, match.end()) is not None
    scale = match["scale"] or _SUFFIX_SCALES.get((match["suffix"] or "").strip(), "")
    if not scale:
        return (("say", minus + _sum(amount(match["number"], locale), currency, named=named)),)
    number = minus + _scaled(match, locale, "number", scale)
    return (("say", number), ("scale" if match["scale"] else "suffix", _scale_words(scale, currency, named=named)))


def _scale_words(scale: str, currency: _Currency, *, named: bool) -> str:
    words = " ".join(cardinal(int(word), _form(currency)) if word.isdecimal() else word for word in scale.split(" "))
    if named:
        return words
    return f"{words} de {currency.many}" if scale.endswith(("ón", "ones")) else f"{words} {currency.many}"


def _say_range(match: Match, locale: Locale) -> Parts:
    currency = _currency(match["sign"], locale)
    locale = _written(match["sign"], locale)
    form = _form(currency)
    named = _NAMED.match(match.string, match.end()) is not None
    scale = match["scale"] or _SUFFIX_SCALES.get((match["suffix"] or "").strip(), "")
    low = ("first", amount(match["low"], locale).spoken("feminine" if currency.feminine else "alone"))
    high = amount(match["high"], locale)
    if not scale:
        return (low, ("dash", " a "), ("second", _sum(high, currency, named=named)))
    words = _scale_words(scale, currency, named=named)
    return (low, ("dash", " a "), ("second", high.spoken(form)), ("scale" if match["scale"] else "suffix", words))


def _say_suffixed(match: Match, locale: Locale) -> Parts:
    currency = _currency(match["sign"], locale)
    locale = _written(match["sign"], locale)
    parsed = amount(match["number"], locale)
    if match["suffix"]:
        return (("number", parsed.spoken("masculine")), ("suffix", " millones" if "M" in match["suffix"] else " mil"),
                ("sign", f" de {currency.many}" if "M" in match["suffix"] else currency.many))  # fmt: skip
    if match["scale"]:
        of = "" if match["scale"] == "mil" or match["more"] else "de "
        return (("number", _scaled(match, locale, "number", match["scale"])), ("sign", f"{of}{currency.many}"))
    if len(parsed.fraction) == 2:
        return (("", _sum(parsed, currency, named=False)),)
    form = _form(currency)
    return (("number", parsed.spoken(form)), ("sign", _of(parsed) + (currency.one if parsed.is_one else currency.many)))


def _say_press(match: Match, locale: Locale) -> Parts:
    unit = _PRESS_UNITS[match["unit"].lower().rstrip(".")]
    scale = "mil" if match["mil"] else ""
    return (("sign", ""), ("number", _scaled(match, locale, "number", scale)), ("unit", full_stop(match, unit, "unit")))


RULES: Final = (
    Rule("money", _MONEY_HINT, _RANGE, _say_range),
    Rule("money", _MONEY_HINT, _PRESS, _say_press),
    Rule("money", _MONEY_HINT, _PREFIXED, _say_prefixed),
    Rule("money", _MONEY_HINT, _SUFFIXED, _say_suffixed),
)
