"""Spanish: the rules in their order, and its regions."""

from functools import lru_cache
from typing import Final

from synthesis.text.normalisation import (
    emoji,
    es_abbreviations,
    es_codes,
    es_dates,
    es_emoji,
    es_figures,
    es_letters,
    es_measures,
    es_money,
    es_ranks,
    es_signs,
    noise,
    web,
)
from synthesis.text.normalisation.es_numbers import cardinal, digits
from synthesis.text.normalisation.rules import Locale, Rule, Variant

_WORDS: Final = {
    "at": "arroba",
    "dot": "punto",
    "dash": "guion",
    "underscore": "guion bajo",
    "hashtag": "hashtag",
    "flag": "bandera",
}

_RULES: Final[tuple[Rule, ...]] = (
    noise.INVISIBLE,
    *web.RULES,
    *emoji.RULES,
    *noise.STRUCTURE,
    *es_signs.NOTES,
    *es_abbreviations.COMPOUNDS,
    *es_dates.DATES,
    *es_dates.TIMES,
    *es_figures.PHONES,
    *es_figures.TIMES,
    *es_money.RULES,
    *es_measures.PERCENT,
    *es_measures.MEASURES,
    *es_abbreviations.NUMBER_SIGNS,
    *es_ranks.ORDINALS,
    *es_measures.DEGREES,
    *es_figures.FRACTIONS,
    *es_ranks.ROMANS,
    *es_codes.RULES,
    *es_letters.DOTTED,
    *es_abbreviations.SINGLE,
    *es_letters.INITIALS,
    *es_letters.ACRONYMS,
    *es_measures.LONE_UNITS,
    *es_figures.NUMBERS,
    *es_figures.ARITHMETIC,
    *es_signs.RULES,
    *noise.LEFTOVERS,
)


def variant(tag: str) -> Variant:
    """Spanish as spoken where ``tag`` says; a tag without a country reads both “1.500” and “1,500” as thousands."""
    return _variant(tag.replace("_", "-"))


@lru_cache(maxsize=64)
def _variant(tag: str) -> Variant:
    plain = Locale(tag)
    locale = Locale(
        tag,
        figures=_figures,
        capitals=lambda word: es_letters.capitals(word, plain),
        letters=lambda word: es_letters.spelled(word, plain),
        emoji=es_emoji.name,
        words=_WORDS,
    )
    return Variant(locale, _RULES)


def _figures(written: str) -> str:
    return digits(written) if len(written) > 15 or (written[0] == "0" and len(written) > 1) else cardinal(int(written))
