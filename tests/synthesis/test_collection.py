"""Collection: what is unused goes, row and file; what is used stays, at whatever moment it is begun to be used."""

import errno
import threading
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from synthesis import engines, pipeline, storage
from synthesis.collection import A_DAY, Collected, collect, collect_parts
from synthesis.models import Content, Lexeme, Lexicon, Narration, Speech, UnusedAudio
from synthesis.storage import Folder
from synthesis.text.blocks import Block
from tests.s3_server import S3

NOTHING = Collected(speech=0, audio=0, takes=0, strays=0, queued=0)
VOICE = engines.find_voice("silent", "en-US")


def narration_of(*texts: str) -> Narration:
    content = Content.objects.keep("en-US", tuple(Block("paragraph", text) for text in texts))
    return pipeline.request(content, VOICE, Lexicon.objects.common())[0]


def narrated(*texts: str) -> Narration:
    narration = narration_of(*texts)
    assert pipeline.narrate(narration.pk)
    narration.refresh_from_db()
    return narration


def files(folder: Path, kind: str) -> set[str]:
    return {path.name for path in (folder / kind).rglob("*") if path.is_file()}


def collected_after(days: float) -> Collected:
    """What a collection deletes that long after one has seen what is unused."""
    collect(timezone.now())
    return collect(timezone.now() + timedelta(days=days))


def replace_by_rule(narration: Narration) -> None:
    """Have the narration spoken again, with another sound, by a rule for the word crab."""
    Lexeme.objects.create(lexicon=Lexicon.objects.common(), grapheme="crab", value="hermit crab")
    Lexicon.objects.common().changed()
    again, call = pipeline.request(narration.content, VOICE, Lexicon.objects.common())
    assert call
    assert pipeline.narrate(again.pk)


@pytest.mark.django_db
def test_what_a_narration_is_made_of_is_kept(audio_folder: Path) -> None:
    narration = narrated("A crab.", "A shell.")
    assert set(narration.speeches.all()) == set(Speech.objects.all())
    assert collected_after(days=400) == NOTHING
    assert len(files(audio_folder, "speech")) == 2


@pytest.mark.django_db
def test_speech_goes_with_its_last_narration_after_its_days_of_grace(audio_folder: Path) -> None:
    one, other = narrated("A crab.", "A shell."), narrated("A crab.", "A wave.")
    one.delete()
    assert collected_after(days=29).speech == 0
    assert collected_after(days=31).speech == 1
    assert set(other.speeches.all()) == set(Speech.objects.all())
    assert files(audio_folder, "speech") == {f"{key}.aac" for key in Speech.objects.values_list("key", flat=True)}


@pytest.mark.django_db
def test_speech_that_is_needed_again_begins_its_grace_anew() -> None:
    narrated("A crab.").delete()
    collect(timezone.now())
    again = narrated("A crab.")
    collect(timezone.now())
    again.delete()
    assert collect(timezone.now() + timedelta(days=31)).speech == 0
    assert collect(timezone.now() + timedelta(days=62)).speech == 1


@pytest.mark.django_db
def test_the_days_of_grace_are_the_operators(settings: Settings) -> None:
    settings.KEEP_UNUSED_SPEECH = timedelta(days=3)
    narrated("A crab.").delete()
    assert collected_after(days=4).speech == 1


@pytest.mark.django_db
def test_replaced_audio_is_played_to_the_end_and_then_goes(audio_folder: Path) -> None:
    narration = narrated("A crab.")
    before = narration.audio
    replace_by_rule(narration)
    narration.refresh_from_db()
    assert narration.audio != before
    assert collected_after(days=0.9).audio == 0
    assert collect(timezone.now() + timedelta(days=1.1)).audio == 1
    assert files(audio_folder, "audio") == {Path(narration.audio).name}


@pytest.mark.django_db
def test_replaced_audio_that_is_made_again_stays(audio_folder: Path) -> None:
    narration = narrated("A crab.")
    replace_by_rule(narration)
    collect(timezone.now())
    assert UnusedAudio.objects.count() == 1
    Lexeme.objects.all().delete()
    Lexicon.objects.common().changed()
    assert pipeline.request(narration.content, VOICE, Lexicon.objects.common())[1]
    pipeline.narrate(narration.pk)
    assert UnusedAudio.objects.count() == 0
    collect(timezone.now() + timedelta(days=1.1))
    narration.refresh_from_db()
    assert Path(narration.audio).name in files(audio_folder, "audio")


