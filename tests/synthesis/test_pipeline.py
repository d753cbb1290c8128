"""The pipeline: what is spoken, what is not spoken again, and what faults leave behind."""

import gzip
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from synthesis import audio, engines, pipeline, storage
from synthesis.engines.base import Sound
from synthesis.engines.espeak.voices import VARIANTS
from synthesis.engines.silent import Silent
from synthesis.errors import EngineUnavailable, UtteranceRefused
from synthesis.manifests import Timeline
from synthesis.models import Content, Lexeme, Lexicon, Narration, Speech
from synthesis.models.narration import MOST_FAILURES
from synthesis.speeches import speak_all
from synthesis.tasks import sweep
from synthesis.text.blocks import Block
from synthesis.text.lexicon import CompiledLexicon
from synthesis.text.plans import plan
from synthesis.text.voices import Voice
from tests.synthesis.test_audio import decoded, offset_of

pytestmark = pytest.mark.django_db

BLOCKS = (
    Block("title", "The crab that counted"),
    Block("paragraph", "Once there was a crab. It counted shells 🦀 all day for NASA."),
    Block("paragraph", "At night it slept."),
)
AWAY = "The engine is away. The sentence: “The crab that counted”"
QUIET = engines.find_voice("silent", "en-US")


def requested(voice: Voice = QUIET, blocks: tuple[Block, ...] = BLOCKS) -> Narration:
    content = Content.objects.keep("en-US", blocks)
    return pipeline.request(content, voice, Lexicon.objects.common())[0]


def spoken(voice: Voice = QUIET, blocks: tuple[Block, ...] = BLOCKS) -> Narration:
    narration = requested(voice, blocks)
    assert pipeline.narrate(narration.pk)
    narration.refresh_from_db()
    return narration


def manifest_of(narration: Narration) -> dict[str, list[dict[str, list[int]]]]:
    return json.loads(gzip.decompress(bytes(narration.manifest or b"")))


class Failing(Silent):
    """The silent engine, which fails as it is told, as often as it is told."""

    def __init__(self, error: Exception, times: int = 1) -> None:
        self.error, self.left, self.calls = error, times, 0

    def speak(self, text: str, voice: Voice) -> Sound:
        self.calls += 1
        if self.left:
            self.left -= 1
            raise self.error
        return super().speak(text, voice)


def use(monkeypatch: pytest.MonkeyPatch, engine: Silent) -> None:
    known = engines.get
    monkeypatch.setattr("synthesis.engines.get", lambda name: engine if name == "silent" else known(name))


def test_whoever_speaks_alone_waits_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("synthesis.speeches.time.sleep", lambda seconds: pytest.fail(f"It slept {seconds} s."))
    assert spoken().state == Narration.State.READY


def test_content_becomes_audio_and_a_manifest() -> None:
    narration = spoken(engines.default_voice("espeak", "en-US"))
    manifest = manifest_of(narration)
    assert narration.state == Narration.State.READY
    assert [sentence["block"] for sentence in manifest["sentences"]] == [0, 1, 1, 2]
    assert manifest["duration_ms"] == narration.duration_ms > 5000
    assert (narration.done, narration.total) == (4, 4)


def test_words_of_the_manifest_are_utf16_ranges_with_times_that_never_go_back() -> None:
    manifest = manifest_of(spoken(engines.default_voice("espeak", "en-US")))
    sentence = manifest["sentences"][2]
    units = BLOCKS[1].text.encode("utf-16-le")
    numbers = sentence["words"]
    words = [
        units[2 * start : 2 * end].decode("utf-16-le") for start, end in zip(numbers[::3], numbers[1::3], strict=True)
    ]
    assert [word for word in words if word != "🦀"] == ["It", "counted", "shells", "all", "day", "for", "NASA"]
    starts = [at for each in manifest["sentences"] for at in each["words"][2::3]]
    assert starts == sorted(starts)
    assert starts[-1] < manifest["duration_ms"]


def test_the_same_content_is_never_spoken_twice() -> None:
    first = spoken()
    narration, call = pipeline.request(first.content, QUIET, first.lexicon)
    assert (narration.pk, call) == (first.pk, False)
    assert pipeline.narrate(first.pk) is False
    assert Speech.objects.count() == 4


def test_an_edited_article_speaks_only_the_sentence_that_changed() -> None:
    spoken()
    spoken(blocks=(*BLOCKS[:2], Block("paragraph", "At night it dreamt.")))
    assert Speech.objects.count() == 5


