"""What `PollyAsDocumented` answers: which requests it refuses, what it bills, its speech marks and its sound.

All of it is our reading of Amazon Polly's documentation. Speech is a tone for every word, so that the sound itself shows where a word
begins.
"""

import html
import io
import json
import re
from dataclasses import dataclass
from typing import Any, Final
from xml.etree import ElementTree

import av
import numpy as np

OPUS_RATE: Final = 48_000
TONE_MS_A_CHARACTER: Final = 50
GAP_MS: Final = 60
BREAK_MS: Final = 300

VOICES: Final = tuple(
    {"Id": voice, "Name": name, "LanguageCode": language, "LanguageName": language, "Gender": "Female", "SupportedEngines": tiers}
    for voice, name, language, tiers in (
        ("Joanna", "Joanna", "en-US", ["generative", "neural", "standard"]),
        ("Ivy", "Ivy", "en-US", ["neural", "standard"]),
        ("Kevin", "Kevin", "en-US", ["neural"]),
        ("Danielle", "Danielle", "en-US", ["generative", "long-form", "neural"]),
        ("Lucia", "Lucía", "es-ES", ["neural", "standard"]),
        ("Lupe", "Lupe", "es-US", ["neural", "standard"]),
        ("Mia", "Mía", "es-MX", ["neural", "standard"]),
        ("Zhiyu", "Zhiyu", "cmn-CN", ["neural", "standard"]),
        ("Sabrina", "Sabrina", "pl-PL", ["generative"]),
    )
)  # fmt: skip
_RATES: Final = {
    "mp3": {"8000", "16000", "22050", "24000", "44100", "48000"},
    "ogg_vorbis": {"8000", "16000", "22050", "24000", "44100", "48000"},
    "pcm": {"8000", "16000"},
    "ogg_opus": {"48000"},
}
_TAGS: Final = {"speak", "break", "lang", "mark", "p", "phoneme", "prosody", "s", "say-as", "sub", "w"}
_STANDARD_TAGS: Final = {"emphasis"}
_TAG_OR_WORD: Final = re.compile(r"<[^>]*>|(?:&#?\w+;|[\w'’-])+")
_NAMES_AND_ENTITIES: Final = re.compile(r"&#?\w+;")


class Refusal(Exception):
    """An error answer."""

    def __init__(self, code: str, status: int = 400, message: str = "") -> None:
        self.code, self.status, self.message = code, status, message or f"{code} on demand."


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word as it was said: its bytes in the text sent, its value, and when its tone begins and ends."""

    start: int
    end: int
    value: str
    start_ms: int
    end_ms: int


def check(request: dict[str, Any]) -> int:
    """The characters that the request is billed for; Refusal when Polly would not answer it."""
    _check_voice(request)
    _check_format(request)
    if request.get("LexiconNames"):
        raise Refusal("LexiconNotFoundException", 404)
    text = request["Text"]
    ssml = request.get("TextType") == "ssml"
    billed = _billed(text, request.get("Engine", "standard")) if ssml else len(text)
    if len(text) > 6000 or billed > 3000:
        raise Refusal("TextLengthExceededException", message="Maximum text length has been exceeded")
    return billed


def _check_voice(request: dict[str, Any]) -> None:
    voice = next((voice for voice in VOICES if voice["Id"] == request["VoiceId"]), None)
    if voice is None:
        raise Refusal(
            "ValidationException", message=f"Value '{request['VoiceId']}' at 'voiceId' failed to satisfy constraint"
        )
    tier = request.get("Engine", "standard")
    if tier not in voice["SupportedEngines"]:
        raise Refusal("EngineNotSupportedException", message=f"This voice does not support the selected engine: {tier}")
    if request.get("LanguageCode", voice["LanguageCode"]) != voice["LanguageCode"]:
        raise Refusal("LanguageNotSupportedException")


def _check_format(request: dict[str, Any]) -> None:
    """The documentation says which combinations are errors, our reading which error each is."""
    output, marks = request["OutputFormat"], request.get("SpeechMarkTypes", [])
    if output != "json" and marks:
        raise Refusal("MarksNotSupportedForFormatException")
    if output == "json" and (not marks or request.get("Engine") == "generative"):
        raise Refusal("ValidationException", message="Speech marks are not available for this request")
    if "ssml" in marks and request.get("TextType") != "ssml":
        raise Refusal("SsmlMarksNotSupportedForTextTypeException")
    if "SampleRate" in request and output in _RATES and request["SampleRate"] not in _RATES[output]:
        raise Refusal("InvalidSampleRateException")


def _billed(text: str, tier: str) -> int:
    """The characters between the tags."""
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise Refusal("InvalidSsmlException", message=f"Invalid SSML request: {error}") from error
    known = _TAGS | (_STANDARD_TAGS if tier == "standard" else set())
    unknown = {element.tag for element in root.iter()} - known
    if root.tag != "speak" or unknown:
        raise Refusal("InvalidSsmlException", message=f"Unsupported {tier} feature: {', '.join(sorted(unknown))}")
    if any("ph" not in element.attrib for element in root.iter("phoneme")):
        raise Refusal("InvalidSsmlException", message="Invalid SSML request: phoneme without ph")
    return len("".join(root.itertext()))


def words(text: str, *, ssml: bool) -> list[Spoken]:
    """The words in order. A value is the text between its offsets, entities and all: our reading of the documentation.

    A break is reported as a word, as in the documentation's example.
    """
    said: list[Spoken] = []
    at_ms = 0
    for match in _TAG_OR_WORD.finditer(text):
        value = match.group()
        lasts_ms = _lasts_ms(value, ssml=ssml)
        if lasts_ms:
            start = len(text[: match.start()].encode())
            said.append(Spoken(start, start + len(value.encode()), value, at_ms, at_ms + lasts_ms))
            at_ms += lasts_ms + GAP_MS
    return said


def _lasts_ms(value: str, *, ssml: bool) -> int:
    if ssml and value.startswith("<"):
        return BREAK_MS if value.startswith("<break") else 0
    letters = html.unescape(value) if ssml else value
    return TONE_MS_A_CHARACTER * len(letters) if re.search(r"\w", _NAMES_AND_ENTITIES.sub("", value)) else 0


def marks(said: list[Spoken]) -> bytes:
    lines = (
        {"time": word.start_ms, "type": "word", "start": word.start, "end": word.end, "value": word.value}
        for word in said
    )
    return b"".join(json.dumps(line, separators=(",", ":"), ensure_ascii=False).encode() + b"\n" for line in lines)


def tones(said: list[Spoken]) -> np.ndarray:
    """A tone for every word, silence for breaks and between."""
    samples = np.zeros((said[-1].end_ms if said else 10) * OPUS_RATE // 1000 + OPUS_RATE // 10, np.int16)
    for word in said:
        if not word.value.startswith("<"):
            start, end = (ms * OPUS_RATE // 1000 for ms in (word.start_ms, word.end_ms))
            samples[start:end] = 9000 * np.sin(np.arange(end - start) * 2 * np.pi * 440 / OPUS_RATE)
    return samples


def ogg_opus(samples: np.ndarray) -> bytes:
    """Samples at 48 kHz as an Ogg Opus file."""
    file = io.BytesIO()
    with av.open(file, "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=OPUS_RATE)
        stream.layout, stream.bit_rate = "mono", 32_000
        frame = av.AudioFrame.from_ndarray(samples[np.newaxis], format="s16", layout="mono")
        frame.sample_rate, frame.pts = OPUS_RATE, 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()
