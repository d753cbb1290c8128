"""Abbreviations: what they stand for, and what must stand beside them to be believed."""

import re
from typing import Final

from synthesis.text.normalisation.context import full_stop, is_shouted
from synthesis.text.normalisation.es_abbreviation_data import (
    AFTER_NAME,
    AFTER_NUMBER,
    ALWAYS,
    BEFORE_NAME,
    BEFORE_NUMBER,
    BOTH,
    CITIZENS,
    COMPOUND,
    HONOURABLE,
    MEN,
    NEEDING_CONTEXT,
    STATES,
    WOMEN,
)
from synthesis.text.normalisation.rules import DIGIT, Hint, Locale, Match, Rule


def _compound_pattern(written: str) -> str:
    """The abbreviation with or without its inner spaces; a street's “C/” only before its name."""
    if written.endswith("/ "):
        return re.escape(written) + "?(?=[A-ZÁÉÍÓÚÑ])"
    if written == "C. P.":
        return r"C\. ?P\.(?= ?\d)"
    if written == "vs":
        return r"vs(?![\w.])"
    # “S. L.” is not the beginning of “S. L. P.”, and behind an article it is the club A. C. Milan or S. C. Corinthians.
    closed = r"(?!\w)" if written[-1].isalpha() else r"(?! ?[A-ZÑ]\.)" if written[-2].isupper() else ""
    behind = r"(?<!\b[Ee]l )(?<!\bdel )(?<!\bal )" if written in ("A. C.", "S. C.") else ""
    return behind + re.escape(written).replace(r"\ ", " ?") + closed


_COMPOUNDS: Final = re.compile(
    rf"(?<![\w.])(?P<say>{'|'.join(_compound_pattern(each) for each in sorted(COMPOUND, key=len, reverse=True))})"
)
_COMPOUND_HINT: Final = Hint(re.compile(r"\. ?[^\W\d_]|/|EE UU|vs"))
_BY_LETTERS: Final = {re.sub(r"[ ]", "", written): said for written, said in COMPOUND.items()}

_ABBREVIATION: Final = re.compile(r"(?<![\w.@/-])(?P<say>(?P<short>[^\W\d_]{1,8})\.(?P<raised>[ªº])?)(?!\w)")
_FEMININE_RAISED: Final = {"d": "doña", "m": "María", "dr": "doctora", "sr": "señora", "prof": "profesora"}
# Most sentences have no full stop but their own, and few abbreviations stand before that. The looks behind come after the
# stop, so that `re` skips from stop to stop.
_FINAL: Final = "|".join(rf"(?<={word}\.)" for word in (*ALWAYS, *AFTER_NUMBER, *AFTER_NAME, *STATES))
_STOP_HINT: Final = Hint(re.compile(rf"\.(?:(?=.)|{_FINAL})", re.DOTALL | re.IGNORECASE))
_NUMBER_SIGN: Final = re.compile(r"(?<!\w)(?P<say>[Nn](?:\.? ?[º°]|\.ᵒ|ros?\.|\.os)\.?|No\.|#)(?= ?\d)")
_NUMBER_HINT: Final = Hint(re.compile(r"[Nn][.ºo°r]|#|[Nn] [º°]"))
_NEXT: Final = re.compile(r" ?(?:(?P<number>\d)|(?P<roman>[IVXLC]+\b)|(?P<name>[A-ZÁÉÍÓÚÑ][^\W\d_]*\.?))")
_INITIAL_BEFORE: Final = re.compile(r"(?<!\w)[A-Z]\. ?\Z")
_FEMININE_BEFORE: Final = re.compile(r"(?:\b[Ll]a|\b[Uu]na|\b[Tt]emp\.|a) \Z")
_ARTICLE_BEFORE: Final = re.compile(r"\b(?:[Ll]a|[Uu]na) \Z")
_PRECEDING_NUMBER: Final = re.compile(r"(?:\d|mil|millones de) ?\Z")
_EVERY: Final = re.compile(r"(?<!\w)(?P<say>[cC]/ ?)(?=\d)")
_HONOURABLE: Final = re.compile(rf"(?<![\w.])(?P<say>H\.)(?= ?(?:{HONOURABLE})\b)")
_NAMES: Final = "|".join(sorted(MEN | WOMEN))
_CITIZEN: Final = re.compile(rf"\b(?P<article>[Ee]l|[Ll]a|[Dd]el|[Aa]l) (?P<say>C\.)(?= ?(?:{CITIZENS}|{_NAMES})\b)")
_LIFE_HINT: Final = Hint(re.compile(r"[nm]\.(?<=[( ]..) ?[1-9]"), DIGIT.needs)
_EVERY_HINT: Final = Hint(re.compile("[cC]/"), frozenset("/"))
_HONOURABLE_HINT: Final = Hint(re.compile(r"H\. ?[A-Z]"), frozenset("H"))
_CITIZEN_HINT: Final = Hint(re.compile(r"C\. ?[A-ZÁÉÍÓÚÑ]"), frozenset("C"))
_LIFE: Final = re.compile(r"(?:(?<=\()|(?<=[-–—,] ))(?P<say>[nm]\.)(?= ?[1-9]\d{2,3}(?!\w|[.,]\d))")
_PLACE_BEFORE: Final = re.compile(r"[A-ZÁÉÍÓÚÑ][\w.]*, \Z")
_ARTICLE_OF_NUMBER: Final = re.compile(r"\b(?:[Ee]l|[Dd]el|[Aa]l|[Ll]a|[Ll]os) \Z")
_RELEASE: Final = re.compile(r" ?\d{1,3}\.\d")
_ERA: Final = re.compile(r" ?\d{3,4}\b| ?\d{1,4} [ad]\. ?C\.")
_PRECEDING_NAME: Final = re.compile(r"[A-ZÁÉÍÓÚÑ&][\w.&]*,? \Z")


