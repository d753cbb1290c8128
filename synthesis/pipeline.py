"""The pipeline, the one shell: claim → plan → speak what is missing → assemble → store.

It calls pure steps and edges in the right order and decides nothing. Everything it does may be done twice without harm: speech
and audio are stored under names that their content gives, and only the newest claim on a narration may write its row.
"""

import gzip
import json
import logging

from synthesis import audio, engines, storage
from synthesis.errors import EngineUnavailable, SynthesisError
from synthesis.lexicons import compiled
from synthesis.manifests import Timeline, manifest
from synthesis.models import Content, Lexicon, Narration, Speech
from synthesis.text.plans import Plan, plan
from synthesis.text.utterances import Utterance
from synthesis.text.voices import Voice

log = logging.getLogger(__name__)


def request(content: Content, voice: Voice, lexicon: Lexicon) -> tuple[Narration, bool]:
    """The narration of this content, and whether a worker must be called for it.

    A finished narration is compared with the lexicon when the lexicon has changed; it is spoken again only if its plan has.
    """
    narration, created = Narration.objects.get_or_create(
        content=content, engine=voice.engine, voice=voice.name, lexicon=lexicon
    )
    if created or narration.state != Narration.State.READY:
        return narration, created
    edition = lexicon.edition_of_chain()
    if narration.lexicon_edition == edition:
        return narration, False
    if plan_of(narration).key != narration.plan_key:
        return narration, narration.queue()
    Narration.objects.filter(pk=narration.pk, plan_key=narration.plan_key).update(lexicon_edition=edition)
    return narration, False


def plan_of(narration: Narration) -> Plan:
    """What the narration's content says in its voice, by its lexicon as it is now."""
    content = narration.content
    voice = engines.find_voice(narration.engine, narration.voice)
    traits = engines.get(narration.engine).traits
    return plan(content.blocks, content.language, voice, traits, compiled(narration.lexicon))


def narrate(narration_id: int) -> bool:
    """Speak the narration if it is to be had; whether this call finished it.

    Raises nothing that a retry could help: what went wrong stands in the narration's row, and the sweep calls again.
    """
    narration = Narration.objects.claim(narration_id)
    if narration is None:
        return False
    try:
        return _speak(narration)
    except SynthesisError as error:
        log.warning("Narration %s was not spoken: %s", narration.pk, error)
        narration.give_back(str(error), final=not isinstance(error, EngineUnavailable))
    except Exception as error:
        log.exception("Narration %s was not spoken.", narration.pk)
        narration.give_back(f"{type(error).__name__}: {error}", final=False)
    return False


def _speak(narration: Narration) -> bool:
    edition = narration.lexicon.edition_of_chain()
    planned = plan_of(narration)
    timeline = Timeline()
    spoken = Speech.objects.in_bulk([utterance.key for utterance in planned.utterances], field_name="key")
    for done, utterance in enumerate(planned.utterances, start=1):
        speech = spoken.get(utterance.key) or speak(utterance)
        spoken[utterance.key] = speech
        timeline.add(utterance, speech.encoded(), speech.engine_times())
        if not narration.renew(done, len(planned.utterances)):
            log.info("Narration %s was taken over by another worker.", narration.pk)
            return False
    return _store(narration, planned, timeline, edition)


def speak(utterance: Utterance) -> Speech:
    """The utterance's speech, from its engine, stored."""
    sound = engines.get(utterance.voice.engine).speak(utterance.text, utterance.voice)
    return Speech.objects.keep(utterance.key, audio.encode(sound), sound.times, utterance.characters)


def _store(narration: Narration, planned: Plan, timeline: Timeline, edition: int) -> bool:
    file = audio.to_m4a(timeline.data())
    name = storage.keep(f"audio/{file.name[:2]}/{file.name}", file.data)
    contents = manifest(narration.content, planned, timeline, file)
    return narration.finish(
        plan_key=planned.key,
        lexicon_edition=edition,
        audio=name,
        duration_ms=timeline.duration_ms,
        manifest=gzip.compress(json.dumps(contents, separators=(",", ":"), ensure_ascii=False).encode(), mtime=0),
        done=len(planned.utterances),
        total=len(planned.utterances),
    )