def test_a_lexicon_rule_speaks_again_only_what_it_touches() -> None:
    touched = spoken()
    untouched = spoken(blocks=(Block("paragraph", "Nothing to see here."),))
    lexicon = Lexicon.objects.common()
    Lexeme.objects.create(lexicon=lexicon, grapheme="NASA", value="the space agency")
    lexicon.changed()
    lexicon.refresh_from_db()
    before = Speech.objects.count()

    again, call = pipeline.request(untouched.content, QUIET, lexicon)
    assert (again.state, call) == (Narration.State.READY, False)
    again, call = pipeline.request(touched.content, QUIET, lexicon)
    assert (again.state, call) == (Narration.State.QUEUED, True)
    assert pipeline.narrate(again.pk)
    assert Speech.objects.count() == before + 1
    assert pipeline.request(touched.content, QUIET, lexicon)[1] is False


def test_a_rule_edited_while_its_article_is_spoken_is_heard_at_the_next_request(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    narration = requested()
    lexicon = narration.lexicon
    wrap = audio.to_m4a

    def wrapped_meanwhile(data: bytes) -> audio.File:
        Lexeme.objects.get_or_create(lexicon=lexicon, grapheme="crab", value="hermit crab")
        lexicon.changed()
        return wrap(data)

    monkeypatch.setattr("synthesis.audio.to_m4a", wrapped_meanwhile)
    assert pipeline.narrate(narration.pk)
    monkeypatch.undo()
    lexicon.refresh_from_db()
    assert pipeline.request(narration.content, QUIET, lexicon)[1] is True


def test_two_workers_on_one_narration_speak_it_once() -> None:
    narration = requested()
    first = Narration.objects.claim(narration.pk)
    assert first is not None
    assert Narration.objects.claim(narration.pk) is None


def test_a_worker_whose_claim_was_taken_over_writes_nothing() -> None:
    narration = requested()
    slow = Narration.objects.claim(narration.pk)
    assert slow is not None
    Narration.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    quick = Narration.objects.claim(narration.pk)
    assert quick is not None
    assert not slow.renew(done=1)
    assert not slow.finish(plan_key="stale")
    assert not slow.give_back("stale", final=True)
    assert quick.renew(done=1)


def test_a_narration_whose_worker_died_is_swept_up_and_finished_with_one_audio(audio_folder: Path) -> None:
    narration = requested()
    dead = Narration.objects.claim(narration.pk)
    assert dead is not None
    planned = pipeline.plan_of(dead)
    speak_all(planned.utterances[:2], lambda _: True)
    assert not pipeline.narrate(narration.pk)
    Narration.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert list(Narration.objects.lost()) == [narration]
    assert pipeline.narrate(narration.pk)
    assert Speech.objects.count() == len(planned.utterances)
    assert len(list(audio_folder.glob("audio/*/*.m4a"))) == 1


def test_a_lost_message_is_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[int] = []
    monkeypatch.setattr("synthesis.tasks._send", sent.append)
    narration = requested()
    sweep()
    assert sent == []
    Narration.objects.update(rung_at=timezone.now() - timedelta(minutes=1))
    sweep()
    sweep()
    assert sent == [narration.pk]


def test_an_engine_that_is_away_is_asked_again_and_five_times_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Failing(EngineUnavailable("The engine is away."), times=100))
    narration = requested()
    for failures in range(1, MOST_FAILURES + 1):
        assert not pipeline.narrate(narration.pk)
        narration.refresh_from_db()
        assert narration.failures == failures
    assert (narration.state, narration.error) == (Narration.State.FAILED, AWAY)


def test_what_was_spoken_before_a_failure_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Failing(EngineUnavailable("The engine is away."), times=0)
    use(monkeypatch, engine)
    narration = requested()
    monkeypatch.setattr(
        "synthesis.audio.to_m4a", lambda data: (_ for _ in ()).throw(OSError("No space left on device"))
    )
    assert not pipeline.narrate(narration.pk)
    monkeypatch.undo()
    use(monkeypatch, engine)
    assert pipeline.narrate(narration.pk)
    assert engine.calls == 4


def test_a_text_that_no_retry_can_speak_fails_at_once_and_can_be_queued_again(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Failing(UtteranceRefused("Too odd.")))
    narration = requested()
    assert not pipeline.narrate(narration.pk)
    narration.refresh_from_db()
    assert (narration.state, narration.error) == (
        Narration.State.FAILED,
        "Too odd. The sentence: “The crab that counted”",
    )
    assert narration.queue()
    assert not narration.queue()
    assert pipeline.narrate(narration.pk)


def test_a_broker_that_is_away_loses_nothing(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks
) -> None:
    from synthesis import tasks

    def refuse(*args: object, **kwargs: object) -> None:
        raise OSError("Connection refused")

    monkeypatch.setattr("celery.canvas.Signature.apply_async", refuse)
    narration = requested()
    with django_capture_on_commit_callbacks(execute=True):
        tasks.ring(narration)
    narration.refresh_from_db()
    assert narration.state == Narration.State.QUEUED


