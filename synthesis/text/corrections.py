"""Corrections to the segmenter's boundaries that follow a pattern, each with its reason.

Data for `synthesis.text.sentences`; what merely is an abbreviation belongs in `synthesis.text.abbreviations`.
A place between two sentences is seen through two patterns: ``before`` is searched in the last `WINDOW` characters of the
sentence so far (``\\Z`` is its end, ``\\A`` its start where that is nearer), ``after`` is matched where the next sentence
would begin.
"""

import re
from dataclasses import dataclass
from typing import Final

WINDOW: Final = 32


@dataclass(frozen=True, slots=True)
class Correction:
    """What is true of every place that its two patterns fit, in ``languages`` (primary subtags; none means all).

    ``opener`` asks in addition about the next word: it must be one that opens sentences (`openers.OPENERS`), must not be
    one (False), or may be one (None).
    """

    reason: str
    before: re.Pattern[str]
    after: re.Pattern[str]
    languages: frozenset[str]
    opener: bool | None = None

    def fits(self, before: str, text: str, next_start: int, opener: bool) -> bool:
        """Whether the correction speaks about the place before ``next_start``, where ``before`` ends."""
        if self.opener is not None and self.opener is not opener:
            return False
        return self.after.match(text, next_start) is not None and self.before.search(before) is not None


def _of(languages: str, before: str, after: str, reason: str, *, opener: bool | None = None) -> Correction:
    return Correction(reason, re.compile(before), re.compile(after), frozenset(languages.split()), opener)


_CAPITAL: Final = "[A-ZÀ-ÖØ-Þ]"
_OPENING: Final = "[\"'“‘«(\\[¿¡—–]*"
_SAID: Final = (
    "said|says|asked|asks|added|replied|cried|shouted|called|whispered|answered|yelled|screamed|told|exclaimed|muttered"
)
_ZONE: Final = r"[ECMP][SD]?T\b|GMT\b|UTC\b|BST\b|CES?T\b|Eastern\b|Central\b|Pacific\b|Mountain\b"
_DATE: Final = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d"
)

# Brands and titles that end in a mark.
_BRAND: Final = r"\b(?:Yahoo|Jeopardy|Yum|Panic|Oklahoma|Airplane|Wham|Oliver|Kahoot|E|Which|Guess Who)[!?]\Z"

_MEXICAN_STATE: Final = (
    r"Ags|Camp|Chih|Chis|Coah|Col|Dgo|Gro|Gto|Hgo|Jal|Méx|Mich|Mor|Nay|Oax|Pue|Qro|Q\. ?Roo|Sin|Son|Tab|Tamps|Tlax|"
    "Ver|Yuc|Zac"
)

# Words that no sentence ends with.
_UNFINISHED: Final = (
    "(?i:the|an?|and|or|but|of|to|in|at|for|with|from|my|your|his|her|our|their|very|y|e|o|u|el|la|los|las|un|una|unos|unas|de|del|al|"
    "en|con|por|para|sin|que|mi|mis|tu|tus|su|sus|muy)"
)

