"""Audio over HTTP: byte ranges as browsers ask for them."""

from pathlib import Path

import pytest
from django.test import Client

from synthesis import storage

NAME = "a" * 64 + ".m4a"
DATA = bytes(range(200))


@pytest.fixture(autouse=True)
def stored(audio_folder: Path) -> None:
    storage.keep(f"audio/aa/{NAME}", DATA)


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_whole_file_is_immutable_and_open_to_all_pages(client: Client) -> None:
    response = client.get(f"/v1/audio/{NAME}")
    assert (response.status_code, body(response)) == (200, DATA)
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Length"] == "200"
    assert "immutable" in response["Cache-Control"]
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-", 0, 200),
        ("bytes=0-1", 0, 2),
        ("bytes=0-0", 0, 1),
        ("bytes=150-", 150, 200),
        ("bytes=-50", 150, 200),
        ("bytes=190-900", 190, 200),
        ("bytes=-900", 0, 200),
    ],
)
def test_a_range_is_answered_exactly(client: Client, asked: str, start: int, stop: int) -> None:
    response = client.get(f"/v1/audio/{NAME}", headers={"Range": asked})
    assert body(response) == DATA[start:stop]
    assert response["Content-Length"] == str(stop - start)
    assert response["Content-Range"] == f"bytes {start}-{stop - 1}/200"
    assert response.status_code == 206


@pytest.mark.parametrize("asked", ["bytes=200-", "bytes=900-901", "bytes=-0"])
def test_a_range_outside_the_file_is_refused_with_its_size(client: Client, asked: str) -> None:
    response = client.get(f"/v1/audio/{NAME}", headers={"Range": asked})
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */200")


@pytest.mark.parametrize("asked", ["", "bytes=", "bytes=-", "bytes=a-b", "bytes=9-3", "bytes=0-1,4-5", "lines=0-1"])
def test_a_range_that_cannot_be_read_is_ignored(client: Client, asked: str) -> None:
    response = client.get(f"/v1/audio/{NAME}", headers={"Range": asked})
    assert (response.status_code, body(response)) == (200, DATA)


def test_head_tells_the_size_and_sends_nothing(client: Client) -> None:
    response = client.head(f"/v1/audio/{NAME}")
    assert (response.status_code, response["Content-Length"], response.getvalue()) == (200, "200", b"")


@pytest.mark.parametrize("name", ["b" * 64 + ".m4a", "../secret-key", "a.m4a", "%2e%2e%2fdb.sqlite3"])
def test_what_is_not_there_is_not_found(client: Client, name: str) -> None:
    assert client.get(f"/v1/audio/{name}").status_code == 404


def test_audio_is_not_written_over(client: Client) -> None:
    assert client.post(f"/v1/audio/{NAME}").status_code == 405
