"""English: the rules in their order, and its regions."""

from typing import Final

from synthesis.text.normalisation import emoji, noise, web
from synthesis.text.normalisation.rules import Locale, Rule, Variant

_WORDS: Final = {
    "at": "at",
    "dot": "dot",
    "dash": "dash",
    "underscore": "underscore",
    "hashtag": "hashtag",
    "flag": "flag",
}
_RULES: Final[tuple[Rule, ...]] = (noise.INVISIBLE, *web.RULES, *emoji.RULES, *noise.STRUCTURE, *noise.LEFTOVERS)
_US: Final = Variant(Locale("en-US", words=_WORDS), _RULES)


def variant(tag: str) -> Variant:
    """English as spoken where ``tag`` says."""
    return _US
