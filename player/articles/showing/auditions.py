"""Auditions: the voices that could read a language on a site, and what hearing each of them costs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from player.articles.workbench import sounds
from player.sites.admin.voices import engines_offered
from player.sites.models import Site, VoiceChoice
from synthesis import budgets, engines
from synthesis.errors import SynthesisError
from synthesis.models import Content, Speech
from synthesis.text.languages import best_match
from synthesis.text.utterances import Utterance
from synthesis.text.voices import Voice

_NAMES: Final = {"espeak": "Built in", "piper": "Piper", "polly": "Amazon Polly", "silent": "Silence"}
_TYPICAL_OF: Final = 20  # Articles whose length is the typical one.


@dataclass(frozen=True, slots=True)
class Candidate:
    """A voice, what hearing the sentence costs by now, and what an article of typical length costs."""

    voice: Voice
    reads_now: bool
    micro_dollars: int
    heard: bool
    an_article: int

    @property
    def engine(self) -> str:
        return " ".join(filter(None, (_NAMES.get(self.voice.engine, self.voice.engine), budgets.tier_of(self.voice))))

    @property
    def price(self) -> str:
        """What one press costs, in words."""
        if not self.an_article:
            return "Free"
        return "Spoken already" if self.heard else f"{budgets.dollars(self.micro_dollars)} to hear"

    @property
    def article_price(self) -> str:
        """What articles cost in this voice; empty where they cost nothing."""
        return f"about {budgets.dollars(self.an_article)} an article" if self.an_article else ""


@dataclass(frozen=True, slots=True)
class Audition:
    """The candidates for one language, and why the voices of some engines are missing."""

    language: str
    candidates: tuple[Candidate, ...]
    reasons: tuple[str, ...]

    @property
    def to_hear_all(self) -> str:
        """What hearing all of them in turn costs; empty where that is nothing."""
        cost = sum(each.micro_dollars for each in self.candidates)
        return budgets.dollars(cost) if cost else ""


def languages_of(site: Site) -> tuple[str, ...]:
    """The languages that the site has chosen voices for, and those of its articles that none of these serves."""
    chosen = list(site.voices.filter(layout=None).values_list("language", flat=True))
    said = site.articles.order_by().values_list("language", flat=True).distinct()
    lacking = {each.partition("-")[0].lower() for each in said if each and not best_match(each, chosen)}
    return (*chosen, *sorted(lacking)) or ("en",)


def reader_of(site: Site, language: str) -> Voice | None:
    """The voice that reads the language now; None where its engine does not offer it any more."""
    choice = site.voices.filter(layout=None, language__iexact=language).first()
    try:
        return choice.voice if choice else site.voice_for(language, "")
    except SynthesisError:
        return None


def audition(site: Site, language: str, sentence: str) -> Audition:
    """Who could read this sentence."""
    offered, reasons = _offered(site, language)
    now = reader_of(site, language)
    rules = sounds.rules_of(site, (), "")
    said = {voice: sounds.utterances_of(sounds.typed(sentence, language), rules, voice) for voice in offered}
    stored = set(Speech.objects.ready(each.key for spoken in said.values() for each in spoken))
    typical = typical_characters(site)
    found = [
        Candidate(voice, voice == now, _cost(spoken, stored), _is_stored(spoken, stored), _cost_of(voice, typical))
        for voice, spoken in said.items()
    ]
    return Audition(language, tuple(found), reasons)


def find(site: Site, language: str, engine: str, name: str) -> Voice | None:
    """The candidate of this name; None where there is none."""
    offered, _ = _offered(site, language)
    return next((voice for voice in offered if (voice.engine, voice.name) == (engine, name)), None)


def typical_characters(site: Site) -> int:
    """How long an article of the site is, as a rule; of a site without one, as short features are."""
    newest = site.articles.order_by("-pk").values_list("content", flat=True)[:_TYPICAL_OF]
    lengths = sorted(
        sum(len(block.text) for block in each.blocks) for each in Content.objects.filter(pk__in=list(newest))
    )
    return lengths[len(lengths) // 2] if lengths else 3_000


def _offered(site: Site, language: str) -> tuple[list[Voice], tuple[str, ...]]:
    """The voices of the language, those of its own region first; and why some engines have none."""
    chosen: VoiceChoice | None = site.voices.filter(layout=None, language__iexact=language).first()
    voices: list[Voice] = []
    reasons: list[str] = []
    for engine in engines_offered(chosen.engine if chosen else ""):
        try:
            found = [each for each in engines.get(engine).voices() if best_match(language, (each.language,))]
        except SynthesisError as error:
            reasons.append(str(error))
            continue
        nearest = best_match(language, [each.language for each in found])
        voices += sorted(found, key=lambda each: each.language != nearest)
    return voices, tuple(reasons)


def _cost(spoken: Iterable[Utterance], stored: set[str]) -> int:
    return budgets.cost_of(each for each in spoken if each.key not in stored)


def _is_stored(spoken: Iterable[Utterance], stored: set[str]) -> bool:
    return all(each.key in stored for each in spoken)


def _cost_of(voice: Voice, characters: int) -> int:
    price = budgets.price_of(voice)
    return price.micro_dollars * price.requests * characters
