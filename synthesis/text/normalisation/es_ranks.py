"""Ranks: ordinals written with a figure (1.º, 3er, 2da) and Roman numerals."""

import re
from typing import Final

from synthesis.text.normalisation.context import char_after, char_before, word_after, word_before
from synthesis.text.normalisation.es_nouns import counted_gender
from synthesis.text.normalisation.es_numbers import cardinal, ordinal
from synthesis.text.normalisation.rules import DIGIT, Hint, Locale, Match, Rule, listed

_ORDINAL: Final = re.compile(
    r"(?<![\w/])(?<![0-9][.,])(?<![A-Z]-)(?P<say>(?P<number>\d{1,3})(?:"
    r"\.? ?(?P<sign>[ºª°])"
    r"|\.(?P<stop>o|a|er)\b"
    r"|(?P<suffix>ero|era|er|ros|ras|os|as|ro|ra|do|da|to|ta|mo|ma|vo|va|no|na|o|a)\b\.?"
    r"))(?!\w)"
)
_ORDINAL_HINT: Final = Hint(re.compile(r"[0-9](?:\.? ?[ºª°]|\.?[a-zᵉ])"), DIGIT.needs)
_SUPERSCRIPT: Final = re.compile(r"(?<!\w)(?P<say>(?P<number>\d{1,3})\.?ᵉʳ)")
_SUFFIXES: Final = {
    "ro": "1 3", "ra": "1 3", "er": "1 3", "ero": "1 3", "era": "1 3", "do": "2", "da": "2", "to": "4 5 6",
    "ta": "4 5 6", "ros": "1 3", "ras": "1 3", "mo": "7 0", "ma": "7 0", "vo": "8", "va": "8", "no": "9", "na": "9",
}  # fmt: skip

_COLD: Final = re.compile(" (?:bajo cero|a la sombra|centígrados|de (?:máxima|mínima|temperatura))")

_ROMAN_DIGITS: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_CANONICAL: Final = r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_ROMAN: Final = re.compile(
    rf"(?:(?<![\w.@#/-])|(?<=[A-Z][-–]))(?P<say>{_CANONICAL})(?P<mark>(?<=[IVX])\.?[ºª])?"
    r"(?!\.? ?[A-ZÁÉÍÓÚÑ]\.|\. [A-ZÁÉÍÓÚÑ]|[\w@.]\w|[\w@]|['’]\w)"
)
_HEADING: Final = re.compile(rf"\A\W{{0,2}}(?P<say>(?=[IVX]){_CANONICAL})(?=\. [A-ZÁÉÍÓÚÑ¿¡«“])")
_ROMAN_RANGE: Final = re.compile(r"(?<=[IVX])(?P<say>[-–])(?=[IVX]{2})")
_ROMAN_RANGE_HINT: Final = Hint(re.compile(r"[IVX][-–][IVX]{2}"))
_ROMANS_IN_SIGHT: Final = Hint(re.compile(r"[IVXLCDM](?<!\w.)[IVXLCDM]{0,14}(?!\w)"))

