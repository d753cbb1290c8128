"""The process that Piper runs in: one JSON line in, one JSON line and raw samples out, until its input ends.

Restriction: run as a script, it imports nothing of Readalong; beyond the standard library only Piper and what Piper stands on,
when a voice is first asked for.

Request: ``{"model": "/voices/en_US-….onnx", "speaker": null, "text": …, "words": […]}``. Answer: ``{"rate": 22050, "bytes": n,
"phonemes": ["ð", …], "starts": [samples, …], "words": [["ð", …], …]}`` and n bytes of 16-bit samples. ``phonemes`` are those of the text,
``starts`` where each begins, ``words`` the phonemes of each word by itself. Or ``{"problem": …, "reason": …}``, where the problem is

- ``missing``: Piper is not installed,
- ``broken``: the model and its configuration are no voice that can be used,
- ``unaligned``: the model does not tell how long its phonemes are,
- ``mute``: there is nothing in the text that the voice can say.
"""

import json
import logging
import os
import sys
from itertools import accumulate
from typing import Any

# A voice takes about a hundred megabytes; an article needs that of its language, and those of its quotations.
MOST_VOICES = 3
BEGINNING, PADDING, END = "^", "_", "$"  # Piper's names for what stands before, between and behind phonemes.


class Problem(Exception):
    """Why there is no speech: the kind of problem, and the reason."""

    def __init__(self, kind: str, reason: str = "") -> None:
        super().__init__(kind, reason)
        self.answer = {"problem": kind, "reason": reason}


class Speaker:
    """Piper with the voices that were last used."""

    def __init__(self) -> None:
        self._voices: dict[str, Any] = {}

    def say(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """The answer, and its samples."""
        voice = self._voice(request["model"])
        phonemes = _phonemes(voice, request["text"])
        if not any(each.isalpha() for each in phonemes):
            raise Problem("mute")
        samples, lengths = _spoken(voice, phonemes, request["speaker"])
        answer = {
            "rate": voice.config.sample_rate,
            "bytes": 2 * len(samples),
            "phonemes": phonemes,
            "starts": _starts(voice, phonemes, lengths),
            "words": [_phonemes(voice, word) for word in request["words"]],
        }
        return answer, samples.tobytes()

    def _voice(self, model: str) -> Any:
        # Taken out and put back: the last in the dictionary is the last that was used.
        voice = self._voices.pop(model, None) or _loaded(model)
        self._voices[model] = voice
        for oldest in list(self._voices)[:-MOST_VOICES]:
            del self._voices[oldest]
        return voice


def _loaded(model: str) -> Any:
    from piper import PiperVoice

    return PiperVoice.load(model, include_alignments=True)


def _phonemes(voice: Any, text: str) -> list[str]:
    """The phonemes of ``text`` that the voice has, its sentences joined."""
    sentences = [sentence for sentence in voice.phonemize(text) if sentence]
    known = voice.config.phoneme_id_map
    joined = [each for sentence in sentences for each in (" ", *sentence)][1:]
    return [each for each in joined if each in known]


def _spoken(voice: Any, phonemes: list[str], speaker: int | None) -> tuple[Any, list[int]]:
    """16-bit samples, and how many of them each phoneme id takes."""
    import numpy
    from piper import SynthesisConfig

    ids = voice.phonemes_to_ids(phonemes)
    audio, lengths = voice.phoneme_ids_to_audio(ids, SynthesisConfig(speaker_id=speaker), include_alignments=True)
    audio = numpy.atleast_1d(audio)
    if lengths is None:
        raise Problem("unaligned", "its model has no output for them")
    lengths = [int(each) for each in numpy.atleast_1d(lengths)]
    if len(lengths) != len(ids) or sum(lengths) != len(audio):
        raise Problem("unaligned", f"they add up to {sum(lengths)} samples of {len(audio)}")
    return numpy.clip(audio * 32767, -32768, 32767).astype("<i2"), lengths


def _starts(voice: Any, phonemes: list[str], lengths: list[int]) -> list[int]:
    """The sample at which each phoneme begins. Each is followed by padding, and so is what stands before the first."""
    known = voice.config.phoneme_id_map
    counts = [len(known[each]) + len(known[PADDING]) for each in (BEGINNING, *phonemes)]
    if sum(counts) + len(known[END]) != len(lengths):
        raise Problem("broken", f"{len(phonemes)} phonemes became {len(lengths)} numbers")
    passed = [0, *accumulate(lengths)]
    return [passed[first] for first in list(accumulate(counts))[:-1]]


def _answered(speaker: Speaker, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    try:
        return speaker.say(request)
    except Problem as problem:
        return problem.answer, b""
    except ImportError as error:
        return Problem("missing", str(error)).answer, b""
    except Exception as error:
        # What damaged files raise is any of five libraries' errors.
        return Problem("broken", f"{type(error).__name__}: {error}").answer, b""


def main() -> None:
    # A phoneme that the voice lacks is no news; whatever a library prints must not be taken for an answer.
    logging.disable(logging.WARNING)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    speaker = Speaker()
    for line in sys.stdin.buffer:
        answer, samples = _answered(speaker, json.loads(line))
        answers.write(json.dumps(answer).encode() + b"\n" + samples)
        answers.flush()


if __name__ == "__main__":
    main()
