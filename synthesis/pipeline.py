"""The pipeline, the one shell: claim → plan → speak what is missing → assemble → store.

It calls pure steps and edges in the right order and decides nothing. Everything it does may be done twice without harm: speech
and audio are stored under names that their content gives, and only the newest claim on a narration may write its row.
"""

import gzip
import json
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress

from synthesis import audio, budgets, engines, storage
from synthesis.budgets import Estimate, Purse
from synthesis.errors import BudgetSpent, EngineUnavailable, SynthesisError
from synthesis.lexicons import compiled, pages_of
from synthesis.manifests import Timeline, manifest
from synthesis.models import Content, Lexicon, Narration, Speech, UnusedAudio
from synthesis.models.narration import Priority
from synthesis.models.speech import SpeechLost
from synthesis.recitals import Progress, Recital
from synthesis.speeches import speak_all
from synthesis.text.blocks import Block
from synthesis.text.lexicon import CompiledLexicon
from synthesis.text.plans import Plan, plan
from synthesis.text.voices import Voice

log = logging.getLogger(__name__)


def request(
    content: Content,
    voice: Voice,
    lexicon: Lexicon,
    url: str = "",
    *,
    account_id: int | None = None,
    priority: Priority = Priority.READER,
) -> tuple[Narration, bool]:
    """The narration of this content on the page at ``url``, and whether a worker must be called for it.

    A finished narration is compared with the lexicon when the lexicon has changed; it is spoken again only if its plan has.
    The account pays for it, the operator's where none is named; ``priority`` says who waits.
    """
    narration, created = Narration.objects.get_or_create(
        content=content,
        engine=voice.engine,
        voice=voice.name,
        lexicon=lexicon,
        pages=pages_of(lexicon, url),
        defaults={"account_id": account_id, "priority": priority},
    )
    if created or narration.state != Narration.State.READY:
        return narration, created or narration.want(priority)
    edition = lexicon.edition_of_chain()
    if narration.lexicon_edition == edition:
        return narration, False
    if plan_of(narration).key != narration.plan_key:
        return narration, narration.queue(priority)
    Narration.objects.filter(pk=narration.pk, plan_key=narration.plan_key).update(lexicon_edition=edition)
    return narration, False


def plan_of(narration: Narration) -> Plan:
    """What the narration's content says in its voice, by its lexicon as it is now."""
    voice = engines.find_voice(narration.engine, narration.voice)
    return _plan(narration.content, voice, narration.lexicon, narration.pages)


def estimate(content: Content, voice: Voice, lexicon: Lexicon, url: str = "") -> Estimate:
    """What speaking this content on the page at ``url`` would take by now. Nothing is spent, and nothing queued."""
    return estimate_of(_plan(content, voice, lexicon, pages_of(lexicon, url)))


def estimate_of(planned: Plan) -> Estimate:
    """What speaking this plan would take by now."""
    return budgets.estimate(planned, Speech.objects.ready(each.key for each in planned.utterances))


def _plan(content: Content, voice: Voice, lexicon: Lexicon, pages: str) -> Plan:
    return plan_with(compiled(lexicon, pages), content.blocks, content.language, voice)


def plan_with(rules: CompiledLexicon, blocks: Sequence[Block], language: str, voice: Voice) -> Plan:
    """What a voice says of these blocks by any rules, such as ones that do not hold yet."""
    engine = engines.get(voice.engine)
    # The first voice of a language is the one for words and blocks of that language in another's text.
    others = {other.language: other for other in reversed(engine.voices())}
    traits = audio.stored_as(engine.traits)
    return plan(blocks, language, voice, traits, rules, others)


def narrate(
    narration_id: int,
    on_claim: Callable[[int], None] = lambda _: None,
    on_progress: Progress = lambda done, total: None,
) -> bool:
    """Speak the narration if it is to be had; whether this call finished it. ``on_claim`` may call other workers to `assist`.

    Raises nothing that a retry could help: what went wrong stands in the narration's row, and the sweep calls again.
    """
    narration = Narration.objects.claim(narration_id)
    return narration is not None and _narrate(narration, on_claim, on_progress)


def narrate_next(narration_id: int, on_claim: Callable[[int], None]) -> bool:
    """As `narrate`, for the most urgent narration that waits; this one if none does."""
    narration = Narration.objects.claim_next(narration_id)
    return narration is not None and _narrate(narration, on_claim, lambda done, total: None)


def _narrate(narration: Narration, on_claim: Callable[[int], None], on_progress: Progress) -> bool:
    on_claim(narration.pk)
    try:
        return _speak(narration, on_progress)
    except BudgetSpent as error:
        log.warning("Narration %s is held: %s", narration.pk, error)
        narration.hold(str(error))
    except SynthesisError as error:
        log.warning("Narration %s was not spoken: %s", narration.pk, error)
        away = isinstance(error, EngineUnavailable)
        narration.give_back(str(error), final=not away, away=away)
    except Exception as error:
        log.exception("Narration %s was not spoken.", narration.pk)
        narration.give_back(f"{type(error).__name__}: {error}", final=False)
    return False


def assist(narration_id: int) -> None:
    """Help the worker that holds this narration: speak utterances that it has not come to."""
    narration = (
        Narration.objects.select_related("content", "lexicon", "account")
        .filter(pk=narration_id, state=Narration.State.SPEAKING)
        .first()
    )
    if narration is not None:
        backwards = reversed(plan_of(narration).utterances)
        with suppress(SynthesisError):
            # What cannot be spoken, or not be paid, is told by the worker that holds the narration.
            speak_all(backwards, lambda _: Narration.objects.held_by(narration).exists(), Purse(narration))


def make_download(narration_id: int) -> None:
    """Store a finished narration's MP3, unless it is there. Twice does no harm: the same audio gives the same file."""
    narration = Narration.objects.exclude(audio="").defer("manifest").filter(pk=narration_id).first()
    if narration is None or storage.exists(name := storage.download_name(narration.audio)):
        return
    data = audio.to_mp3(storage.read(narration.audio))
    UnusedAudio.objects.spare(name)
    storage.keep(name, data)


def _speak(narration: Narration, on_progress: Progress) -> bool:
    edition = narration.lexicon.edition_of_chain()
    planned = plan_of(narration)
    recital = Recital(narration, planned, on_progress)
    try:
        speak_all(planned.utterances, recital.advance, Purse(narration))
    except SpeechLost as error:
        # All that was lost is known by now: it is spoken like anything that is not stored.
        log.warning("Narration %s: %s", narration.pk, error)
        speak_all(planned.utterances, recital.advance, Purse(narration))
    if not (recital.complete and narration.renew()):
        log.info("Narration %s was taken over by another worker, or is not wanted any more.", narration.pk)
        return False
    return _store(narration, planned, recital.timeline, edition)


def _store(narration: Narration, planned: Plan, timeline: Timeline, edition: int) -> bool:
    file = audio.to_m4a(timeline.data())
    name = storage.audio_name(file.name)
    UnusedAudio.objects.spare(name)
    storage.keep(name, file.data)
    contents = manifest(narration.content, planned, timeline, file)
    return narration.finish(
        {each.key for each in planned.utterances},
        plan_key=planned.key,
        lexicon_edition=edition,
        audio=name,
        duration_ms=timeline.duration_ms,
        manifest=gzip.compress(json.dumps(contents, separators=(",", ":"), ensure_ascii=False).encode(), mtime=0),
        done=len(planned.utterances),
        total=len(planned.utterances),
    )
