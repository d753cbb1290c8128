"""Hostile text through the whole path into eSpeak NG, for a given time: no crash may reach us, and nothing may hang.

Run from the project's root: ``python -m benchmarks.fuzz_espeak SECONDS``. Crashes of the child process are counted, and shown with the
text; one that reaches this process ends it with a traceback.
"""

import random
import sys
import time

from synthesis import engines
from synthesis.errors import UtteranceRefused
from synthesis.text.blocks import Block, clean
from synthesis.text.lexicon import CompiledLexicon
from synthesis.text.plans import plan

_RANGES = (
    (0x20, 0x7E),
    (0x00, 0x1F),
    (0xA0, 0x17F),
    (0x300, 0x36F),
    (0x370, 0x52F),
    (0x590, 0x6FF),
    (0x900, 0x97F),
    (0xE00, 0xE7F),
    (0x2000, 0x22FF),
    (0x3040, 0x30FF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0xD800, 0xDFFF),
    (0xE000, 0xF8FF),
    (0x1F300, 0x1FAFF),
    (0x10000, 0x10FFFF),
)
_SNIPPETS = (
    "[[",
    "]]",
    "<speak>",
    "</s>",
    "&amp;",
    "{%",
    "1e99",
    "$1,2,3.4.5",
    "XIV",
    "http://a.b/?",
    "#x",
    "…",
    "¿",
    "«",
    "—",
)


def text(source: random.Random) -> str:
    """One to 400 characters of a few scripts, with what has a meaning somewhere strewn in."""
    ranges = source.sample(_RANGES, source.randint(1, 4))
    parts = []
    for _ in range(source.randint(1, 400)):
        start, end = source.choice(ranges)
        parts.append(source.choice(_SNIPPETS) if source.random() < 0.04 else chr(source.randint(start, end)))
        if source.random() < 0.15:
            parts.append(" ")
    return clean("".join(parts))


def main(seconds: float) -> None:
    source = random.Random(time.time_ns())
    espeak = engines.get("espeak")
    voices = [engines.default_voice("espeak", language) for language in ("en-US", "es-MX", "es-ES", "en-GB")]
    until = time.monotonic() + seconds
    texts = utterances = refused = 0
    slowest = 0.0
    while time.monotonic() < until:
        voice = source.choice(voices)
        content = text(source)
        if not content:
            continue
        texts += 1
        for utterance in plan(
            [Block("paragraph", content)], voice.language, voice, espeak.traits, CompiledLexicon()
        ).utterances:
            utterances += 1
            began = time.monotonic()
            try:
                espeak.speak(utterance.text, voice)
            except UtteranceRefused as error:
                refused += 1
                print(f"refused: {error}")
            slowest = max(slowest, time.monotonic() - began)
    print(f"{texts} texts, {utterances} utterances, {refused} refused after a crash or a hang, slowest {slowest:.2f} s")


if __name__ == "__main__":
    main(float(sys.argv[1]))
