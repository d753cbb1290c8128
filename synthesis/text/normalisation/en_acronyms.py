"""English capitals: acronyms said as words (NASA), acronyms spelt (FBI), and words that are only loud (“NEVER”, headlines).

Letters are spelt with full stops between them and none behind: “F.B.I”. eSpeak reads that as one word with the stress where it
belongs, whereas letters set apart are stressed each for itself and a lone “A” is taken for the article.
"""

import re
from typing import Final

from synthesis.text.normalisation.context import full_stop, is_shouted, word_after, word_before
from synthesis.text.normalisation.rules import CAPITALS, Hint, Locale, Match, Rule, listed

# Acronyms whose reading follows no rule.
_SPECIAL: Final = {
    "OK": "okay", "NAACP": "N double A.C.P", "NCAA": "N.C double A", "AAA": "triple A", "NOAA": "Noah", "HVAC": "H vac",
    "ROTC": "rot see", "JPEG": "jay peg", "MPEG": "em peg", "IMAX": "eye max", "USAID": "U.S aid", "CDROM": "C.D rom",
    "WYSIWYG": "wizzy wig", "HIPAA": "hippa", "SCOTUS": "scotus", "POTUS": "potus", "FLOTUS": "flotus", "VS": "versus",
    "AWACS": "ay wax", "IEEE": "I triple E", "DOCX": "dock X", "WWI": "World War one", "WWII": "World War two",
    "LSAT": "L sat", "PSAT": "P sat", "MCAT": "M cat", "GMAT": "G mat",
}  # fmt: skip

_WORDS: Final = listed("""
    NASA NATO UNICEF UNESCO OPEC FIFA UEFA NAFTA AIDS COVID SARS MERS ASCII RADAR LASER SONAR SCUBA SWAT PIN SIM RAM
    ROM ZIP GIF PAC ICE HUD DOS FEMA OSHA DACA CERN ASEAN BRICS IKEA LEGO VISA NIMBY YOLO FOMO MOMA PETA MADD AMBER
    RICO NASCAR NASDAQ CAPTCHA AWOL BAFTA EGOT FICO FINRA DARPA NORAD INTERPOL EUROPOL MENSA TASER SPAM WASP STEM
    STEAM TED UNRWA AIPAC EBITDA OFSTED OFCOM DEFRA COBRA ERASMUS GATT MEDEVAC EPCOT TIFF BIPOC ANZAC ECOWAS MERCOSUR
    UNASUR PEMEX UNAM EBOLA ISIS ISIL HAMAS COBOL LIDAR QANTAS SIDS GAAP DOGE MAGA LIV GLAAD CRISPR COP SPAC REIT
    ERISA
""")
"""Said as a word even though it is short, or looks unsayable."""

_SPELT: Final = listed("""
    AC AD AI AM AP AU BC CD CE DC DJ EQ ER ET EU EV FM GI IB ID IG IP IQ IR IT LA OB OR PA PE PG PM PR QA QB RN TA TV
    UK UN US UV VA VC VP VR XL ABC ACA ACT ADA AED AFC AFL AFP AFT AKA AKC ALS AMA ANC AOC AOL APA API ASL ASU ATF ATM
    ATV AUV BBC BCE BLM BMI CEO CFO CIA CIO CIS COO CPA CPI CSI CTO DEA DIY DNA DVD ECB ECG EDM EDT EEA EEC EFL EIA
    EKG ELA EMI EMS EMT EMU ENT EPA EPO ERA ESA ESG ESL EST ETA ETF EUV EVA FAA FCC FDA FDR FIA FIU FTA GMO GOP GPA
    HIV HMS HOA HPV IBM ICC ICJ ICU IDF IDK IED ILO IMF INS IOC IOU IPA IPO IRA IRS ISO ISP ISS ITV IUD IVF JFK LAX
    LBJ LCD LED LOL LSU MBA MEP MIA MIT MLB MLK MLS MOT MRI NAR NBA NDA NEA NFC NFL NGO NHL NIH NRA NSA NYC NYT NYU
    OAS OBE OCD OED OMG OPT PBA PGA PHD POC POW PSA PTA RAF RBI RNA RPI SAS SAT SEC SOS SPF SUV TBA TBI THC TSA UAE
    UAW UCF UCI UEA UFC UFO UFT UNC UPI UPS URL USA USB USC USO USS UTC UTI UVA VAR VAT VFX VIP WHO WMD WWE XXL AARP
    ACLU ADHD ASAP ECHR EEOC EFTA ESOL ESPN ESRB HUAC IAEA IATA ICAO IPCC IUCN FAQ FYI SEIU LAPD LPGA LSAT MRNA NYPD NYSE OECD RSPB
    UCLA UCSD UKIP UNEP UNLV USAF USDA USGA USPS USSR USTA UTEP YMCA YWCA ASPCA MSNBC RSPCA UNHCR USMCA AFLCIO LGBTQIA
""")
"""Spelt even though it could be said, also within headlines."""

