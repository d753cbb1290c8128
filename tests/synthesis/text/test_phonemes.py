"""Phonemes: IPA in eSpeak NG's notation, checked against eSpeak NG's own ears."""

import ctypes
import subprocess
import sys

import pytest

from synthesis.text import phonemes
from synthesis.text.phonemes import espeak_phonemes, ipa_from_x_sampa


@pytest.mark.parametrize(
    ("ipa", "language", "expected"),
    [
        ("ɹɛd", "en-US", "rEd"),
        ("həˈləʊ", "en-GB", "h@l'oU"),
        ("ˈnuːjɛn", "en", "n'u:jEn"),
        ("ˌkælɪˈfɔːɹnjə", "en-US", "k,alIf'O:rnj@"),
        ("t͡ʃiː.ˈkɑː.ɡoʊ", "en", "tSi:k'A:goU"),
        ("ˈbʌtn̩", "en", "b'Vtn-"),
        ("/ʃiː dʒɪnˈpɪŋ/", "en", "Si: dZInp'IN"),
        ("ˈniɲo", "es-MX", "n'in^o"),
        ("ˈpero", "es", "p'eR2o"),
        ("ˈpeɾo", "es", "p'e**o"),
        ("ˈtʰwɪtʰəɹ", "es", "tw'it@**"),
        ("ˈbə˞d", "en", "b'3d"),
        ("kʷa", "es", "ka"),
        ("liˈõ", "en", "li'O~"),
        ("fʁɑ̃ˈsɛ", "es", "fR2ans'e"),
    ],
)
def test_ipa_in_the_notation_of_the_voice(ipa, language, expected):
    assert espeak_phonemes(ipa, language) == expected


@pytest.mark.parametrize(("ipa", "language"), [("ʘa", "en"), ("ɹɛd", "fr"), ("", "en"), ("ː", "en"), ("]]rm", "xx")])
def test_what_has_no_notation_is_said_to_have_none(ipa, language):
    assert espeak_phonemes(ipa, language) is None


@pytest.mark.parametrize("hostile", ["]]\x01", "a]]b", "[[a", "a\\b"])
def test_nothing_leaves_the_brackets(hostile):
    written = espeak_phonemes(hostile, "en")
    assert written is None or not set("[]\x01\\") & set(written)


@pytest.mark.parametrize(
    ("x_sampa", "ipa"),
    [
        ('h@"l@U', "həˈləʊ"),
        ("r\\Ed", "ɹɛd"),
        ('"bVtn=', "ˈbʌtn\u0329"),
        ("t_hi:", "tʰiː"),
        ("n_=", "n\u0329"),
        ("&", "ɶ"),
    ],
)
def test_x_sampa_in_ipa(x_sampa, ipa):
    assert ipa_from_x_sampa(x_sampa) == ipa


_LISTEN = """
import ctypes, sys, espeakng_loader

class Event(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("identifier", ctypes.c_uint), ("position", ctypes.c_int), ("length", ctypes.c_int),
                ("audio", ctypes.c_int), ("sample", ctypes.c_int), ("user", ctypes.c_void_p), ("name", ctypes.c_char * 8)]

library = ctypes.CDLL(espeakng_loader.get_library_path())
heard = []

@ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event))
def listen(samples, count, events):
    at = 0
    while events[at].type:
        if events[at].type == 7:
            heard.append(bytes(events[at].name).decode("utf-8", "replace"))
        at += 1
    return 0

library.espeak_Initialize(2, 0, espeakng_loader.get_data_path().encode(), 0x8003)
library.espeak_SetSynthCallback(listen)
voice, *texts = sys.stdin.read().split("\\n")
for text in texts:
    heard.clear()
    library.espeak_SetVoiceByName(voice.encode())
    library.espeak_Synth(text.encode(), len(text.encode()) + 1, 0, 0, 0, 0x101, None, None)
    print("".join(heard).strip())
"""


def listen(voice: str, texts: list[str]) -> list[str]:
    source = "\n".join([voice, *texts])
    run = subprocess.run([sys.executable, "-c", _LISTEN], input=source, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    return run.stdout.split("\n")[:-1]


@pytest.mark.parametrize(("voice", "language"), [("en-us", "en"), ("es", "es"), ("es-419", "es")])
def test_every_sound_of_a_table_is_heard(voice, language):
    assert ctypes.sizeof(ctypes.c_void_p) == 8
    sounds = phonemes._TABLES[language]
    without, *heard = listen(voice, ["[[t'aa]]", *(f"[[t'a{mnemonic}a]]" for mnemonic in sounds.values())])
    assert len(heard) == len(sounds)
    unheard = [ipa for ipa, said in zip(sounds, heard, strict=True) if said == without]
    assert unheard == []
