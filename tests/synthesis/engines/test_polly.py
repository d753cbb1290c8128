"""Amazon Polly: the real boto3 client against `PollyAsDocumented`, our reading of Polly's documentation."""

import gzip
import io
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from django.conf import settings
from pytest_django.fixtures import Settings

from synthesis import pipeline, storage
from synthesis.engines import default_voice, find_voice
from synthesis.engines.limits import LONGEST_WAIT_S, counts_for
from synthesis.engines.polly.catalogue import Catalogue
from synthesis.engines.polly.engine import Polly, quota
from synthesis.engines.polly.voices import as_voices
from synthesis.errors import EngineError, EngineUnavailable, UtteranceRefused
from synthesis.models import Content, Lexicon
from synthesis.text.blocks import Block
from synthesis.text.utterances import utterance_key
from synthesis.text.voices import Voice
from tests.polly_server import CUT_MARKS, FAILED, THROTTLED, TRUNCATED, PollyAsDocumented
from tests.polly_speech import VOICES, Refusal
from tests.servers import wait_until

KEVIN = Voice("polly", "Kevin:neural", "en-US", "Kevin (en-US, neural, child)")
LUPE = Voice("polly", "Lupe:neural", "es-US", "Lupe (es-US, neural)")
SENTENCE = "<speak>The tide goes out twice a day.</speak>"


@pytest.fixture
def server() -> Iterator[PollyAsDocumented]:
    with PollyAsDocumented() as server:
        yield server


@pytest.fixture
def polly(
    server: PollyAsDocumented, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Polly]:
    settings.POLLY_REGION, settings.POLLY_ENDPOINT, settings.DATA = "us-east-1", server.endpoint, tmp_path
    settings.POLLY_GAIN_DB = 3.0
    nowhere = str(tmp_path / "nowhere")
    for name, value in {
        "AWS_ACCESS_KEY_ID": "AKIATEST",
        "AWS_SECRET_ACCESS_KEY": "not-a-secret",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": nowhere,
        "AWS_SHARED_CREDENTIALS_FILE": nowhere,
    }.items():
        monkeypatch.setenv(name, value)
    engine = Polly()
    yield engine
    engine.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """boto3 does not wait between its attempts."""
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0.0)


def test_a_sentence_becomes_samples_and_a_time_for_each_word(polly: Polly, server: PollyAsDocumented) -> None:
    sound = polly.speak(SENTENCE, KEVIN)
    assert [SENTENCE[each.start : each.end] for each in sound.times] == [
        "The",
        "tide",
        "goes",
        "out",
        "twice",
        "a",
        "day",
    ]
    assert sound.sample_rate == 48_000
    assert sound.gain_db == 3.0
    assert sound.characters == server.billed == 2 * len("The tide goes out twice a day.")


def test_audio_and_marks_are_asked_for_with_the_same_parameters(polly: Polly, server: PollyAsDocumented) -> None:
    polly.speak(SENTENCE, KEVIN)
    bodies = sorted(server.spoken, key=lambda body: body["OutputFormat"])
    common = {"Text": SENTENCE, "TextType": "ssml", "VoiceId": "Kevin", "Engine": "neural"}
    assert bodies == [
        {**common, "OutputFormat": "json", "SpeechMarkTypes": ["word"]},
        {**common, "OutputFormat": "ogg_opus", "SampleRate": "48000"},
    ]


def test_the_two_requests_run_side_by_side(polly: Polly, server: PollyAsDocumented) -> None:
    server.latency_s = 0.2
    polly.speak(SENTENCE, KEVIN)
    assert server.most_at_once == 2


def test_marks_slice_back_to_words_in_spanish_with_tags_entities_and_emoji(polly: Polly) -> None:
    text = (
        "<speak>¿Él compró 🦀 &amp; <phoneme alphabet='ipa' ph='xaˈlapa'>Xalapa</phoneme> <break time='200ms'/>"
        "con <lang xml:lang='en-US'>rock &amp; roll</lang>, niña?</speak>"
    )
    sound = polly.speak(text, LUPE)
    said = [text[each.start : each.end] for each in sound.times]
    assert said == ["Él", "compró", "Xalapa", "con", "rock", "roll", "niña"]
    assert [each.at_ms for each in sound.times] == sorted(each.at_ms for each in sound.times)


