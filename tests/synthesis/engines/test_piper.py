"""Piper, the real one, in its child process, with voices that the tests make themselves (tests/piper_voice.py)."""

import doctest
import gzip
import json
import os
import signal
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from pytest_django.fixtures import Settings

from synthesis import engines, pipeline
from synthesis.engines.child_process import ChildProcess
from synthesis.engines.loudness import gain_db, loudness_lufs
from synthesis.engines.piper import alignment, voices
from synthesis.engines.piper import engine as piper_engine
from synthesis.engines.piper.alignment import word_starts
from synthesis.engines.piper.engine import Piper
from synthesis.errors import EngineUnavailable, UnknownVoice, UtteranceRefused
from synthesis.models import Content, Lexicon, Narration, Speech
from synthesis.text.blocks import Block
from synthesis.text.utterances import utterance_key
from synthesis.text.voices import Voice
from tests.piper_voice import IDS, SAMPLE_RATE, make_unaligned, make_voice

SENTENCE = "The end of the beach, a crab."
HUM = Voice("piper", "en_US-hum-medium", "en-US", "hum (en-US, medium)")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Piper]:
    engine = Piper()
    yield engine
    engine.close()


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    """A folder with one voice, mounted."""
    settings.DATA = tmp_path / "data"
    settings.PIPER_VOICES = str(tmp_path / "voices")
    folder = tmp_path / "voices"
    folder.mkdir()
    make_voice(folder, HUM.name)
    return folder


@pytest.fixture
def piper(running: Piper, folder: Path) -> Piper:
    """The engine as it is in a new process, with a child that is there already."""
    engine = Piper()
    engine._child = running._child
    return engine


def said(text: str, piper: Piper, voice: Voice = HUM) -> list[str]:
    return [text[each.start : each.end] for each in piper.speak(text, voice).times]


