"""Verification finds what is wrong with a narration, says so in words, and changes nothing."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from synthesis import engines, pipeline, storage
from synthesis.models import Content, Lexeme, Lexicon, Narration, Speech
from synthesis.passages import passages_of
from synthesis.text.blocks import Block
from synthesis.verification import Verified, verify

pytestmark = pytest.mark.django_db

VOICE = engines.find_voice("silent", "en-US")
TEXT = ("The crab 🦀 sleeps. It dreams of Dr. Whale.", "A shell.")


@pytest.fixture
def narration() -> Narration:
    content = Content.objects.keep("en-US", tuple(Block("paragraph", text) for text in TEXT))
    made = pipeline.request(content, VOICE, Lexicon.objects.common())[0]
    assert pipeline.narrate(made.pk)
    made.refresh_from_db()
    return made


def with_manifest(narration: Narration, change: Callable[[dict[str, Any]], object]) -> Verified:
    manifest = json.loads(gzip.decompress(bytes(narration.manifest or b"")))
    change(manifest)
    narration.manifest = gzip.compress(json.dumps(manifest).encode())
    return verify(narration)


def test_what_was_just_spoken_is_as_it_should_be(narration: Narration) -> None:
    assert verify(narration) == Verified((), ("3 utterances, all as planned.",))


def test_what_is_not_spoken_yet_is_not_called_wrong() -> None:
    content = Content.objects.keep("en-US", (Block("paragraph", "A crab."),))
    found = verify(pipeline.request(content, VOICE, Lexicon.objects.common())[0])
    assert found == Verified((), ("There is no audio to verify: it is queued.",))


def test_lost_audio_is_found(narration: Narration) -> None:
    storage.delete_many((narration.audio,))
    assert verify(narration).faults == ("The audio file is gone from the storage.",)


def test_damaged_audio_is_found(narration: Narration, audio_folder: Path) -> None:
    (audio_folder / narration.audio).write_bytes(b"something else")
    damaged, shorter = verify(narration).faults
    assert "its bytes are not those" in damaged
    assert "has 14 bytes" in shorter


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda m: m["audio"].update(url="/v1/audio/x.m4a"), "names another audio file"),
        (lambda m: m.update(fingerprint="0" * 64), "of another text"),
        (lambda m: m.update(duration_ms=1), "The manifest says 1 ms"),
        (lambda m: m["sentences"][0]["words"].__setitem__(2, 60_000), "out of order"),
        (lambda m: m["sentences"][1]["words"].__setitem__(0, 0), "out of order"),
        (lambda m: m["sentences"][2].update(block=9), "lies outside the text"),
        (lambda m: m["sentences"][2].update(end_ms=10**7), "lies outside the audio"),
        (lambda m: m["sentences"][1].update(start_ms=0), "overlap"),
    ],
)
def test_a_wrong_manifest_is_found(
    narration: Narration, change: Callable[[dict[str, Any]], object], fault: str
) -> None:
    assert any(fault in each for each in with_manifest(narration, change).faults)


def test_an_unreadable_manifest_is_found(narration: Narration) -> None:
    narration.manifest = b"no gzip"
    assert verify(narration).faults == ("The manifest cannot be read.",)


def test_lost_speech_is_found_and_its_row_stays(narration: Narration) -> None:
    storage.delete_many([each.audio for each in Speech.objects.all()[:1]])
    assert verify(narration).faults == (
        "1 of 3 utterances have lost their speech. The audio plays; a change speaks them again.",
    )
    assert Speech.objects.count() == 3


def test_a_rule_that_came_since_is_told_and_no_fault(narration: Narration) -> None:
    Lexeme.objects.create(lexicon=Lexicon.objects.common(), grapheme="crab", value="hermit crab")
    Lexicon.objects.common().changed()
    found = verify(Narration.objects.get(pk=narration.pk))
    assert not found.faults
    assert "it would be said otherwise" in found.notes[0]


def test_every_sentence_leads_to_its_speech_and_its_time(narration: Narration) -> None:
    manifest = json.loads(gzip.decompress(bytes(narration.manifest or b"")))
    found = list(passages_of(narration))
    assert [each.text for each in found] == ["The crab 🦀 sleeps.", "It dreams of Dr. Whale.", "A shell."]
    assert [each.start_ms for each in found] == [each["start_ms"] for each in manifest["sentences"]]
    assert "Doctor Whale" in found[1].spoken
    assert {each.speech for passage in found for each in passage.voiced} == set(narration.speeches.all())
