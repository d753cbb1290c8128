"""Collection: what nothing refers to any more is deleted, row and file, and what was lost is made again.

Safe at any moment, beside any number of workers, and wherever it is killed:
- Speech is deleted under a lock on its row, file first. Who wants the utterance meanwhile waits for the lock, finds no row, and has it
  spoken. A row whose file is gone is dropped by who reads it, and spoken again.
- A file without a row is deleted under a claim on its key, which nobody else can hold meanwhile.
- Finished audio is marked, and deleted a day later under a lock on the mark, which its next writer takes away first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import PurePosixPath
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from synthesis import storage
from synthesis.models import Narration, Speech, Take, UnusedAudio
from synthesis.models.narration import Priority

A_DAY: Final = timedelta(days=1)
_AT_ONCE: Final = 200
_KEY_LENGTH: Final = 64


@dataclass(frozen=True, slots=True)
class Collected:
    """What a collection has deleted, and how many narrations it has queued because their audio was lost."""

    speech: int
    audio: int
    takes: int
    strays: int
    queued: int


def collect(now: datetime) -> Collected:
    """Delete what has been unused for long enough at this time."""
    # Asked for before the files are listed: the audio of what is finished meanwhile is not taken for lost.
    played = dict(Narration.objects.filter(state=Narration.State.READY).values_list("pk", "audio"))
    stored = {file.name for file in storage.audio_storage().stored(storage.FINISHED)}
    return Collected(
        speech=_collect_speech(now),
        audio=_collect_audio(stored, now),
        takes=_collect_takes(now),
        strays=_collect_strays(now),
        queued=_queue_lost(pk for pk, name in played.items() if name not in stored),
    )


def collect_parts(now: datetime) -> int:
    """Delete the parts that nobody can be playing any more; how many they were."""
    return storage.forget_parts(now - A_DAY)


def _collect_speech(now: datetime) -> int:
    Speech.objects.mark_unused(now)
    deleted = 0
    while batch := _delete_speech(now):
        deleted += batch
    return deleted


def _delete_speech(now: datetime) -> int:
    with transaction.atomic():
        unused = Speech.objects.unused(now - settings.KEEP_UNUSED_SPEECH, abandoned_before=now - A_DAY)
        locked = [speech.pk for speech in unused.select_for_update(of=("self",), skip_locked=True)[:_AT_ONCE]]
        # Asked again, now that no narration can begin to refer to them.
        deleted = dict(Speech.objects.filter(pk__in=locked, narrations=None).values_list("pk", "key"))
        storage.delete_many(storage.speech_name(key) for key in deleted.values())
        Speech.objects.filter(pk__in=deleted).delete()
    return len(deleted)


def _collect_audio(stored: set[str], now: datetime) -> int:
    played = set(Narration.objects.exclude(audio="").values_list("audio", flat=True)) | _complained_of()
    # A download is used as long as what it is made of.
    unused = {name for name in stored if storage.source_of(name) not in played}
    marked = set(UnusedAudio.objects.values_list("name", flat=True))
    UnusedAudio.objects.filter(name__in=(marked & stored) - unused).delete()
    UnusedAudio.objects.bulk_create(
        [UnusedAudio(name=name, since=now) for name in unused - marked], ignore_conflicts=True, batch_size=_AT_ONCE
    )
    old = UnusedAudio.objects.filter(since__lte=now - A_DAY).values_list("pk", flat=True)
    return sum(_delete_audio(pk) for pk in list(old))


def _complained_of() -> set[str]:
    """Audio that editors are to hear, though it may be spoken anew since. Complaints are another layer's rows: they are reached by name."""
    heard = Narration.objects.exclude(complaints=None).values_list("complaints__audio", flat=True)
    return set(heard)


def _delete_audio(pk: int) -> bool:
    with transaction.atomic():
        mark = UnusedAudio.objects.select_for_update().filter(pk=pk).first()
        # No mark: a narration has just come to play the same sound.
        if mark is None:
            return False
        name = storage.source_of(mark.name)
        unused = not Narration.objects.filter(Q(audio=name) | Q(complaints__audio=name)).exists()
        if unused:
            storage.delete_many((mark.name,))
        mark.delete()
    return unused


def _collect_takes(now: datetime) -> int:
    """Delete takes that no rule has any more, and sound that no take has: their own, or that of a site that is gone."""
    Take.objects.mark_unused(now)
    deleted = Take.objects.unused(now - settings.KEEP_UNUSED_SPEECH).delete()[0]
    old = [file.name for file in storage.audio_storage().stored(storage.TAKES) if file.modified_at < now - A_DAY]
    kept = set(Take.objects.values_list("audio", flat=True))
    storage.delete_many(name for name in old if name not in kept)
    return deleted


def _collect_strays(now: datetime) -> int:
    """Delete files of speech that have no row: their writer was killed in between, or the rows were deleted by hand."""
    files = storage.audio_storage().stored(storage.SPEECH)
    old = (file.name for file in files if file.modified_at < now - A_DAY)
    return sum(_delete_strays(names) for names in _batches(old))


def _delete_strays(names: Iterable[str]) -> int:
    by_key = {PurePosixPath(name).stem[:_KEY_LENGTH]: name for name in names}
    known = set(Speech.objects.filter(key__in=by_key).values_list("key", flat=True))
    claimed = [key for key in by_key if key not in known and Speech.objects.claim(key)]
    storage.delete_many(by_key[key] for key in claimed)
    for key in claimed:
        Speech.objects.give_up(key)
    return len(claimed)


def _queue_lost(lost: Iterable[int]) -> int:
    """Have narrations spoken again whose audio is not in the storage any more."""
    return sum(
        narration.queue(Priority.REWORK) for narration in Narration.objects.filter(pk__in=list(lost)).defer("manifest")
    )


def _batches(names: Iterable[str]) -> Iterator[tuple[str, ...]]:
    rest = iter(names)
    while batch := tuple(islice(rest, _AT_ONCE)):
        yield batch