def _say_compound(match: Match, _locale: Locale) -> str:
    written = match["say"]
    said = _BY_LETTERS[written.replace(" ", "")]
    return full_stop(match, said.strip(), "say") + (" " if written.endswith(" ") else "")


def _say_abbreviation(match: Match, _locale: Locale) -> str | None:
    short = match["short"].lower()
    if len(short) > 2 and match["short"].isupper() and not is_shouted(match.string):
        return None
    if match["raised"]:
        return _FEMININE_RAISED.get(short) if match["raised"] == "ª" else None
    text, start, end = match.string, match.start(), match.end()
    follows = _NEXT.match(text, end)
    said = _beside(match, short, follows, text[max(0, start - 30) : start])
    if said is None:
        return None
    if match["short"][0].isupper() and not start:
        said = said[:1].upper() + said[1:]
    return full_stop(match, said, "say")


def _beside(match: Match, short: str, follows: Match | None, before: str) -> str | None:
    name = (follows["name"] or "").rstrip(".") if follows else ""
    if match["short"] == "no" and not _ARTICLE_OF_NUMBER.search(before):
        return None  # “Dijo que no. 5 se fueron.”
    if short in BOTH and before.endswith(" en "):
        return None  # “Maestra en Psic. Eva Luz”: the subject, not the title.
    if match["short"] == "v" and _RELEASE.match(match.string, match.end()):
        return "versión"
    if match["short"] == "c" and _ERA.match(match.string, match.end()):
        return "circa"
    if short in STATES and match["short"][0].isupper() and _PLACE_BEFORE.search(before):
        return STATES[short]
    if follows and (follows["number"] or follows["roman"]) and short in BEFORE_NUMBER:
        return BEFORE_NUMBER[short] if short not in ("s", "ss") or follows["roman"] else None
    if (
        name
        and short in BEFORE_NAME
        and (short != "v" or match["short"] == "v")
        and (short != "d" or (match["short"] == "D" and name in MEN and not _INITIAL_BEFORE.search(before)))
    ):
        return _titled(short, name, before)
    if short in AFTER_NUMBER and _PRECEDING_NUMBER.search(before):
        return AFTER_NUMBER[short]
    if short in AFTER_NAME and match["short"][0].isupper() and _PRECEDING_NAME.search(before):
        return AFTER_NAME[short]
    if short in NEEDING_CONTEXT:
        return None
    if short in ("máx", "mín") and _FEMININE_BEFORE.search(before):
        return f"{ALWAYS[short][:-1]}a"
    if short in BOTH:
        return _of_gender(short, "", before)
    return ALWAYS.get(short)


def _titled(short: str, name: str, before: str) -> str:
    return _of_gender(short, name, before) if short in BOTH else BEFORE_NAME[short]


def _of_gender(short: str, name: str, before: str) -> str:
    masculine, feminine = BOTH[short]
    return feminine if name in WOMEN or _ARTICLE_BEFORE.search(before) else masculine


def _say_number_sign(match: Match, _locale: Locale) -> str:
    return "números" if "os" in match["say"] else "número" if _is_parted(match) else "número "


def _is_parted(match: Match) -> bool:
    """Whether a space already parts the sign from its number."""
    return match.string[match.end() : match.end() + 1] == " "


def _say_every(_match: Match, _locale: Locale) -> str:
    return "cada "


def _say_honourable(_match: Match, _locale: Locale) -> str:
    return "honorable"


def _say_citizen(match: Match, _locale: Locale) -> str:
    return "ciudadana" if match["article"] in ("la", "La") else "ciudadano"


def _say_life(match: Match, _locale: Locale) -> str:
    """“(n. 1753 – m. 1811)”: a year of birth and one of death."""
    return "nació en" if match["say"] == "n." else "murió en"


COMPOUNDS: Final = (
    Rule("abbreviation", _LIFE_HINT, _LIFE, _say_life),
    Rule("abbreviation", _EVERY_HINT, _EVERY, _say_every),
    Rule("abbreviation", _HONOURABLE_HINT, _HONOURABLE, _say_honourable),
    Rule("abbreviation", _CITIZEN_HINT, _CITIZEN, _say_citizen),
    Rule("abbreviation", _COMPOUND_HINT, _COMPOUNDS, _say_compound),
)
NUMBER_SIGNS: Final = (Rule("number sign", _NUMBER_HINT, _NUMBER_SIGN, _say_number_sign),)
SINGLE: Final = (Rule("abbreviation", _STOP_HINT, _ABBREVIATION, _say_abbreviation),)
