"""English abbreviations: titles, streets, companies, places, references, and initials."""

import re
from collections.abc import Callable
from typing import Final

from synthesis.text.normalisation.context import at_end, full_stop, word_after, word_before
from synthesis.text.normalisation.en_numbers import is_british
from synthesis.text.normalisation.rules import DIGIT, Hint, Locale, Match, Rule, listed

_TITLES: Final = {
    "Mr": "Mister", "Mrs": "Missus", "Ms": "Miz", "Dr": "Doctor", "Drs": "Doctors", "Prof": "Professor",
    "Gen": "General",
    "Gens": "Generals", "Sen": "Senator", "Sens": "Senators", "Rep": "Representative", "Reps": "Representatives",
    "Gov": "Governor", "Govs": "Governors", "Lt": "Lieutenant", "Col": "Colonel", "Maj": "Major", "Capt": "Captain",
    "Cmdr": "Commander", "Adm": "Admiral", "Sgt": "Sergeant", "Cpl": "Corporal", "Pvt": "Private",
    "Pfc": "Private first class",
    "Rev": "Reverend", "Revs": "Reverends", "Fr": "Father", "Hon": "Honorable", "Pres": "President",
    "Supt": "Superintendent", "Det": "Detective",
    "Insp": "Inspector", "Atty": "Attorney", "Amb": "Ambassador", "Messrs": "Messieurs", "Mt": "Mount", "Ft": "Fort",
    "Sec": "Secretary", "Brig": "Brigadier", "Ste": "Saint", "Cllr": "Councillor", "Asst": "Assistant",
    "Spc": "Specialist", "Ald": "Alderman", "Mmes": "Mesdames", "Dist": "District",
}  # fmt: skip
"""Before a capital letter."""

_UNDOTTED: Final = {
    **{
        key: _TITLES[key]
        for key in ["Mr", "Mrs", "Ms", "Dr", "Prof", "Lt", "Col", "Capt", "Sgt", "Rev", "Mt", "Gen", "Maj", "Cllr"]
    },
    "St": "Saint",
}
_STREETS: Final = {
    "Ave": "Avenue", "Blvd": "Boulevard", "Rd": "Road", "Ln": "Lane", "Ct": "Court", "Pl": "Place", "Sq": "Square",
    "Hwy": "Highway", "Pkwy": "Parkway", "Ter": "Terrace", "St": "Street", "Dr": "Drive", "Expy": "Expressway",
}  # fmt: skip
"""After a capital letter or an ordinal."""

_AFTER_NAME: Final = {
    "Jr": "Junior", "Sr": "Senior", "Inc": "Incorporated", "Corp": "Corporation", "Co": "Company", "Cos": "Companies",
    "Ltd": "Limited", "Bros": "Brothers", "Univ": "University", "Assn": "Association", "Assoc": "Association",
    "Dept": "Department", "Esq": "Esquire", "Intl": "International", "Natl": "National", "Mfg": "Manufacturing",
}  # fmt: skip
_STATES: Final = {
    "Ala": "Alabama", "Ariz": "Arizona", "Ark": "Arkansas", "Calif": "California", "Cal": "California",
    "Colo": "Colorado",
    "Conn": "Connecticut", "Del": "Delaware", "Fla": "Florida", "Ga": "Georgia", "Ill": "Illinois", "Ind": "Indiana",
    "Kan": "Kansas", "Ky": "Kentucky", "La": "Louisiana", "Md": "Maryland", "Mass": "Massachusetts", "Mich": "Michigan",
    "Minn": "Minnesota", "Miss": "Mississippi", "Mo": "Missouri", "Mont": "Montana", "Neb": "Nebraska", "Nev": "Nevada",
    "Okla": "Oklahoma", "Ore": "Oregon", "Pa": "Pennsylvania", "Tenn": "Tennessee", "Tex": "Texas", "Vt": "Vermont",
    "Va": "Virginia", "Wash": "Washington", "Wis": "Wisconsin", "Wyo": "Wyoming", "Ont": "Ontario", "Que": "Quebec",
}  # fmt: skip
_DOTTED_STATES: Final = {
    "N.Y.": "New York", "N.J.": "New Jersey", "N.H.": "New Hampshire", "N.M.": "New Mexico", "N.C.": "North Carolina",
    "N.D.": "North Dakota", "R.I.": "Rhode Island", "S.C.": "South Carolina", "S.D.": "South Dakota",
    "W.Va.": "West Virginia", "B.C.": "British Columbia", "P.R.": "Puerto Rico",
}  # fmt: skip
_POSTAL: Final = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho",
    "IL": "Illinois",
    "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland",
    "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana",
    "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York",
    "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania",
    "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah",
    "VT": "Vermont", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip
_DATES: Final = {
    "Jan": "January", "Feb": "February", "Mar": "March", "Apr": "April", "Jun": "June", "Jul": "July", "Aug": "August",
    "Sep": "September", "Sept": "September", "Oct": "October", "Nov": "November", "Dec": "December", "Mon": "Monday",
    "Tue": "Tuesday", "Tues": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday", "Thur": "Thursday", "Thurs": "Thursday",
    "Fri": "Friday", "Sat": "Saturday", "Sun": "Sunday",
}  # fmt: skip
_WORDS_AT_END: Final = frozenset(("Sun", "Sat", "Mar"))
_BEFORE_NUMBER: Final = {
    "no": "number", "nos": "numbers", "p": "page", "pp": "pages", "pg": "page", "pgs": "pages", "ch": "chapter",
    "vol": "volume", "vols": "volumes", "fig": "figure", "figs": "figures", "sec": "section", "secs": "sections",
    "art": "article", "para": "paragraph", "ext": "extension", "c": "circa", "ca": "circa", "est": "established",
    "rte": "route", "apt": "apartment", "ste": "suite", "pt": "part", "ver": "version", "v": "version",
    "hwy": "highway",
    "b": "born", "d": "died", "tel": "telephone", "rm": "room", "bldg": "building", "col": "column",
    "prop": "proposition", "bk": "book", "mk": "mark", "app": "appendix", "flt": "flight",
}  # fmt: skip
_BEFORE_ROMAN: Final = listed("ch vol vols sec secs art pt bk fig figs pl mk app")
_BOOKS: Final = {
    "Gen": "Genesis", "Ex": "Exodus", "Exod": "Exodus", "Lev": "Leviticus", "Num": "Numbers", "Deut": "Deuteronomy",
    "Josh": "Joshua", "Judg": "Judges", "Sam": "Samuel", "Chron": "Chronicles", "Ps": "Psalm", "Prov": "Proverbs",
    "Eccl": "Ecclesiastes", "Isa": "Isaiah", "Jer": "Jeremiah", "Ezek": "Ezekiel", "Dan": "Daniel", "Mic": "Micah",
    "Zech": "Zechariah", "Mal": "Malachi", "Matt": "Matthew", "Rom": "Romans", "Cor": "Corinthians",
    "Gal": "Galatians", "Eph": "Ephesians", "Phil": "Philippians", "Col": "Colossians", "Thess": "Thessalonians",
    "Tim": "Timothy", "Heb": "Hebrews", "Jas": "James", "Pet": "Peter", "Rev": "Revelation",
}  # fmt: skip
"""Before chapter and verse."""

_ALWAYS: Final = {
    "etc": "et cetera", "vs": "versus", "approx": "approximately", "cf": "compare", "viz": "namely",
    "incl": "including",
    "excl": "excluding", "dept": "department", "govt": "government", "assoc": "associate", "asst": "assistant",
    "intl": "international", "misc": "miscellaneous", "tel": "telephone", "min": "minimum", "max": "maximum",
    "est": "estimated", "avg": "average", "temp": "temperature", "appt": "appointment", "mgr": "manager",
    "dir": "director",
    "ext": "extension", "attn": "attention", "hwy": "highway", "blvd": "boulevard", "ave": "avenue",
    "univ": "university",
    "admin": "administration", "esp": "especially", "ed": "editor", "eds": "editors", "trans": "translated",
    "repr": "reprinted",
    "ibid": "ibid", "al": "others",
}  # fmt: skip
_NOT_AT_END: Final = listed("min max temp dir ed admin al est ext tel trans esp")
_PHRASES: Final = {
    "e.g.": "for example", "eg.": "for example", "i.e.": "that is", "ie.": "that is", "a.k.a.": "also known as",
    "p.s.": "P.S", "w.r.t.": "with respect to", "n.b.": "note well", "r.i.p.": "rest in peace", "o.k.": "okay",
    "a.m.": "A.M", "p.m.": "P.M", "et al.": "and others",
}  # fmt: skip

HINT: Final = Hint(re.compile(r"\.(?<![a-z]{6}\.)|\.(?=.)", re.DOTALL))
"""A full stop inside the sentence, or one after a short word."""
_UNDOTTED_HINT: Final = Hint(re.compile(r"[MDSPLCRGvJU](?<!\w.)(?:rs?|s|t|td|rof|ol|apt|gt|ev|en|aj|llr)\b"))
_PARTY_HINT: Final = Hint(re.compile("[RDI]-[A-Z]"), needs=frozenset("-"))
_NUMBER_HINT: Final = Hint(re.compile("Nos? [0-9]"), DIGIT.needs)
_POSTAL_HINT: Final = Hint(re.compile(r", [A-Z]{2}\b"), needs=frozenset(","))
_CAPITAL: Final = re.compile(r"[ \u00a0]?(?:(?:and|or|&)[ ])?[\"“‘(]?(?:[A-ZÀ-Þ]|[123](?:st|nd|rd) [A-Z])")
_NUMBER: Final = re.compile(r"[ \u00a0]?[0-9]")
_ROMAN: Final = re.compile(r"[ \u00a0][IVXLC]+(?!\w)")
_VERSE: Final = re.compile(r"[ \u00a0][0-9]{1,3}:[0-9]")

