"""Looking narrations up and delivering content: ``/v1/sites/{key}/narrations``."""

import json
from uuid import uuid4

import pytest
from django.test import Client

from player.articles.models import Article
from player.sites.models import Origin, Site
from synthesis import pipeline
from synthesis.models import Content, Lexeme, Narration, Speech
from synthesis.text.blocks import Block
from tests.pages import ORIGIN, Page, manifest_of

pytestmark = pytest.mark.django_db


def problem(response) -> tuple[int, str]:
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == response.status_code
    assert body["detail"]
    return response.status_code, body["type"].removeprefix("urn:readalong:")


def test_delivered_content_is_spoken_and_served(client: Client, page: Page) -> None:
    unknown = page.look_up(client)
    assert (unknown.status_code, unknown.json()["state"], unknown["Cache-Control"]) == (200, None, "no-store")
    delivered = page.deliver(client)
    assert (delivered.status_code, delivered.json()["state"]) == (202, "speaking")
    assert delivered.json()["retry_after_ms"] > 0
    assert delivered["Cache-Control"] == "no-store"
    pipeline.narrate(Narration.objects.get().pk)
    manifest = manifest_of(page.look_up(client))
    assert manifest["fingerprint"] == page.fingerprint
    assert manifest["sentences"][0] | {"words": []} == {
        "block": 0,
        "start": 0,
        "end": 21,
        "start_ms": 0,
        "end_ms": 1260,
        "words": [],
    }
    audio = client.get(manifest["audio"]["url"])
    assert (audio.status_code, audio["Content-Type"]) == (200, "audio/mp4")
    assert len(b"".join(audio.streaming_content)) == manifest["audio"]["bytes"]


def test_delivering_twice_changes_nothing(client: Client, page: Page) -> None:
    for _ in range(3):
        assert page.deliver(client).status_code == 202
    assert (Article.objects.count(), Content.objects.count(), Narration.objects.count()) == (1, 1, 1)


def test_an_article_that_changed_for_two_readers_keeps_its_row_and_gets_new_content(client: Client, page: Page) -> None:
    page.deliver(client)
    edited = Page(page.key, (*page.blocks[:2], Block("paragraph", "At dawn it woke.")))
    edited.deliver(client)
    assert Article.objects.get().content.fingerprint == page.fingerprint
    assert edited.look_up(Client(REMOTE_ADDR="203.0.113.9")).status_code == 202
    article = Article.objects.get()
    assert article.content.fingerprint == edited.fingerprint
    assert article.deliveries.count() == 2
    assert page.look_up(client).status_code == 202


@pytest.mark.parametrize("method", ["put", "delete", "patch", "get"])
def test_other_methods_are_refused(client: Client, site: Site, method: str) -> None:
    response = getattr(client, method)(f"/v1/sites/{site.key}/narrations", headers={"Origin": ORIGIN})
    assert problem(response) == (405, "wrong-method")


def test_an_unknown_key_is_named(client: Client, page: Page) -> None:
    stranger = Page("nobody", page.blocks)
    assert problem(stranger.look_up(client)) == (404, "unknown-site")
    assert problem(stranger.deliver(client)) == (404, "unknown-site")


@pytest.mark.parametrize("origin", ["https://evil.example", "http://www.tidepool.example", f"{ORIGIN}:8443", "null"])
def test_pages_of_other_origins_are_refused_without_cors(client: Client, page: Page, origin: str) -> None:
    for response in (page.look_up(client, Origin=origin), page.deliver(client, Origin=origin)):
        assert problem(response) == (403, "origin-refused")
        assert "Access-Control-Allow-Origin" not in response
        assert response["Vary"] == "Origin"


def test_a_delivery_without_an_origin_is_refused(client: Client, page: Page) -> None:
    assert problem(page.deliver(client, Origin="")) == (403, "origin-refused")
    assert not Content.objects.exists()


def test_a_narration_of_one_site_is_unknown_to_another(client: Client, page: Page) -> None:
    page.voiced(client)
    other = Site.objects.create(key="other", name="Other")
    Origin.objects.create(site=other, origin=ORIGIN)
    assert Page("other", page.blocks).look_up(client).json()["state"] is None