def onsets_ms(samples: bytes) -> list[int]:
    """When sound begins after at least 40 ms of silence."""
    loud = np.flatnonzero(np.abs(np.frombuffer(samples, "<i2").astype(int)) > 500)
    starts = loud[np.diff(loud, prepend=-SAMPLE_RATE) > 40 * SAMPLE_RATE // 1000]
    return [round(start * 1000 / SAMPLE_RATE) for start in starts]


def test_a_sentence_becomes_samples_and_a_time_for_each_word(piper: Piper) -> None:
    sound = piper.speak(SENTENCE, HUM)
    assert said(SENTENCE, piper) == ["The", "end", "of", "the", "beach,", "a", "crab."]
    times = [each.at_ms for each in sound.times]
    assert times == sorted(set(times))
    assert sound.sample_rate == SAMPLE_RATE
    assert times[-1] < len(sound.samples) // 2 * 1000 / SAMPLE_RATE
    assert sound.samples == piper.speak(SENTENCE, HUM).samples


def test_the_sound_of_a_word_begins_at_its_time(piper: Piper) -> None:
    sound = piper.speak(SENTENCE, HUM)
    # “of the” is one group to Piper: no silence shows where its second word begins.
    separate = [each.at_ms for each in sound.times if SENTENCE[each.start : each.end] != "the"]
    assert onsets_ms(sound.samples) == pytest.approx(separate, abs=5)


def test_a_word_is_pronounced_as_it_is_in_its_sentence(piper: Piper) -> None:
    answer, _ = piper._ask(piper_engine._file(HUM), "It is a crab.", ["a"])
    assert (answer["words"], "eɪ" in "".join(answer["phonemes"])) == ([["ˈ", "e", "ɪ"]], False)


def test_offsets_count_code_points_after_quotation_marks_and_emoji(piper: Piper, folder: Path) -> None:
    make_voice(folder, "es_MX-luna-low", "es_MX", "es-419")
    luna = next(voice for voice in piper.voices() if voice.language == "es-MX")
    text = "«Él» vio 🦀 allí — ¿no [es] así?"
    assert said(text, piper, luna) == ["Él»", "vio", "allí", "no", "es]", "así?"]


def test_what_is_written_without_spaces_is_timed_by_the_character(piper: Piper, folder: Path) -> None:
    make_voice(folder, "zh_CN-hai-low", "zh_CN", "cmn")
    hai = next(voice for voice in piper.voices() if voice.language == "zh-CN")
    assert said("今天天气很好，我们去 Paris。", piper, hai) == [*"今天天气很好我们去", "Paris。"]


def test_brackets_are_not_taken_for_phonemes(piper: Piper) -> None:
    assert piper.speak("See [[it]] there.", HUM).samples == piper.speak("See ((it)) there.", HUM).samples


@pytest.mark.parametrize(
    ("words", "sentence", "starts"),
    [
        (("ˈeɪ", "kɹˈæb"), "ɐ kɹˈæb", (0, 2)),
        (("hˈæz", "bˌɪn", "ðˈɛɹ"), "hɐzbɪn ðɛɹ", (0, 3, 7)),
        (("fɔːɹ", "ˈeɪ", "wˈaɪl."), "fɚɹə wˈaɪl.", (0, 3, 5)),
        (("", "ɪt"), "ɪt", (None, 0)),
        (("ɪt", ""), "ɪt", (0, None)),
        (("sˈɛd", "ɡˈoʊ!"), "sˈɛd", (0, None)),
        (("biːtʃ, ", "ænd"), "biːtʃ, ænd", (0, 7)),
        ((), "ɪt", ()),
        (("ɪt",), "", (None,)),
    ],
)
def test_words_are_found_in_phonemes_that_speech_has_changed(
    words: tuple[str, ...], sentence: str, starts: tuple[int | None, ...]
) -> None:
    assert word_starts([list(word) for word in words], list(sentence)) == starts


@pytest.mark.parametrize("module", [alignment, voices])
def test_examples(module: object) -> None:
    assert doctest.testmod(module).failed == 0


def test_each_speaker_of_a_model_is_a_voice(piper: Piper, folder: Path) -> None:
    make_voice(folder, "en_GB-choir-low", "en_GB", "en-gb-x-rp", num_speakers=3, speaker_id_map={"low": 1, "loud": 2})
    low, loud = (voice for voice in piper.voices() if voice.language == "en-GB")
    assert (low.name, loud.name) == ("en_GB-choir-low:loud", "en_GB-choir-low:low")
    first, second = (piper.speak(SENTENCE, voice) for voice in (low, loud))
    assert np.frombuffer(first.samples, "<i2").max() > 1.9 * np.frombuffer(second.samples, "<i2").max()
    assert second.gain_db == pytest.approx(first.gain_db + 6.02, abs=0.1)


def test_voices_are_those_of_the_folder_with_the_language_of_their_configuration(piper: Piper, folder: Path) -> None:
    make_voice(folder, "es_419-sol-low", language="es_419")
    make_voice(folder, "de-tief-low", espeak="de")
    configuration = folder / "de-tief-low.onnx.json"
    stated = json.loads(configuration.read_text())
    del stated["language"]
    configuration.write_text(json.dumps(stated))
    assert [(voice.name, voice.language) for voice in piper.voices()] == [
        ("de-tief-low", "de"),
        (HUM.name, "en-US"),
        ("es_419-sol-low", "es-419"),
    ]
    assert HUM in piper.voices()


def test_what_is_no_voice_is_left_out_and_named(piper: Piper, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    make_voice(folder, "en_US-torn-low").with_name("en_US-torn-low.onnx.json").write_text("{")
    make_voice(folder, "en_US-bare-low").with_name("en_US-bare-low.onnx.json").unlink()
    make_voice(folder, "zh_CN-far-low", phoneme_type="pinyin")
    (folder / "MODEL_CARD").write_text("Public domain.")
    assert piper.voices() == (HUM,)
    assert [name in caplog.text for name in ("torn", "bare", "'pinyin'", "MODEL_CARD")] == [True, True, True, False]


def test_without_a_folder_there_are_no_voices_and_the_variable_is_named(
    piper: Piper, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.PIPER_VOICES = ""
    assert piper.voices() == ()
    with pytest.raises(EngineUnavailable, match="Set READALONG_PIPER_VOICES"):
        piper.speak(SENTENCE, HUM)
    settings.PIPER_VOICES = f"{tmp_path}/nowhere"
    assert piper.voices() == piper.voices() == ()
    assert caplog.text.count("READALONG_PIPER_VOICES names no folder") == 1


def test_an_unknown_voice_is_refused(piper: Piper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("synthesis.engines.get", lambda name: piper)
    with pytest.raises(UnknownVoice, match="Offered: en_US-hum-medium"):
        engines.find_voice("piper", "Amy")
    with pytest.raises(EngineUnavailable, match=r"'Amy' is not in .*/voices"):
        piper.speak(SENTENCE, Voice("piper", "Amy", "en-US", "Amy"))


def test_another_model_or_configuration_is_another_voice_to_the_utterance_keys(folder: Path) -> None:
    keys = [utterance_key(SENTENCE, HUM, Piper().traits), utterance_key(SENTENCE, HUM, Piper().traits)]
    make_voice(folder, HUM.name, inference={"length_scale": 2})
    keys.append(utterance_key(SENTENCE, HUM, Piper().traits))
    with (folder / f"{HUM.name}.onnx").open("ab") as model:
        model.write(b"\0")
    keys.append(utterance_key(SENTENCE, HUM, Piper().traits))
    assert len(set(keys)) == 3


def test_models_are_read_and_measured_once_a_machine(piper: Piper, monkeypatch: pytest.MonkeyPatch) -> None:
    gain, traits = piper.speak(SENTENCE, HUM).gain_db, piper.traits
    monkeypatch.setattr(piper_engine, "_digest_of_files", None)
    monkeypatch.setattr(piper_engine, "gain_db", None)
    another = Piper()
    another._child = piper._child
    assert (another.speak(SENTENCE, HUM).gain_db, another.traits) == (gain, traits)


def test_what_cannot_be_kept_is_found_out_again(piper: Piper, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings.DATA = tmp_path / "file"
    assert piper.speak(SENTENCE, HUM).times


def test_the_gain_is_that_of_the_recommendation(piper: Piper) -> None:
    # Recommendation ITU-R BS.1770: a full sine wave of 997 Hz in one channel has a loudness of -3.01 LUFS.
    for rate in (16_000, 22_050, 48_000):
        sine = np.sin(2 * np.pi * 997 * np.arange(5 * rate) / rate)
        assert loudness_lufs(sine, rate) == pytest.approx(-3.01, abs=0.02)
        with_pause = np.concatenate([sine, np.zeros(5 * rate)])
        assert loudness_lufs(with_pause, rate) == pytest.approx(-3.01, abs=0.2)
    assert gain_db((sine * 3276.7).astype("<i2").tobytes(), rate) == pytest.approx(7.01, abs=0.02)
    assert gain_db(bytes(rate), rate) == gain_db(b"", rate) == 0.0


def test_text_in_which_nothing_can_be_said_is_refused(piper: Piper) -> None:
    with pytest.raises(UtteranceRefused, match=r"finds nothing to say in '— …'. A lexicon rule"):
        piper.speak("— …", HUM)


def test_a_voice_that_cannot_say_the_passage_is_not_measured(piper: Piper, folder: Path) -> None:
    make_voice(
        folder,
        "pl_PL-spelt-low",
        "pl_PL",
        phoneme_type="text",
        phoneme_id_map={each: IDS[each] for each in "_^$ .crab"},
    )
    sound = piper.speak("Crab.", next(voice for voice in piper.voices() if "spelt" in voice.name))
    assert (sound.gain_db, len(sound.times)) == (0.0, 1)


def test_a_damaged_model_is_named_with_what_to_do(piper: Piper, folder: Path) -> None:
    (folder / f"{HUM.name}.onnx").write_bytes(b"<html>Not found</html>")
    with pytest.raises(EngineUnavailable, match=r"cannot use .*en_US-hum-medium.onnx: .*Fetch both files again"):
        piper.speak(SENTENCE, HUM)


def test_a_model_that_tells_no_times_is_named_with_what_to_do(piper: Piper, folder: Path) -> None:
    make_unaligned(make_voice(folder, "en_US-dumb-low"))
    dumb = next(voice for voice in piper.voices() if "dumb" in voice.name)
    with pytest.raises(EngineUnavailable, match=r"does not tell the times .*Install the package onnx"):
        piper.speak(SENTENCE, dumb)


def test_times_that_do_not_add_up_to_the_sound_are_not_believed(piper: Piper, folder: Path) -> None:
    make_voice(folder, "en_US-off-low", hop_length=512)
    off = next(voice for voice in piper.voices() if "off" in voice.name)
    with pytest.raises(EngineUnavailable, match=r"add up to \d+ samples of \d+"):
        piper.speak(SENTENCE, off)


def test_where_piper_is_not_installed_the_command_is_named(folder: Path, tmp_path: Path) -> None:
    script = tmp_path / "child.py"
    child = Path(piper_engine.__file__).with_name("child.py")
    script.write_text(
        f"import runpy, sys\nsys.modules['piper'] = None\nrunpy.run_path({str(child)!r}, run_name='__main__')\n"
    )
    engine = Piper()
    engine._child = ChildProcess(script)
    with pytest.raises(EngineUnavailable, match=r"pip install -r requirements-piper\.txt"):
        engine.speak(SENTENCE, HUM)
    engine.close()


def test_a_crash_costs_a_restart_and_a_hang_one_utterance(piper: Piper, monkeypatch: pytest.MonkeyPatch) -> None:
    before = piper.speak(SENTENCE, HUM)
    assert piper._child.process is not None
    os.kill(piper._child.process.pid, signal.SIGKILL)
    piper._child.process.wait()
    assert piper.speak(SENTENCE, HUM) == before
    os.kill(piper._child.process.pid, signal.SIGSTOP)
    monkeypatch.setattr(piper_engine, "_ANSWER_WITHIN_S", 0.1)
    with pytest.raises(EngineUnavailable, match=r"Piper hung on 'The end.*more memory"):
        piper.speak(SENTENCE, HUM)
    monkeypatch.undo()
    assert piper.speak(SENTENCE, HUM) == before


def test_two_utterances_that_wait_for_each_other_stay_within_their_claims(settings: Settings) -> None:
    assert timedelta(seconds=2 * piper_engine._ANSWER_WITHIN_S) < settings.NARRATION_LEASE


@pytest.mark.django_db
def test_an_article_is_narrated_with_a_time_for_each_word(piper: Piper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("synthesis.engines.get", lambda name: piper)
    blocks = (
        Block("title", "Crabs & shells"),
        Block("paragraph", "It counted 12 shells 🦀 all day. At night it slept."),
    )
    content = Content.objects.keep("en-US", blocks)
    narration, _ = pipeline.request(content, engines.default_voice("piper", "en-US"), Lexicon.objects.common())
    assert pipeline.narrate(narration.pk)
    narration.refresh_from_db()
    assert (narration.state, narration.engine, Speech.objects.count()) == (Narration.State.READY, "piper", 3)

    manifest = json.loads(gzip.decompress(bytes(narration.manifest or b"")))
    words = [
        (blocks[sentence["block"]].text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le"), at_ms)
        for sentence in manifest["sentences"]
        for start, end, at_ms in zip(*(sentence["words"][each::3] for each in range(3)), strict=True)
    ]
    times = [at_ms for word, at_ms in words if word.isalnum()]
    assert (
        " ".join(word for word, _ in words if word.isalnum())
        == "Crabs shells It counted 12 shells all day At night it slept"
    )
    assert times == sorted(set(times))
    assert times[-1] < manifest["duration_ms"]
