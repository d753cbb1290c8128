"""Voice and Traits: what a plan must know of the engine that will speak it."""

from dataclasses import dataclass
from typing import Literal

Dialect = Literal["plain", "espeak", "ssml"]


@dataclass(frozen=True, slots=True)
class Traits:
    """What an engine can do, as declared by the engine; part of every plan.

    ``version`` enters the utterance keys: a new engine version speaks anew.
    ``dialect`` is the language of the text that is sent: plain text, plain text with ``[[phonemes]]`` in eSpeak's notation, or SSML.
    ``normalises`` says that the engine reads numbers, dates and abbreviations well by itself.
    ``max_characters`` is the longest text of one utterance, in code points of text that is spoken (markup not counted).
    """

    engine: str
    version: str
    dialect: Dialect
    normalises: bool
    phonemes: bool
    max_characters: int


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of an engine: ``name`` is the engine's own name for it, ``label`` the one that people read."""

    engine: str
    name: str
    language: str
    label: str
