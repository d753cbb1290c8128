"""The spoken form: what is said in place of numbers, dates, money, abbreviations, signs and addresses.

For engines that do not normalise well. What has no rule is spoken as it is written.

How it is put together:

- ``rules`` holds the framework. A `Rule` is a name, a hint, a pattern and a function that says what the match sounds like,
  or declines with None. A `Variant` is a `Locale` (data: separators, order of dates, currencies, units, words) and a tuple
  of rules.
- The rules of a variant are tried in their order, each over the whole sentence; a stretch belongs to the first rule that
  claims it. So the order is part of a language: what is long and certain (addresses, dates, money) stands before what is
  short and uncertain (plain numbers, capitals).
- A function sees one sentence: ``match.string`` is the sentence alone, so that ``^`` and ``$`` are its edges and nothing
  that is said depends on the neighbouring sentence. It sees no other rule's claims.
- A rule replaces as little as it can, by the group ``say`` or by parts: the words between keep their own place on the page
  and light up one by one. “$5 million” is two parts, “five” and “million dollars”. Spaces are added by the framework where
  what is said would touch a letter or a digit; a rule never pads.
- ``web``, ``emoji`` and ``noise`` hold rules for every language, which take their words from the locale; ``context`` holds
  the questions that rules ask about their surroundings.
- ``en`` and its ``en_…`` modules hold English, ``es`` and its ``es_…`` modules Spanish: each language module offers
  ``variant(tag)``, which answers the variant for a BCP 47 tag of that language and falls back to its default region.
  ``generic`` does the same for all others. A new language is a module with rules and data, and a line below.
- A full stop that belongs to an abbreviation and also ends the sentence is said as a full stop, so that the engine still
  hears the end (``context.full_stop``).
- Emoji are skipped among words, and named where a sentence has nothing else to say.

Restriction: pure, like everything in ``synthesis.text``; patterns run in linear time on any text.
"""

from synthesis.text.normalisation import en, es, generic
from synthesis.text.normalisation.rules import Variant, apply
from synthesis.text.spans import Span
from synthesis.text.spoken import Replacement

__all__ = ["spoken_replacements"]


def spoken_replacements(text: str, span: Span, language: str, taken: tuple[Span, ...] = ()) -> tuple[Replacement, ...]:
    """What is said in place of what is written in the sentence ``span`` of the block ``text``.

    Offsets are code points of ``text``. The replacements are sorted, do not overlap, lie within ``span``, and leave
    alone the
    stretches in ``taken`` (those that the lexicon has claimed). ``language`` is a BCP 47 tag; an unknown one gets the
    rules that
    hold for all languages.

    >>> [found] = spoken_replacements("It was 5 o'clock.", Span(0, 17), "en-US")
    >>> found.spoken, found.rule
    ('five', 'spoken:cardinal')
    """
    return apply(_variant(language), text, span, taken)


def _variant(language: str) -> Variant:
    primary = language.replace("_", "-").partition("-")[0].lower()
    if primary == "en":
        return en.variant(language)
    if primary == "es":
        return es.variant(language)
    return generic.variant(language)