JOINS: Final = (
    _of("", r"\A\. ?\. ?\.\Z", r"\S", "Dots that stand for words left out before a sentence belong to that sentence."),
    _of(
        "",
        r"\A\W*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.)]+\Z",
        r"\S",
        "A list number, a list letter or the Q. and A. of an interview belongs to what it introduces.",
    ),
    _of(
        "es",
        r"\b([A-Z])\1\.\Z",
        r"([A-Z])\1\.?(?!\w)",
        "Doubled letters abbreviate a plural, which is one name: EE. UU., FF. AA., JJ. OO.",
    ),
    _of(
        "es",
        r"\b([A-Z])\1\. ?([A-Z])\2\.\Z",
        _CAPITAL,
        "After such a plural the sentence goes on, unless a word that opens sentences follows.",
        opener=False,
    ),
    _of(
        "es",
        rf"(?<![\w.°º]){_CAPITAL}\.\Z",
        _CAPITAL,
        "An initial is followed by the next name, unless a word that opens sentences follows.",
        opener=False,
    ),
    _of(
        "en es",
        rf"\b{_UNFINISHED}(?:…|\.{{3,4}})\Z",
        r"\S",
        "A speaker who hesitates after an article or a preposition goes on: y entonces vino el... Presidente.",
    ),
    _of(
        "es",
        r"\b\d+(?:er|er[ao]|ra|ro|do|da|to|ta|mo|ma|vo|va|no|na|[ao]s?)\.\Z",
        _CAPITAL,
        "An ordinal is followed by what it counts: 5a. Avenida, 2do. Piso.",
        opener=False,
    ),
    _of("es", r"\b[ad]\.\Z", r"C\.|de C\.", "The second half of an era follows: 410 d. C."),
    _of(
        "es",
        rf"\w, (?:{_MEXICAN_STATE})\.\Z",
        r"\S",
        "A state after a city stands inside its sentence: en Zapopan, Jal. Vecinos protestan.",
        opener=False,
    ),
    _of(
        "es",
        r"(?:\b(?:[Ee]l|[Ll]as?|[Ll]os|[Dd]el|[Aa]l)|\b[A-ZÁÉÍÓÚ][a-záéíóú]{1,4}\.) [A-ZÁÉÍÓÚ][a-záéíóú]{0,3}[bcfghjkmpqtv]\.\Z",
        _CAPITAL,
        "So short and with such an end, no Spanish word but an abbreviation in a name: la Esc. Sec. Téc. Benito Juárez.",
        opener=False,
    ),
    _of("es", r"\bEd\.\Z", _CAPITAL, "A publisher's name follows: la Ed. Planeta.", opener=False),
    _of("es", r"\bv\.\Z", _CAPITAL, "The other party of a case follows: Roe v. Wade."),
    _of("es", r"\b[ap]\. ?m\.\Z", r"[ECMP][SD]?T\b", "A time of day is followed by its zone: a las 9 p.m. ET."),
    _of(
        "",
        rf"\A{_CAPITAL}[A-ZÀ-ÖØ-Þ .]+, [\w. ]{{1,12}}\.\Z",
        r"[—–-]|\(",
        "A dateline goes on with its dash or its agency: GUADALAJARA, Jal. — Un incendio.",
    ),
    _of(
        "es",
        r"\b(?:[sS]{1,2}|[Aa]rts?|[Cc]aps?|[Ff]racc|[Vv]ols?|[Tt]ít|[Tt])\.\Z",
        r"[IVXLC]+\b",
        "A Roman number follows, be it only I: s. I, ss. XVI y XVII, arts. I y II.",
    ),
    _of(
        "en",
        r"\d ?-?(?:lbs?|ft|yds?|hrs?|mins?|gal|qts?)\.\Z",
        r"[\d½¼¾/ ]{1,6} ?(?:oz|in|ft|min|mins|sec|secs|qt|pt)\b",
        "The smaller unit belongs to the measure: 6 lbs. 3 oz., 5 ft. 11 in., 2 hrs. 5 min.",
    ),
    _of(
        "en",
        r"(?<![\w.])(?:[A-Z]\.){2,}\Z",
        r"(?:No\. ?\d|(?:Sen|Sens|Rep|Reps|Gov|Gen|Sec|Atty|Dist|Amb|Adm|Col|Maj|Capt|Lt|Sgt|Sec)\.)",
        "A country is followed by an office or a rank in it: U.S. Sen. Hale, the U.S. No. 2.",
    ),
    _of(
        "en",
        r"\b[ap]\. ?m\.\Z|\b[AP]\. ?M\.\Z",
        f"{_ZONE}|{_DATE}",
        "A time of day is followed by its zone, weekday or date.",
    ),
    _of(
        "",
        _BRAND,
        r"\S",
        "The mark belongs to a brand or a title, unless a word that opens sentences follows.",
        opener=False,
    ),
    _of(
        "en",
        r"[!?…][\"”’']\Z",
        rf"(?:{_CAPITAL}[\w'’-]+\.? ){{1,3}}(?:{_SAID})\b",
        "Who speaks stands in the sentence of what is spoken: “Stop!” Mary shouted.",
        opener=False,
    ),
    _of(
        "en",
        r"[!?…][\"”’']\Z",
        rf"I (?:{_SAID})\b",
        "As before, for the one opener that is not written small: “Who?” I asked.",
    ),
)
"""Places that are no boundary although the segmenter proposes one."""

