"""The Piper engine: sends utterances to the child process, and finds the words in the phonemes that come back."""

import hashlib
import importlib.metadata
import re
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from synthesis.engines.base import Sound
from synthesis.engines.child_process import ChildLost, ChildProcess
from synthesis.engines.espeak.engine import sanitised
from synthesis.engines.loudness import COMMON_LUFS, gain_db, passage
from synthesis.engines.piper.alignment import word_starts
from synthesis.engines.piper.kept import Kept
from synthesis.engines.piper.voices import VoiceFile, configuration_of, voice_files
from synthesis.errors import EngineError, EngineUnavailable, UtteranceRefused
from synthesis.text.fingerprints import digest
from synthesis.text.marks import EngineTime
from synthesis.text.voices import Traits, Voice

# The longest utterance is 25 seconds of sound, and a machine that needs longer than that for them is too slow. Two in a row, one of
# which waits for the other, stay within the claims that a worker has on them (READALONG_LEASE_SECONDS).
_ANSWER_WITHIN_S: Final = 25.0
_MOST_CHARACTERS: Final = 400
# To Piper two opening brackets begin phonemes, wherever they come from.
_NO_BRACKETS: Final = str.maketrans("[]", "()")
# What is written without spaces is timed by the character, where each is a syllable: Chinese.
_WORD: Final = re.compile(r"[㐀-鿿]|[^\s\-‐‑–—/…㐀-鿿]+")
_LETTER: Final = re.compile(r"[^\W_]")

_FETCH_AGAIN: Final = "Fetch both files again, the .onnx and the .onnx.json."
_PROBLEMS: Final = {
    "missing": "Engine 'piper' is not installed ({reason}). Install it: pip install -r requirements-piper.txt.",
    "broken": f"Piper cannot use {{model}}: {{reason}}. {_FETCH_AGAIN}",
    "unaligned": "Piper's voice {model} does not tell the times of its phonemes: {reason}. "
    "Install the package onnx (requirements-piper.txt), or use a voice of another quality.",
}


class Piper:
    """Engine ``piper``, where the operator has mounted voices for it."""

    def __init__(self) -> None:
        self._child = ChildProcess(Path(__file__).with_name("child.py"))

    @property
    def traits(self) -> Traits:
        # The brackets in which Piper takes phonemes are not those of a dialect that plans know.
        return Traits(
            "piper",
            _version(),
            "plain",
            normalises=False,
            phonemes=False,
            max_characters=_MOST_CHARACTERS,
            settings=f"{self._fingerprint_of_all()} {COMMON_LUFS}LUFS",
        )

    @property
    def concurrency(self) -> int:
        # One speaks while the other's samples are encoded.
        return 2

    def voices(self) -> tuple[Voice, ...]:
        return tuple(file.voice for file in _files())

    def speak(self, text: str, voice: Voice) -> Sound:
        file = _file(voice)
        gain = float(
            self._kept.text(f"gain-{COMMON_LUFS}-{self._fingerprint(file)}-{file.speaker}", lambda: self._gain_db(file))
        )
        sent = sanitised(text).translate(_NO_BRACKETS)
        words = list(_WORD.finditer(sent))
        answer, samples = self._ask(file, sent, [word.group() for word in words])
        return Sound(samples, answer["rate"], _times(words, answer), gain)

    def close(self) -> None:
        """End the child process; the next utterance starts another."""
        self._child.close()

    def _gain_db(self, file: VoiceFile) -> str:
        try:
            answer, samples = self._ask(file, passage(file.voice.language), [])
        except UtteranceRefused:
            # A voice that has no sounds for the passage is left as loud as it is.
            return "0.0"
        return f"{gain_db(samples, answer['rate']):.2f}"

    def _ask(self, file: VoiceFile, text: str, words: list[str]) -> tuple[dict[str, Any], bytes]:
        request = {"model": str(file.model), "speaker": file.speaker, "text": text, "words": words}
        try:
            answer, samples = self._child.ask(request, _ANSWER_WITHIN_S)
        except ChildLost as error:
            raise EngineUnavailable(
                f"Piper {error} on {text[:80]!r} in the voice {file.voice.name!r}. It was restarted and is asked again later; "
                "if this stays so, give the worker more memory, or choose a voice of lower quality."
            ) from error
        if "problem" in answer:
            raise _error(answer["problem"], answer["reason"], file, text)
        return answer, samples

    def _fingerprint_of_all(self) -> str:
        """Of all voices together: a plan knows its engine's settings, and not those of each voice."""
        models = {file.model: file for file in _files()}
        return digest(" ".join(f"{model.stem}={self._fingerprint(file)}" for model, file in sorted(models.items())))

    def _fingerprint(self, file: VoiceFile) -> str:
        return self._kept.text(f"model-{digest(file.stamp)}", lambda: _digest_of_files(file.model))

    @cached_property
    def _kept(self) -> Kept:
        return Kept(settings.DATA / "piper")


@cache
def _version() -> str:
    try:
        return importlib.metadata.version("piper-tts")
    except importlib.metadata.PackageNotFoundError:
        return ""


def _files() -> tuple[VoiceFile, ...]:
    return voice_files(Path(settings.PIPER_VOICES)) if settings.PIPER_VOICES else ()


def _file(voice: Voice) -> VoiceFile:
    if not settings.PIPER_VOICES:
        raise EngineUnavailable(
            "Engine 'piper' is off. Set READALONG_PIPER_VOICES to the folder of the voices' .onnx and .onnx.json files."
        )
    for file in _files():
        if file.voice.name == voice.name:
            return file
    raise EngineUnavailable(
        f"Piper's voice {voice.name!r} is not in {settings.PIPER_VOICES}. Mount its .onnx and .onnx.json there, or choose another."
    )


def _digest_of_files(model: Path) -> str:
    """Of the model and of its configuration, which changes the sound as well."""
    try:
        with model.open("rb") as opened:
            of_model = hashlib.file_digest(opened, "sha256")
        of_model.update(configuration_of(model).read_bytes())
    except OSError as error:
        raise EngineUnavailable(f"Piper's voice {model} cannot be read: {error}. Let the service read it.") from error
    return of_model.hexdigest()


def _error(problem: str, reason: str, file: VoiceFile, text: str) -> EngineError:
    if problem in _PROBLEMS:
        return EngineUnavailable(_PROBLEMS[problem].format(reason=reason, model=file.model))
    return UtteranceRefused(
        f"Piper's voice {file.voice.name!r} finds nothing to say in {text[:80]!r}. A lexicon rule can say it otherwise, or leave it out."
    )


def _times(words: list[re.Match[str]], answer: dict[str, Any]) -> tuple[EngineTime, ...]:
    """When each word begins, by the phonemes that it has in the sentence."""
    starts = word_starts(answer["words"], answer["phonemes"])
    return tuple(
        EngineTime(_first_letter(word), word.end(), round(answer["starts"][at] * 1000 / answer["rate"]))
        for word, at in zip(words, starts, strict=True)
        if at is not None
    )


def _first_letter(word: re.Match[str]) -> int:
    """Where the word begins behind quotation marks and brackets."""
    found = _LETTER.search(word.group())
    return word.start() + (found.start() if found else 0)