@pytest.mark.django_db
def test_files_that_a_crash_left_without_a_row_go(audio_folder: Path) -> None:
    narrated("A crab.")
    storage.keep(storage.speech_name("e" * 64), b"frames")
    storage.keep(storage.audio_name("f" * 64 + ".m4a"), b"file")
    (audio_folder / "speech/ee/.writing-half").write_bytes(b"ha")
    assert collect(timezone.now()) == NOTHING
    assert collect(timezone.now() + timedelta(days=1.1)) == Collected(speech=0, audio=1, takes=0, strays=2, queued=0)
    assert (len(files(audio_folder, "speech")), len(files(audio_folder, "audio"))) == (1, 1)
    assert Speech.objects.count() == 1


@pytest.mark.django_db
def test_a_claim_that_nobody_took_over_goes() -> None:
    Speech.objects.claim("a" * 64)
    assert collect(timezone.now()) == NOTHING
    assert collect(timezone.now() + timedelta(days=1.1)).speech == 1


@pytest.mark.django_db
def test_speech_that_the_storage_lost_is_spoken_again(audio_folder: Path) -> None:
    narration = narrated("A crab.", "A shell.", "A wave.")
    for path in (audio_folder / "speech").rglob("*.aac"):
        path.unlink()
    again = narrated("A crab.", "A shell.", "A wave.", "A star.")
    assert (again.state, again.failures, again.duration_ms > narration.duration_ms) == (Narration.State.READY, 0, True)
    assert len(files(audio_folder, "speech")) == 4
    assert again.speeches.count() == 4


@pytest.mark.django_db
def test_a_bucket_is_narrated_into_collected_and_made_good_like_a_folder(bucket: S3) -> None:
    kept, gone = narrated("A crab.", "A shell."), narrated("A crab.", "A wave.")
    gone.delete()
    collect(timezone.now())
    assert collect(timezone.now() + timedelta(days=31)) == Collected(speech=1, audio=1, takes=0, strays=0, queued=0)
    speech = [storage.speech_name(speech.key) for speech in kept.speeches.all()]
    assert bucket.names() == sorted([kept.audio, *speech])
    bucket.empty()
    assert collect(timezone.now()).queued == 1
    assert pipeline.narrate(kept.pk)
    assert bucket.names() == sorted([kept.audio, *speech])


@pytest.mark.django_db
def test_a_narration_whose_audio_was_lost_is_spoken_again(audio_folder: Path) -> None:
    narration = narrated("A crab.")
    (audio_folder / narration.audio).unlink()
    assert collect(timezone.now()).queued == 1
    assert pipeline.narrate(narration.pk)
    assert (audio_folder / narration.audio).is_file()
    assert collect(timezone.now()).queued == 0