_CENTURY_BEFORE: Final = re.compile(
    r"\b(?:[Ss]iglos?|ss?\.) [IVX]{1,6}(?: [ad]\. ?C\.)?(?: (?:y|al|a|o)(?: el| del)? |[-–])\Z"
)
_CENTURIES: Final = listed("siglo siglos s s. ss")
# “Carlos I de España y V de Alemania”, “Carlos III y IV”.
_KING_BEFORE: Final = re.compile(r"\b([A-ZÁÉÍÓÚ]\w{2,12}) [IVX]{1,5}(?: de [A-ZÁÉÍÓÚ]\w{2,12})?,? [yeo] \Z")
# Their numbers up to ten are said as ordinals after the noun.
_LABELS: Final = listed(
    """
    capítulo capítulos cap tomo volumen parte acto escena libro fase tipo grado nivel título artículo sección anexo episodio temporada
    bowl clase zona región grupo apartado serie edición etapa fracción inciso lámina figura tabla modelo liga factor categoría mundial
    guerra plan enmienda bloque estrato ciclo campus torre mark fantasy rocky rambo terminator saw apolo saturno windows
    """
)
# Also told apart by letters: “grupo V”, “factor X”.
_DETERMINERS: Final = listed("el la los las del al un una su nuestro nuestra")
_LETTERED: Final = listed("grupo clase serie factor plan zona modelo bloque categoría liga generación")
_MASCULINE_NAMES: Final = listed(
    """
    luis felipe carlos juan pablo pío benedicto león enrique jorge eduardo guillermo federico francisco alfonso fernando napoleón
    ramsés nicolás pedro alejandro inocencio clemente urbano gregorio julio sixto adriano bonifacio ricardo jacobo jaime sancho ramiro
    ordoño bermudo haakon harald olaf gustavo cristian christian leopoldo alberto balduino humberto víctor manuel amadeo maximiliano
    mohamed mohammed hussein abdalá abdullah constantino teodosio darío ciro jerjes ptolomeo tutmosis amenofis seti antíoco filipo
    iván otón rodolfo josé miguel calixto celestino eugenio martín marcelo paulo raniero vaticano alberto guido honorato enrique rama
    moctezuma artajerjes nabucodonosor solimán mehmed abderramán
    akenatón pipino clodoveo malcolm_ roberto david edgar magnus erik sigismundo segismundo ladislao esteban matías bela vasili
    """
)
_FEMININE_NAMES: Final = listed(
    "isabel catalina margarita juana cristina beatriz guillermina cleopatra ana maría victoria elizabeth berenice blanca leonor urraca"
)
# Roman letters that are words, abbreviations or letters at least as often.
_DOUBTFUL: Final = listed(
    "I V X L C D M MI DI VI CI LI XX XL XXL XXX CD DC CC MC CV MD MM MIX DIM CIVIC MIL CM DVD LD DL LCD DM CL CDC MDC MCI LIC MX LX CX DX"
)
_BEFORE_NOUN: Final = listed(
    """
    congreso festival edición aniversario cumbre encuentro asamblea guerra feria bienal torneo maratón semana jornada jornadas concurso
    premio certamen foro simposio conferencia campeonato legislatura república reich imperio dinastía región juegos copa convención
    conferencia exposición muestra concilio cena gala media marcha carrera sesión reunión congreso plan convenio conde duque marqués
    conquista centenario internacional nacional olimpiada olimpiadas distrito batallón brigada división cuerpo ejército
    """
)


def _say_ordinal(match: Match, _locale: Locale) -> str | None:
    number = int(match["number"])
    suffix, sign = match["suffix"] or match["stop"] or "", match["sign"] or ""
    if match["suffix"] and not _is_suffix(number, suffix, match):
        return None
    if sign == "°" and "." not in match["say"] and not _is_rank(match, number):
        return None
    if (
        match["sign"] == "º"
        and number > 30
        and "." not in match["say"]
        and counted_gender(word_after(match)) == "alone"
    ):
        return None
    if sign == "º" and _COLD.match(match.string, match.end()):
        return None
    feminine = sign == "ª" or suffix.endswith(("a", "as"))
    if suffix in ("ros", "ras", "os", "as"):
        return f"{ordinal(number, feminine=feminine)}s"
    if word_before(match).lower() in _ARTICLES:
        return ordinal(number, feminine=feminine)
    return ordinal(number, feminine=feminine, short=suffix == "er" or (not feminine and _precedes_masculine(match)))


def _is_suffix(number: int, suffix: str, match: Match) -> bool:
    if suffix in ("o", "a", "os", "as"):
        # “2a. sección”, “1o de mayo”: Mexican; “5 a” never, since the letter stands next to the figure.
        return number <= 100
    if suffix in ("vo", "va") and number > 10:
        return True  # “11va”: wrong by the book, and in every newspaper.
    return str(number % 10) in _SUFFIXES[suffix].split()


def _is_rank(match: Match, number: int) -> bool:
    """Whether “5°” is the fifth rather than five degrees."""
    after = word_after(match).lower()
    if word_before(match).lower() in _ARTICLES | _FLOORS:
        return True
    return after in _RANKED or (number <= 30 and match.string[match.end() : match.end() + 4] == " de ")


