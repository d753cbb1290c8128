"""Amazon Polly itself: whether it is as `PollyAsDocumented` has it. Asked only on request, since it costs money (less than a cent).

``READALONG_POLLY_LIVE=us-east-1 python -m pytest tests/synthesis/engines/test_polly_live.py``, with AWS credentials in the environment.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytest_django.fixtures import Settings

from synthesis.engines.polly.engine import Polly
from synthesis.text.voices import Voice

REGION = os.environ.get("READALONG_POLLY_LIVE", "")
pytestmark = pytest.mark.skipif(not REGION, reason="asks Amazon Polly itself: READALONG_POLLY_LIVE names no region")

SPANISH = (
    "<speak>¿Él compró 🦀 &amp; <phoneme alphabet='ipa' ph='xaˈlapa'>Xalapa</phoneme> <break time='200ms'/>"
    "con <lang xml:lang='en-US'>rock &amp; roll</lang>, niña?</speak>"
)


@pytest.fixture
def polly(settings: Settings, tmp_path: Path) -> Iterator[Polly]:
    settings.POLLY_REGION, settings.DATA = REGION, tmp_path
    engine = Polly()
    yield engine
    engine.close()


def test_marks_slice_back_to_words(polly: Polly) -> None:
    sound = polly.speak(SPANISH, Voice("polly", "Lupe:neural", "es-US", "Lupe"))
    said = [SPANISH[each.start : each.end] for each in sound.times]
    assert [word for word in said if word not in ("🦀", "&amp;")] == [
        "Él", "compró", "Xalapa", "con", "rock", "roll", "niña",
    ]  # fmt: skip


def test_marks_are_billed_like_speech(polly: Polly) -> None:
    sound = polly.speak("<speak>Two &amp; two.</speak>", Voice("polly", "Kevin:neural", "en-US", "Kevin"))
    assert sound.characters == 2 * len("Two & two.")


@pytest.mark.parametrize("tier", ["standard", "neural", "long-form"])
def test_the_sound_begins_at_the_first_mark(polly: Polly, tier: str) -> None:
    voice = next(voice for voice in polly.voices() if voice.language == "en-US" and voice.name.endswith(f":{tier}"))
    sound = polly.speak("<speak>Banana bread is ready.</speak>", voice)
    level = np.abs(np.frombuffer(sound.samples, "<i2").astype(float))
    onset_ms = int(np.flatnonzero(level > level.max() / 20)[0]) * 1000 // sound.sample_rate
    assert abs(onset_ms - sound.times[0].at_ms) <= 60


def test_the_voices_for_children_are_offered(polly: Polly) -> None:
    assert {"Kevin:neural", "Lupe:neural"} <= {voice.name for voice in polly.voices()}
