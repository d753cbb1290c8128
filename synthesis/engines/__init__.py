"""Text-to-speech engines. Adding one is a module here and a line in ``_ENGINES``."""

from functools import cache
from importlib import import_module
from typing import Final

from synthesis.engines.base import Engine
from synthesis.errors import EngineUnavailable, UnknownEngine, UnknownVoice
from synthesis.text.languages import best_match
from synthesis.text.voices import Voice

_ENGINES: Final = {
    "espeak": "synthesis.engines.espeak.engine:Espeak",
    "piper": "synthesis.engines.piper.engine:Piper",
    "polly": "synthesis.engines.polly.engine:Polly",
    "silent": "synthesis.engines.silent:Silent",
}


@cache
def get(name: str) -> Engine:
    """The engine of this name, one a process; UnknownEngine otherwise."""
    if name not in _ENGINES:
        raise UnknownEngine(f"There is no engine {name!r}. Known engines: {', '.join(_ENGINES)}.")
    module, attribute = _ENGINES[name].split(":")
    engine: Engine = getattr(import_module(module), attribute)()
    return engine


def names() -> tuple[str, ...]:
    """The names of all engines."""
    return tuple(_ENGINES)


def find_voice(engine: str, name: str) -> Voice:
    """The engine's voice of this name; UnknownVoice otherwise, EngineUnavailable when it has no voices at all just now."""
    voices = get(engine).voices()
    if not voices:
        raise EngineUnavailable(
            f"Engine {engine!r} is off, and with it the voice {name!r}. Set it up (docs/engines.md), or choose another voice."
        )
    for voice in voices:
        if voice.name == name:
            return voice
    offered = ", ".join(sorted({voice.name for voice in voices}))
    raise UnknownVoice(f"Voice {name!r} is not offered by engine {engine!r}. Offered: {offered}.")


def default_voice(engine: str, language: str) -> Voice:
    """The engine's first voice for the language, or for its nearest relative; UnknownVoice when it has none."""
    voices = get(engine).voices()
    match = best_match(language, tuple(dict.fromkeys(voice.language for voice in voices)))
    if match is None:
        raise UnknownVoice(f"Engine {engine!r} has no voice for language {language!r}. Choose another engine for it.")
    return next(voice for voice in voices if voice.language == match)
