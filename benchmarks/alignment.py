"""How far off words are that are found in a recording by listening, on recordings whose words are known.

Run from the project's root: ``python -m benchmarks.alignment [SENTENCES]``, of an article of the magazine in English and one in Spanish.
The recordings are other voices of eSpeak NG than the one that they are compared with: another accent, sex and throat; slower, faster,
higher, with pauses between words, in noise. People differ more from a synthetic voice than these do: the figures say what is possible,
not what a reader's voice will get.
"""

import re
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.filter import Graph
from bs4 import BeautifulSoup
from numpy.typing import NDArray

from synthesis import audio, engines
from synthesis.alignment import word_starts
from synthesis.text.blocks import Block, clean
from synthesis.text.lexicon import CompiledLexicon
from synthesis.text.marks import place
from synthesis.text.plans import plan
from synthesis.text.sentences import split_sentences
from synthesis.text.voices import Voice

Samples = NDArray[np.float32]
Recording = tuple[Samples, list[float]]
RATE: Final = audio.SAMPLE_RATE
ARTICLES: Final = {"en-US": "thinking-with-eight-arms", "es-MX": "pensar-con-ocho-brazos"}
SPEAKERS: Final = {
    "en-US": ("en-gb-x-rp", "en-gb-scotland+f2", "en-us+m7"),
    "es-MX": ("es", "es+f4", "es-419+m3"),
}


def said(sentence: str, language: str, voice: Voice) -> Recording:
    """The samples of a sentence, and when each of its words begins."""
    engine = engines.get("espeak")
    utterances = plan([Block("paragraph", sentence)], language, voice, engine.traits, CompiledLexicon()).utterances
    samples, starts = np.zeros(0, np.float32), list[float]()
    for utterance in utterances:
        answer = engine.speak(utterance.text, voice)
        more, before_ms = audio.resampled(answer), audio.samples_to_ms(samples.size)
        placed = place(utterance, answer.times, audio.samples_to_ms(more.size)).words
        starts += [before_ms + word.start_ms for word in placed]
        samples = np.concatenate((samples, more))
    return samples, starts


def filtered(recording: Recording, *filters: tuple[str, str], slower: float = 1.0) -> Recording:
    """The recording through FFmpeg's filters, which make it so much longer."""
    samples, starts = recording
    graph = Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="flt", layout="mono", time_base=Fraction(1, RATE))
    nodes = [source, *(graph.add(name, arguments) for name, arguments in filters)]
    ends = graph.add("aformat", f"sample_fmts=flt:sample_rates={RATE}:channel_layouts=mono"), graph.add("abuffersink")
    graph.link_nodes(*nodes, *ends).configure()
    frame = AudioFrame.from_ndarray(samples[np.newaxis], format="flt", layout="mono")
    frame.sample_rate = RATE
    graph.push(frame)
    graph.push(None)
    parts = []
    while True:
        try:
            part = graph.pull()
        except (av.error.EOFError, av.error.BlockingIOError):
            return np.concatenate(parts), [slower * start for start in starts]
        assert isinstance(part, AudioFrame)
        parts.append(part.to_ndarray()[0])


def slow(recording: Recording) -> Recording:
    return filtered(recording, ("atempo", "0.7"), slower=1 / 0.7)


def fast(recording: Recording) -> Recording:
    return filtered(recording, ("atempo", "1.4"), slower=1 / 1.4)


def high(recording: Recording) -> Recording:
    """As a child's: throat and pitch a fifth higher, at the same pace."""
    rate = round(RATE * 1.2)
    return filtered(recording, ("asetrate", f"{rate}"), ("aresample", f"{RATE}"), ("atempo", f"{1 / 1.2}"))


def halting(recording: Recording) -> Recording:
    """With 300 ms of silence before every fourth word."""
    samples, starts = recording
    pause = np.zeros(3 * RATE // 10, np.float32)
    cuts = [round(start * RATE / 1000) for start in starts[3::4]]
    pieces = np.split(samples, cuts)
    joined = [pieces[0], *(part for piece in pieces[1:] for part in (pause, piece))]
    return np.concatenate(joined), [start + 300 * ((at + 1) // 4) for at, start in enumerate(starts)]


def noisy(recording: Recording) -> Recording:
    """In noise 20 dB below the voice."""
    samples, starts = recording
    power = float(np.sqrt(np.square(samples).mean())) / 10
    return samples + np.random.default_rng(1).normal(0, power, samples.size).astype(np.float32), starts


KINDS: Final[dict[str, Callable[[Recording], Recording]]] = {
    "as it is": lambda recording: recording,
    "0.7 x as fast": slow,
    "1.4 x as fast": fast,
    "a fifth higher": high,
    "with pauses": halting,
    "in noise": noisy,
}


def sentences_of(slug: str, language: str, count: int) -> list[str]:
    template = Path("templates/magazine/articles", f"{slug}.html").read_text(encoding="utf-8")
    paragraphs = BeautifulSoup(re.sub(r"{%.*?%}", "", template), "html.parser").select("p")
    texts = [clean(paragraph.get_text()) for paragraph in paragraphs]
    found = [span.of(text) for text in texts for span in split_sentences(text, language)]
    return [sentence for sentence in found if len(sentence.split()) > 3][:count]


def errors_of(language: str, sentences: list[str], change: Callable[[Recording], Recording]) -> list[float]:
    """How far each word lies from where it begins, in milliseconds."""
    voice = engines.default_voice("espeak", language)
    errors: list[float] = []
    for name in SPEAKERS[language]:
        for sentence in sentences:
            compared, starts = said(sentence, language, voice)
            samples, known = change(said(sentence, language, Voice("espeak", name, language, name)))
            found = word_starts(samples, compared, RATE, [round(start) for start in starts])
            errors += [abs(one - other) for one, other in zip(found, known, strict=True)]
    return errors


def main(count: int) -> None:
    print(f"{'language':10}{'recording':18}{'words':>7}{'median':>9}{'p95':>9}{'over 100 ms':>13}")
    for language, slug in ARTICLES.items():
        sentences = sentences_of(slug, language, count)
        for kind, change in KINDS.items():
            errors = np.array(errors_of(language, sentences, change))
            late = 100 * float((errors > 100).mean())
            print(
                f"{language:10}{kind:18}{errors.size:7}{np.median(errors):6.0f} ms{np.percentile(errors, 95):6.0f} ms{late:11.1f} %"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