@pytest.mark.django_db
def test_a_deletion_that_fails_is_made_up_for(audio_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    narrated("A crab.", "A shell.", "A wave.").delete()
    collect(timezone.now())
    delete, left = Folder.delete, iter((True, False))

    def fails_at_the_second(self: Folder, name: str) -> None:
        if not next(left):
            raise OSError(errno.EIO, "Input/output error")
        delete(self, name)

    later = timezone.now() + timedelta(days=31)
    monkeypatch.setattr(Folder, "delete", fails_at_the_second)
    with pytest.raises(OSError, match="Input/output"):
        collect(later)
    assert Speech.objects.count() == 3
    monkeypatch.setattr(Folder, "delete", delete)
    assert collect(later).speech == 3
    assert files(audio_folder, "speech") == set()


@pytest.mark.django_db
@pytest.mark.parametrize("nth", [1, 2, 3, 4])
def test_a_disk_that_fills_leaves_no_row_without_a_file(
    audio_folder: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    save, saved = Folder._save, []

    def full_at_the_nth(self: Folder, name: str, content: object) -> str:
        saved.append(name)
        if len(saved) == nth:
            raise OSError(errno.ENOSPC, "No space left on device")
        return save(self, name, content)

    monkeypatch.setattr(Folder, "_save", full_at_the_nth)
    narration = narration_of("A crab.", "A shell.", "A wave.")
    for _ in range(2):
        pipeline.narrate(narration.pk)
        ready = Speech.objects.filter(state=Speech.State.READY)
        assert {f"{speech.key}.aac" for speech in ready} <= files(audio_folder, "speech")
    narration.refresh_from_db()
    assert narration.state == Narration.State.READY
    assert not Speech.objects.filter(state=Speech.State.SPEAKING).exists()
    assert collected_after(days=40) == NOTHING


@pytest.mark.django_db
def test_parts_are_kept_for_a_day(audio_folder: Path) -> None:
    storage.keep(storage.part_name("a.m4a"), b"a")
    assert collect_parts(timezone.now()) == 0
    assert collect_parts(timezone.now() + 1.1 * A_DAY) == 1


@pytest.mark.django_db
def test_tidy_says_what_it_removed(capsys: pytest.CaptureFixture[str]) -> None:
    narrated("A crab.").delete()
    call_command("tidy")
    assert "0 speeches that no narration needs any more, deleted" in capsys.readouterr().out
    Speech.objects.update(unused_since=timezone.now() - timedelta(days=31))
    call_command("tidy")
    assert "1 speeches that no narration needs any more, deleted" in capsys.readouterr().out


def in_a_thread(act: Callable[[], object]) -> threading.Thread:
    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.fixture
def halted(monkeypatch: pytest.MonkeyPatch) -> tuple[threading.Event, threading.Event]:
    """A collection stops before it deletes its first file: (it has come there, it may go on)."""
    there, go_on = threading.Event(), threading.Event()
    delete = storage.delete_many

    def halting(names: Iterable[str]) -> None:
        if given := tuple(names):
            there.set()
            assert go_on.wait(10)
        delete(given)

    monkeypatch.setattr("synthesis.storage.delete_many", halting)
    return there, go_on


@pytest.mark.django_db(transaction=True)
def test_a_narration_that_needs_speech_while_it_is_deleted_has_it_spoken(
    audio_folder: Path, halted: tuple[threading.Event, threading.Event]
) -> None:
    there, go_on = halted
    narrated("A crab.").delete()
    collect(timezone.now())
    # The finished file is of no concern here.
    UnusedAudio.objects.all().delete()
    narration = narration_of("A crab.")
    collection = in_a_thread(lambda: collect(timezone.now() + timedelta(days=31)))
    assert there.wait(10)
    narrating = in_a_thread(lambda: pipeline.narrate(narration.pk))
    narrating.join(0.5)
    assert narrating.is_alive()
    go_on.set()
    collection.join(10)
    narrating.join(10)
    narration.refresh_from_db()
    assert narration.state == Narration.State.READY
    assert files(audio_folder, "speech") == {f"{speech.key}.aac" for speech in narration.speeches.all()}
    assert files(audio_folder, "audio") == {Path(narration.audio).name}


@pytest.mark.django_db(transaction=True)
def test_audio_that_is_made_again_while_it_is_deleted_is_written_afterwards(
    audio_folder: Path, halted: tuple[threading.Event, threading.Event]
) -> None:
    there, go_on = halted
    first = narrated("A crab.")
    first.delete()
    collect(timezone.now())
    narration = narration_of("A crab.")
    collection = in_a_thread(lambda: collect(timezone.now() + timedelta(days=1.1)))
    assert there.wait(10)
    narrating = in_a_thread(lambda: pipeline.narrate(narration.pk))
    narrating.join(0.5)
    assert narrating.is_alive()
    go_on.set()
    collection.join(10)
    narrating.join(10)
    narration.refresh_from_db()
    assert narration.audio == first.audio
    assert files(audio_folder, "audio") == {Path(narration.audio).name}


@pytest.mark.django_db(transaction=True)
def test_speech_that_a_narration_has_just_taken_up_is_spared(audio_folder: Path) -> None:
    narrated("A crab.").delete()
    collect(timezone.now())
    keys = list(Speech.objects.values_list("key", flat=True))
    Speech.objects.spare(keys)
    assert collect(timezone.now() + timedelta(days=31)).speech == 0
    assert files(audio_folder, "speech") == {f"{keys[0]}.aac"}
