"""Signs that are said: &, @, §, ©, superscripts, Greek letters."""

import re
from typing import Final

from synthesis.text.normalisation.context import word_before
from synthesis.text.normalisation.es_units import UNITS
from synthesis.text.normalisation.rules import SIGN, Hint, Locale, Match, Parts, Rule

_SAID: Final = {
    "&": "y", "@": "arroba", "§": "sección", "©": "copyright", "+": "más", "±": "más menos", "×": "por", "÷": "entre",
    "=": "igual a", "≈": "aproximadamente", "≠": "distinto de", "≤": "menor o igual que", "≥": "mayor o igual que",
    "√": "raíz de", "∞": "infinito", "∑": "suma de", "π": "pi", "α": "alfa", "β": "beta", "γ": "gama", "δ": "delta",
    "Δ": "delta", "λ": "lambda", "μ": "mu", "σ": "sigma", "Ω": "omega", "ω": "omega", "%": "por ciento", "€": "euros",
    "£": "libras", "¥": "yenes", "#": "numeral", "°": "grados", "→": "a", "⇒": "entonces", "¢": "centavos",
    "$": "pesos", "♀": "mujer", "♂": "hombre", "♥": "corazón", "❤": "corazón",
}  # fmt: skip
_SIGNS: Final = re.compile(rf"(?P<say>[{re.escape(''.join(_SAID))}])")
_ABOUT: Final = re.compile(r"(?P<say>[~≈∼])(?= ?[$€]?\d)")
_PLUS_MINUS: Final = re.compile(r"(?<!\w)(?P<say>\+/[-−])")
_COMPARED: Final = re.compile(r"(?P<say>[<>])(?= ?\d)")
_PER: Final = re.compile(
    r"(?<=[€$0-9])(?P<say>/)(?:(?P<unit>h|l|L|t|g|min)(?!\w)"
    r"|(?=(?:mes|hora|día|año|semana|noche|persona|kg|kilo|litro|km|m²|m2|kWh|MWh|unidad|barril)(?!\w)))"
)
_SLASH: Final = re.compile(r"(?<=[^\W_]|[°º%])(?P<say>/)(?=[^\W_])")
_SLASH_HINT: Final = Hint(re.compile("/"))
_RAISED: Final = Hint(re.compile("[⁰¹²³⁴-⁹]"))
_POWER: Final = re.compile(r"(?<![^\W\d_])(?:[A-Za-z]{1,2}|[0-9]{1,9}|\))(?P<say>[²³])(?![⁰¹²³⁴-⁹])")
_NOTE: Final = re.compile(r"(?<=[^\W\d_]{3})(?P<say>[⁰¹²³⁴-⁹]{1,3})(?!\w)")


def _say_sign(match: Match, locale: Locale) -> str:
    return _SAID[match["say"]]


def _say_about(_match: Match, _locale: Locale) -> str:
    return "unos"


def _say_plus_minus(_match: Match, _locale: Locale) -> str:
    return "más menos"


def _say_compared(match: Match, _locale: Locale) -> str:
    return "menos de" if match["say"] == "<" else "más de"


def _say_per(match: Match, _locale: Locale) -> Parts:
    return (("say", "por"), ("unit", UNITS[match["unit"]].one if match["unit"] else ""))


def _say_slash(_match: Match, _locale: Locale) -> str:
    return " "


def _say_power(match: Match, _locale: Locale) -> str:
    return "al cuadrado" if match["say"] == "²" else "al cubo"


def _say_note(match: Match, _locale: Locale) -> str:
    """Nothing, unless it is the power of a unit in words: “2,000 pies²”."""
    unit = word_before(match)
    if unit not in ("pies", "metros", "kilómetros", "millas", "pulgadas"):
        return ""
    return {"²": "cuadrad", "³": "cúbic"}.get(match["say"], "") + ("as" if unit.endswith("as") else "os")


NOTES: Final = (
    Rule("footnote", _RAISED, _NOTE, _say_note),
    Rule("plus minus", _SLASH_HINT, _PLUS_MINUS, _say_plus_minus),
)
"""Before all others: a raised figure after a longer word is a note; “+/-” is one sign."""

RULES: Final = (
    Rule("about", SIGN, _ABOUT, _say_about),
    Rule("compared", SIGN, _COMPARED, _say_compared),
    Rule("per", _SLASH_HINT, _PER, _say_per),
    Rule("slash", _SLASH_HINT, _SLASH, _say_slash),
    Rule("power", _RAISED, _POWER, _say_power),
    Rule("sign", SIGN, _SIGNS, _say_sign),
)