def test_an_address_of_another_origin_is_refused(client: Client, page: Page) -> None:
    assert problem(page.deliver(client, page.delivery(url="https://evil.example/stories/crab")))[0] == 400
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"blocks": []},
        {"blocks": [{"kind": "spell", "text": "x"}]},
        {"blocks": [{"kind": "paragraph", "text": ""}]},
        {"blocks": [{"kind": "paragraph", "text": "two  spaces"}]},
        {"blocks": [{"kind": "paragraph", "text": "a\u0001b"}]},
        {"blocks": [{"kind": "paragraph", "text": "no title"}]},
        {"blocks": "text"},
        {"fingerprint": "0" * 64},
        {"fingerprint": "short"},
        {"language": "not a language"},
        {"language": None},
        {"url": "javascript:alert(1)"},
        {"title": "x" * 301},
        {"level": 2},
    ],
)
def test_a_bad_value_is_refused_by_name(client: Client, page: Page, changes: dict[str, object]) -> None:
    assert problem(page.deliver(client, page.delivery(**changes))) == (400, "bad-request")
    assert not Content.objects.exists()


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "null", b"\xff\xfe", '{"blocks": ' + "[" * 10_000, '{"url": "\\ud800"}']
)
def test_malformed_bodies_are_refused(client: Client, page: Page, body: object) -> None:
    assert problem(page.deliver(client, body)) == (400, "bad-request")


@pytest.mark.parametrize("missing", ["url", "language", "fingerprint", "blocks"])
def test_a_missing_field_is_named(client: Client, page: Page, missing: str) -> None:
    body = {name: value for name, value in page.delivery().items() if name != missing}
    response = page.deliver(client, body)
    assert problem(response) == (400, "bad-request")
    assert missing in response.json()["detail"]


def test_a_delivery_over_its_limit_is_refused(client: Client, page: Page) -> None:
    assert problem(page.deliver(client, "x" * 1_000_001))[0] == 413


def test_a_text_that_cannot_be_spoken_is_said_to_have_failed(client: Client, page: Page) -> None:
    page.deliver(client)
    Narration.objects.update(state=Narration.State.FAILED, error="The engine is away.")
    response = page.look_up(client)
    assert problem(response) == (503, "narration-failed")
    assert "engine is away" not in response.content.decode()


def test_a_manifest_that_did_not_change_is_not_sent_again(client: Client, page: Page) -> None:
    page.voiced(client)
    first = page.look_up(client)
    assert first["Cache-Control"] == "private, max-age=0, must-revalidate"
    assert first["Access-Control-Allow-Origin"] == ORIGIN
    again = page.look_up(client, **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == ORIGIN


def test_a_preflight_is_answered_for_the_sites_origins_only(client: Client, site: Site) -> None:
    address = f"/v1/sites/{site.key}/narrations"
    answer = client.options(address, headers={"Origin": ORIGIN, "Access-Control-Request-Method": "POST"})
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (204, ORIGIN)
    assert "POST" in answer["Access-Control-Allow-Methods"]
    assert answer["Access-Control-Allow-Headers"] == "Content-Type"
    refused = client.options(address, headers={"Origin": "https://evil.example"})
    assert "Access-Control-Allow-Origin" not in refused


def test_no_answer_sets_a_cookie(client: Client, page: Page) -> None:
    page.voiced(client)
    for response in (page.look_up(client), page.deliver(client), page.beacon(client)):
        assert not response.cookies


def test_an_edited_rule_is_heard_at_the_next_play_of_an_affected_article_and_only_there(
    client: Client, page: Page
) -> None:
    other = Page(page.key, (Block("paragraph", "Nothing about shellfish."),), url=f"{ORIGIN}/stories/other")
    manifest, untouched = page.voiced(client), other.voiced(client)
    lexicon = Site.objects.get(key=page.key).lexicon
    Lexeme.objects.create(lexicon=lexicon, grapheme="crab", value="hermit crab")
    lexicon.changed()
    spoken = Speech.objects.count()

    assert manifest_of(other.look_up(client)) == untouched
    assert page.look_up(client).status_code == 202
    pipeline.narrate(Narration.objects.get(content__fingerprint=page.fingerprint).pk)
    assert manifest_of(page.look_up(client))["audio"] != manifest["audio"]
    # Two of the four sentences name the crab.
    assert Speech.objects.count() == spoken + 2


def test_a_language_nobody_reads_is_said_so(client: Client, page: Page, settings) -> None:
    klingon = Page(page.key, (Block("paragraph", "nuqneH"),), language="tlh")
    response = klingon.deliver(client)
    assert response.status_code == 503
    assert "tlh" in response.json()["detail"]


def test_hostile_titles_are_kept_as_text(client: Client, page: Page) -> None:
    title = "<script>alert(1)</script>"
    assert page.deliver(client, page.delivery(title=title)).status_code == 202
    assert Article.objects.get().title == title


def test_json_with_an_unknown_field_is_taken(client: Client, page: Page) -> None:
    assert page.deliver(client, page.delivery(newer=True, id=str(uuid4()))).status_code == 202
    assert json.loads(page.deliver(client).content)["state"] == "speaking"
