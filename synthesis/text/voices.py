"""Voice and Traits: what a plan must know of the engine that will speak it."""

from dataclasses import dataclass
from typing import Literal

Dialect = Literal["plain", "espeak", "ssml"]


@dataclass(frozen=True, slots=True)
class Traits:
    """What an engine can do, as declared by the engine; part of every plan.

    ``version`` enters the utterance keys: a new engine version speaks anew.
    ``dialect`` is the language of the text that is sent: plain text, plain text with ``[[phonemes]]`` in eSpeak's
    notation, or SSML. ``normalises`` says that the engine reads numbers, dates and abbreviations well by itself.
    ``max_characters`` is the longest text of one utterance, in code points of text that is spoken (markup not
    counted); ``max_text`` the longest text in all, markup counted, 0 where that makes no difference. ``unit`` is what
    one utterance holds: a sentence, or a whole block for voices that profit from context. ``settings`` is whatever
    else of the engine's settings changes the sound, in a canonical form; it enters the keys.
    """

    engine: str
    version: str
    dialect: Dialect
    normalises: bool
    phonemes: bool
    max_characters: int
    max_text: int = 0
    unit: Literal["sentence", "block"] = "sentence"
    settings: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of an engine: ``name`` is the engine's own name for it, ``label`` the one that people read.

    ``emphasis`` says that it can stress what the page stresses, by ``<emphasis>`` in SSML.
    """

    engine: str
    name: str
    language: str
    label: str
    emphasis: bool = False
