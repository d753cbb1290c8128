"""Audio over HTTP: byte ranges as browsers ask for them, grants, and the way to a bucket."""

import html
import re
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django.fixtures import Settings

from player.articles import grants
from synthesis import storage
from tests.pages import Page
from tests.player.rows import signed_in
from tests.s3_server import KEYS

NAME = "a" * 64 + ".m4a"
ADDRESS = f"/v1/audio/{NAME}"
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


@pytest.fixture
def signed(settings: Settings) -> None:
    settings.SIGNED_AUDIO = True


def test_signed_audio_is_fetched_with_its_grant_only(client: Client, signed: None) -> None:
    refused = client.get(ADDRESS)
    assert (refused.status_code, refused["Cache-Control"]) == (403, "no-store")
    granted = client.get(f"{ADDRESS}?grant={grants.grant_for(NAME)}", headers={"Range": "bytes=0-1"})
    assert (granted.status_code, body(granted)) == (206, DATA[:2])
    assert "private" in granted["Cache-Control"]


@pytest.mark.parametrize(
    "grant",
    ["", "1:2", ":", "a" * 5000, "%00", grants._signer.sign("b" * 64)[65:]],
    ids=["none", "a pair", "a colon", "long", "a zero byte", "of another file"],
)
def test_a_grant_for_something_else_is_none(client: Client, signed: None, grant: str) -> None:
    assert client.get(f"{ADDRESS}?grant={grant}").status_code == 403


def test_a_grant_runs_out_within_six_hours(client: Client, signed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    grant, now = grants.grant_for(NAME), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 4.9 * 3600)
    assert client.head(f"{ADDRESS}?grant={grant}").status_code == 200
    monkeypatch.setattr(time, "time", lambda: now + 6.1 * 3600)
    assert client.head(f"{ADDRESS}?grant={grant}").status_code == 403


def test_grants_of_an_hour_are_the_same_so_that_browsers_keep_the_file(
    signed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time", lambda: 7200.0)
    first = grants.grant_for(NAME)
    monkeypatch.setattr(time, "time", lambda: 10_799.0)
    assert grants.grant_for(NAME) == first


def test_public_audio_needs_no_grant() -> None:
    assert (grants.grant_for(NAME), grants.allows("", NAME)) == ("", True)
    assert grants.with_grant(ADDRESS) == ADDRESS


@pytest.fixture
def bucket(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Audio lies in a bucket, which is only named and not asked."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    options = {"bucket_name": "stories", "region_name": "eu-west-1", "public_url": "https://cdn.example/readalong/"}
    settings.STORAGES = {**settings.STORAGES, "audio": {"BACKEND": "synthesis.bucket.Bucket", "OPTIONS": options}}


def test_a_public_bucket_is_fetched_from_at_its_own_address(client: Client, bucket: None) -> None:
    response = client.get(ADDRESS)
    assert response.status_code == 302
    assert response["Location"] == f"https://cdn.example/readalong/audio/aa/{NAME}"
    assert response["Cache-Control"] == "public, max-age=300"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_signed_audio_in_a_bucket_is_fetched_at_an_address_that_runs_out(
    client: Client, bucket: None, signed: None
) -> None:
    assert client.get(ADDRESS).status_code == 403
    response = client.get(f"{ADDRESS}?grant={grants.grant_for(NAME)}")
    place = urlsplit(response["Location"])
    assert (place.netloc, place.path) == ("stories.s3.eu-west-1.amazonaws.com", f"/audio/aa/{NAME}")
    assert parse_qs(place.query)["X-Amz-Expires"] == [str(grants.LIFETIME_S)]
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_staff_hear_signed_audio_with_a_grant(client: Client, page: Page, signed: None) -> None:
    page.voiced(client)
    root = signed_in(User.objects.create_superuser("root"))
    for kind in ("articles/article", "synthesis/narration"):
        shown = root.get(f"/admin/{kind}/", follow=True).content.decode()
        (number,) = set(re.findall(rf"/admin/{kind}/(\d+)/change/", shown))
        shown = root.get(f"/admin/{kind}/{number}/change/").content.decode()
        (address,) = re.findall(r'<audio [^>]*src="([^"]+)"', shown)
        assert client.head(html.unescape(address)).status_code == 200
        assert client.head(address.partition("?")[0]).status_code == 403
