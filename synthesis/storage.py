"""Where audio is kept: Django's storage ``audio`` (a `Folder`, or a bucket), under names that content gives."""

import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final, Protocol, TypeVar, cast

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, storages

FINISHED: Final = "audio"
SPEECH: Final = "speech"
TAKES: Final = "takes"
_PARTS: Final = "parts"

# How long to wait before each further try of a write that failed: what is to be stored may have been paid for.
_AGAIN_AFTER_S: Final = (0.1, 0.5, 2.0)

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Stored:
    """A file as the storage lists it."""

    name: str
    modified_at: datetime


class AudioStorage(Protocol):
    """What is asked of the storage ``audio``, beside Django's own ``save``, ``exists`` and ``delete``."""

    at_once: int
    """How many files are read at the same time when many are wanted."""

    def save(self, name: str, content: "File[Any]") -> str: ...

    def exists(self, name: str) -> bool: ...

    def delete(self, name: str) -> None: ...

    def read(self, name: str) -> bytes:
        """The file's bytes, from any thread; FileNotFoundError when there is none."""

    def stored(self, folder: str) -> Iterator[Stored]:
        """Every file whose name begins with ``folder`` and a slash."""

    def origins(self) -> tuple[str, ...]:
        """Of the addresses, beside the service's own, that pages may be sent to for audio."""


class Folder(FileSystemStorage):
    """Files in a folder, each written beside its place and moved there whole: no reader and no crash ever sees half a file."""

    at_once = 1

    def _save(self, name: str, content: "File[Any]") -> str:
        place = Path(self.path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        descriptor, beside = tempfile.mkstemp(dir=place.parent, prefix=".writing-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                _copy(content, file)
            Path(beside).replace(place)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        # Names are made from content or keys: who writes the same name writes the same thing.
        return name

    def read(self, name: str) -> bytes:
        return Path(self.path(name)).read_bytes()

    def stored(self, folder: str) -> Iterator[Stored]:
        root = Path(self.path(folder))
        for path in root.rglob("*"):
            # What another process has just moved or deleted is not there any more.
            with suppress(FileNotFoundError):
                if path.is_file():
                    modified_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                    yield Stored(f"{folder}/{path.relative_to(root).as_posix()}", modified_at)

    def origins(self) -> tuple[str, ...]:
        return ()


def audio_storage() -> AudioStorage:
    """The storage that all audio lies in."""
    return cast(AudioStorage, storages["audio"])


def audio_name(file_name: str) -> str:
    """Where a finished audio file lies."""
    return f"{FINISHED}/{file_name[:2]}/{file_name}"


def download_name(audio: str) -> str:
    """Where the MP3 of the finished audio ``audio`` lies."""
    return f"{audio.removesuffix('.m4a')}.mp3"


def source_of(name: str) -> str:
    """The finished audio that the file ``name`` is, or is made of."""
    return f"{name.removesuffix('.mp3').removesuffix('.m4a')}.m4a"


def exists(name: str) -> bool:
    """Whether something is stored under ``name``."""
    return audio_storage().exists(name)


def speech_name(key: str) -> str:
    """Where the speech of the utterance with this key lies."""
    return f"{SPEECH}/{key[:2]}/{key}.aac"


def take_name(digest: str) -> str:
    """Where the samples of a take lie."""
    return f"{TAKES}/{digest[:2]}/{digest}.wav"


def part_name(file_name: str) -> str:
    """Where a part lies, which is of use only while its narration is being spoken."""
    return f"{_PARTS}/{file_name}"


def forget_parts(before: datetime) -> int:
    """Delete the parts that were stored before this time; how many they were."""
    old = [file.name for file in audio_storage().stored(_PARTS) if file.modified_at < before]
    delete_many(old)
    return len(old)


def keep(name: str, data: bytes) -> str:
    """Store ``data`` under ``name``, whole or not at all, and return the name. A short fault of the storage is waited out."""
    for wait_s in _AGAIN_AFTER_S:
        with suppress(Exception):
            return audio_storage().save(name, ContentFile(data))
        time.sleep(wait_s)
    return audio_storage().save(name, ContentFile(data))


def read(name: str) -> bytes:
    """What is stored under ``name``; FileNotFoundError when nothing is."""
    return audio_storage().read(name)


def read_many(names: Iterable[str]) -> dict[str, bytes]:
    """What is stored under these names, by name, as many at once as the storage likes; what is missing is left out."""
    wanted = tuple(dict.fromkeys(names))
    found = _side_by_side(_read_if_there, wanted)
    return {name: data for name, data in zip(wanted, found, strict=True) if data is not None}


def delete_many(names: Iterable[str]) -> None:
    """Delete what is stored under these names, as many at once as the storage likes; what is missing is no fault."""
    _side_by_side(lambda storage, name: storage.delete(name), tuple(names))


def _side_by_side(act: Callable[[AudioStorage, str], _Answer], names: tuple[str, ...]) -> list[_Answer]:
    storage = audio_storage()
    workers = min(len(names), storage.at_once)
    if workers < 2:
        return [act(storage, name) for name in names]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(lambda name: act(storage, name), names))


def _read_if_there(storage: AudioStorage, name: str) -> bytes | None:
    try:
        return storage.read(name)
    except FileNotFoundError:
        return None


def _copy(content: "File[Any]", file: IO[bytes]) -> None:
    for chunk in content.chunks():
        file.write(chunk)
    file.flush()
    os.fsync(file.fileno())
