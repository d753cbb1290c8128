"""The plan: what will be said of an article, in which utterances, and where each of its words stands.

Pure and cheap: two plans are compared to find out what an edit or a lexicon rule changes.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from synthesis.text.blocks import Block
from synthesis.text.drafts import Casting, Draft, drafts, following_pauses, units
from synthesis.text.fingerprints import digest
from synthesis.text.lexicon import Applied, CompiledLexicon, Rejected
from synthesis.text.overrides import TAKES, take_traits
from synthesis.text.sentences import split_sentences
from synthesis.text.spans import Span
from synthesis.text.speaking import SpokenSentence, in_full, speak
from synthesis.text.utterances import Utterance, utterance_key
from synthesis.text.voices import Traits, Voice
from synthesis.text.words import split_words

_VERSION: Final = "readalong plan 1"


@dataclass(frozen=True, slots=True)
class PlannedSentence:
    """``[start, end)`` of the text of block ``block``, and what is said for it.

    ``utterances`` are indexes into the plan's; none where the sentence holds nothing to say.
    """

    block: int
    start: int
    end: int
    words: tuple[Span, ...]
    spoken: str
    applied: tuple[Applied, ...]
    rejected: tuple[Rejected, ...]
    warnings: tuple[str, ...]
    utterances: tuple[int, ...]

    @property
    def utterance(self) -> int:
        """The first utterance that says it, -1 where nothing is said."""
        return self.utterances[0] if self.utterances else -1


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be said, in order. ``key`` is the same for plans that sound the same: utterances and pauses."""

    language: str
    voice: Voice
    traits: Traits
    sentences: tuple[PlannedSentence, ...]
    utterances: tuple[Utterance, ...]
    key: str
    warnings: tuple[str, ...]

    @property
    def characters(self) -> int:
        """How many characters an engine would bill, each utterance counted."""
        return sum(utterance.characters for utterance in self.utterances)


def plan(
    blocks: Sequence[Block],
    language: str,
    voice: Voice,
    traits: Traits,
    lexicon: CompiledLexicon,
    voices: Mapping[str, Voice] | None = None,
) -> Plan:
    """What ``voice`` will say of ``blocks``. ``voices`` offers others, by language tag, for what is in another
    language.
    """
    casting = Casting(voice, dict(voices or {}))
    sentences: list[PlannedSentence] = []
    utterances: list[Utterance] = []
    for index, block in enumerate(blocks):
        block_language = in_full(block.language, language)
        spans = split_sentences(block.text, block_language)
        spoken = [speak(block, span, block_language, traits, lexicon) for span in spans]
        words = [split_words(block.text, sentence.span, sentence.language) for sentence in spoken]
        drafted = [draft for unit in units(block, spoken, words, traits) for draft in drafts(unit, casting, traits)]
        sentences += _sentences(index, spoken, words, drafted, len(utterances))
        utterances += _utterances(index, block, drafted, traits)
    warnings = tuple(dict.fromkeys(warning for sentence in sentences for warning in sentence.warnings))
    return Plan(language, voice, traits, tuple(sentences), tuple(utterances), _plan_key(utterances), warnings)


def _plan_key(utterances: Sequence[Utterance]) -> str:
    return digest(json.dumps([_VERSION, *((each.key, each.pause_after_ms) for each in utterances)]))


def _sentences(
    block: int,
    spoken: Sequence[SpokenSentence],
    words: Sequence[tuple[Span, ...]],
    drafted: Sequence[Draft],
    first: int,
) -> list[PlannedSentence]:
    """The planned sentences of a block whose first utterance is ``first``."""
    starts = [draft.part.start for draft in drafted]
    ends = [draft.part.end for draft in drafted]
    indexes = list(accumulate((draft.audible for draft in drafted), initial=first))
    planned = []
    for sentence, of_sentence in zip(spoken, words, strict=True):
        holders = range(bisect_right(ends, sentence.span.start), bisect_left(starts, sentence.span.end))
        planned.append(
            PlannedSentence(
                block,
                sentence.span.start,
                sentence.span.end,
                of_sentence,
                sentence.text,
                sentence.verdict.applied,
                sentence.verdict.rejected,
                warnings=tuple(dict.fromkeys(warning for at in holders for warning in drafted[at].warnings)),
                utterances=tuple(indexes[at] for at in holders if drafted[at].audible),
            )
        )
    return planned


def _traits_of(draft: Draft, traits: Traits) -> Traits:
    return take_traits(traits) if draft.voice.engine == TAKES else traits


def _utterances(index: int, block: Block, drafted: Sequence[Draft], traits: Traits) -> list[Utterance]:
    audible = [draft for draft in drafted if draft.audible]
    return [
        Utterance(
            key=utterance_key(draft.rendered.text, draft.voice, _traits_of(draft, traits)),
            block=index,
            start=draft.part.start,
            end=draft.part.end,
            text=draft.rendered.text,
            language=draft.language,
            voice=draft.voice,
            runs=draft.rendered.runs,
            words=draft.part.words,
            pause_after_ms=pause,
            characters=draft.rendered.characters,
        )
        for draft, pause in zip(audible, following_pauses(block, audible), strict=True)
    ]
