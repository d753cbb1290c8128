"""eSpeak NG, the real one, in its child process."""

import os
import signal
from collections.abc import Iterator

import pytest

from synthesis import engines
from synthesis.engines.espeak import library
from synthesis.engines.espeak.engine import Espeak, sanitised
from synthesis.errors import EngineUnavailable, UnknownVoice, UtteranceRefused


@pytest.fixture
def espeak() -> Iterator[Espeak]:
    engine = Espeak()
    yield engine
    engine.close()


ADA = engines.default_voice("espeak", "en-US")


def test_a_sentence_becomes_samples_and_a_time_for_each_word(espeak: Espeak) -> None:
    sound = espeak.speak("The tide goes out twice a day.", ADA)
    words = ["The tide goes out twice a day."[time.start :].split()[0] for time in sound.times]
    assert words == ["The", "tide", "goes", "out", "twice", "a", "day."]
    assert [time.at_ms for time in sound.times] == sorted(time.at_ms for time in sound.times)
    assert sound.sample_rate == 22_050
    assert 1.2 < len(sound.samples) / 2 / sound.sample_rate < 3.0


def test_offsets_count_code_points_after_accents_and_emoji(espeak: Espeak) -> None:
    text = "Él vio 🦀 allí, ¿no?"
    spanish = engines.default_voice("espeak", "es-MX")
    starts = [time.start for time in espeak.speak(text, spanish).times]
    assert [text[start:].split()[0] for start in starts if text[start] != "🦀"] == ["Él", "vio", "allí,", "no?"]


def test_phonemes_are_spoken_where_they_stand_in_brackets(espeak: Espeak) -> None:
    plain = espeak.speak("banana", ADA)
    as_phonemes = espeak.speak("[[b@n'A:n@]]", ADA)
    spelt = espeak.speak("b @ n A n @", ADA)
    assert abs(len(plain.samples) - len(as_phonemes.samples)) < len(plain.samples) / 3
    assert len(as_phonemes.samples) < len(spelt.samples)


def test_characters_that_command_or_crash_the_engine_become_spaces() -> None:
    assert sanitised("a\x011M b\u200b\U0001f980") == "a 1M b  "


def test_a_crash_costs_one_utterance_and_a_restart(espeak: Espeak) -> None:
    espeak.speak("Before.", ADA)
    assert espeak._child.process is not None
    os.kill(espeak._child.process.pid, signal.SIGKILL)
    espeak._child.process.wait()
    assert espeak.speak("After.", ADA).samples


def test_a_hang_ends_with_an_error_that_names_the_text(espeak: Espeak, monkeypatch: pytest.MonkeyPatch) -> None:
    espeak.speak("Before.", ADA)
    assert espeak._child.process is not None
    monkeypatch.setattr("synthesis.engines.espeak.engine._ANSWER_WITHIN_S", 0.2)
    os.kill(espeak._child.process.pid, signal.SIGSTOP)
    with pytest.raises(UtteranceRefused, match=r"hung on 'Stuck\.'"):
        espeak.speak("Stuck.", ADA)
    monkeypatch.undo()
    assert espeak.speak("After.", ADA).samples


def test_a_child_inherited_through_a_fork_is_left_alone(espeak: Espeak) -> None:
    espeak.speak("Before.", ADA)
    first = espeak._child.process
    espeak._child._owner = -1
    espeak.speak("After.", ADA)
    assert espeak._child.process is not first
    assert first is not None
    # Its pipes are closed on this side; a child of a real parent still has that parent's.
    first.wait(5)


def test_an_unknown_voice_is_refused_with_those_that_are_offered() -> None:
    with pytest.raises(UnknownVoice, match=r"Voice 'Amy' is not offered by engine 'espeak'. Offered: .*en-us\+f3"):
        engines.find_voice("espeak", "Amy")


@pytest.mark.parametrize(
    ("language", "voice"), [("en", "en-us+f3"), ("en-GB", "en+f3"), ("es-MX", "es-419+f3"), ("es-ES", "es+f3")]
)
def test_a_language_is_read_by_its_nearest_voice(language: str, voice: str) -> None:
    assert engines.default_voice("espeak", language).name == voice


def test_every_voice_that_is_offered_can_speak(espeak: Espeak) -> None:
    mute = [voice.name for voice in espeak.voices() if len(espeak.speak("Hola.", voice).samples) < 4000]
    assert mute == []


def test_without_the_wheel_the_systems_library_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "_wheel", lambda: None)
    library.find_library.cache_clear()
    engine = Espeak()
    try:
        assert engine.traits.version.startswith("system-")
        sound = engine.speak("The tide goes out.", ADA)
        assert len(sound.times) == 4
    finally:
        engine.close()
        library.find_library.cache_clear()


def test_without_any_library_the_error_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "_wheel", lambda: None)
    monkeypatch.setattr("ctypes.util.find_library", lambda name: None)
    library.find_library.cache_clear()
    with pytest.raises(EngineUnavailable, match="pip install espeakng-loader"):
        library.find_library()
    library.find_library.cache_clear()
