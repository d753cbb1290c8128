"""Takes: an uploaded recording is heard in place of one sentence, its words found, and nothing else is touched."""

import gzip
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from synthesis import audio, decoding, engines, pipeline, storage, takes
from synthesis.collection import collect
from synthesis.decoding import NoRecording, decoded
from synthesis.models import Change, Content, Lexeme, Lexicon, Narration, Publication, Speech, Take
from synthesis.models.change import undo
from synthesis.text.blocks import Block
from tests import recordings
from tests.recordings import RATE, file_of, padded, said, wav
from tests.synthesis.delivered import delivered
from tests.synthesis.loudness import lufs
from tests.synthesis.test_audio import offset_of

pytestmark = pytest.mark.django_db

SENTENCE = "Nobody has ever seen a storm like this one, said the lighthouse keeper."
BLOCKS = (
    Block("title", "The storm"),
    Block("paragraph", f"It began at night. {SENTENCE} Then she put out the lamp."),
    Block("paragraph", "In the morning the sea was calm."),
)
ADA = engines.default_voice("espeak", "en-US")
TONE = (0.3 * np.sin(2 * np.pi * 300 * np.arange(RATE) / RATE)).astype(np.float32)


def lexicon() -> Lexicon:
    return Lexicon.objects.common()


def recorded(data: bytes, sentence: str = SENTENCE) -> Take:
    spoken = pipeline.plan_with(pipeline.compiled(lexicon()), (Block("paragraph", sentence),), "en-US", ADA).utterances
    return takes.record(data, lexicon(), spoken, sentence, file_name="storm.wav", user=None)


def publish(take: Take, **columns: Any) -> Publication:
    after = Lexeme(grapheme=take.sentence, match="sentence", case_sensitive=True, take=take.key, **columns).state()
    change = Change.objects.draft(lexicon(), after, None)
    return Change.objects.filter(pk=change.pk).publish(None)


def narrated() -> Narration:
    narration, wanted = pipeline.request(Content.objects.keep("en-US", BLOCKS), ADA, lexicon())
    assert not wanted or pipeline.narrate(narration.pk)
    narration.refresh_from_db()
    return narration


def sentence_in(narration: Narration) -> dict[str, Any]:
    manifest = json.loads(gzip.decompress(bytes(narration.manifest or b"")))
    found: dict[str, Any] = manifest["sentences"][2]
    return found


