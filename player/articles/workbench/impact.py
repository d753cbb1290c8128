"""Impact: what some changes of rules would change, in sentences, articles and money, before any of it holds.

Only blocks in which a rule may match are planned, once by the rules that hold and once by those that would; those in use come first.
Where that takes too long, the rest is extrapolated, and said to be.
"""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from player.articles.workbench.readings import Needles, Reading, needles_of, readings, wordings
from synthesis import budgets, pipeline
from synthesis.budgets import Estimate
from synthesis.engines import find_voice
from synthesis.lexicons import Rehearsal, compiled, pages_of
from synthesis.models import Change, Speech, Wording
from synthesis.text.blocks import Block
from synthesis.text.lexicon import CompiledLexicon
from synthesis.text.plans import Plan, PlannedSentence
from synthesis.text.utterances import Utterance

PATIENCE_S: Final = 1.0  # Of the two seconds that staff wait for a preview, so long plans are compared.
_MOST_EXAMPLES: Final = 5
_AT_A_TIME: Final = 20


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence in which a rule stands: as it is said, and as it would be. ``reasons`` say why a rule does not hold there."""

    article: str
    content: int
    block: int
    start: int
    end: int
    text: str
    before: str
    after: str
    changed: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Impact:
    """What changes, in all. ``exact`` where every article was compared; else the numbers are extrapolated from those that were."""

    estimate: Estimate
    articles: int
    standing: int
    examples: tuple[Example, ...]
    conflicts: tuple[str, ...]
    exact: bool

    @property
    def cost(self) -> str:
        return budgets.dollars(self.estimate.micro_dollars)

    @property
    def shown(self) -> tuple[Example, ...]:
        """Sentences to listen to: changed ones, and others where there are none."""
        return tuple(each for each in self.examples if each.changed) or self.examples


def impact(changes: Sequence[Change], patience_s: float = PATIENCE_S) -> Impact:
    """What would change if ``changes`` held. Nothing is spent, nothing queued. Raises PatternError for a faulty pattern."""
    until, done = time.monotonic() + patience_s, 0
    needles = needles_of(changes)
    counted, found = _Count(Rehearsal(changes), needles), readings(changes, needles)
    for first in range(0, len(found), _AT_A_TIME):
        some = found[first : first + _AT_A_TIME]
        texts = wordings(some)
        for each in some:
            if done and time.monotonic() > until:
                return counted.result(len(found) / done)
            counted.add(each, texts[each.content])
            done += 1
    return counted.result(1)


@dataclass(slots=True)
class _Count:
    rehearsal: Rehearsal
    needles: Needles
    sentences: int = 0
    articles: set[int] = field(default_factory=set)
    standing: set[int] = field(default_factory=set)
    lacking: dict[str, Utterance] = field(default_factory=dict)
    examples: list[Example] = field(default_factory=list)
    conflicts: "Counter[str]" = field(default_factory=Counter)
    rules: set[int] = field(init=False)

    def __post_init__(self) -> None:
        self.rules = {each.id for each in self.rehearsal.new}

    def add(self, reading: Reading, wording: Wording) -> None:
        """Compare the plans of one article, where a rule may match."""
        lines = [number for number, line in enumerate(wording.folded.split("\n")) if self.needles.stand_in(line)]
        blocks = [(number, wording.content.blocks[number]) for number in lines]
        before, after = self._rules_of(reading)
        for number, block in blocks:
            self._compare(reading, number, block, *self._plans(reading, wording, block, before, after))

    def _rules_of(self, reading: Reading) -> tuple[CompiledLexicon, CompiledLexicon]:
        lexicon = reading.site.lexicon
        then = self.rehearsal.compiled(lexicon, self.rehearsal.pages_of(lexicon, reading.url))
        return compiled(lexicon, pages_of(lexicon, reading.url)), then

    @staticmethod
    def _plans(
        reading: Reading, wording: Wording, block: Block, before: CompiledLexicon, after: CompiledLexicon
    ) -> tuple[Plan, Plan]:
        voice, language = find_voice(reading.engine, reading.voice), wording.content.language
        now, then = (pipeline.plan_with(rules, (block,), language, voice) for rules in (before, after))
        return now, then

    def _compare(self, reading: Reading, number: int, block: Block, now: Plan, then: Plan) -> None:
        stored = {each.key for each in now.utterances}
        for was, will in zip(now.sentences, then.sentences, strict=True):
            changed = _sound(now, was) != _sound(then, will)
            reasons = tuple(each.reason for each in will.rejected if each.lexeme.id in self.rules)
            self.conflicts.update(set(reasons))
            stands = changed or reasons or any(each.lexeme.id in self.rules for each in will.applied)
            if stands:
                self.standing.add(reading.article)
                self._show(_example(reading, number, block, was, will, changed, reasons))
            if changed:
                self.sentences += 1
                self.articles.add(reading.article)
        self.lacking |= {each.key: each for each in then.utterances if each.key not in stored}

    def _show(self, example: Example) -> None:
        same = any(each.text == example.text for each in self.examples)
        if not same and sum(each.changed == example.changed for each in self.examples) < _MOST_EXAMPLES:
            self.examples.append(example)

    def result(self, more: float) -> Impact:
        """What was counted, extrapolated to ``more`` times as much."""
        stored = Speech.objects.ready(self.lacking)
        lacking = [each for key, each in self.lacking.items() if key not in stored]
        one = budgets.of_speaking(self.sentences, lacking)
        return Impact(
            estimate=Estimate(*(round(more * amount) for amount in _amounts(one))),
            articles=round(more * len(self.articles)),
            standing=round(more * len(self.standing)),
            examples=tuple(self.examples),
            conflicts=tuple(reason for reason, _ in self.conflicts.most_common(3)),
            exact=more == 1,
        )


def _amounts(found: Estimate) -> Iterator[int]:
    yield from (found.sentences, found.utterances, found.characters, found.micro_dollars, found.seconds)


def _sound(planned: Plan, sentence: PlannedSentence) -> "list[tuple[str, int]]":
    """What makes the sentence sound as it does: utterances and pauses."""
    spoken = (planned.utterances[index] for index in sentence.utterances)
    return [(each.key, each.pause_after_ms) for each in spoken]


def _example(
    reading: Reading,
    number: int,
    block: Block,
    was: PlannedSentence,
    will: PlannedSentence,
    changed: bool,
    reasons: tuple[str, ...],
) -> Example:
    text = block.text[was.start : was.end]
    title = reading.title or reading.url
    return Example(title, reading.content, number, was.start, was.end, text, was.spoken, will.spoken, changed, reasons)