_DOTTED: Final = re.compile(
    r"(?<![\w.])(?P<say>et al\.|[Ww]\.[ ]?Va\.|(?:[A-Za-z]\.){2,7}|Ph\.D\.|[ei][eg]\.(?= ))(?![\w])"
)
_SHORT: Final = re.compile(r"(?<![\w.'’])(?P<say>(?P<word>[A-Za-z]{1,6})\.)(?!\w)")
_PARTY: Final = re.compile(r"(?<=[RDI]-)(?P<say>(?P<word>[A-Z][a-z]{1,5})\.|(?:[A-Z]\.){2}|(?P<postal>[A-Z]{2}))(?!\w)")
_INITIAL: Final = re.compile(
    r"(?<![\w.])(?P<say>[A-Z]\.)(?=[ \u00a0]?(?:[A-Z]|de |van |von |(?:coli|rex|difficile|aureus|pylori|sapiens|elegans|erectus)\b))"
)
_BARE: Final = re.compile(
    r"(?<![\w.'’-])(?P<say>Mrs?|Ms|Dr|St|Prof|Lt|Col|Capt|Sgt|Rev|Mt|Gen|Maj|Cllr)(?=[ \u00a0][A-Z])"
)
_BARE_AFTER: Final = re.compile(r"(?<=[a-z,] )(?P<say>Jr|Sr|vs|Utd)(?![\w.])")
_VERSUS: Final = re.compile(r"(?<=[\w.)] )(?P<say>v\.?)(?= (?:[A-Z]|the ))")
_NO: Final = re.compile(r"(?<!\w)(?P<say>Nos?)(?=[ \u00a0][0-9])")
_RIGHT: Final = re.compile(r"\b(?P<say>R[Tt]\.? Hon\.?)(?=[ ][A-Z])")
_DIRECTION: Final = re.compile(
    r"(?:(?<=[0-9] )|(?<!\w)(?=..[ ][0-9]{1,3}(?:st|nd|rd|th)\b))(?P<say>[NSEW]\.)(?= [A-Z0-9])"
)
_STATE: Final = re.compile(r"(?<=[a-z.], )(?P<say>[A-Z]{2})(?!\w|\.\w)")

_OFFICES: Final = listed("Gov Sen Rep Lt Atty Attorney Governor Senator Secretary")
_FUNCTION_WORDS: Final = listed(
    "in at on from to of near for by with and or the when while after before since as but that is was"
)
_SAINTLY: Final = listed("port mount fort east west north south lake mt cape sault old new")


def _street_name_before(match: Match) -> bool:
    before = word_before(match)
    titled = before.endswith(".") and before[:-1] in _TITLES and before[:-1] not in ("Mt", "Ft")
    named = before[:1].isupper() and before.lower() not in _FUNCTION_WORDS and not titled
    return (
        named
        or re.search(r"[0-9](?:st|nd|rd|th) \Z", match.string[max(0, match.start() - 8) : match.start()]) is not None
    )


def _before_capital(match: Match) -> bool:
    return _CAPITAL.match(match.string, match.end()) is not None


def _before_number(match: Match) -> bool:
    return _NUMBER.match(match.string, match.end()) is not None


def _after_comma(match: Match) -> bool:
    return match.string[max(0, match.start() - 2) : match.start()] == ", "


def _after_joiner(match: Match) -> bool:
    return match.string[max(0, match.start() - 2) : match.start()] in (", ", "& ")


def _street_or(title: str, street: str) -> Callable[[Match], str | None]:
    """“St.” and “Dr.”: a title before a name, a street after one."""

    def say(match: Match) -> str | None:
        if _before_capital(match) and not (_street_name_before(match) and not _is_saintly(match)):
            return title
        return street if _street_name_before(match) else None

    return say


def _is_saintly(match: Match) -> bool:
    return word_before(match).lower().rstrip(".") in _SAINTLY


_BY_CONTEXT: Final = {"St": _street_or("Saint", "Street"), "Dr": _street_or("Doctor", "Drive")}


