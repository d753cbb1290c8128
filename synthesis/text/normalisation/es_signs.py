"""Signs that are said: &, @, §, ©, superscripts, Greek letters."""

import re
from typing import Final

from synthesis.text.normalisation.rules import SIGN, Hint, Locale, Match, Rule

_SAID: Final = {
    "&": "y", "@": "arroba", "§": "sección", "©": "copyright", "+": "más", "±": "más menos", "×": "por", "÷": "entre", "=": "igual a",
    "≈": "aproximadamente", "≠": "distinto de", "≤": "menor o igual que", "≥": "mayor o igual que", "√": "raíz de", "∞": "infinito",
    "∑": "suma de", "π": "pi", "α": "alfa", "β": "beta", "γ": "gama", "δ": "delta", "Δ": "delta", "λ": "lambda", "μ": "mu", "σ": "sigma", "Ω": "omega", "ω": "omega",
    "%": "por ciento", "€": "euros", "£": "libras", "¥": "yenes", "#": "numeral", "°": "grados", "→": "a", "⇒": "entonces", "¢": "centavos", "$": "pesos",
    "♀": "mujer", "♂": "hombre", "♥": "corazón", "❤": "corazón",
}  # fmt: skip
_SIGNS: Final = re.compile(rf"(?P<say>[{re.escape(''.join(_SAID))}])")
_ABOUT: Final = re.compile(r"(?P<say>[~≈∼])(?= ?[$€]?\d)")
_RAISED: Final = Hint(re.compile("[⁰¹²³⁴-⁹]"))
_POWER: Final = re.compile(r"(?<![^\W\d_])(?:[A-Za-z]|[0-9]{1,9}|\))(?P<say>[²³])(?![⁰¹²³⁴-⁹])")
_NOTE: Final = re.compile(r"(?<=[^\W\d_]{3})(?P<say>[⁰¹²³⁴-⁹]{1,3})(?!\w)")


def _say_sign(match: Match, locale: Locale) -> str:
    return _SAID[match["say"]]


def _say_about(_match: Match, _locale: Locale) -> str:
    return "unos"


def _say_power(match: Match, _locale: Locale) -> str:
    return "al cuadrado" if match["say"] == "²" else "al cubo"


def _say_nothing(_match: Match, _locale: Locale) -> str:
    return ""


NOTES: Final = (Rule("footnote", _RAISED, _NOTE, _say_nothing),)
"""Before units, of which km² and cm³ must be left alone: a raised figure after a longer word is a note."""
RULES: Final = (
    Rule("about", SIGN, _ABOUT, _say_about),
    Rule("power", _RAISED, _POWER, _say_power),
    Rule("sign", SIGN, _SIGNS, _say_sign),
)
