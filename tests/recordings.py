"""Recordings as somebody might upload them, made by other voices of eSpeak NG, which know when their words begin."""

import io
import wave

import av
import numpy as np
from av.audio.frame import AudioFrame
from numpy.typing import NDArray

from synthesis import audio, engines
from synthesis.text.blocks import Block
from synthesis.text.lexicon import CompiledLexicon
from synthesis.text.marks import place
from synthesis.text.plans import plan
from synthesis.text.voices import Voice

RATE = audio.SAMPLE_RATE
SPEAKER = Voice("espeak", "en-gb-x-rp+f2", "en-GB", "Somebody")


def said(sentence: str, speaker: Voice = SPEAKER) -> tuple[NDArray[np.float32], list[int]]:
    """The samples of a sentence, and when each of its words begins."""
    engine = engines.get("espeak")
    planned = plan([Block("paragraph", sentence)], speaker.language, speaker, engine.traits, CompiledLexicon())
    utterance = planned.utterances[0]
    answer = engine.speak(utterance.text, speaker)
    samples = audio.resampled(answer)
    placed = place(utterance, answer.times, audio.samples_to_ms(samples.size))
    return samples, [word.start_ms for word in placed.words]


def wav(samples: NDArray[np.float32], rate: int = RATE) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(rate)
        target.writeframes((samples * 32767).astype("<i2").tobytes())
    return file.getvalue()


def file_of(samples: NDArray[np.float32], container: str, codec: str, rate: int = 48_000, channels: int = 2) -> bytes:
    """The samples in a file of another kind, at another rate, in stereo."""
    output = io.BytesIO()
    layout = "stereo" if channels == 2 else "mono"
    with av.open(output, "w", format=container) as target:
        stream = target.add_stream(codec, rate=rate, layout=layout)
        frame = AudioFrame.from_ndarray(samples[np.newaxis], format="flt", layout="mono")
        frame.sample_rate = RATE
        converter = av.AudioResampler(stream.format.name, layout, rate)
        for part in (*converter.resample(frame), *converter.resample(None)):
            target.mux(stream.encode(part))
        target.mux(stream.encode(None))
    return output.getvalue()


def padded(samples: NDArray[np.float32], before_ms: int = 700, after_ms: int = 900) -> NDArray[np.float32]:
    """With the silence of a room around it."""
    noise = np.random.default_rng(1)
    around = [noise.normal(0, 0.0004, ms * RATE // 1000).astype(np.float32) for ms in (before_ms, after_ms)]
    return np.concatenate((around[0], samples, around[1]))
