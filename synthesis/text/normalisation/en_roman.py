"""English Roman numerals, where their context shows that they are numerals: never the word “I”, never “MIX” or “CIVIL”."""

import re
from typing import Final

from synthesis.text.normalisation.context import word_after, word_before
from synthesis.text.normalisation.en_numbers import cardinal, ordinal
from synthesis.text.normalisation.rules import Hint, Locale, Match, Parts, Rule, listed

_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_NUMERAL: Final = "M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"

_WITH_WORD: Final = re.compile(
    rf"(?<![\w'’])(?P<word>[A-Z][\w'’]{{1,20}}|[A-Z][a-z]{{1,4}}\.|chapter|part|act|scene|volume|book|type|phase|stage|section|"
    rf"article|level|grade|class|title|(?:vol|ch|pt|sec|art|bk|fig)\.)[ \u00a0](?P<say>(?=[IVXLCDM]){_NUMERAL})(?!\w|['’]\w{{2}})"
)
_SEVERAL: Final = re.compile(
    rf"(?<!\w)(?P<word>[A-Za-z]{{3,12}})[ \u00a0](?P<low>(?=[IVXLC]){_NUMERAL})(?P<to>[-–—]|[ ](?:&|and|to|or|through)[ ])"
    rf"(?P<high>(?=[IVXLC]){_NUMERAL})(?![\w.]\w|\w|['’]\w)"
)
_SEVERAL_HINT: Final = Hint(re.compile("[IVXLC](?:[-–—]|[ ](?:&|and|to|or|through)[ ])[IVXLC]"))
_ALONE: Final = re.compile(
    r"(?<![\w.&-])(?P<say>(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3}))(?![\w.&])(?=(?P<century>(?:st|nd|rd|th)? century)?)"
)
_SMALL: Final = re.compile(
    r"\b(?:[Ss]cene|[Aa]ct|[Cc]hapter|[Pp]ages?|pp?\.|[Pp]art|[Ss]ection|[Bb]ook)[ \u00a0]"
    r"(?P<say>(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3}))(?![\w'’.-]|\Z)"
)
_SMALL_HINT: Final = Hint(re.compile(r"[ \u00a0][ivxl]{1,7}(?!\w)"))
_BRACKETED: Final = re.compile(r"(?<!\w)\((?P<say>x{0,2}(?:ix|iv|v?i{0,3}))\)")
_HINT: Final = Hint(
    re.compile(r"[IVXLCDM(](?:(?<!\w.)(?<!\()[IVXLCDM]{0,11}(?!\w)(?<!^I)(?<![,.;:?!\"“] I)|(?<=\()[ivx]{1,6}\))")
)

_COUNTED: Final = listed(
    """
    war bowl chapter part act scene volume vol vol. book title phase type class level stage section sec. article art.
    figure fig. fig ch. pt. bk. table appendix grade schedule apollo vatican olympiad wrestlemania episode season division category
    mark model rocky fantasy halo rambo saw quest civilization trek iphone psalm canto protocol stat artemis gemini saturn ares orion
    vote option tier region zone group annex district ward page verse wars game games final finals thor movie film
    """
)
_REGNAL: Final = listed(
    """
    henry louis elizabeth george charles edward richard james william mary philip ferdinand alfonso carlos felipe frederick
    friedrich wilhelm nicholas alexander peter catherine ivan leopold albert napoleon haakon harald gustav christian
    margrethe beatrix pius paul benedict leo gregory clement innocent urban boniface sixtus julius francis ramses ramesses
    thutmose amenhotep cleopatra ptolemy darius xerxes mehmed murad selim abdullah hussein mohammed muhammad hassan rama
    pedro joão umberto emmanuel kamehameha constantine theodore otto rudolf maximilian joseph robert david isabella anne
    johan olav baudouin rainier norodom akbar seti psamtik tutankhamun edmund ethelred malcolm harold stephen john
    """
)
_GIVEN: Final = listed(
    """
    aaron adam alan albert alexander alfred andrew anthony arthur ben benjamin bernard bill bob bobby brian bruce calvin carl
    carlton cecil charles chris christopher clarence clark cornelius craig dale dan daniel darrell david dennis don donald
    douglas earl edgar edward edwin elliott eric ernest eugene floyd francis frank franklin fred frederick gary george gerald
    glenn gordon greg gregory harold harry harvey henry herbert herman howard hugh isaac jack jackie james jason jeff jeffrey
    jeremy jerome jerry jesse jim jimmy joe joel john johnny jonathan jose joseph joshua juan justin keith ken kenneth kevin
    larry lawrence lee leo leon leonard leroy lewis lloyd louis luther marcus mark martin marvin matthew maurice melvin michael
    mike milton mitchell nathan nathaniel nicholas norman oliver oscar otis patrick paul percy peter philip phillip ralph
    randall randolph ray raymond reginald richard robert rodney roger roland ron ronald ross roy russell sam samuel scott
    sidney stanley stephen steve steven stuart sylvester terry theodore thomas thurston tim timothy todd tom tony travis
    trevor tyler vernon victor vincent wallace walter warren wayne wendell wesley willard william willie winston zachary
    """
)
_CROWNED: Final = listed(
    "king queen pope emperor empress tsar czar kaiser sultan prince st. saint archduke duke patriarch shah emir prince "
    "princess"
)
_AFTER_PRONOUN: Final = listed(
    "think thought am have had know knew guess want wanted will would can could saw met love do did said say was went hope feel "
    "believe remember see need like must should"
)


