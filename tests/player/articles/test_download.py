"""Narrations as MP3 files to keep: ``/v1/sites/{key}/narrations/{fingerprint}/audio.mp3``."""

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import av
import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from player.articles import grants
from player.articles.files import file_name
from player.sites.models import Site
from synthesis import pipeline, storage, tasks
from synthesis.collection import collect
from synthesis.models import Content, Narration
from synthesis.text.blocks import Block
from tests.pages import ORIGIN, Page
from tests.s3_server import KEYS

pytestmark = pytest.mark.django_db

Callbacks = Callable[..., AbstractContextManager[Any]]


@pytest.fixture(autouse=True)
def allowed(site: Site) -> None:
    site.allow_download = True
    site.save()


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    messages: list[tuple[str, int]] = []
    monkeypatch.setattr("synthesis.tasks._deliver", lambda each: messages.append((each.task, each.args[0])))
    return messages


def address(page: Page) -> str:
    return f"/v1/sites/{page.key}/narrations/{page.fingerprint}/audio.mp3"


def ask(client: Client, page: Page, grant: str = "", **headers: str) -> HttpResponse:
    return client.get(address(page), {"grant": grant} if grant else {}, headers={"Origin": page.origin, **headers})


def voiced(client: Client, page: Page) -> Narration:
    page.voiced(client)
    return Narration.objects.get()


def made(client: Client, page: Page) -> Narration:
    """The narration, with its MP3."""
    narration = voiced(client, page)
    tasks.make_download(narration.pk)
    return narration


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def problem(response: HttpResponse) -> tuple[int, str]:
    return response.status_code, response.json()["type"].removeprefix("urn:readalong:")  # type: ignore[attr-defined]


def test_a_worker_makes_the_file_and_the_reader_saves_it_under_the_title(
    client: Client, page: Page, sent: list[tuple[str, int]], django_capture_on_commit_callbacks: Callbacks
) -> None:
    narration = voiced(client, page)
    sent.clear()
    with django_capture_on_commit_callbacks(execute=True):
        waiting = ask(client, page)
    assert (waiting.status_code, waiting["Cache-Control"]) == (202, "no-store")
    assert waiting.json() == {  # type: ignore[attr-defined]
        "version": 1, "state": "encoding", "fingerprint": page.fingerprint, "retry_after_ms": 1000,
    }  # fmt: skip
    assert sent == [("synthesis.make_download", narration.pk)]
    tasks.make_download(narration.pk)
    response = ask(client, page)
    assert (response.status_code, response["Content-Type"]) == (200, "audio/mpeg")
    assert response["Content-Disposition"] == 'attachment; filename="The crab that counted.mp3"'
    assert response["Access-Control-Allow-Origin"] == page.origin
    assert "no-cache" in response["Cache-Control"]
    with av.open(io.BytesIO(body(response))) as container:
        assert container.format.name == "mp3"
        assert abs(container.duration / 1000 - narration.duration_ms) < 100


def test_a_link_without_an_origin_is_followed(client: Client, page: Page) -> None:
    made(client, page)
    assert client.head(address(page)).status_code == 200


