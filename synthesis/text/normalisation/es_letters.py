"""Letters and acronyms: what is spelled out, what is read as a word, and what stands for other words."""

import re
from functools import lru_cache
from typing import Final

from synthesis.text.normalisation.context import full_stop, is_shouted
from synthesis.text.normalisation.es_numbers import cardinal
from synthesis.text.normalisation.es_regions import region
from synthesis.text.normalisation.rules import CAPITALS, Hint, Locale, Match, Parts, Rule, listed

_NAMES: Final = {
    "a": "a", "b": "be", "c": "ce", "d": "de", "e": "e", "f": "efe", "g": "ge", "h": "hache", "i": "i", "j": "jota",
    "k": "ka", "l": "ele", "m": "eme", "n": "ene", "ñ": "eñe", "o": "o", "p": "pe", "q": "cu", "r": "erre",
    "s": "ese", "t": "te", "u": "u", "v": "uve", "x": "equis", "y": "i griega", "z": "zeta", "á": "a", "é": "e",
    "í": "i", "ó": "o", "ú": "u", "ü": "u", "ç": "ce cedilla",
}  # fmt: skip
_AMERICAN_W: Final = "doble u"
_EUROPEAN_W: Final = "uve doble"
_SOUTHERN_W: Final = "doble ve"

# Read as words although their letters do not look like a Spanish syllable.
_WORDS: Final = listed(
    """
    PSOE CURP FARC SARS STEM UCLA TEC LED VAR SMART START PYME PYMES TIC TICS WIFI COVID SIDA OVNI OVNIS LIGA ITAM UNAM UEFA NASA
    NAFTA ASEAN BRICS MERCOSUR UNCTAD UNASUR CONCACAF CONMEBOL PEMEX TELMEX CONACYT CONAFOR CONAGUA SEDENA INFONAVIT FOVISSSTE
    TELEVISA HAMAS HEZBOLÁ IBEX NASDAQ INTERPOL EUROPOL RENFE SEAT ADIF MAPFRE ENDESA REPSOL MUFACE INSERSO IMSERSO INEM FEDER SNAP CERN
    UNICEF UNESCO RAM ROM SIM PIN GIF SPAM VOX SUMAR JUNTS CUP ICE DACA AIDS HIT TED ENSANUT INEGI
    """
)
# Spelled although they could be read as words.
_SPELLED: Final = listed(
    "OIT IPO MIT ONG CEO OCDE RIP USO SOS UIT GOP RAI COO CIO CFO CTO FEB IED AMA DEL ADO IRA EPI ITE USDA USPS USCIS"
)
_SPELLED_UNLESS_SHOUTED: Final = listed("DEL ADO USO HIT SPAM IRA AMA LIGA SUMAR LED PIN ICE TIC")
# Said in another way than their letters: as full words, or with sounds that the letters do not show.
_SAID: Final = {
    "ONG": "oenegé", "ONGS": "oenegés", "CD": "cedé", "CDS": "cedés", "DVD": "deuvedé", "DVDS": "deuvedés",
    "PCS": "pecés", "IMSS": "ims", "CIA": "cía", "FIA": "fía", "ISSSTE": "iste", "CSIC": "cesic", "TLCAN": "telecán",
    "CDMX": "Ciudad de México", "EEUU": "Estados Unidos", "EUA": "Estados Unidos", "OK": "okey", "USD": "dólares",
    "MXN": "pesos mexicanos", "EUR": "euros", "GBP": "libras esterlinas", "KO": "nocaut", "JPEG": "jota peg",
    "FOVISSSTE": "foviste", "SA": "ese a", "RRHH": "recursos humanos", "DDHH": "derechos humanos",
    "FFAA": "Fuerzas Armadas", "JJOO": "Juegos Olímpicos", "RRSS": "redes sociales", "RRPP": "relaciones públicas",
    "CCAA": "comunidades autónomas",
    "CCOO": "comisiones obreras",
}  # fmt: skip
# Short words that headlines and emphasis set in capitals; also what two capitals most often are not.
_LITTLE_WORDS: Final = listed(
    """
    NO SÍ SI EL LA LO LE LOS LAS LES UN UNA UNO MI TU SU MIS TUS SUS ME TE SE NOS YO ÉL YA DE DEL AL EN CON POR SIN QUE QUÉ ES SON
    ERA FUE SER HA HE HAY VA VAN VI DI DA DAN IR VE VEN DOS TRES SEIS DIEZ MIL NI O Y E U A MÁS MUY TAN ASÍ AQUÍ HOY AÑO AÑOS MES DÍA
    SOL MAR PAZ LUZ VOZ VEZ FIN REY LEY GOL GAS PAN RED SUR ESTE OESTE NORTE AHÍ ALLÍ CASA VIDA AMOR TODO TODOS NADA SOLO SÓLO
    PARA PERO COMO CÓMO AY EH OH AH BAH UY
    """
)

