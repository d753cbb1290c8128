"""Where audio is kept: Django's storage ``audio`` (a folder; or a bucket), under names that content gives."""

import os
import tempfile
from pathlib import Path
from typing import IO, Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage, storages


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