def test_the_sound_of_a_word_begins_at_its_mark(polly: Polly) -> None:
    sound = polly.speak(SENTENCE, KEVIN)
    onsets = onsets_ms(np.frombuffer(sound.samples, "<i2"), sound.sample_rate)
    assert onsets == pytest.approx([each.at_ms for each in sound.times], abs=5)


def test_a_throttle_and_a_failure_are_tried_again(polly: Polly, server: PollyAsDocumented, impatient: None) -> None:
    server.next_answers.extend([THROTTLED, FAILED])
    assert polly.speak(SENTENCE, KEVIN).times
    assert len(server.spoken) == 4


def test_tries_come_to_an_end(polly: Polly, server: PollyAsDocumented, impatient: None) -> None:
    server.next_answers.extend([THROTTLED] * 100)
    with pytest.raises(EngineUnavailable, match=r"Rate exceeded.* It is asked again later"):
        polly.speak(SENTENCE, KEVIN)
    assert len(server.spoken) == 2 * 3
    assert server.billed == 0


def test_when_one_of_two_requests_fails_the_other_is_not_paid_again(polly: Polly, server: PollyAsDocumented) -> None:
    server.next_answers.append(TRUNCATED)
    with pytest.raises(EngineUnavailable):
        polly.speak(SENTENCE, KEVIN)
    assert polly.speak(SENTENCE, KEVIN).characters == 2 * len("The tide goes out twice a day.")
    assert len(server.spoken) == 3
    assert polly._halves == {}


@pytest.mark.parametrize(
    ("answer", "kind", "next_step"),
    [
        (Refusal("TextLengthExceededException"), UtteranceRefused, "say it shorter"),
        (Refusal("InvalidSsmlException"), UtteranceRefused, "phonemes and aliases"),
        (Refusal("EngineNotSupportedException"), UtteranceRefused, "Choose another voice"),
        (Refusal("LanguageNotSupportedException"), UtteranceRefused, "Choose another voice"),
        (Refusal("LexiconNotFoundException", 404), UtteranceRefused, "Choose another voice"),
        (Refusal("ValidationException"), UtteranceRefused, "Choose another voice"),
        (Refusal("ServiceFailureException", 500), EngineUnavailable, "asked again later"),
        (Refusal("InternalFailure", 503), EngineUnavailable, "asked again later"),
        (Refusal("ServiceQuotaExceededException", 402), EngineUnavailable, "asked again later"),
        (Refusal("SomethingNewException"), EngineUnavailable, "asked again later"),
        (Refusal("AccessDeniedException", 403), EngineUnavailable, "may call polly:SynthesizeSpeech"),
        (Refusal("ExpiredTokenException", 403), EngineUnavailable, "may call polly:SynthesizeSpeech"),
        (TRUNCATED, EngineUnavailable, "asked again later"),
        (CUT_MARKS, EngineUnavailable, "asked again later"),
    ],
    ids=lambda value: value.code if isinstance(value, Refusal) else None,
)
def test_each_error_says_whether_a_retry_helps_and_what_to_do(
    polly: Polly,
    server: PollyAsDocumented,
    impatient: None,
    answer: Refusal | str,
    kind: type[EngineError],
    next_step: str,
) -> None:
    server.next_answers.extend([answer] * 6)
    with pytest.raises(kind, match=next_step):
        polly.speak(SENTENCE, KEVIN)


