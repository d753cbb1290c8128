"""Amounts: what a number written in figures says, whichever signs its country parts thousands and decimals with."""

import re
from dataclasses import dataclass
from typing import Final

from synthesis.text.normalisation.context import word_before
from synthesis.text.normalisation.es_nouns import form_before
from synthesis.text.normalisation.es_numbers import Form, cardinal, decimals, digits, thousands
from synthesis.text.normalisation.es_regions import Region, region
from synthesis.text.normalisation.rules import Locale, Match, listed

_SPACES: Final = " \u00a0\u2007\u2009\u202f"
_REST_OF_NUMBER: Final = (
    rf"(?:[0-9]{{0,2}}(?:[{_SPACES}][0-9]{{3}}){{1,5}}(?![0-9]|[ .,][0-9])(?:[.,][0-9]{{1,9}})?(?![0-9])"
    r"|[0-9]{0,39}(?:[.,'’][0-9]{1,40}){0,8})"
)
# A number as written, to be put into patterns: “10 000”, “1'500,000”, “1.500,25”. Bounded, so that no search is quadratic.
# It begins with a digit rather than with a look behind, since `re` skips quickly to a character but not to a condition.
NUMBER: Final = f"[0-9]{_REST_OF_NUMBER}"
# A number that is not inside a word, a longer number or a version.
FREE_NUMBER: Final = rf"[0-9](?<![\w/].)(?<![0-9][.,:].){_REST_OF_NUMBER}"
# The same condition, for patterns that look for digits themselves.
START: Final = r"(?<![\w/])(?<![0-9][.,:])"
SCALE: Final = r"(?:mil millones|mill(?:ón|ones)|bill(?:ón|ones)|trill(?:ón|ones)|mil)\b"

_GROUPED: Final = re.compile(
    r"\d{1,3}(?:([.,'’ \u00a0\u2007\u2009\u202f])\d{3})(?:[.,'’ \u00a0\u2007\u2009\u202f]\d{3})*"
)
_SCALE_AFTER: Final = re.compile(rf" ({SCALE})")
_SIGN_WORDS: Final = {".": "punto", ",": "coma"}
NUMBERED: Final = listed("""
    número página capítulo artículo grupo nivel fase canal fórmula tipo zona ruta línea puerta sala temporada episodio versión parte
    sección jornada día clase lote caso mesa carril etapa opción pregunta paso regla punto inciso fracción tomo volumen copa top
    serie vuelo habitación piso planta puesto categoría estación pista diabetes sub generación equipo factor octubre distrito
    """)


@dataclass(frozen=True, slots=True)
class Amount:
    """A parsed number: ``whole`` and, after ``sign`` (“.” or “,”), the digits of ``fraction``. ``code`` is read digit by digit."""

    whole: int
    sign: str = ""
    fraction: str = ""
    negative: bool = False
    code: str = ""

    @property
    def is_one(self) -> bool:
        """Whether what it counts stands in the singular."""
        return self.whole == 1 and not self.fraction

    @property
    def is_plain(self) -> bool:
        """Whether it is a whole number without a sign."""
        return not (self.code or self.fraction or self.negative)

    def spoken(self, form: Form = "alone") -> str:
        """The amount in words; with decimals the whole part has no agreement: “veintiuno punto cinco”."""
        if self.code:
            words = self.code
        elif self.fraction:
            words = f"{cardinal(self.whole)} {_SIGN_WORDS[self.sign]} {decimals(self.fraction)}"
        else:
            words = cardinal(self.whole, form)
        return f"menos {words}" if self.negative else words


def amount(written: str, locale: Locale) -> Amount:
    """The amount that ``written`` (a match of `NUMBER`, perhaps with a minus) stands for in the locale's country.

    “1.500.000” can only be thousands and “1,5” only decimals, in every country; a single sign before three digits is read as the
    country writes it. What parses as neither (2.1.3) is read part by part.
    """
    negative = written[:1] in "-−" and bool(written)
    body = written.lstrip("-−")
    whole, sign, fraction = _parted(body, region(locale.tag))
    plain = re.sub(r"\D", "", whole)
    if not plain or (len(plain) > 1 and plain[0] == "0") or len(plain) > 15 or re.search(r"[.,'’]", whole):
        return Amount(0, negative=negative, code=_code(body))
    return Amount(int(plain), sign, fraction, negative)


