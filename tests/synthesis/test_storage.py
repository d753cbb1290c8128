"""Storage: whole files or none, in a folder and in a bucket."""

import errno
import json
import threading
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from pytest_django.fixtures import Settings

from synthesis import storage
from tests.s3_server import BUCKET, S3

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest) -> None:
    """A test with this fixture runs on both storages."""
    if request.param == "bucket":
        request.getfixturevalue("bucket")


def names() -> list[str]:
    found = (storage.audio_storage().stored(folder) for folder in ("audio", "speech", "parts"))
    return sorted(file.name for files in found for file in files)


def test_what_is_kept_is_read_back(place: None) -> None:
    assert storage.keep("speech/ab/abc.aac", b"frames") == "speech/ab/abc.aac"
    assert storage.read("speech/ab/abc.aac") == b"frames"


def test_the_second_writer_of_a_name_writes_the_same_file(place: None) -> None:
    for _ in range(2):
        storage.keep("audio/aa/a.m4a", b"same")
    assert names() == ["audio/aa/a.m4a"]


def test_many_are_read_in_one_go_and_what_is_missing_is_left_out(place: None) -> None:
    wanted = [f"speech/ab/ab{number}.aac" for number in range(40)]
    for name in wanted[1:]:
        storage.keep(name, name.encode())
    assert storage.read_many(wanted) == {name: name.encode() for name in wanted[1:]}
    assert storage.read_many([]) == {}


def test_what_is_missing_is_said_by_name(place: None) -> None:
    with pytest.raises(FileNotFoundError, match=r"speech/ab/none\.aac"):
        storage.read("speech/ab/none.aac")


def test_files_are_listed_with_their_age(place: None) -> None:
    storage.keep("audio/aa/a.m4a", b"a")
    storage.keep("speech/bb/b.aac", b"b")
    (file,) = storage.audio_storage().stored("audio")
    assert file.name == "audio/aa/a.m4a"
    assert abs(file.modified_at - datetime.now(UTC)) < timedelta(minutes=1)


def test_only_old_parts_are_forgotten(place: None) -> None:
    storage.keep("parts/a.m4a", b"a")
    storage.keep("audio/aa/a.m4a", b"a")
    assert storage.forget_parts(datetime.now(UTC) - timedelta(hours=1)) == 0
    assert storage.forget_parts(datetime.now(UTC) + timedelta(hours=1)) == 1
    assert names() == ["audio/aa/a.m4a"]


def test_objects_carry_the_headers_that_browsers_and_caches_want(bucket: S3) -> None:
    storage.keep("audio/aa/a.m4a", b"a")
    storage.keep("speech/bb/b.aac", b"b")
    heads = [bucket.client.head_object(Bucket=BUCKET, Key=name) for name in ("audio/aa/a.m4a", "speech/bb/b.aac")]
    assert [head["ContentType"] for head in heads] == ["audio/mp4", "audio/aac"]
    assert {head["CacheControl"] for head in heads} == {"public, max-age=31536000, immutable"}


def test_many_are_read_from_a_bucket_side_by_side(bucket: S3, monkeypatch: pytest.MonkeyPatch) -> None:
    together = threading.Barrier(8, timeout=10)
    read = type(storage.audio_storage()).read

    def meet(self, name: str) -> bytes:
        together.wait()
        return read(self, name)

    wanted = [f"speech/ab/{number}.aac" for number in range(8)]
    for name in wanted:
        storage.keep(name, b"frames")
    monkeypatch.setattr(type(storage.audio_storage()), "read", meet)
    assert len(storage.read_many(wanted)) == 8


def test_a_folder_of_the_bucket_is_of_no_concern_to_names(s3: S3, bucket: S3, settings: Settings) -> None:
    settings.STORAGES = {**settings.STORAGES, **s3.storages(location="readalong/audio-of-ours")}
    storage.keep("audio/aa/a.m4a", b"a")
    assert s3.names() == ["readalong/audio-of-ours/audio/aa/a.m4a"]
    assert names() == ["audio/aa/a.m4a"]
    assert storage.read("audio/aa/a.m4a") == b"a"


def test_an_address_with_a_signature_is_answered_in_byte_ranges(bucket: S3) -> None:
    storage.keep("audio/aa/a.m4a", b"0123456789")
    address = storage.audio_storage().signed_address("audio/aa/a.m4a", 60)  # type: ignore[attr-defined]
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Range": "bytes=2-4"})) as answer:
        assert (answer.status, answer.read(), answer.headers["Content-Type"]) == (206, b"234", "audio/mp4")


def test_the_documented_rule_lets_pages_fetch_audio_from_the_bucket(bucket: S3) -> None:
    documented = (ROOT / "docs/operations.md").read_text().split("```json")[1].split("```")[0]
    bucket.client.put_bucket_cors(Bucket=BUCKET, CORSConfiguration=json.loads(documented))
    (rule,) = bucket.client.get_bucket_cors(Bucket=BUCKET)["CORSRules"]
    assert (rule["AllowedOrigins"], rule["AllowedMethods"]) == (["*"], ["GET", "HEAD"])


def test_a_write_that_fails_leaves_nothing_behind(audio_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: ContentFile, chunk_size: int | None = None) -> Iterator[bytes]:
        yield b"half"
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(ContentFile, "chunks", full)
    with pytest.raises(OSError, match="No space left"):
        storage.keep("audio/aa/a.m4a", b"half and the rest")
    assert [path for path in audio_folder.rglob("*") if path.is_file()] == []


def test_pages_are_told_from_which_origins_their_audio_comes(s3: S3, bucket: S3, settings: Settings) -> None:
    assert storage.audio_storage().origins() == (s3.endpoint,)
    settings.STORAGES = {**settings.STORAGES, **s3.storages(public_url="https://cdn.example.org/sound")}
    assert storage.audio_storage().origins() == ("https://cdn.example.org", s3.endpoint)