# Everyday short words that writers set in capitals to be loud. Not here: words that are also acronyms (IT, US, WHO, AM).
_LOUD: Final = listed("""
    AH AN AS AT BE BY DO GO HA HE IF IN IS ME MY NO OF OH ON OR SO TO UP WE ACE ADD AGE AGO AHA AID AIR ALL AND ANT
    ANY ARE ARM ART ASK ATE AWE AXE BAD BAG BAN BAR BAT BAY BED BEE BET BIG BIT BOO BOX BOY BUD BUG BUN BUS BUT BUY
    CAN CAR CAT COW CRY CUB CUP CUT DAD DAY DEN DID DIE DIG DIM DOG DOT DRY DUE DYE EAR EAT EGG EGO ELF END EVE EYE
    FAN FAR FAT FEE FEW FIG FIT FIX FLY FOG FOR FOX FUN FUR GAP GAS GEM GET GOD GOT GUM GUN GUT GUY GYM HAD HAM HAS
    HAT HAY HEN HER HEY HID HIM HIS HIT HMM HOP HOT HOW HUG HUT ICY ILL INK INN ITS JAM JAR JAW JET JOB JOG JOY KEY
    KID LAB LAP LAW LAY LEG LET LID LIE LIP LIV LOG LOT LOW MAD MAN MAP MAT MAX MAY MEN MET MIX MOB MOM MUD MUG MUM
    NAH NET NEW NIL NOD NON NOR NOT NOW NUN NUT OAK ODD OFF OIL OLD ONE OUR OUT OWE OWL OWN PAN PAT PAW PAY PEA PEN
    PET PIE PIG PIT POT PRO PUB PUN PUT RAT RAW RAY RED RIB RIM RIP ROD ROW RUB RUG RUN SAD SAT SAY SEA SEE SET SHE
    SHH SHY SIN SIP SIR SIT SIX SKI SKY SON SPY SUM SUN TAN TAP TAR TAX TEA TEN THE TIE TIN TIP TOE TON TOO TOP TOY
    TRY TUB TWO UGH USE VAN VET VOW WAR WAS WAX WAY WEB WET WHY WIG WIN WON WOW YAM YEP YES YET YOU ZOO KEEP MOVE RICH
    UGLY URGE
""")
_ALSO_ACRONYMS: Final = frozenset(("US", "IT", "WHO", "AM", "AID", "AIDS", "ICE", "MAY", "OR", "PAC", "ACT", "ERA"))
_BEFORE_US: Final = listed(
    "tell let give join with for to of about among both show help contact follow between around near"
)

_UPPER: Final = "A-ZÀ-ÖØ-Þ"
_CAPITAL_WORD: Final = re.compile(
    rf"(?<![\w.&])(?P<word>[{_UPPER}]{{2,30}})(?P<tail>['’](?:[A-Z]{{1,2}})(?!\w))?(?P<many>['’]?s(?!\w))?(?![\w&])"
)
_MIXED: Final = re.compile(
    r"(?<![\w.])(?P<say>Ph\.D\.|PhD|mRNA|tRNA|rRNA|iOS|macOS|MSc|BSc|LLaMA|eSIM|DMs)(?P<many>['’]?s)?(?!\w)"
)
_MIXED_SAID: Final = {
    "phd": "P.H.D", "mrna": "M.R.N.A", "trna": "T.R.N.A", "rrna": "R.R.N.A", "ios": "i O.S", "macos": "mac O.S",
    "msc": "M.S.C", "bsc": "B.S.C", "llama": "llama", "esim": "E sim", "dms": "D M's",
}  # fmt: skip
_MIXED_HINT: Final = Hint(re.compile(r"[A-Z](?:h\.?D|Sc|Ms|[A-Z](?<=[a-z]..)|aM)"), needs=frozenset("DSMAO"))
_AMPERSAND: Final = re.compile(
    rf"(?<![\w&])(?P<say>(?P<one>[{_UPPER}]{{1,4}})&(?P<two>[{_UPPER}]{{1,4}}))(?P<many>['’]s)?(?![\w&])"
)
_AMPERSANDS: Final = Hint(re.compile("[A-Z]&[A-Z]"), needs=frozenset("&"))
_LETTER_A: Final = re.compile(
    r"(?:(?<=[a-z] )(?P<say>A)(?=[ ][a-z])|\b(?:[Vv]itamins?|[Hh]epatitis|[Gg]roup|[Pp]lan|[Gg]rade|Serie|[Tt]ype|Exhibit|Category)"
    r"[ ](?P<named>A)(?=[ ]\w))"
)
_LONE_A: Final = Hint(re.compile(r"A(?<=\w A) \w"), needs=frozenset("A"))