_ARTICLES: Final = listed("artículo artículos art arts")
_FLOORS: Final = listed("piso grado")
_RANKED: Final = listed(
    "lugar grado piso puesto semestre año aniversario distrito bachillerato básico primaria secundaria congreso festival"
)


def _precedes_masculine(match: Match) -> bool:
    after = word_after(match)
    return char_after(match) == " " and len(after) > 1 and counted_gender(after) == "masculine"


def _say_superscript(match: Match, _locale: Locale) -> str:
    return ordinal(int(match["number"]), short=True)


def roman(numeral: str) -> int:
    """The value of a Roman numeral.

    >>> roman("XIV"), roman("LVIII")
    (14, 58)
    """
    values = [_ROMAN_DIGITS[letter] for letter in numeral]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def _say_roman(match: Match, _locale: Locale) -> str | None:
    numeral = match["say"]
    if numeral in ("C", "D", "L", "M"):
        return None
    if match["mark"]:
        return ordinal(roman(numeral), feminine="ª" in match["mark"])
    parted = char_before(match) != " "
    before = "" if parted else word_before(match).rstrip(".")
    return _after_its_noun(match, numeral, before) or _before_its_noun(match, numeral, before)


def _after_its_noun(match: Match, numeral: str, before: str) -> str | None:
    """“siglo V”, “capítulo IV”, “Felipe VI”: ordinals up to ten for centuries, kings and popes, else cardinals."""
    number, noun = roman(numeral), before.lower()
    short = number <= 10
    if noun in _CENTURIES or _CENTURY_BEFORE.search(match.string, max(0, match.start() - 24), match.start()):
        return ordinal(number) if short else cardinal(number)
    if noun in _LABELS and number < 100 and (len(numeral) > 1 or numeral == "I" or noun not in _LETTERED):
        return cardinal(number)
    if before[:1].isupper() and noun in _MASCULINE_NAMES | _FEMININE_NAMES:
        return ordinal(number, feminine=noun in _FEMININE_NAMES) if short else cardinal(number)
    king = _KING_BEFORE.search(match.string, max(0, match.start() - 44), match.start())
    if king and short and king[1].lower() in _MASCULINE_NAMES:
        return ordinal(number)
    return None


def _before_its_noun(match: Match, numeral: str, before: str) -> str | None:
    """“II Guerra Mundial”, “el XXV aniversario”: ordinals; a numeral that can be nothing else is said as a cardinal."""
    after, number = word_after(match), roman(numeral)
    certain = len(numeral) > 1 and numeral not in _DOUBTFUL
    if after.lower() in _BEFORE_NOUN and (certain or (after[:1].isupper() and (len(numeral) > 1 or numeral in "IVX"))):
        return _agreeing(number, after)
    counted = len(numeral) > 1 and before.lower() in _DETERMINERS and counted_gender(after) != "alone"
    if counted and (certain or after.istitle()):
        return _agreeing(number, after)
    return cardinal(number) if certain else None


def _say_heading(match: Match, _locale: Locale) -> str | None:
    """“II. Método”: the number of a chapter or an item; one letter other than I is an initial."""
    numeral = match["say"]
    return cardinal(roman(numeral)) if len(numeral) > 1 or numeral == "I" else None


def _say_roman_range(_match: Match, _locale: Locale) -> str:
    return "al"


def _agreeing(number: int, noun: str) -> str:
    gender = counted_gender(noun)
    if noun.lower().endswith(("os", "as")):
        # “Los trigésimos terceros Juegos”.
        return " ".join(f"{word}s" for word in ordinal(number, feminine=gender == "feminine").split(" "))
    return ordinal(number, feminine=gender == "feminine", short=gender == "masculine")


ORDINALS: Final = (
    Rule("ordinal", _ORDINAL_HINT, _SUPERSCRIPT, _say_superscript),
    Rule("ordinal", _ORDINAL_HINT, _ORDINAL, _say_ordinal),
)
ROMANS: Final = (
    Rule("roman", _ROMANS_IN_SIGHT, _HEADING, _say_heading),
    Rule("roman", _ROMANS_IN_SIGHT, _ROMAN, _say_roman),
    Rule("range", _ROMAN_RANGE_HINT, _ROMAN_RANGE, _say_roman_range),
)
