"""How many words of real prose get a time of their own from eSpeak NG, and why the others do not.

Run from the project's root: ``python -m benchmarks.timed_words LANGUAGE FILE …``; a file is plain text, one block a line.
A word is *timed* when an event of the engine begins in it; *grouped* when it is spoken in one go with others and shares their time by
letters; *silent* when nothing is said for it.
"""

import sys
from collections import Counter
from pathlib import Path

from synthesis import engines
from synthesis.errors import UtteranceRefused
from synthesis.text.blocks import Block, clean
from synthesis.text.lexicon import CompiledLexicon
from synthesis.text.marks import place
from synthesis.text.plans import plan


def blocks_of(paths: list[str]) -> list[Block]:
    lines = (clean(line) for path in paths for line in Path(path).read_text(encoding="utf-8").splitlines())
    return [Block("paragraph", line) for line in lines if line]


def main(language: str, paths: list[str]) -> None:
    blocks = blocks_of(paths)
    voice = engines.default_voice("espeak", language)
    espeak = engines.get("espeak")
    counts: Counter[str] = Counter()
    untimed: Counter[str] = Counter()
    planned = plan(blocks, language, voice, espeak.traits, CompiledLexicon())
    for utterance in planned.utterances:
        try:
            sound = espeak.speak(utterance.text, voice)
        except UtteranceRefused:
            counts["refused"] += 1
            continue
        placed = place(utterance, sound.times, len(sound.samples) * 1000 // (2 * sound.sample_rate))
        counts["words"] += len(placed.words)
        counts["grouped"] += placed.interpolated
        counts["silent"] += placed.silent
        counts["stray"] += placed.unplaced
        if placed.interpolated:
            untimed[utterance.text] += placed.interpolated
    size = sum(len(block.text.encode()) for block in blocks)
    timed = counts["words"] - counts["grouped"] - counts["silent"]
    print(f"{language}: {size / 1000:.0f} kB, {counts['words']} words, {len(planned.utterances)} utterances")
    for name, count in (("timed", timed), ("grouped", counts["grouped"]), ("silent", counts["silent"])):
        print(f"  {name:8} {count:7}  {100 * count / max(1, counts['words']):6.2f} %")
    print(f"  events that belong to no word: {counts['stray']}; utterances refused: {counts['refused']}")
    for text, count in untimed.most_common(5):
        print(f"  {count} grouped in: {text[:110]}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