_VOWELS: Final = "aeiouáéíóúü"
_ONSET: Final = r"(?:[pbfcg][lr]|[td]r|ch|ll|qu|gu|[bcdfghjklmnñprstvxyz])"
_CODA: Final = rf"(?:ns|bs|[nslrdzmxcbpg])(?![{_VOWELS}])"
# Possessive, so that a long run of vowels has one reading and the search stays linear.
_SYLLABLES: Final = re.compile(rf"(?>(?:{_ONSET}?[{_VOWELS}]{{1,3}}+(?>(?:{_CODA})?))+)(?:(?<=[{_VOWELS}])[tfky])?")

_ACRONYM: Final = re.compile(
    r"(?P<say>[A-ZÁÉÍÓÚÜÑ](?<![\w.&@#].)(?<!\w['’-].)[A-ZÁÉÍÓÚÜÑ]{1,24}s?)(?![\w@]|['’-]\w|&\w|-[A-Z0-9]\b)"
)
# “PyMEs”, the one acronym that is written in letters of both sizes everywhere.
_SMALL_FIRMS: Final = re.compile(r"(?<!\w)(?P<say>(?:[Mm][Ii])?P[yY]MEs?)(?!\w)")
_HYPHENED: Final = re.compile(
    r"(?<!\w)(?P<say>[A-ZÑ]{1,5})(?=[-–/][A-ZÑ0-9a-zñ])|(?<=[A-Za-z0-9áéíóúñ][-–/])(?P<last>[A-ZÁÉÍÓÚÜÑ]{2,24})(?![\w-])"
)
# A conjunction or preposition of one letter: beside words in lower case eSpeak would name the letter.
_LONE_LETTER: Final = re.compile(r"(?<![\w.'’-])(?P<say>[AEOUY])(?= \w)")
_CAPITAL_DOT: Final = Hint(re.compile(r"[A-ZÑ]\. ?[A-ZÁÉÍÓÚÑ]"))
_DOTTED: Final = re.compile(r"(?<![\w.])(?P<say>(?:[A-ZÑ]\. ?){1,6}[A-ZÑ]\.)(?![\w])")
_INITIAL: Final = re.compile(r"(?<![\w.])(?P<say>[A-ZÑ]\.)(?= ?[A-ZÁÉÍÓÚÑ])")
_HYPHEN_HINT: Final = Hint(re.compile(r"[A-ZÑ][-–/]|[-–/][A-ZÑ]{2}"))
_AMPERSAND_HINT: Final = Hint(re.compile(r"[A-Z]&[A-Z]"))
_AMPERSAND: Final = re.compile(r"(?<![\w&])(?P<say>[A-Z]{1,3}&[A-Z]{1,3})(?!\w)")


def spelled(letters: str, locale: Locale) -> str:
    """The names of the letters, as said in the locale's country.

    >>> spelled("FBI", Locale("es"))
    'efe be i'
    """
    return " ".join(_letter(letter, locale.tag) for letter in letters.lower())


@lru_cache(maxsize=512)
def _letter(letter: str, tag: str) -> str:
    if letter == "w":
        where = region(tag)
        southern = where.country in ("AR", "UY", "PY", "CL", "CU", "VE")
        return _EUROPEAN_W if where.european else _SOUTHERN_W if southern else _AMERICAN_W
    if letter.isdecimal():
        return cardinal(int(letter))
    return _NAMES.get(letter, letter)


