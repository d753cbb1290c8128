"""Sounds: one sentence, spoken for staff who want to hear what a rule does to it, before the rule holds.

Speech is stored under its utterance's key as any other: a sentence that was listened to is not paid for again when it is published.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.core import signing

from player.sites.models import Site
from synthesis import audio, budgets, engines, pipeline
from synthesis.audio import Encoded
from synthesis.budgets import BUILT_IN, Purse
from synthesis.lexicons import Rehearsal, compiled
from synthesis.manifests import Timeline
from synthesis.models import Change, Content, Speech
from synthesis.speeches import speak_all
from synthesis.text.blocks import Block, clean
from synthesis.text.lexicon import CompiledLexicon, compile_lexicon
from synthesis.text.offsets import Utf16
from synthesis.text.utterances import Utterance
from synthesis.text.voices import Voice

MOST_CHARACTERS: Final = 300  # Of a sentence that is typed in.
_SALT: Final = "lexicon sound"
_FOR_S: Final = 3600


@dataclass(frozen=True, slots=True)
class Passage:
    """What is listened to: the sentence at ``[start, end)`` of a block, in a language, on a page."""

    block: Block
    start: int
    end: int
    language: str

    @classmethod
    def of_sentence(cls, sentence: str, language: str) -> "Passage":
        """A sentence by itself."""
        return cls(Block("paragraph", sentence), 0, len(sentence), language)


@dataclass(frozen=True, slots=True)
class Choice:
    """A voice to listen to, and what the sentence costs there by now."""

    voice: Voice
    micro_dollars: int

    @property
    def label(self) -> str:
        return f"{self.voice.label}, {budgets.dollars(self.micro_dollars)}" if self.micro_dollars else self.voice.label


def typed(text: str, language: str) -> Passage:
    """A sentence that somebody typed."""
    return Passage.of_sentence(clean(text[:MOST_CHARACTERS]), language)


def found_at(content: Content, block: int, start: int, end: int) -> Passage:
    """A sentence of an article. Raises IndexError where there is no such block."""
    return Passage(content.blocks[block], start, end, content.language)


def voice_of(site: Site, language: str, *, built_in: bool) -> Voice:
    """The voice that reads this language on the site; the one of the built-in engine, to save money."""
    return engines.default_voice(BUILT_IN, language) if built_in else site.voice_for(language, "")


def rules_of(site: Site, changes: Sequence[Change], pages: str) -> CompiledLexicon:
    """The rules on a page that all the changes hold on; those that hold, where there are no changes."""
    return Rehearsal(changes).compiled(site.lexicon, pages) if changes else compiled(site.lexicon, pages)


def utterances_of(passage: Passage, rules: CompiledLexicon, voice: Voice) -> tuple[Utterance, ...]:
    """What is sent to the engine for the sentence."""
    planned = pipeline.plan_with(rules, (passage.block,), passage.language, voice)
    inside = [each for each in planned.sentences if each.start < passage.end and passage.start < each.end]
    return tuple(planned.utterances[at] for at in sorted({at for each in inside for at in each.utterances}))


def to_compare(passage: Passage, site: Site) -> tuple[Utterance, ...]:
    """What the built-in engine is sent for the sentence, by the site's rules for words, for a recording to be compared with.

    Raises UnknownVoice where that engine does not speak the language.
    """
    voice = engines.default_voice(BUILT_IN, passage.language)
    rules = compile_lexicon(rule for rule in compiled(site.lexicon).lexemes if not rule.is_override)
    return pipeline.plan_with(rules, (passage.block,), passage.language, voice).utterances


def price(utterances: Sequence[Utterance]) -> int:
    """Micro-dollars that listening costs by now."""
    stored = Speech.objects.ready(each.key for each in utterances)
    return budgets.cost_of(each for each in utterances if each.key not in stored)


def speak(utterances: Sequence[Utterance], site: Site) -> str:
    """Have these spoken, on the site's account; a token by which they are heard. Raises SynthesisError."""
    speak_all(utterances, lambda _: True, Purse(None, site.account))
    return signing.dumps([site.pk, [each.key for each in utterances]], salt=_SALT, compress=True)


def words_of(passage: Passage, utterances: Sequence[Utterance]) -> list[int]:
    """When each word is heard of what `speak` has spoken: start and end in the block's text (UTF-16) and milliseconds, in a row."""
    speeches, timeline = Speech.objects.ready(each.key for each in utterances), Timeline()
    for utterance in utterances:
        speech = speeches[utterance.key]
        timeline.add(replace(utterance, pause_after_ms=0), Encoded(b"", speech.samples), speech.engine_times())
    units = Utf16(passage.block.text)
    words = [word for spoken in timeline.spoken for word in spoken.words if passage.start <= word.start < passage.end]
    return [number for word in words for number in (units.to16(word.start), units.to16(word.end), word.start_ms)]


def sound(token: str, site: Site) -> bytes | None:
    """The audio file of a token; None where it is none of this site's, has run out, or its speech is gone."""
    try:
        owner, keys = signing.loads(token, salt=_SALT, max_age=_FOR_S)
    except signing.BadSignature:
        return None
    speeches = Speech.objects.ready(keys)
    if owner != site.pk or not keys or len(speeches) < len(set(keys)):
        return None
    encoded = Speech.objects.encoded(speeches.values())
    return audio.to_m4a(b"".join(encoded[key].data for key in keys)).data