CUTS: Final = (
    _of(
        "",
        r"\w[.!?]\Z",
        r"\. \. \. ",
        "The stop of a whole sentence is not one of three spaced dots that stand for words left out before the next.",
    ),
    _of(
        "en es",
        r"(?<![\w.])(?:\w\.){2,}\Z",
        _OPENING + r"\w",
        "An abbreviation of letters ends the sentence before a word that opens one: in the U.S. It was late.",
        opener=True,
    ),
    _of(
        "es",
        r"\b([A-Z])\1\. ?([A-Z])\2\.\Z|\b[ap]\. m\.\Z",
        _OPENING + r"\w",
        "A spaced abbreviation ends the sentence before a word that opens one: de EE. UU. Nadie lo esperaba.",
        opener=True,
    ),
    _of(
        "en es",
        rf"\b(?!{_UNFINISHED}\b)\w+(?:…|\.{{3,4}})[\"”’»)]*\Z",
        rf"{_OPENING}(?!I\b){_CAPITAL}",
        "After an ellipsis a capital begins a sentence, unless the word before it cannot end one.",
    ),
    _of(
        "",
        _BRAND,
        _OPENING + r"\w",
        "A brand may also be the last word before such a word: He left Yahoo! He…",
        opener=True,
    ),
    _of(
        "en",
        r"\b[ap]\.?m\.? [A-Z]{2,4}\.\Z|\d \w+/\w+\.\Z",
        _OPENING + _CAPITAL,
        "A zone or a unit with a stroke is written without a stop: at 7 p.m. CT. 3.2 km/s. The stop is the sentence's.",
    ),
    _of(
        "en",
        r"(?<![-.])\b(?:no|ill|art|con|fed|may|May|miss|ore|ark|arc|pa|ref|res|ok|Ok|OK|id|ID)\.\Z",
        _OPENING + _CAPITAL,
        "Written so and without a number after it, it is the word and not the abbreviation: modern art. Tom left.",
    ),
    _of(
        "es",
        r"(?<![-.])\b(?:no|mar|bien|contra|entre|para|sobre|auto|con|nos|extra|bis|mini|post|pro|ante|tras|super|let)\.\Z",
        _OPENING + _CAPITAL,
        "Written so and without a number after it, it is the word and not the abbreviation: salió bien. Ana rio.",
    ),
    _of(
        "",
        r"\w[.@](?:com|org|net|edu|gob|gov|info|es|mx|ar|co|cl|pe|uk|us|io|tv)\.\Z",
        _OPENING + _CAPITAL,
        "The stop behind an address ends the sentence.",
    ),
    _of(
        "es",
        rf"(?<![\w.°º]){_CAPITAL}\.\Z",
        _CAPITAL,
        "A letter is no initial before a word that opens sentences: el grupo es A. No es raro.",
        opener=True,
    ),
    _of(
        "es",
        r"\d ?(?:[kcm]?m|km/h|[km]?g|[cm]?l|min|h|s|ha|kW|MW|GB)\.\Z",
        _OPENING + _CAPITAL,
        "Spanish symbols of units take no full stop, so that one behind them ends the sentence.",
    ),
    _of(
        "",
        r"[.!?]\[[^\[\]]{1,6}\]\Z",
        rf"{_OPENING}{_CAPITAL}",
        "A reference in brackets behind a stop belongs to the sentence that it proves.",
    ),
)
"""Places that are a boundary although the segmenter proposes none."""