class TestInANarration:
    def test_it_is_heard_in_place_of_its_sentence_and_nothing_else_is_spoken(self, audio_folder: Path) -> None:
        before = narrated()
        known = set(Speech.objects.values_list("key", flat=True))
        take = recorded(wav(padded(said(SENTENCE)[0])))
        publish(take)
        after = narrated()
        assert set(Speech.objects.values_list("key", flat=True)) - known == {pipeline.plan_of(after).utterances[2].key}
        assert after.audio != before.audio
        sound, sentence = delivered(after), sentence_in(after)
        first = round(sentence["start_ms"] * RATE / 1000)
        expected = np.frombuffer(takes.sound(take).samples, "<i2").astype(np.float32)
        off = offset_of(expected[:RATE], sound.m4a, first, around=100)
        # A time is whole milliseconds, of which one has 24 samples.
        assert abs(off) <= 12
        heard = sound.m4a[first + off : first + off + expected.size]
        assert np.corrcoef(heard, expected)[0, 1] > 0.95
        assert sentence["end_ms"] - sentence["start_ms"] == take.duration_ms

    def test_the_highlight_goes_on_through_it(self, audio_folder: Path) -> None:
        publish(recorded(wav(padded(said(SENTENCE)[0]))))
        manifest = delivered(narrated()).manifest
        times = [time for sentence in manifest["sentences"] for time in sentence["words"][2::3]]
        assert times == sorted(times)
        sentence = manifest["sentences"][2]
        assert all(sentence["start_ms"] <= time <= sentence["end_ms"] for time in sentence["words"][2::3])
        # What the player lights is the page's own words, each at a time of its own.
        numbers = iter(sentence["words"])
        lit = [(BLOCKS[1].text[start:end], at_ms) for start, end, at_ms in zip(numbers, numbers, numbers, strict=True)]
        assert [word for word, _ in lit] == [word.strip(",.") for word in SENTENCE.split()]
        assert len({at_ms for _, at_ms in lit}) == len(lit)
        assert manifest["sentences"][1]["end_ms"] < sentence["start_ms"] < manifest["sentences"][3]["start_ms"]

    def test_it_is_as_loud_as_the_voice_and_in_the_download(self, audio_folder: Path) -> None:
        quiet = padded(said(SENTENCE)[0] * 0.05)
        publish(recorded(wav(quiet)))
        narration = narrated()
        sound, sentence = delivered(narration), sentence_in(narration)
        for samples in (sound.m4a, sound.mp3):
            part = samples[round(sentence["start_ms"] * 24) : round(sentence["end_ms"] * 24)]
            assert lufs(part, RATE) == pytest.approx(-16, abs=1.5)

    def test_it_costs_nothing(self, audio_folder: Path) -> None:
        publish(recorded(wav(said(SENTENCE)[0])))
        planned = pipeline.plan_of(pipeline.request(Content.objects.keep("en-US", BLOCKS), ADA, lexicon())[0])
        everything = sum(each.characters for each in planned.utterances)
        assert pipeline.estimate_of(planned).characters == everything == planned.characters
        assert planned.utterances[2].characters == 0

    def test_undone_everything_is_as_it_was_and_nothing_is_spoken(self, audio_folder: Path) -> None:
        before = narrated()
        was = (before.plan_key, before.audio)
        publication = publish(recorded(wav(said(SENTENCE)[0])))
        narrated()
        known = Speech.objects.count()
        undo(publication, None)
        after = narrated()
        assert (after.plan_key, after.audio) == was
        assert Speech.objects.count() == known

    def test_a_lost_speech_is_made_of_the_take_again(self, audio_folder: Path) -> None:
        publish(recorded(wav(said(SENTENCE)[0])))
        narration = narrated()
        Speech.objects.get(key=pipeline.plan_of(narration).utterances[2].key).delete()
        assert narration.queue()
        assert pipeline.narrate(narration.pk)

    def test_a_lost_take_is_said_to_be_lost(self, audio_folder: Path) -> None:
        take = recorded(wav(said(SENTENCE)[0]))
        publish(take)
        storage.delete_many((take.audio,))
        narration, _ = pipeline.request(Content.objects.keep("en-US", BLOCKS), ADA, lexicon())
        assert not pipeline.narrate(narration.pk)
        narration.refresh_from_db()
        assert narration.state == Narration.State.FAILED
        assert "Upload the recording again" in narration.error


class TestWords:
    def test_words_are_found_where_they_begin(self) -> None:
        samples, known = said(SENTENCE)
        take = recorded(wav(padded(samples)))
        found = np.array([at_ms for _, _, at_ms in take.times])
        # Where the recording was cut is not known, so that the first word's place is taken for granted.
        errors = np.abs((found - found[0]) - (np.array(known) - known[0]))
        assert np.median(errors) <= 20
        assert errors.max() <= 80
        assert [take.sentence[start:end] for start, end, _ in take.times] == SENTENCE.replace(",", "").rstrip(
            "."
        ).split()

    def test_pauses_that_the_voice_does_not_make_are_no_matter(self) -> None:
        samples, known = said(SENTENCE)
        cut = known[4] * RATE // 1000
        take = recorded(wav(np.concatenate((samples[:cut], np.zeros(RATE, np.float32), samples[cut:]))))
        found = [at_ms for _, _, at_ms in take.times]
        assert found[3] < known[4] < known[4] + 900 < found[4]

    def test_they_can_be_put_right(self) -> None:
        take = recorded(wav(said(SENTENCE)[0]))
        starts = [at_ms for _, _, at_ms in take.times]
        later = takes.moved(take, [*starts[:-1], starts[-1] + 30], None)
        assert later.times[-1][2] == starts[-1] + 30
        assert (later.audio, later.key != take.key) == (take.audio, True)
        assert takes.moved(take, starts, None) == take

    @pytest.mark.parametrize("starts", [[], [5], [0] * 12 + [10**6], [50, 40, *range(60, 71)]])
    def test_times_that_cannot_be_are_refused(self, starts: list[int]) -> None:
        with pytest.raises(ValueError, match="times"):
            takes.moved(recorded(wav(said(SENTENCE)[0])), starts, None)