@pytest.mark.parametrize(
    ("text", "voice", "code"),
    [
        ("<speak>Two < three</speak>", "Kevin:neural", "InvalidSsmlException"),
        ("<speak><emphasis>No</emphasis></speak>", "Kevin:neural", "InvalidSsmlException"),
        (f"<speak>{'long ' * 700}</speak>", "Kevin:neural", "TextLengthExceededException"),
        ("<speak>Hi</speak>", "Kevin:standard", "EngineNotSupportedException"),
        ("<speak>Hi</speak>", "Nobody:neural", "ValidationException"),
    ],
)
def test_what_polly_would_not_speak_is_refused(polly: Polly, text: str, voice: str, code: str) -> None:
    with pytest.raises(UtteranceRefused, match=code):
        polly.speak(text, Voice("polly", voice, "en-US", voice))


def test_a_generative_voice_is_refused_before_anything_is_asked(polly: Polly, server: PollyAsDocumented) -> None:
    with pytest.raises(UtteranceRefused, match="no speech marks: no word could be lit"):
        polly.speak(SENTENCE, Voice("polly", "Joanna:generative", "en-US", "Joanna"))
    assert server.requests == []


def test_nothing_listens_and_the_address_is_named(polly: Polly, settings: Settings, impatient: None) -> None:
    settings.POLLY_ENDPOINT = "http://127.0.0.1:9"
    with pytest.raises(EngineUnavailable, match="READALONG_POLLY_ENDPOINT"):
        polly.speak(SENTENCE, KEVIN)


