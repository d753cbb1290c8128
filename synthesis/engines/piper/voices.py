"""The voices of a folder of Piper's files: each a model, ``NAME.onnx``, with its configuration, ``NAME.onnx.json``."""

import json
import logging
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from synthesis.text.voices import Voice

# Voices that phonemise by other means need packages, or fetch models, that Piper does not bring.
_PHONEMES: Final = ("espeak", "text")
_MOST_REMEMBERED: Final = 256
# What a damaged or foreign file gives when it is read as a configuration.
_NO_CONFIGURATION: Final = (OSError, ValueError, KeyError, TypeError, AttributeError)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class VoiceFile:
    """A voice and the model that speaks it; ``speaker`` is its number there, None where the model has only one.

    ``stamp`` is another as soon as the model or its configuration is.
    """

    voice: Voice
    model: Path
    speaker: int | None
    stamp: str


def voice_files(folder: Path) -> tuple[VoiceFile, ...]:
    """The voices that can be used, by language and then by name; none where there is no such folder."""
    try:
        models = sorted(path for path in folder.iterdir() if path.suffix == ".onnx")
    except OSError as error:
        _warn_once(f"READALONG_PIPER_VOICES names no folder of voices: {error}.")
        return ()
    found = [each for model in models for each in _of_model(model)]
    return tuple(sorted(found, key=lambda each: (each.voice.language, each.voice.name)))


def _of_model(model: Path) -> tuple[VoiceFile, ...]:
    configuration = configuration_of(model)
    try:
        stamp = " ".join((str(model), _stamp(model.stat()), _stamp(configuration.stat())))
    except OSError as error:
        _warn_once(f"{model} is no voice: {error}. Put its configuration beside it.")
        return ()
    return _read(model, stamp)


@lru_cache(_MOST_REMEMBERED)
def _warn_once(message: str) -> None:
    # The folder is looked into at each request.
    log.warning("%s", message)


def configuration_of(model: Path) -> Path:
    """Where the configuration of a model lies."""
    return model.with_name(f"{model.name}.json")


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_mtime_ns}-{status.st_size}"


@lru_cache(_MOST_REMEMBERED)
def _read(model: Path, stamp: str) -> tuple[VoiceFile, ...]:
    try:
        return tuple(_voices(model, stamp, json.loads(configuration_of(model).read_bytes())))
    except _NO_CONFIGURATION as error:
        log.warning("%s is not the configuration of a voice (%r). Fetch it again.", configuration_of(model), error)
        return ()


def _voices(model: Path, stamp: str, configuration: dict[str, Any]) -> Iterator[VoiceFile]:
    if (kind := configuration.get("phoneme_type", "espeak")) not in _PHONEMES:
        log.warning("The voice %s needs phonemes of the kind %r, which are not supported.", model, kind)
        return
    language = _tag(configuration["language"]["code"] if "language" in configuration else _espeak_voice(configuration))
    title = str(configuration.get("dataset") or model.stem)
    quality = configuration["audio"].get("quality")
    about = f"{language}, {quality}" if quality else language
    speakers = configuration.get("speaker_id_map")
    if configuration["num_speakers"] <= 1 or not speakers:
        yield VoiceFile(Voice("piper", model.stem, language, f"{title} ({about})"), model, None, stamp)
        return
    for name, number in speakers.items():
        voice = Voice("piper", f"{model.stem}:{name}", language, f"{title} {name} ({about})")
        yield VoiceFile(voice, model, int(number), stamp)


def _espeak_voice(configuration: dict[str, Any]) -> str:
    return str(configuration["espeak"]["voice"])


def _tag(code: str) -> str:
    """The BCP 47 tag for what a configuration calls its language.

    >>> _tag("en_US"), _tag("es_419"), _tag("pt-br")
    ('en-US', 'es-419', 'pt-BR')
    """
    language, *rest = re.split("[_-]", code)
    return "-".join((language.lower(), *(part.upper() if len(part) == 2 else part for part in rest)))
