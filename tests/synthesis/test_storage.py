"""Storage: whole files or none."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from synthesis import storage


def test_what_is_kept_is_read_back(audio_folder: Path) -> None:
    assert storage.keep("speech/ab/abc.aac", b"frames") == "speech/ab/abc.aac"
    assert storage.read("speech/ab/abc.aac") == b"frames"


def test_the_second_writer_of_a_name_writes_the_same_file(audio_folder: Path) -> None:
    for _ in range(2):
        storage.keep("audio/aa/a.m4a", b"same")
    assert [path.name for path in audio_folder.rglob("*") if path.is_file()] == ["a.m4a"]


def test_a_write_that_fails_leaves_nothing_behind(audio_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def torn(self: ContentFile, chunk_size: int | None = None):
        yield b"half"
        raise OSError("No space left on device")

    monkeypatch.setattr(ContentFile, "chunks", torn)
    with pytest.raises(OSError, match="No space left"):
        storage.keep("audio/aa/a.m4a", b"half and the rest")
    assert [path for path in audio_folder.rglob("*") if path.is_file()] == []
