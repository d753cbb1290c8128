"""Sounds: one sentence, spoken for staff who want to hear what a rule does to it, before the rule holds.

Speech is stored under its utterance's key as any other: a sentence that was listened to is not paid for again when it is published.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.core import signing

from player.sites.models import Site
from synthesis import audio, budgets, engines, pipeline
from synthesis.budgets import BUILT_IN, Purse
from synthesis.lexicons import Rehearsal, compiled
from synthesis.models import Change, Content, Speech
from synthesis.speeches import speak_all
from synthesis.text.blocks import Block, clean
from synthesis.text.lexicon import CompiledLexicon
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
    block = Block("paragraph", clean(text[:MOST_CHARACTERS]))
    return Passage(block, 0, len(block.text), language)


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


def price(utterances: Sequence[Utterance]) -> int:
    """Micro-dollars that listening costs by now."""
    stored = Speech.objects.ready(each.key for each in utterances)
    return budgets.cost_of(each for each in utterances if each.key not in stored)


def speak(utterances: Sequence[Utterance], site: Site) -> str:
    """Have these spoken, on the site's account; a token by which they are heard. Raises SynthesisError."""
    speak_all(utterances, lambda _: True, Purse(None, site.account))
    return signing.dumps([site.pk, [each.key for each in utterances]], salt=_SALT, compress=True)


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
