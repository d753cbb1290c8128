"""What narrations cost: measurements for `benchmarks.narration`, each called in a process of its own."""

import resource
import time
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.frame import AudioFrame

from benchmarks.plan import article
from synthesis import audio, engines, pipeline
from synthesis.engines.espeak.child import Speaker
from synthesis.engines.espeak.library import find_library
from synthesis.models import Content, Lexicon, Narration, Speech
from synthesis.text.blocks import Block
from synthesis.text.plans import Plan

LANGUAGE = "en-US"
_ROUNDS = 3


def cpu_s() -> float:
    """CPU of this process and of its children, those that still run included."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime + sum(map(_cpu_of_child_s, _children()))


def _children() -> list[Path]:
    own = f"PPid:\t{Path('/proc/self').resolve().name}\n"
    return [status.parent for status in Path("/proc").glob("[0-9]*/status") if own in _text(status)]


def _cpu_of_child_s(child: Path) -> float:
    """The first number is what the scheduler gave it, in nanoseconds."""
    return int((_text(child / "schedstat") or "0").split()[0]) / 1e9


def _text(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:
        return ""


def requested(blocks: list[Block]) -> Narration:
    """The narration of these blocks by the built-in engine's default voice."""
    content = Content.objects.keep(LANGUAGE, blocks)
    voice = engines.default_voice("espeak", LANGUAGE)
    return pipeline.request(content, voice, Lexicon.objects.common())[0]


def narrate(blocks: list[Block]) -> Narration:
    """The narration, spoken."""
    narration = requested(blocks)
    if narration.state != Narration.State.READY and not pipeline.narrate(narration.pk):
        raise RuntimeError(f"It was not narrated: {Narration.objects.get(pk=narration.pk).error}")
    narration.refresh_from_db()
    return narration


def costs(words: int) -> dict[str, Any]:
    """CPU seconds of a first narration, of its bare parts, of an edit and of no edit, the best of some rounds each."""
    narrate(article(100, seed=1))  # What a worker imports and starts once.
    blocks = article(words)
    planned = pipeline.plan_of(requested(blocks))
    first, engine, encode = [], [], []
    for _ in range(_ROUNDS):
        samples, cost = _timed(lambda: _bare_engine(planned))
        engine.append(cost)
        encode.append(_timed(lambda: _bare_encode(samples))[1])  # noqa: B023 -- Called at once.
        Narration.objects.all().delete()
        Speech.objects.all().delete()
        first.append(_timed(lambda: narrate(blocks))[1])
    spoken = Speech.objects.count()
    edits = [_timed(lambda: narrate(_edited(blocks, number)))[1] for number in range(_ROUNDS)]  # noqa: B023
    after_edits = Speech.objects.count()
    unchanged = [_timed(lambda: _again(blocks))[1] for _ in range(_ROUNDS)]
    return {
        "engine": min(engine),
        "encode": min(encode),
        "first": min(first),
        "edit": min(edits),
        "unchanged": min(unchanged),
        "spoken_first": spoken,
        "spoken_an_edit": (after_edits - spoken) / _ROUNDS,
        "spoken_unchanged": Speech.objects.count() - after_edits,
    }


def growth(words: int) -> dict[str, float]:
    """CPU seconds, peak memory in MB and seconds of audio of one narration in a fresh worker."""
    narrate(article(100, seed=1))
    before = _peak_mb()
    narration, cost = _timed(lambda: narrate(article(words)))
    return {"cpu_s": cost, "before_mb": before, "peak_mb": _peak_mb(), "audio_s": narration.duration_ms / 1000}


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = cpu_s()
    result = work()
    return result, cpu_s() - began


def _bare_engine(planned: Plan) -> list[np.ndarray]:
    """eSpeak NG in this process, with nothing around it, asked for the same utterances."""
    library = find_library()
    speaker = Speaker(library.path, library.data_path)
    said = (speaker.say(each.text, each.voice.name, "[[" in each.text)[0] for each in planned.utterances)
    return [np.frombuffer(samples, "<i2") for samples in said]


def _bare_encode(samples: list[np.ndarray]) -> bytes:
    """PyAV with nothing around it: the same samples at the same rate and bit rate, encoded in one go."""
    output = BytesIO()
    with av.open(output, "w", format="mp4") as container:
        options = {"aac_coder": "fast"}
        stream = container.add_stream("aac", rate=audio.SAMPLE_RATE, layout="mono", options=options)
        stream.bit_rate = 64_000
        frame = AudioFrame.from_ndarray(np.concatenate(samples)[np.newaxis], format="s16", layout="mono")
        frame.sample_rate, frame.time_base = 22_050, Fraction(1, 22_050)
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return output.getvalue()


def _edited(blocks: list[Block], number: int) -> list[Block]:
    """The article with another first sentence in its middle paragraph."""
    middle = len(blocks) // 2 + number
    sentence, rest = blocks[middle].text.split(". ", 1)
    words = sentence.split(" ")
    words[5:7] = "something", "else"
    return [*blocks[:middle], replace(blocks[middle], text=f"{' '.join(words)}. {rest}"), *blocks[middle + 1 :]]


def _again(blocks: list[Block]) -> None:
    """The content that is there already, asked for, and spoken once more because somebody wants it so."""
    narration = requested(blocks)
    narration.queue()
    pipeline.narrate(narration.pk)
