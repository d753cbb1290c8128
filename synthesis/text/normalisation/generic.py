"""What holds in every language: short addresses, silent noise and emoji, and large numbers that cannot be misread."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

from num2words import CONVERTER_CLASSES, num2words

from synthesis.text.normalisation import emoji, noise, web
from synthesis.text.normalisation.rules import DIGIT, Locale, Match, Rule, Variant

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "ca": {"at": "arrova", "dot": "punt", "dash": "guió", "hashtag": "etiqueta"},
    "de": {"at": "at", "dot": "Punkt", "dash": "Strich", "underscore": "Unterstrich", "hashtag": "Hashtag"},
    "fr": {"at": "arobase", "dot": "point", "dash": "tiret", "underscore": "tiret bas", "hashtag": "hashtag"},
    "it": {"at": "chiocciola", "dot": "punto", "dash": "trattino", "hashtag": "hashtag"},
    "nl": {"at": "apenstaartje", "dot": "punt", "dash": "streepje", "hashtag": "hashtag"},
    "pt": {"at": "arroba", "dot": "ponto", "dash": "traço", "hashtag": "hashtag"},
}

# Two groups or more: neither 1.500.000 nor 1,500,000 can be a decimal. 1.500 can, so it is left to the engine.
_GROUPED: Final = re.compile(
    r"(?<![\w.,])(?P<say>[0-9]{1,3}(?:(?:\.[0-9]{3}){2,4}|(?:,[0-9]{3}){2,4}|(?:[\u00a0\u202f][0-9]{3}){1,4}))(?![\w]|[.,][0-9])"
)


def _say_grouped(match: Match, locale: Locale) -> str | None:
    return locale.figures(re.sub(r"[^0-9]", "", match["say"]))


def _figures(primary: str) -> Callable[[str], str]:
    """Digits in words where num2words knows the language, else as digits without separators, which engines read."""

    def figures(digits: str) -> str:
        if primary not in CONVERTER_CLASSES or len(digits) > 15:
            return digits
        try:
            return str(num2words(int(digits), lang=primary))
        except (ArithmeticError, LookupError, NotImplementedError, TypeError, ValueError):
            return digits

    return figures


_RULES: Final = (
    noise.INVISIBLE,
    *web.RULES,
    *emoji.RULES,
    *noise.STRUCTURE,
    Rule("grouped", DIGIT, _GROUPED, _say_grouped),
    *noise.LEFTOVERS,
)


def variant(tag: str) -> Variant:
    """The rules for a language that has none of its own."""
    return _variant(tag.replace("_", "-").partition("-")[0].lower())


@lru_cache(maxsize=32)
def _variant(primary: str) -> Variant:
    return Variant(Locale(primary, figures=_figures(primary), words=_WORDS.get(primary, {})), _RULES)