class TestFiles:
    @pytest.mark.parametrize(
        ("container", "codec", "rate"),
        [
            ("wav", "pcm_s16le", 44_100), ("wav", "pcm_u8", 8_000), ("mp3", "libmp3lame", 44_100),
            ("mp4", "aac", 48_000), ("ogg", "libopus", 48_000), ("flac", "flac", 48_000),
            ("aiff", "pcm_s16be", 44_100), ("webm", "libopus", 48_000), ("adts", "aac", 48_000),
        ],
    )  # fmt: skip
    def test_every_common_kind_is_read(self, container: str, codec: str, rate: int) -> None:
        samples = np.frombuffer(decoded(file_of(TONE, container, codec, rate), RATE), "<i2")
        assert samples.size == pytest.approx(RATE, abs=0.15 * RATE)
        spectrum = np.abs(np.fft.rfft(samples))
        assert np.argmax(spectrum) * RATE / samples.size == pytest.approx(300, abs=5)

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"", "no sound file"),
            (b"#EXTM3U\nfile:///etc/passwd\n", "no sound file"),
            (b"ffconcat version 1.0\nfile /etc/passwd\n", "no sound file"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no sound file"),
            (b"RIFF\xff\xff\xff\xffWAVEfmt ", "cannot be read"),
            (b"OggS" + bytes(range(256)) * 40, "cannot be read"),
            (b"ID3" + b"\x00" * 5000, "cannot be read"),
            (b"\x00\x00\x00\x18ftypmp42" + b"\xff" * 900, "cannot be read"),
            (wav(TONE)[:60], "shorter than"),
            (wav(np.tile(TONE, 61)), "longer than 60 seconds"),
            (b"RIFF" + b"\x00" * decoding.LARGEST_BYTES, "bytes are allowed|are allowed"),
        ],
        ids=lambda value: repr(value[:12]) if isinstance(value, bytes) else value,
    )
    def test_what_is_no_recording_is_refused_with_the_reason(self, data: bytes, reason: str) -> None:
        with pytest.raises(NoRecording, match=reason):
            decoded(data, RATE)

    def test_an_archive_is_no_recording(self) -> None:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("take.wav", wav(TONE))
        with pytest.raises(NoRecording, match="no sound file"):
            decoded(file.getvalue(), RATE)

    def test_a_decoder_that_is_killed_is_no_fault_of_ours(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        script = tmp_path / "child.py"
        script.write_text("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
        monkeypatch.setattr(decoding, "_CHILD", script)
        with pytest.raises(NoRecording, match="cannot be read"):
            decoded(wav(TONE), RATE)

    def test_silence_is_no_recording(self) -> None:
        with pytest.raises(NoRecording, match="Nothing is heard"):
            recorded(wav(np.zeros(3 * RATE, np.float32)))

    def test_silence_around_it_is_cut(self) -> None:
        samples, _ = said(SENTENCE)
        take = recorded(wav(padded(samples, 3000, 3000)))
        assert take.duration_ms == pytest.approx(audio.samples_to_ms(samples.size), abs=250)


class TestKeeping:
    def test_what_no_rule_and_no_draft_has_is_deleted_row_and_file(self, audio_folder: Path) -> None:
        take = recorded(wav(said(SENTENCE)[0]))
        other = recorded(wav(said(SENTENCE, recordings.SPEAKER)[0] * 0.5))
        publication = publish(take)
        now = timezone.now()
        collect(now)
        collect(now + timedelta(days=31))
        assert Take.objects.get() == take
        assert not storage.exists(other.audio)
        undo(publication, None)
        collect(now + timedelta(days=32))
        assert storage.exists(take.audio)
        collect(now + timedelta(days=64))
        assert not Take.objects.exists()
        assert not storage.exists(take.audio)

    def test_a_draft_keeps_it(self, audio_folder: Path) -> None:
        take = recorded(wav(said(SENTENCE)[0]))
        Change.objects.draft(lexicon(), Lexeme(grapheme=SENTENCE, match="sentence", take=take.key).state(), None)
        for days in (0, 31, 62):
            collect(timezone.now() + timedelta(days=days))
        assert storage.exists(take.audio)

    def test_a_rule_cannot_have_a_take_that_is_gone_or_anothers(self) -> None:
        own = Lexicon.objects.under_common("site")
        take = recorded(wav(said(SENTENCE)[0]))
        for key in ("0" * 64, take.key):
            lexeme = Lexeme(lexicon=own, grapheme=SENTENCE, match="sentence", take=key)
            with pytest.raises(ValidationError, match="not stored any more"):
                lexeme.full_clean()

    def test_only_a_whole_sentence_has_a_take_or_a_silence(self) -> None:
        for columns in ({"take": "0" * 64}, {"pause_ms": 5}):
            with pytest.raises(ValidationError, match="Only a whole sentence"):
                Lexeme(lexicon=lexicon(), grapheme="crab", value="x", **columns).full_clean()