def test_parts_can_be_played_while_the_rest_is_spoken(monkeypatch: pytest.MonkeyPatch, audio_folder: Path) -> None:
    blocks = tuple(
        Block("paragraph", f"This is sentence number {number} of the tale of the crab.") for number in range(12)
    )
    narration = requested(blocks=blocks)
    told: list[tuple[list[dict[str, object]], list[dict[str, int]]]] = []
    renew = Narration.renew

    def listening(self: Narration, **progress: object) -> bool:
        if "parts" in progress:
            told.append((list(progress["parts"]), list(progress["sentences"])))
        return renew(self, **progress)

    monkeypatch.setattr(Narration, "renew", listening)
    assert pipeline.narrate(narration.pk)
    narration.refresh_from_db()
    whole = manifest_of(narration)["sentences"]

    parts, sentences = told[-1]
    assert len(parts) >= 2
    assert [part["start_ms"] for part in parts] == [0, *(part["end_ms"] for part in parts[:-1])]
    assert 2000 <= parts[0]["end_ms"] < 8000
    assert sentences == whole[: len(sentences)]
    assert all(sentence["end_ms"] <= parts[-1]["end_ms"] for sentence in sentences)
    assert (narration.parts, narration.sentences) == ([], [])


@pytest.mark.parametrize(("setting", "value"), [("_BIT_RATE", 48_000), ("_LIMITER", "limit=0.5"), ("_CODER", {})])
def test_old_and_new_sound_are_never_joined_in_one_file(
    setting: str, value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken()
    monkeypatch.setattr(audio, setting, value)
    edited = spoken(blocks=(*BLOCKS[:2], Block("paragraph", "At night it dreamt.")))
    assert edited.speeches.count() == 4
    assert Speech.objects.count() == 8


def test_another_gain_is_another_voice_to_the_utterance_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    ada = engines.default_voice("espeak", "en-US")
    before = pipeline.plan_of(requested(ada)).key
    louder = tuple(variant._replace(gain_db=variant.gain_db + 1) for variant in VARIANTS)
    monkeypatch.setattr("synthesis.engines.espeak.engine.VARIANTS", louder)
    assert pipeline.plan_of(requested(ada)).key != before


def test_parts_sound_where_the_whole_file_has_them(audio_folder: Path) -> None:
    timeline = Timeline()
    engine = engines.get("espeak")
    voice = engines.default_voice("espeak", "en-US")
    planned = plan(
        [Block("paragraph", f"This is sentence number {number} of the tale.") for number in range(6)],
        "en-US",
        voice,
        engine.traits,
        CompiledLexicon(),
    )
    parts = []
    for utterance in planned.utterances:
        sound = engine.speak(utterance.text, voice)
        timeline.add(utterance, audio.encode(sound), sound.times)
        if part := timeline.next_part():
            parts.append(part)
    whole = decoded(audio.to_m4a(timeline.data()).data)
    assert len(parts) >= 2
    for part in parts:
        samples = decoded(audio.to_m4a(part.data).data)[:24_000]
        # A time is whole milliseconds, of which one has 24 samples.
        assert abs(offset_of(samples, whole, round(part.start_ms * 24), around=100)) <= 12


def test_an_utterance_that_two_narrations_want_at_once_is_asked_for_once() -> None:
    first = pipeline.plan_of(requested())
    assert Speech.objects.claim(first.utterances[0].key)
    assert not Speech.objects.claim(first.utterances[0].key)
    Speech.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert Speech.objects.claim(first.utterances[0].key)


def test_old_parts_are_forgotten(audio_folder: Path) -> None:
    storage.keep(storage.part_name("a.m4a"), b"part")
    assert storage.forget_parts(timezone.now() - timedelta(days=1)) == 0
    assert storage.forget_parts(timezone.now() + timedelta(minutes=1)) == 1
    assert list(audio_folder.rglob("*.m4a")) == []


def test_a_rule_for_a_section_is_heard_there_and_nowhere_else() -> None:
    lexicon = Lexicon.objects.common()
    Lexeme.objects.create(lexicon=lexicon, grapheme="crab", value="crab meat", pages="/recipes/*")
    Lexeme.objects.create(lexicon=lexicon, grapheme="crab", value="the crab", pages="/recipes/pie")
    lexicon.changed()
    lexicon.refresh_from_db()
    content = Content.objects.keep("en-US", BLOCKS)
    said = {
        path: pipeline.plan_of(pipeline.request(content, QUIET, lexicon, f"https://x.example{path}")[0])
        .sentences[1]
        .spoken
        for path in ("/stories/one", "/recipes/soup", "/recipes/pie")
    }
    assert said == {
        "/stories/one": "Once there was a crab.",
        "/recipes/soup": "Once there was a crab meat.",
        "/recipes/pie": "Once there was a the crab.",
    }


def test_an_unknown_element_in_a_rule_is_refused_by_name() -> None:
    rule = Lexeme(lexicon=Lexicon.objects.common(), grapheme="crab", value="krab", kinds="title footer")
    with pytest.raises(ValidationError, match="There is no element footer"):
        rule.full_clean()