def test_missing_credentials_are_named(polly: Polly, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(EngineUnavailable, match="Give the process AWS credentials"):
        polly.speak(SENTENCE, KEVIN)


def test_without_a_region_there_are_no_voices_and_the_variable_is_named(polly: Polly, settings: Settings) -> None:
    settings.POLLY_REGION = ""
    assert polly.voices() == ()
    with pytest.raises(EngineUnavailable, match="Set READALONG_POLLY_REGION"):
        polly.speak(SENTENCE, KEVIN)


def test_voices_are_those_of_every_page_with_their_tiers_in_their_names(
    polly: Polly, server: PollyAsDocumented
) -> None:
    voices = polly.voices()
    assert len(server.requests) == 3
    assert KEVIN in voices
    assert LUPE in voices
    expected = {f"{row['Id']}:{tier}" for row in VOICES for tier in row["SupportedEngines"] if tier != "generative"}
    assert {voice.name for voice in voices} == expected
    assert next(voice for voice in voices if voice.name == "Zhiyu:neural").language == "zh-CN"
    assert next(voice.label for voice in voices if voice.name == "Lucia:standard") == "Lucía (es-ES, standard)"


def test_kevin_and_lupe_are_the_first_of_their_languages(polly: Polly, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("synthesis.engines.get", lambda name: polly)
    assert default_voice("polly", "en-US") == KEVIN
    assert default_voice("polly", "es-US") == LUPE
    assert default_voice("polly", "es-MX").name == "Mia:neural"


def test_the_list_of_voices_is_asked_for_once_a_machine(polly: Polly, server: PollyAsDocumented) -> None:
    voices = polly.voices()
    asked = len(server.requests)
    assert polly.voices() == Polly().voices() == voices
    assert len(server.requests) == asked


def test_an_old_list_is_given_at_once_and_renewed_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = threading.Event()

    def fetch() -> list[dict[str, object]]:
        if not lists:
            seen.wait(5)
            return list(VOICES)
        return lists.pop()

    lists = [list(VOICES[:1])]
    catalogue = Catalogue(tmp_path / "voices.json", fetch)
    old = catalogue.voices()
    monkeypatch.setattr("synthesis.engines.polly.catalogue._FRESH_FOR_S", -1)
    monkeypatch.setattr("synthesis.engines.polly.catalogue._ASK_AGAIN_AFTER_S", -1)
    assert catalogue.voices() == old
    monkeypatch.undo()
    seen.set()
    wait_until(lambda: catalogue.voices() == as_voices(VOICES), "the renewed list", within_s=5)


def test_a_list_that_cannot_be_renewed_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch() -> list[dict[str, object]]:
        if asked:
            raise EngineUnavailable("Away.")
        return list(VOICES)

    asked: list[int] = []
    catalogue = Catalogue(tmp_path / "voices.json", fetch)
    voices = catalogue.voices()
    asked.append(1)
    catalogue._renew()
    assert catalogue.voices() == voices
    # Nor does another process need Polly.
    assert Catalogue(tmp_path / "voices.json", fetch).voices() == voices


def test_a_failure_to_list_is_repeated_for_a_while_without_asking(polly: Polly, server: PollyAsDocumented) -> None:
    server.next_answers.extend([Refusal("AccessDeniedException", 403)] * 2)
    for _ in range(2):
        with pytest.raises(EngineUnavailable, match="polly:DescribeVoices"):
            polly.voices()
    assert len(server.requests) == 1


def test_what_is_asked_for_enters_the_utterance_keys(polly: Polly) -> None:
    traits = polly.traits
    assert (traits.dialect, traits.settings) == ("ssml", "ogg_opus 48000 3.0dB")
    keys = {
        utterance_key(SENTENCE, Voice("polly", name, "en-US", ""), traits) for name in ("Ivy:neural", "Ivy:standard")
    }
    assert len(keys) == 2


def test_a_quota_that_is_used_up_is_waited_for_but_not_for_ever(polly: Polly, server: PollyAsDocumented) -> None:
    limit, counts = quota("us-east-1", "neural"), counts_for(settings.BROKER_URL, settings.DATA)
    while counts.turn(limit, LONGEST_WAIT_S) is not None:
        pass
    with pytest.raises(EngineUnavailable, match="more than 8 requests a second of polly-us-east-1-neural"):
        polly.speak(SENTENCE, KEVIN)
    assert len(server.spoken) <= 1
    assert polly.speak(SENTENCE, Voice("polly", "Ivy:standard", "en-US", "Ivy")).times


@pytest.mark.django_db
def test_an_article_is_narrated_with_a_mark_at_the_sound_of_each_word(
    polly: Polly, server: PollyAsDocumented, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("synthesis.engines.get", lambda name: polly)
    blocks = (Block("title", "Crabs & shells"), Block("paragraph", "It counted 12 shells 🦀 all day. Él durmió."))
    content = Content.objects.keep("en-US", blocks)
    narration, _ = pipeline.request(content, find_voice("polly", "Kevin:neural"), Lexicon.objects.common())
    assert pipeline.narrate(narration.pk)
    narration.refresh_from_db()
    manifest = json.loads(gzip.decompress(bytes(narration.manifest or b"")))

    said = [(block, word, at_ms) for block, word, at_ms in timed_words(manifest, blocks) if word not in ("&", "🦀")]
    assert " ".join(word for _, word, _ in said) == "Crabs shells It counted 12 shells all day Él durmió"
    with av.open(io.BytesIO(storage.read(narration.audio))) as container:
        samples = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])
    onsets = onsets_ms(samples * 32_768, 24_000)
    assert all(min(abs(onset - at_ms) for onset in onsets) <= 25 for _, _, at_ms in said)
    assert server.billed == 2 * sum(utterance.characters for utterance in pipeline.plan_of(narration).utterances)


def timed_words(manifest: dict, blocks: tuple[Block, ...]) -> Iterator[tuple[int, str, int]]:
    """Block, word and start of every word of the manifest."""
    for sentence in manifest["sentences"]:
        units = blocks[sentence["block"]].text.encode("utf-16-le")
        numbers = sentence["words"]
        for start, end, at_ms in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
            yield sentence["block"], units[2 * start : 2 * end].decode("utf-16-le"), at_ms


def onsets_ms(samples: np.ndarray, rate: int) -> list[int]:
    """When sound begins after at least 30 ms of silence."""
    loud = np.abs(samples.astype(float)) > 1500
    quiet_for = 30 * rate // 1000
    indexes = np.flatnonzero(loud)
    starts = indexes[np.diff(indexes, prepend=-rate) > quiet_for]
    return [round(start * 1000 / rate) for start in starts]