def _parted(body: str, where: Region) -> tuple[str, str, str]:
    """The whole part, the decimal sign and the decimals; separators that part thousands are gone from the whole part."""
    whole, sign, fraction = body, "", ""
    last = max(body.rfind("."), body.rfind(","))
    if last >= 0 and _is_decimal_sign(body, last, where):
        whole, sign, fraction = body[:last], body[last], body[last + 1 :]
    if _GROUPED.fullmatch(whole):
        # An apostrophe parts millions in older Mexican usage: 1'500,000.
        signs = {character for character in whole if not character.isdigit()}
        if len(signs) == 1 or "'" in signs or "’" in signs:
            whole = re.sub(r"\D", "", whole)
    return whole, sign, fraction


def _is_decimal_sign(body: str, at: int, where: Region) -> bool:
    sign = body[at]
    if body.count(sign) > 1:
        return False
    before = body[:at]
    if body[at + 1 :] == "000" and len(before) <= 3:
        return before.lstrip("0") == ""  # “3.000” is three thousand everywhere.
    if len(body) - at - 1 != 3 or not (1 <= len(before) <= 3 or _GROUPED.fullmatch(before)) or before.lstrip("0") == "":
        return True
    if before.isdigit():
        return not where.is_thousands(sign)
    # A second kind of sign after groups of three: “1.500,250” has decimals, “1'500,000” has not.
    return not re.search(r"['’]", before)


def _code(body: str) -> str:
    """Part by part: “dos punto uno punto tres”; a part with a leading zero digit by digit."""
    words = []
    for part in re.findall(r"\d+|[.,]", body):
        if part in _SIGN_WORDS:
            words.append(_SIGN_WORDS[part])
        else:
            words.append(digits(part) if len(part) > 15 or (len(part) > 1 and part[0] == "0") else cardinal(int(part)))
    return " ".join(words)


def spoken_number(match: Match, locale: Locale, group: str) -> str:
    """What the number in ``group`` says, agreeing with the noun that follows it."""
    parsed = amount(match[group], locale)
    if parsed.is_plain and _SCALE_AFTER.match(match.string, match.end(group)):
        return thousands(parsed.whole, _form(match, parsed, group))
    return parsed.spoken(_form(match, parsed, group))


def _form(match: Match, parsed: Amount, group: str) -> Form:
    if parsed.code or parsed.fraction:
        return "alone"
    text, end = match.string, match.end(group)
    scale = _SCALE_AFTER.match(text, end)
    if scale and scale[1] != "mil":
        return "masculine"
    if scale:
        return "feminine" if form_before(200, text, scale.end(), len(text)) == "feminine" else "masculine"
    if parsed.whole % 100 != 11 and parsed.whole % 10 == 1 and _is_label(match, parsed, group):
        return "alone"
    return form_before(parsed.whole, text, end, len(text))


def _is_name(match: Match, word: str, group: str) -> bool:
    """Whether ``word`` has a capital that is not a sentence's first: “el Canal 21”, but “—Tengo 21 años”."""
    start = match.start(group) - len(word) - 1
    before = match.string[max(0, start - 2) : max(0, start)]
    return word.istitle() and before[:1].isalpha() and before[1:] == " "


def _is_label(match: Match, parsed: Amount, group: str) -> bool:
    """Whether the number names the thing before it (“Canal 21 noticias”) rather than counting what follows."""
    word = word_before(match, group)
    if parsed.whole == 1 and word.lower() in ("el", "del", "al"):
        return True
    return word.lower() in NUMBERED or (parsed.whole == 1 and _is_name(match, word, group))
