"""What a plan costs: CPU of `plan` for 1,000 words with 5,000 lexemes, and how it grows from 1 to 100,000 words.

Run from the project's root: ``python -m benchmarks.plan``. Everything is measured in one run, so that the ratios hold on
any machine; the peer is the standard library's ``re``, asked for the words of the same text and nothing else.
"""

import random
import re
import time
from collections.abc import Callable
from typing import Final

from synthesis.text.blocks import Block
from synthesis.text.lexicon import Lexeme, compile_lexicon
from synthesis.text.plans import plan
from synthesis.text.sentences import split_sentences
from synthesis.text.voices import Traits, Voice

_BUDGET_MS: Final = 30.0
_VOICE: Final = Voice("espeak", "en-us", "en-US", "English")
_RAW: Final = Traits("espeak", "1.52.0", "espeak", normalises=False, phonemes=True, max_characters=500)
_NORMALISING: Final = Traits("polly", "1", "ssml", normalises=True, phonemes=True, max_characters=3000, max_text=6000)
_WORDS: Final = re.findall(
    r"\S+",
    "the of and to in a is that for it was on with as by at from this have are which one had not but what all were when "
    "market council president river school budget weather minister people report company government evening players "
    "city’s Dr. $1,250 3.5% 1999 NASA U.S. they’ve well-known coöperation Málaga 12:30 p.m. half-time “quoted” São",
)


def article(words: int, seed: int = 7) -> list[Block]:
    """Newspaper-like blocks: a title, then paragraphs of about 60 words in sentences of about 20."""
    source = random.Random(seed)
    blocks = [Block("title", f"Council approves budget {seed} after a long evening")]
    left = words - 8
    while left > 0:
        count = min(left, 60)
        drawn = [source.choice(_WORDS) for _ in range(count)]
        for at in range(0, count, 20):
            drawn[at] = drawn[at].capitalize()
            drawn[min(at + 19, count - 1)] += "."
        blocks.append(Block("paragraph", " ".join(drawn)))
        left -= count
    return blocks


def lexemes(count: int) -> list[Lexeme]:
    """Names of one to three words, of which a few occur."""
    source = random.Random(11)
    syllables = re.findall("..", "bacodifugahelijokalumonopequirastaulvewyxiza")
    made = [Lexeme(1, "NASA", "word"), Lexeme(2, "Málaga", "phoneme", "ˈmælɐɡɐ"), Lexeme(3, "city", "alias", "town")]
    for number in range(4, count + 1):
        words = ("".join(source.choices(syllables, k=3)).capitalize() for _ in range(1 + number % 3))
        made.append(Lexeme(number, " ".join(words), "alias", "somebody", case_sensitive=number % 2 == 0))
    return made


def cpu_ms(work: Callable[[], object], rounds: int = 7) -> float:
    """The best of some rounds: what the work costs where nothing else runs."""
    work()
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best * 1000


def main() -> None:
    """Print the table."""
    rules = lexemes(5000)
    lexicon, empty = compile_lexicon(rules), compile_lexicon([])
    blocks = article(1000)
    peer = cpu_ms(lambda: [re.findall(r"\w+", block.text) for block in blocks])
    sentences = cpu_ms(lambda: [split_sentences(block.text, "en-US") for block in blocks])
    rows = [
        ("re.findall of the words (peer)", peer),
        ("compile 5,000 lexemes", cpu_ms(lambda: compile_lexicon(rules))),
        ("split sentences, 1,000 words", sentences),
        ("plan, no lexeme, normalised", cpu_ms(lambda: plan(blocks, "en-US", _VOICE, _NORMALISING, empty))),
        ("plan, 5,000 lexemes, normalised", cpu_ms(lambda: plan(blocks, "en-US", _VOICE, _NORMALISING, lexicon))),
        ("plan, 5,000 lexemes, spoken forms", cpu_ms(lambda: plan(blocks, "en-US", _VOICE, _RAW, lexicon))),
    ]
    print(f"{'1,000 words':<40}{'CPU ms':>10}{'× peer':>10}{'of budget':>11}")
    for name, cost in rows:
        print(f"{name:<40}{cost:>10.2f}{cost / peer:>10.1f}{cost / _BUDGET_MS:>11.0%}")
    print(f"\n{'words':>8}{'CPU ms':>10}{'µs a word':>11}")
    for words in (1, 10, 100, 1_000, 10_000, 100_000):
        longer = article(words)
        cost = cpu_ms(lambda: plan(longer, "en-US", _VOICE, _RAW, lexicon), rounds=2)  # noqa: B023 -- Called at once.
        print(f"{words:>8}{cost:>10.2f}{cost * 1000 / words:>11.1f}")


if __name__ == "__main__":
    main()
