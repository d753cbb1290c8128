"""Spanish number words: cardinals with apocope and gender, ordinals, decimals and digits.

num2words names the numbers under a thousand. Joining them is ours, because it says “veintiuno mil” and “veintiuno millones”;
ordinals are ours as well, because it writes “décimoprimero” and “quadragésimo”.
"""

from functools import lru_cache
from typing import Final, Literal

from num2words.lang_ES import Num2Word_ES

# How the number ends: as a name of itself (uno), before a masculine noun (un), before a feminine one (una).
Form = Literal["alone", "masculine", "feminine"]

_SMALL: Final = Num2Word_ES()
_LONG_SCALE: Final = ("millón", "billón", "trillón", "cuatrillón", "quintillón")
LARGEST: Final = 10 ** (6 * (len(_LONG_SCALE) + 1)) - 1

_ORDINAL_UNITS: Final = (
    "",
    "primero",
    "segundo",
    "tercero",
    "cuarto",
    "quinto",
    "sexto",
    "séptimo",
    "octavo",
    "noveno",
)
_ORDINAL_TEENS: Final = (
    "décimo", "undécimo", "duodécimo", "decimotercero", "decimocuarto", "decimoquinto", "decimosexto",
    "decimoséptimo", "decimoctavo", "decimonoveno",
)  # fmt: skip
_ORDINAL_TENS: Final = (
    "", "décimo", "vigésimo", "trigésimo", "cuadragésimo", "quincuagésimo", "sexagésimo", "septuagésimo",
    "octogésimo", "nonagésimo",
)  # fmt: skip
_ORDINAL_HUNDREDS: Final = (
    "", "centésimo", "ducentésimo", "tricentésimo", "cuadringentésimo", "quingentésimo", "sexcentésimo",
    "septingentésimo", "octingentésimo", "noningentésimo",
)  # fmt: skip
_DENOMINATORS: Final = {2: "medio", 3: "tercio"}


@lru_cache(maxsize=4096)
def cardinal(number: int, form: Form = "alone") -> str:
    """The number in words; numbers above `LARGEST` digit by digit.

    >>> cardinal(21), cardinal(21, "masculine"), cardinal(200_001, "feminine")
    ('veintiuno', 'veintiún', 'doscientas mil una')
    >>> cardinal(21_000_000, "feminine")
    'veintiún millones'
    """
    if number < 0:
        return f"menos {cardinal(-number, form)}"
    if number > LARGEST:
        return digits(str(number))
    if number < 1_000:
        return _under_thousand(number, form)
    words = []
    millions, rest = divmod(number, 10**6)
    if millions:
        words.append(_millions(millions))
    if rest:
        words.append(_under_million(rest, form))
    return " ".join(words)


def _millions(millions: int) -> str:
    words = []
    for power in range(len(_LONG_SCALE) - 1, -1, -1):
        group = millions // 10 ** (6 * power) % 10**6
        if group:
            name = _LONG_SCALE[power]
            words.append(f"un {name}" if group == 1 else f"{_under_million(group, 'masculine')} {name[:-2]}ones")
    return " ".join(words)


def _under_million(number: int, form: Form) -> str:
    group, rest = divmod(number, 1_000)
    words = []
    if group > 1:
        # “Veintiún mil” even before a feminine noun; hundreds do agree: “doscientas mil”.
        words.append(thousands(group, form))
    if group:
        words.append("mil")
    if rest:
        words.append(_under_thousand(rest, form))
    return " ".join(words)


def _under_thousand(number: int, form: Form, *, last: bool = True) -> str:
    words: str = _SMALL.to_cardinal(number)
    if form == "feminine":
        words = words.replace("cientos", "cientas").replace("quinientos", "quinientas")
        return f"{words[:-1]}a" if last and words.endswith("uno") else words
    return _apocopated(words) if form == "masculine" else words


def _apocopated(words: str) -> str:
    if words.endswith("veintiuno"):
        return f"{words[:-3]}ún"
    return words[:-1] if words.endswith("uno") else words


def thousands(number: int, form: Form) -> str:
    """The number as it is said before the word “mil”: “veintiún”, “doscientas”.

    >>> thousands(231, "feminine")
    'doscientas treinta y un'
    """
    return _apocopated(_under_thousand(number, form, last=False)) if 0 <= number < 1_000 else cardinal(number, form)


@lru_cache(maxsize=1024)
def ordinal(number: int, *, feminine: bool = False, short: bool = False) -> str:
    """The ordinal in words, in the masculine unless told; ``short`` before a masculine noun: “primer”, “tercer”.

    Zero, numbers below it and those above 1,000 have no ordinal in use and are said as cardinals.

    >>> ordinal(3, short=True), ordinal(21, feminine=True), ordinal(19)
    ('tercer', 'vigésima primera', 'decimonoveno')
    """
    if not 0 < number <= 1_000:
        return cardinal(number)
    words = ["milésimo"] if number == 1_000 else _ordinal_words(number)
    if feminine:
        words = [f"{word[:-1]}a" for word in words]
    elif short and words[-1].endswith(("primero", "tercero")):
        words[-1] = words[-1][:-1]
    return " ".join(words)


def _ordinal_words(number: int) -> list[str]:
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    low = (_ORDINAL_TEENS[units],) if tens == 1 else (_ORDINAL_TENS[tens], _ORDINAL_UNITS[units])
    return [word for word in (_ORDINAL_HUNDREDS[hundreds], *low) if word]


def fraction(numerator: int, denominator: int) -> str:
    """A fraction in words.

    >>> fraction(1, 3), fraction(3, 4), fraction(5, 12)
    ('un tercio', 'tres cuartos', 'cinco doceavos')
    """
    if denominator in _DENOMINATORS:
        part = _DENOMINATORS[denominator]
    elif denominator <= 10 or denominator in (100, 1_000):
        part = ordinal(denominator)
    else:
        part = _avo(denominator)
    return f"{cardinal(numerator, 'masculine')} {part}{'' if numerator == 1 else 's'}"


def _avo(denominator: int) -> str:
    # The suffix melts with a final vowel (onceavo, veinteavo) and stays apart from what is already several words.
    words = cardinal(denominator).replace("dieciséis", "dieciseis")
    return f"{words} avo" if " " in words else f"{words.removesuffix('a')}avo" if words.endswith("a") else f"{words}avo"


def digits(text: str) -> str:
    """Every digit by its name, other characters dropped.

    >>> digits("007")
    'cero cero siete'
    """
    return " ".join(cardinal(int(character)) for character in text if character.isdecimal())


def decimals(text: str) -> str:
    """What is said after the decimal sign: up to three digits as one number, leading zeros one by one.

    >>> decimals("25"), decimals("05"), decimals("14159")
    ('veinticinco', 'cero cinco', 'uno cuatro uno cinco nueve')
    """
    significant = text.lstrip("0")
    if len(significant) > 3 or len(text) > 4:
        return digits(text)
    zeros = ["cero"] * (len(text) - len(significant))
    return " ".join([*zeros, cardinal(int(significant))] if significant else zeros)