# How English syllables may begin and end, in letters; a middle is what may stand between two vowels.
_ONSET: Final = (
    "(?:[bcdfghjklmnprstvwyz]|b[lr]|c[hlr]|chr|d[rw]|f[lr]|g[hlrn]|k[lrnh]|p[hlnrs]|phr|qu|s[chklmnpqtw]|sc[hr]|sh[r]?|"
    "s[pt]r|spl|sph|t[hrsw]|thr|w[hr])"
)
_MIDDLE: Final = "[bcdfghjklmnpqrstvwxyz]{1,4}"
_CODA: Final = (
    "(?:[bcdfgklmnpqrstvwxyz]|ch|ck|ct|d[nt]|ff|ft|gg|gh|ght|gn|l[bdfklmnpt]|lth|lph|ll|m[bnp]|mph|n[cdgkt]|nch|ngth|ph|pt|p?th|"
    "r[bcdfgklmnpt]|rld|rm?th|rst|s[chkmpt]|ss|sn|tch|tt|thm|w[dnlkt]|wth|x?t|x?th|zz|[bdf]th|ft|bt|nth|mpt|[ln]st|rch|rsh)?(?:e?s)?"
)
_SAYABLE: Final = re.compile(f"(?:{_ONSET})?[aeiouy]{{1,3}}(?:{_MIDDLE}[aeiouy]{{1,3}}){{0,6}}{_CODA}")


def spelled(letters: str, suffix: str = "") -> str:
    """The letters one by one: “F.B.I”. With a suffix set apart, as a full stop would not fit between: “C E O's”.

    >>> spelled("FBI"), spelled("CEO", "'s"), spelled("RAF", "'s")
    ('F.B.I', "C E O's", "R A-F's")
    """
    if not suffix:
        return ".".join(letters)
    return "".join(letter + ("-" if letter == "A" else " ") for letter in letters[:-1]) + letters[-1] + suffix


def said_capitals(word: str) -> str:
    """A word in capitals, out of context: as a word where it is known as one or can be said, else letter by letter.

    >>> said_capitals("NASA"), said_capitals("FBI"), said_capitals("NEVER")
    ('Nasa', 'F.B.I', 'never')
    """
    if word in _SPECIAL:
        return _SPECIAL[word]
    if word in _WORDS:
        return word.capitalize()
    return spelled(word) if _is_spelt(word) else word.lower()


def _is_spelt(word: str) -> bool:
    if word in _SPELT or word in _ALSO_ACRONYMS:
        return True
    return word not in _LOUD and (len(word) <= 3 or not is_sayable(word))


def is_sayable(word: str) -> bool:
    """Whether an English speaker could say the letters as a word."""
    plain = word.lower()
    return len(plain) > 12 or not plain.isascii() or _SAYABLE.fullmatch(plain) is not None


def _say_capitals(match: Match, _locale: Locale) -> str | None:
    word, tail, many = match["word"], match["tail"] or "", match["many"] or ""
    if _is_loud(match):
        return _say_loud(match, word) + tail.lower() + many
    if tail and tail[1:].upper() in ("T", "LL", "RE", "VE", "D", "M"):
        return (word + tail).lower()
    said = said_capitals(word)
    suffix = "'s" if many or tail else ""
    return spelled(word, suffix) if suffix and said == spelled(word) else said + (many or tail.lower())


def _is_loud(match: Match) -> bool:
    """Whether capitals say nothing here: in a headline, or beside another loud word."""
    if is_shouted(match.string):
        return True
    beside = (word_before(match), word_after(match))
    return any(word.isupper() and len(word) > 1 and _is_only_loud(word) for word in beside)


def _is_only_loud(word: str) -> bool:
    return word in _LOUD or (len(word) > 3 and word not in _WORDS and word not in _SPECIAL and not _is_spelt(word))


def _say_loud(match: Match, word: str) -> str:
    """Words in lower case; but what cannot be said, and what is known to be spelt, keeps its letters."""
    if word in _SPECIAL:
        return _SPECIAL[word]
    if word == "US":
        return "us" if word_before(match).lower() in _BEFORE_US else "U.S"
    if word == "WHO":
        return "W.H.O" if word_before(match).lower() == "the" else "who"
    if word in _ALSO_ACRONYMS or word in _LOUD:
        return word.lower()
    return spelled(word) if word in _SPELT or (not is_sayable(word) and len(word) < 6) else word.lower()


def _say_mixed(match: Match, _locale: Locale) -> str:
    return full_stop(match, _MIXED_SAID[match["say"].replace(".", "").lower()], "say")


def _say_ampersand(match: Match, _locale: Locale) -> str:
    """“Q&A” as “Q and A”; a last A before another word gets a hyphen, or eSpeak takes it for the article."""
    two = spelled(match["two"])
    hyphen = "-" if two == "A" and word_after(match) and not match["many"] else ""
    return f"{spelled(match['one'])} and {two}{hyphen}"


def _say_letter(match: Match, _locale: Locale) -> tuple[tuple[str, str], ...] | None:
    if is_shouted(match.string):
        return None
    return (("say" if match["say"] else "named", "A-"),)


RULES: Final = (
    Rule("ampersand", _AMPERSANDS, _AMPERSAND, _say_ampersand),
    Rule("letters", _MIXED_HINT, _MIXED, _say_mixed),
    Rule("letter", _LONE_A, _LETTER_A, _say_letter),
    Rule("capitals", CAPITALS, _CAPITAL_WORD, _say_capitals),
)