def _meaning(match: Match) -> str | None:
    """What the word before a full stop abbreviates at this place, or None."""
    word = match["word"]
    if word in _BOOKS and _VERSE.match(match.string, match.end()):
        return _BOOKS[word]
    if word in _BY_CONTEXT:
        return _BY_CONTEXT[word](match)
    if word in _TITLES and _before_capital(match):
        return _TITLES[word]
    if word in _STATES and (_after_comma(match) or word_after(match) in _OFFICES):
        return _STATES[word]
    if word in _DATES and (word not in _WORDS_AT_END or _before_number(match) or not at_end(match)):
        return _DATES[word]
    if word in _STREETS and _street_name_before(match):
        return _STREETS[word]
    if word in _AFTER_NAME and (word_before(match)[:1].isupper() or _after_joiner(match)):
        return _AFTER_NAME[word]
    return _common_meaning(match, word)


def _common_meaning(match: Match, word: str) -> str | None:
    lower = word.lower()
    roman = lower in _BEFORE_ROMAN and _ROMAN.match(match.string, match.end())
    if lower in _BEFORE_NUMBER and (roman or _before_number(match)):
        return _BEFORE_NUMBER[lower] if len(word) > 1 or word.islower() else None
    if word.istitle() and lower in _NOT_AT_END:
        return None
    if lower in _ALWAYS and not (at_end(match) and lower in _NOT_AT_END) and (word.islower() or word.istitle()):
        return _ALWAYS[lower]
    return None


def _say_short(match: Match, _locale: Locale) -> str | None:
    meaning = _meaning(match)
    return None if meaning is None else full_stop(match, meaning)


def _say_dotted(match: Match, _locale: Locale) -> str | None:
    written = match["say"]
    if written.lower() in _PHRASES:
        return full_stop(match, _PHRASES[written.lower()])
    if written.replace(" ", "") in _DOTTED_STATES and (_after_comma(match) or word_after(match) in _OFFICES):
        return full_stop(match, _DOTTED_STATES[written.replace(" ", "")])
    return full_stop(
        match, ".".join(part.upper() if len(part) == 1 else ".".join(part.upper()) for part in written[:-1].split("."))
    )


def _say_party(match: Match, _locale: Locale) -> str | None:
    word = match["word"]
    if match["postal"]:
        return _POSTAL.get(match["postal"])
    return _STATES.get(word) if word else _DOTTED_STATES.get(match["say"])


def _say_initial(match: Match, _locale: Locale) -> str:
    letter = match["say"][0]
    return letter + "-" if letter == "A" else letter


def _say_direction(match: Match, _locale: Locale) -> str:
    return {"N": "North", "S": "South", "E": "East", "W": "West"}[match["say"][0]]


def _say_no(match: Match, _locale: Locale) -> str:
    return "numbers" if match["say"] == "Nos" else "number"


def _say_right(match: Match, locale: Locale) -> str:
    return "Right Honourable" if is_british(locale) else "Right Honorable"


def _say_bare(match: Match, _locale: Locale) -> str | None:
    if match["say"] == "St" and _street_name_before(match) and not _is_saintly(match):
        return "Street"
    return _UNDOTTED[match["say"]]


def _say_bare_after(match: Match, _locale: Locale) -> str:
    return {"Jr": "Junior", "Sr": "Senior", "vs": "versus", "Utd": "United"}[match["say"]]


def _say_versus(match: Match, _locale: Locale) -> str | None:
    return "versus" if word_before(match)[:1].isupper() else None


def _say_state(match: Match, locale: Locale) -> str | None:
    before, after = word_before_comma(match), word_after(match)
    if (
        match["say"] not in _POSTAL
        or not before[:1].isupper()
        or (after[:1].islower() and match["say"] in ("OK", "ID", "PA"))
    ):
        return None
    return _POSTAL[match["say"]]


def word_before_comma(match: Match) -> str:
    """The word before the comma that stands before the match."""
    found = re.search(r"([A-Z][\w.'’-]{0,30}), \Z", match.string[max(0, match.start() - 34) : match.start()])
    return found[1] if found else ""


RULES: Final = (
    Rule("state", _PARTY_HINT, _PARTY, _say_party),
    Rule("abbreviation", Hint(re.compile(r"R[tT]\.? Hon")), _RIGHT, _say_right),
    Rule("versus", Hint(re.compile(r" v\.? ")), _VERSUS, _say_versus),
    Rule("abbreviation", HINT, _DOTTED, _say_dotted),
    Rule("abbreviation", HINT, _SHORT, _say_short),
    Rule("direction", HINT, _DIRECTION, _say_direction),
    Rule("number", _NUMBER_HINT, _NO, _say_no),
    Rule("initial", HINT, _INITIAL, _say_initial),
    Rule("abbreviation", _UNDOTTED_HINT, _BARE, _say_bare),
    Rule("abbreviation", _UNDOTTED_HINT, _BARE_AFTER, _say_bare_after),
    Rule("state", _POSTAL_HINT, _STATE, _say_state),
)
