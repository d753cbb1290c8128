"""English: the rules in their order, and its regions."""

import unicodedata
from dataclasses import replace
from functools import lru_cache, partial
from typing import Final

from synthesis.text.languages import best_match
from synthesis.text.normalisation import (
    emoji,
    en_abbreviations,
    en_acronyms,
    en_codes,
    en_counts,
    en_dates,
    en_money,
    en_numbers,
    en_roman,
    en_symbols,
    en_times,
    en_units,
    noise,
    web,
)
from synthesis.text.normalisation.rules import Locale, Rule, Variant

_WORDS: Final = {word: word for word in ("at", "dot", "dash", "underscore", "hashtag", "flag")}

# Shorter or plainer than their names in the Unicode Character Database.
_EMOJI: Final = {
    "❤": "red heart", "👍": "thumbs up", "👎": "thumbs down", "😂": "laughing face", "🤣": "laughing face",
    "😀": "smiling face", "😃": "smiling face", "😊": "smiling face", "😢": "crying face", "😭": "crying face",
    "🎉": "party popper", "🔥": "fire", "👏": "clapping hands", "🙏": "folded hands", "😍": "heart eyes", "⭐": "star",
    "✅": "check mark", "✔": "check mark", "❌": "cross mark", "☀": "sun", "☔": "umbrella", "⚡": "lightning", "🐝": "bee",
}  # fmt: skip


def _name_of(character: str) -> str:
    name = _EMOJI.get(character) or unicodedata.name(character, "").lower()
    return name.removesuffix(" sign").removesuffix(" symbol")


_RULES: Final[tuple[Rule, ...]] = (
    noise.INVISIBLE,
    *en_symbols.BEFORE_WEB,
    *web.RULES,
    *emoji.RULES,
    *noise.STRUCTURE,
    *en_dates.RULES,
    *en_times.RULES,
    *en_codes.PHONES,
    *en_money.RULES,
    *en_symbols.EARLY,
    *en_units.RULES,
    *en_counts.RULES,
    *en_codes.CODES,
    *en_roman.RULES,
    *en_abbreviations.RULES,
    *en_acronyms.RULES,
    *en_counts.LEFTOVERS,
    *en_symbols.LATE,
    *noise.LEFTOVERS,
)


def _american(tag: str) -> Variant:
    locale = Locale(tag, words=_WORDS, currencies=en_money.CURRENCIES, units=en_units.UNITS)
    return Variant(_speaking(locale), _RULES)


def _british(tag: str) -> Variant:
    words = {**_WORDS, en_numbers.BRITISH: "yes"}
    locale = Locale(tag, day_first=True, words=words, currencies=en_money.CURRENCIES, units=en_units.BRITISH_UNITS)
    return Variant(_speaking(locale), _RULES)


def _speaking(locale: Locale) -> Locale:
    return replace(
        locale,
        figures=partial(en_numbers.figures, locale=locale),
        capitals=en_acronyms.said_capitals,
        letters=en_acronyms.spelled,
        emoji=_name_of,
    )


# Canadian papers write dates and say numbers as their neighbours do.
_VARIANTS: Final = {
    **{tag: _american(tag) for tag in ("en-US", "en-CA", "en-PH")},
    **{tag: _british(tag) for tag in ("en-GB", "en-AU", "en-IE", "en-IN", "en-NZ", "en-ZA", "en-SG", "en-HK", "en-NG")},
}


@lru_cache(maxsize=64)
def variant(tag: str) -> Variant:
    """English as spoken where ``tag`` says; American where it does not say."""
    return _VARIANTS[best_match(tag.replace("_", "-"), tuple(_VARIANTS)) or "en-US"]
