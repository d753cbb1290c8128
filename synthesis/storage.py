"""Where audio is kept: Django's storage ``audio`` (a folder; or a bucket), under names that content gives."""

import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage, storages

_PARTS: Final = "parts"


class Folder(FileSystemStorage):
    """Files in a folder, each written beside its place and moved there whole: no reader and no crash ever sees half a file."""

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


def audio_storage() -> Storage:
    """The storage that all audio lies in."""
    return storages["audio"]


def audio_name(file_name: str) -> str:
    """Where a finished audio file lies."""
    return f"audio/{file_name[:2]}/{file_name}"


def part_name(file_name: str) -> str:
    """Where a part lies, which is of use only while its narration is being spoken."""
    return f"{_PARTS}/{file_name}"


def forget_parts(before: datetime) -> int:
    """Delete the parts that were stored before this time; how many they were."""
    storage = audio_storage()
    if not storage.exists(_PARTS):
        return 0
    names = [part_name(name) for name in storage.listdir(_PARTS)[1]]
    old = [name for name in names if storage.get_modified_time(name) < before]
    for name in old:
        storage.delete(name)
    return len(old)


def keep(name: str, data: bytes) -> str:
    """Store ``data`` under ``name``, whole or not at all, and return the name."""
    return audio_storage().save(name, ContentFile(data))


def read(name: str) -> bytes:
    """What is stored under ``name``."""
    with audio_storage().open(name) as file:
        return bytes(file.read())


def _copy(content: "File[Any]", file: IO[bytes]) -> None:
    for chunk in content.chunks():
        file.write(chunk)
    file.flush()
    os.fsync(file.fileno())
