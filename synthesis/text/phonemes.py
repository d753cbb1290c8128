"""Phonemes: from X-SAMPA to IPA, and from IPA to the notation that eSpeak NG reads between double square brackets.

The notation's names mean nothing outside a voice's own table: eSpeak NG drops, without a word, what its voice does not
know. So there is a table for each language whose sounds were checked one by one against eSpeak NG 1.52.0
(``tests/synthesis/text/test_phonemes.py`` does it again), and no notation at all for the others.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

_STRESS: Final = {"ˈ": "'", "ˌ": ",", "'": "'", ",": ","}
# Syllable and foot boundaries, ties and the delimiters of a transcription: they tell an engine nothing.
_UNHEARD: Final = re.compile(r"[.|‖‿\u0361\u035c/\[\]()ˑʰʲʷˠˤⁿˡʼ]")
_KEPT_MARKS: Final = frozenset("\u0303\u0327\u0329\u032f")  # Nasal, cedilla, syllabic, not syllabic.

_CONSONANTS: Final = (
    "p=p b=b t=t d=d k=k g=g ɡ=g f=f v=v θ=T ð=D s=s z=z ʃ=S ʒ=Z h=h m=m n=n ŋ=N l=l j=j w=w x=x tʃ=tS ʧ=tS dʒ=dZ ʤ=dZ "
    "ɲ=n^ ʎ=l^ β=B ɣ=Q ʝ=J^ ɟ=J c=c ç=C q=k χ=x ʔ=? ɫ=l ɦ=h ʋ=v ɸ=f ɬ=l ʂ=S ʐ=Z ɕ=S ʑ=Z tɕ=tS dʑ=dZ ɖ=d ʈ=t ɳ=n ɭ=l "
    "ɱ=m ɰ=Q ɥ=j ħ=h ʕ=? ʍ=w ts=ts dz=dz n̩=n- l̩=@L"
)
# English: the transcriptions of American and British dictionaries; foreign vowels by their nearest English ones.
_ENGLISH: Final = (
    "r=r ɹ=r ʁ=r ʀ=r ɻ=r ɾ=t# ɽ=t# "
    "i=i iː=i: ɪ=I e=E eː=e: eɪ=eI ɛ=E ɛː=e@ æ=a a=a aː=A: aɪ=aI aʊ=aU ɑ=A: ɑː=A: ɒ=0 ɒː=O: ɔ=O ɔː=O: ɔɪ=OI o=oU oː=o: "
    "oʊ=oU əʊ=oU ʊ=U u=u uː=u: ʌ=V ə=@ ɚ=3 əɹ=3 ɝ=3: ɜ=3: ɜː=3: ɜːɹ=3: ɪə=i@ eə=e@ ɛə=e@ ʊə=U@ "
    "y=u: ø=3: œ=3: ɨ=I ʉ=u: ɯ=u: ɤ=V ɵ=U ɐ=V ʏ=U ɑ̃=A~ ã=A~ ɔ̃=O~ õ=O~ ɛ̃=aN i̯=I u̯=U"
)
# Spanish: five vowels, of which foreign ones take the nearest; length tells nothing apart.
_SPANISH: Final = (
    "r=R2 ɹ=** ʁ=R2 ʀ=R2 ɻ=** ɾ=** ɽ=** "
    "i=i ɪ=i ɨ=i e=e ɛ=e ɜ=e ɚ=e** ɝ=e** a=a æ=a ɑ=a ʌ=a ɐ=a o=o ɔ=o ɒ=o ɤ=o u=u ʊ=u ʉ=u ɯ=u ɵ=u ə=@ "
    "y=y ʏ=y ø=Y œ=Y eɪ=eI aɪ=aI aʊ=aU ɔɪ=oj oɪ=oj oʊ=oU əʊ=oU i̯=j u̯=w ɑ̃=an ã=an ɔ̃=on õ=on ɛ̃=en"
)
_VOWELS: Final = frozenset("iɪɨeɛɜɚɝaæɑʌɐoɔɒɤuʊʉɯɵəyʏøœãõ")


def _table(*lists: str) -> Mapping[str, str]:
    pairs = (entry.split("=", 1) for entries in lists for entry in entries.split())
    return {unicodedata.normalize("NFD", ipa): mnemonic for ipa, mnemonic in pairs}


_TABLES: Final = {"en": _table(_CONSONANTS, _ENGLISH), "es": _table(_CONSONANTS, _SPANISH)}
_LONGEST: Final = 4  # Code points of the longest entry, decomposed.


def espeak_phonemes(ipa: str, language: str) -> str | None:
    """``ipa`` in eSpeak NG's notation for a voice of ``language``; None where a sound, or the language, has none.

    >>> espeak_phonemes("həˈloʊ wɜːld", "en-GB")
    "h@l'oU w3:ld"
    """
    table = _TABLES.get(language.replace("_", "-").partition("-")[0].lower())
    if table is None:
        return None
    written: list[str] = []
    stress, at = "", 0
    sounds = _heard(ipa)
    while at < len(sounds):
        if sounds[at] in _STRESS:
            stress, at = _STRESS[sounds[at]], at + 1
            continue
        sound = _longest(sounds, at, table)
        if not sound:
            return None
        if stress and (sound[0] in _VOWELS or "\u0329" in sound):  # eSpeak NG wants the stress right before the vowel.
            written.append(stress)
            stress = ""
        written.append(" " if sound == " " else table.get(sound, ""))
        at += len(sound)
    return "".join(written).strip() or None


def _heard(ipa: str) -> str:
    """The transcription decomposed, without what no voice can follow."""
    plain = _UNHEARD.sub("", unicodedata.normalize("NFD", ipa)).replace("ə˞", "ɚ").replace("ɜ˞", "ɝ")
    kept = (each for each in plain if unicodedata.category(each) != "Mn" or each in _KEPT_MARKS)
    return " ".join("".join(kept).split())


def _longest(sounds: str, at: int, table: Mapping[str, str]) -> str:
    """The longest sound of ``table`` that begins at ``at``; marks that it lacks are passed over."""
    for end in range(min(len(sounds), at + _LONGEST), at, -1):
        if sounds[at:end] in table:
            return sounds[at:end]
    return sounds[at] if sounds[at] == " " or (at and (sounds[at] == "ː" or sounds[at] in _KEPT_MARKS)) else ""


# ITU-T and J. C. Wells, “Computer-coding the IPA” (1995): all of its symbols that ASCII letters do not stand for alike.
_X_SAMPA: Final = (
    "A→ɑ B→β C→ç D→ð E→ɛ F→ɱ G→ɣ H→ɥ I→ɪ J→ɲ K→ɬ L→ʎ M→ɯ N→ŋ O→ɔ P→ʋ Q→ɒ R→ʁ S→ʃ T→θ U→ʊ V→ʌ W→ʍ X→χ Y→ʏ Z→ʒ g→ɡ "
    "@→ə @`→ɚ @\\→ɘ {→æ }→ʉ 1→ɨ 2→ø 3→ɜ 3`→ɝ 3\\→ɞ 4→ɾ 5→ɫ 6→ɐ 7→ɤ 8→ɵ 9→œ &→ɶ ?→ʔ ?\\→ʕ B\\→ʙ G\\→ɢ G\\_<→ʛ H\\→ʜ "
    "I\\→ᵻ J\\→ɟ J\\_<→ʄ K\\→ɮ L\\→ʟ M\\→ɰ N\\→ɴ O\\→ʘ R\\→ʀ U\\→ᵿ X\\→ħ b_<→ɓ d`→ɖ d_<→ɗ g_<→ɠ h\\→ɦ j\\→ʝ l`→ɭ l\\→ɺ "
    "n`→ɳ p\\→ɸ r`→ɽ r\\→ɹ r\\`→ɻ s`→ʂ s\\→ɕ t`→ʈ v\\→ʋ x\\→ɧ z`→ʐ z\\→ʑ <\\→ʢ >\\→ʡ !\\→ǃ |\\→ǀ |\\|\\→ǁ =\\→ǂ "
    "\"→ˈ %→ˌ :→ː :\\→ˑ -\\→‿ _h→ʰ _j→ʲ '→ʲ _w→ʷ _G→ˠ _?\\→ˤ _n→ⁿ _l→ˡ _~→\u0303 ~→\u0303 =→\u0329 _=→\u0329 _^→\u032f "
    "_d→\u032a _a→\u033a _0→\u0325 _v→\u032c _t→\u0324 _k→\u0330 _O→\u0339 _c→\u031c _+→\u031f _-→\u0320 _r→\u031d "
    '_o→\u031e _e→\u0334 _}→\u031a _"→\u0308 _x→\u033d _A→\u0318 _q→\u0319 _m→\u033b _N→\u033c _>→ʼ `→˞ .→. |→| ||→‖'
)


_SYMBOLS: Final[Mapping[str, str]] = dict(entry.split("→", 1) for entry in _X_SAMPA.split(" "))
_SYMBOL: Final = re.compile("|".join(re.escape(each) for each in sorted(_SYMBOLS, key=len, reverse=True)))


def ipa_from_x_sampa(text: str) -> str:
    """``text`` in IPA.

    >>> ipa_from_x_sampa('h@"l@U')
    'həˈləʊ'
    """
    return _SYMBOL.sub(lambda found: _SYMBOLS[found.group()], text)


# Letters that the IPA takes from the Latin alphabet as they are; all others of its own stand in the table above.
_LATIN: Final = frozenset("abcdefhijklmnopqrstuvwxyzɡgæçðøħŋœθβχɓɗʼˈˌːˑ.|‖‿ '")


def not_ipa(text: str) -> tuple[str, ...]:
    """The characters of ``text`` that are no sign of the International Phonetic Alphabet, each once.

    >>> not_ipa("ˈkwɪləbriː"), not_ipa("KWIL@")
    ((), ('K', 'W', 'I', 'L', '@'))
    """
    signs = _LATIN.union(*_SYMBOLS.values(), "/[]()")
    strange = (
        each
        for each in unicodedata.normalize("NFD", text)
        if each not in signs and unicodedata.category(each) not in ("Mn", "Sk", "Lm")
    )
    return tuple(dict.fromkeys(strange))


def sounds_of(language: str) -> tuple[str, ...]:
    """The sounds that a voice of ``language`` can say, in IPA, longest vowels included; none where no table knows them."""
    return tuple(_TABLES.get(language.partition("-")[0].lower(), {}))


def unspeakable(ipa: str, language: str) -> bool:
    """Whether voices of ``language`` are known not to be able to say ``ipa``."""
    return bool(sounds_of(language)) and espeak_phonemes(ipa, language) is None