def capitals(word: str, locale: Locale) -> str:
    """What a run of capitals says: an expansion, the names of its letters, or a word.

    Words are given in lower case: eSpeak spells some that stand in capitals (VOX, MUY) and not others.

    >>> capitals("NBA", Locale("es")), capitals("UNAM", Locale("es"))
    ('ene be a', 'unam')
    """
    upper = word.upper()
    if upper == "EU" and region(locale.tag).country == "MX":
        return "Estados Unidos"
    if upper == "TV":
        return "te uve" if region(locale.tag).european else "te ve"
    if upper in _SAID:
        return _SAID[upper]
    plural = word[-1:] == "s" and word[:-1].isupper()
    stem = upper[:-1] if plural else upper
    return word.lower() if is_word(stem) else spelled(stem, locale)


def is_word(acronym: str) -> bool:
    """Whether the capitals are read as a word: listed, or made of Spanish syllables."""
    if acronym in _WORDS:
        return True
    if len(acronym) < 3 or acronym in _SPELLED:
        return False
    if not acronym.isascii() or (len(acronym) > 5 and sum(letter in _VOWELS for letter in acronym.lower()) > 1):
        return True  # An accent, or many letters: a word that is stressed by its capitals.
    return _SYLLABLES.fullmatch(acronym.lower()) is not None


def _say_acronym(match: Match, locale: Locale) -> str:
    word = match["say"]
    shouted = is_shouted(match.string)
    if word in _LITTLE_WORDS or (shouted and (word in _SPELLED_UNLESS_SHOUTED or not _is_believed(word))):
        return word.lower()
    return capitals(word, locale)


def _say_lone_letter(match: Match, _locale: Locale) -> str | None:
    return match["say"].lower() if is_shouted(match.string) else None


def _is_believed(word: str) -> bool:
    """Whether it is an acronym even in a headline set in capitals."""
    return word in _HEADLINED or word in _SAID or len(word) == 3 or not set(word.lower()) & set(_VOWELS)


# Acronyms of two letters, or of letters that could be a word, that are believed even in a headline.
_HEADLINED: Final = listed(
    "UE EU AM FM PP PT TV IA AP MC PC CD FC CF DF GM VR PS OK NY OCDE CIDH IRPF CNTE SNTE IPN USDA PVEM AICM CNDH UEFA EEUU UGT"
)


def _say_hyphened(match: Match, locale: Locale) -> Parts | None:
    group = "say" if match["say"] else "last"
    word = match[group]
    if word in _LITTLE_WORDS and len(word) > 1:
        return ((group, word.lower()),)
    if re.fullmatch("[IVX]{2,}", word):
        return None
    said = spelled(word, locale) if len(word) == 1 else capitals(word, locale)
    return None if said == word else ((group, said),)


def _say_dotted(match: Match, locale: Locale) -> str | None:
    letters = re.sub(r"[^A-ZÑ]", "", match["say"])
    # “J. K. Rowling”: with spaces and a name after it they are initials; without, an acronym (“O.N.U.”).
    spaced = ". " in match["say"].rstrip()
    said = {"US": "Estados Unidos", "USA": "Estados Unidos", "EU": "Estados Unidos", "UK": "Reino Unido"}.get(
        letters, ""
    )
    if not said or spaced:
        said = spelled(letters, locale) if spaced else capitals(letters, locale)
    rest = " " if match["say"].endswith(" ") else ""
    return full_stop(match, said, "say") + rest


def _say_initial(match: Match, locale: Locale) -> str:
    return spelled(match["say"][0], locale)


def _say_ampersand(match: Match, locale: Locale) -> str:
    first, _, second = match["say"].partition("&")
    return f"{spelled(first, locale)} y {spelled(second, locale)}"


DOTTED: Final = (Rule("acronym", _CAPITAL_DOT, _DOTTED, _say_dotted),)
INITIALS: Final = (Rule("initial", _CAPITAL_DOT, _INITIAL, _say_initial),)


def _say_small_firms(match: Match, _locale: Locale) -> str:
    return match["say"].lower()


ACRONYMS: Final = (
    Rule("acronym", CAPITALS, _SMALL_FIRMS, _say_small_firms),
    Rule("acronym", _AMPERSAND_HINT, _AMPERSAND, _say_ampersand),
    Rule("acronym", _HYPHEN_HINT, _HYPHENED, _say_hyphened),
    Rule("acronym", CAPITALS, _ACRONYM, _say_acronym),
    Rule("letter", CAPITALS, _LONE_LETTER, _say_lone_letter),
)