def test_the_file_is_made_once(client: Client, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    narration = made(client, page)
    monkeypatch.setattr("synthesis.audio.to_mp3", None)
    tasks.make_download(narration.pk)


def test_a_worker_is_called_once_in_half_a_minute(
    client: Client, page: Page, sent: list[tuple[str, int]], django_capture_on_commit_callbacks: Callbacks
) -> None:
    narration = voiced(client, page)
    sent.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert [ask(client, page).status_code for _ in range(4)] == [202] * 4
    assert len(sent) == 1
    Narration.objects.update(download_rung_at=timezone.now() - timedelta(seconds=31))
    with django_capture_on_commit_callbacks(execute=True):
        ask(client, page)
    assert sent == [("synthesis.make_download", narration.pk)] * 2


def test_a_site_that_does_not_offer_downloads_says_so(client: Client, page: Page, site: Site) -> None:
    made(client, page)
    site.allow_download = False
    site.save()
    assert problem(ask(client, page)) == (403, "not-offered")


@pytest.mark.parametrize("offered", [True, False])
def test_the_config_tells_whether_downloads_are_offered(client: Client, site: Site, offered: bool) -> None:
    site.allow_download = offered
    site.save()
    assert client.get(f"/v1/sites/{site.key}", headers={"Origin": ORIGIN}).json()["download"] is offered


def test_downloads_are_off_until_the_publisher_allows_them() -> None:
    assert Site.objects.create(key="lagoon").allow_download is False


def test_what_is_still_being_spoken_is_told_as_on_its_way(
    client: Client, page: Page, sent: list[tuple[str, int]]
) -> None:
    page.deliver(client)
    response = ask(client, page)
    assert (response.status_code, response.json()["state"]) == (202, "speaking")  # type: ignore[attr-defined]
    tasks.make_download(Narration.objects.get().pk)
    assert not list(storage.audio_storage().stored(storage.FINISHED))


def test_what_was_never_delivered_to_the_site_is_unknown(client: Client, page: Page) -> None:
    made(client, page)
    other = Site.objects.create(key="lagoon", name="Lagoon", allow_download=True)
    stranger = Page(other.key, page.blocks, origin="")
    assert problem(ask(client, Page(page.key, (Block("title", "Another"),)))) == (404, "unknown-narration")
    assert problem(client.get(address(stranger))) == (404, "unknown-narration")


def test_other_methods_and_origins_are_refused(client: Client, page: Page) -> None:
    made(client, page)
    assert problem(client.post(address(page), headers={"Origin": ORIGIN})) == (405, "wrong-method")
    assert problem(ask(client, page, Origin="https://elsewhere.example")) == (403, "origin-refused")


def test_a_download_that_broke_off_goes_on_where_it_was_unless_the_file_is_another_now(
    client: Client, page: Page
) -> None:
    made(client, page)
    whole = ask(client, page)
    data = body(whole)
    rest = ask(client, page, Range="bytes=100-", **{"If-Range": whole["ETag"]})
    assert (rest.status_code, body(rest)) == (206, data[100:])
    anew = ask(client, page, Range="bytes=100-", **{"If-Range": '"of-yesterday"'})
    assert (anew.status_code, body(anew)) == (200, data)


def test_where_audio_is_signed_a_download_needs_the_grant_of_its_narration(
    client: Client, page: Page, settings: Settings
) -> None:
    settings.SIGNED_AUDIO = True
    made(client, page)
    grant = page.look_up(client)[grants.HEADER]
    assert ask(client, page).status_code == 403
    assert ask(client, page, grants.grant_for("b" * 64 + ".m4a")).status_code == 403
    assert client.head(f"{address(page)}?grant={grant}").status_code == 200


def test_a_bucket_is_told_the_name_to_save_under(
    client: Client, page: Page, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    voiced(client, page)
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    options = {"bucket_name": "stories", "region_name": "eu-west-1", "public_url": "https://cdn.example/readalong/"}
    settings.STORAGES = {**settings.STORAGES, "audio": {"BACKEND": "synthesis.bucket.Bucket", "OPTIONS": options}}
    monkeypatch.setattr("synthesis.bucket.Bucket.exists", lambda self, name: name.endswith(".mp3"))
    response = ask(client, page)
    assert (response.status_code, response["Cache-Control"]) == (302, "no-store")
    place = urlsplit(response["Location"])
    assert place.path.endswith(".mp3")
    assert parse_qs(place.query)["response-content-disposition"] == ['attachment; filename="The crab that counted.mp3"']


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("El niño y el mar", "El niño y el mar.mp3"),
        ('../../etc/passwd"; filename="x.exe', "etc passwd ; filename= x.exe.mp3"),
        ("One\r\nSet-Cookie: a=b", "One Set-Cookie a=b.mp3"),
        ("\u202egpj.exe\u202c", "gpj.exe.mp3"),
        ("...", "narration.mp3"),
        ("", "narration.mp3"),
        ("🦀" * 300, "🦀" * 60 + ".mp3"),
    ],
)
def test_any_title_makes_a_file_name(title: str, name: str) -> None:
    assert file_name(title, ".mp3") == name
    assert len(name.encode()) <= 255


def test_a_hostile_title_adds_no_header(client: Client, page: Page) -> None:
    page.deliver(client, page.delivery(title='Crab"\r\nX-Evil: 1\r\n\r\n<script> 🦀'))
    pipeline.narrate(Narration.objects.get().pk)
    tasks.make_download(Narration.objects.get().pk)
    response = client.head(address(page))
    assert "X-Evil" not in response
    assert (
        response["Content-Disposition"] == "attachment; filename*=utf-8''Crab%20X-Evil%201%20script%20%F0%9F%A6%80.mp3"
    )


def files(folder: Path) -> set[str]:
    return {path.suffix for path in (folder / "audio").rglob("*.m*")}


def test_a_download_is_kept_and_collected_with_what_it_is_made_of(
    client: Client, page: Page, audio_folder: Path
) -> None:
    narration, now = made(client, page), timezone.now()
    collect(now)
    assert collect(now + timedelta(days=2)).audio == 0
    assert files(audio_folder) == {".m4a", ".mp3"}
    narration.delete()
    collect(now)
    assert files(audio_folder) == {".m4a", ".mp3"}
    assert collect(now + timedelta(days=2)).audio == 2
    assert files(audio_folder) == set()


def test_a_file_that_comes_to_be_used_again_is_kept(client: Client, page: Page, audio_folder: Path) -> None:
    narration, now = made(client, page), timezone.now()
    audio = narration.audio
    Narration.objects.update(audio="")
    collect(now)
    Narration.objects.update(audio=audio)
    assert collect(now + timedelta(days=2)).audio == 0
    assert files(audio_folder) == {".m4a", ".mp3"}


def test_another_narration_of_the_same_sound_shares_the_file(client: Client, page: Page) -> None:
    made(client, page)
    other = Site.objects.create(key="lagoon", name="Lagoon", allow_download=True)
    content = Content.objects.get()
    twin, _ = pipeline.request(content, other.voice_for("en", ""), other.lexicon)
    Narration.objects.filter(pk=twin.pk).update(state="ready", audio=Narration.objects.exclude(audio="").get().audio)
    tasks.make_download(twin.pk)
    assert sum(each.name.endswith(".mp3") for each in storage.audio_storage().stored(storage.FINISHED)) == 1