_NO_NAMES: Final = listed(
    "the a an in on of at to by use this that these his her its our from for and or but as is was"
)


def value_of(numeral: str) -> int:
    """The number that a Roman numeral in capitals stands for.

    >>> value_of("XIV")
    14
    """
    values = [_VALUES[letter] for letter in numeral]
    signed = (-one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True))
    return sum(signed)


def _say_with_word(match: Match, _locale: Locale) -> str | None:
    word, numeral = match["word"].lower(), match["say"]
    if word in _COUNTED:
        return (
            None
            if numeral == "I" and _is_pronoun(match) and word not in ("war", "chapter")
            else cardinal(value_of(numeral))
        )
    if word in _REGNAL or _is_crowned(match):
        if (word == "malcolm" and numeral == "X") or (numeral == "I" and _is_pronoun(match)):
            return None
        return f"the {ordinal(value_of(numeral))}"
    if len(numeral) == 1 or not set(numeral) <= set("IVX") or numeral == "XXX" or word in _NO_NAMES:
        return None
    if numeral in ("II", "III", "IV") and _follows_name(match):
        return f"the {ordinal(value_of(numeral))}"
    return cardinal(value_of(numeral)) if (match.start() and word[0] != numeral[0]) or len(numeral) > 2 else None


def _is_crowned(match: Match) -> bool:
    """“Tsar Boris III”; but “King Arthur I met” is somebody who met him."""
    crowned = word_before(match).lower() in _CROWNED and match["word"].isalpha()
    return crowned and (match["say"] != "I" or not _verb_of_pronoun(match))


def _verb_of_pronoun(match: Match) -> bool:
    after = word_after(match, "say").lower()
    return after in _AFTER_PRONOUN and after not in ("was", "had", "did", "said", "would")


def _is_pronoun(match: Match) -> bool:
    return word_before(match).lower() not in _CROWNED and _verb_of_pronoun(match)


def _follows_name(match: Match) -> bool:
    """Whether a given name and a surname stand before, as in “Harold Jones III”."""
    return word_before(match).lower() in _GIVEN and match["word"].isalpha()


def _say_several(match: Match, _locale: Locale) -> Parts | None:
    """“Chapters I–III”, “World Wars I and II”, “James I and VI”."""
    word, low, high = match["word"].lower(), value_of(match["low"]), value_of(match["high"])
    to: Parts = (("to", " to "),) if match["to"] in "-–—" else ()
    if word in _REGNAL:
        return (("low", f"the {ordinal(low)}"), *to, ("high", ordinal(high)))
    if word in _COUNTED or (word.endswith("s") and word[:-1] in _COUNTED) or word in ("phases", "amendments"):
        return (("low", cardinal(low)), *to, ("high", cardinal(high)))
    return None


def _say_alone(match: Match, _locale: Locale) -> str | None:
    numeral = match["say"]
    if numeral in ("IV", "XX", "XXX", "VI", "IX", "XI", "XV", "XIX"):
        return ordinal(value_of(numeral)) if match["century"] else None
    return ordinal(value_of(numeral)) if match["century"] else cardinal(value_of(numeral))


def _say_bracketed(match: Match, _locale: Locale) -> str | None:
    return cardinal(value_of(match["say"].upper())) if match["say"] else None


RULES: Final = (
    Rule("roman", _SEVERAL_HINT, _SEVERAL, _say_several),
    Rule("roman", _HINT, _WITH_WORD, _say_with_word),
    Rule("roman", _HINT, _ALONE, _say_alone),
    Rule("roman", _SMALL_HINT, _SMALL, _say_bracketed),
    Rule("roman", _HINT, _BRACKETED, _say_bracketed),
)
