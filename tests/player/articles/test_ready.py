"""Ready answers given again: the same to the same page, nothing to another, and never for longer than a moment."""

import time
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.asserts import assertNumQueries
from pytest_django.fixtures import Settings

from player.articles import grants
from player.sites.models import Origin, Site
from synthesis import pipeline
from synthesis.models import Lexeme, Narration
from tests.pages import ORIGIN, Page, manifest_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept_for_a_second(settings: Settings) -> None:
    settings.FRESH_FOR = timedelta(seconds=1)


def after_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 1.1)


def test_a_popular_manifest_is_given_again_without_the_database(client: Client, page: Page) -> None:
    manifest = page.voiced(client)
    first = page.look_up(client)
    with assertNumQueries(0):
        again = page.look_up(client)
    assert manifest_of(again) == manifest
    assert dict(again.items()) == dict(first.items())
    assert again["Access-Control-Allow-Origin"] == ORIGIN


def test_who_has_it_already_is_told_so_without_the_database(
    client: Client, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.voiced(client)
    first = page.look_up(client)
    after_a_second(monkeypatch)
    assert page.look_up(client, **{"If-None-Match": first["ETag"]}).status_code == 304
    with assertNumQueries(0):
        again = page.look_up(client, **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (again["Access-Control-Allow-Origin"], again["Vary"]) == (ORIGIN, first["Vary"])
    assert not {"Content-Encoding", "Content-Type"} & set(again.headers)
    with assertNumQueries(0):
        assert page.look_up(client, **{"If-None-Match": '"another"'}).status_code == 200


def test_an_edited_rule_is_heard_a_second_later(client: Client, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    page.voiced(client)
    lexicon = Site.objects.get(key=page.key).lexicon
    Lexeme.objects.create(lexicon=lexicon, grapheme="crab", value="hermit crab")
    lexicon.changed()
    after_a_second(monkeypatch)
    assert page.look_up(client).status_code == 202


def test_neither_another_origin_nor_another_site_is_given_what_one_was(client: Client, page: Page) -> None:
    page.voiced(client)
    other = Site.objects.create(key="other", name="Other")
    Origin.objects.create(site=other, origin=ORIGIN)
    assert page.look_up(client, Origin="https://evil.example").status_code == 403
    assert Page("other", page.blocks).look_up(client).json()["state"] is None
    without = page.look_up(client, Origin="")
    assert "Access-Control-Allow-Origin" not in without


def test_another_host_or_scheme_is_asked_anew(client: Client, page: Page, settings: Settings) -> None:
    page.voiced(client)
    assert page.look_up(client, Host="evil.example").status_code == 400
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(f"/v1/sites/{page.key}/narrations/{page.fingerprint}", secure=True).status_code == 200


def test_what_is_not_ready_is_asked_anew(client: Client, page: Page) -> None:
    assert page.look_up(client).json()["state"] is None
    page.deliver(client)
    assert page.look_up(client).status_code == 202
    pipeline.narrate(Narration.objects.get().pk)
    assert page.look_up(client).status_code == 200


def test_a_grant_comes_with_the_manifest_and_opens_its_audio(client: Client, page: Page, settings: Settings) -> None:
    settings.SIGNED_AUDIO = True
    audio = page.voiced(client)["audio"]["url"]
    for headers in ({}, {}, {"If-None-Match": page.look_up(client)["ETag"]}):
        answer = page.look_up(client, **headers)
        assert answer["Access-Control-Expose-Headers"] == grants.HEADER
        assert client.head(f"{audio}?grant={answer[grants.HEADER]}").status_code == 200
    assert client.get(audio).status_code == 403


def test_parts_of_a_narration_under_way_carry_their_grants(client: Client, page: Page, settings: Settings) -> None:
    settings.SIGNED_AUDIO = True
    page.deliver(client)
    name = "c" * 64 + ".m4a"
    Narration.objects.update(parts=[{"url": f"/v1/parts/{name}", "start_ms": 0, "end_ms": 2000}])
    (part,) = page.look_up(client).json()["parts"]
    assert part["url"] == f"/v1/parts/{name}?grant={grants.grant_for(name)}"
    assert grants.allows(part["url"].partition("?grant=")[2], name)
