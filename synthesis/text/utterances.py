"""Utterance: what is sent to an engine in one call, its key, and its way back to the page's characters."""

import json
from dataclasses import dataclass
from typing import Final

from synthesis.text.dialects import Run
from synthesis.text.fingerprints import digest
from synthesis.text.spans import Span
from synthesis.text.voices import Traits, Voice

_VERSION: Final = "readalong utterance 1"


@dataclass(frozen=True, slots=True)
class Utterance:
    """One engine call, for ``[start, end)`` of the text of block ``block``.

    ``text`` is what is sent, in the engine's dialect; ``runs`` lead from it to the block's text. ``words`` are the
    block's words that it holds, in code points of the block's text; all of them, also those that nothing is said for.
    ``language`` is that of the text, which the voice's own may differ from. ``characters`` are those that an engine
    bills: markup is not counted.
    """

    key: str
    block: int
    start: int
    end: int
    text: str
    language: str
    voice: Voice
    runs: tuple[Run, ...]
    words: tuple[Span, ...]
    pause_after_ms: int
    characters: int


def utterance_key(text: str, voice: Voice, traits: Traits) -> str:
    """The name of a speech: the same for the same text, voice, engine, engine version, dialect and settings, else
    another.
    """
    parts = [_VERSION, traits.engine, traits.version, traits.dialect, traits.settings, voice.name, voice.language, text]
    return digest(json.dumps(parts, ensure_ascii=True))
