"""The publish webhook: ``/v1/sites/{key}/published``."""

import json
import time
from typing import Any

import pytest
from django.test import Client

from player.articles.feeds.models import Discovery
from player.sites.models import Site, Token
from player.sites.signed_requests import sign
from tests.player.rows import make_site

pytestmark = pytest.mark.django_db

URL = "https://tidepool.example/stories/crab"
BODY = json.dumps({"url": URL}).encode()


@pytest.fixture
def tidepool(db: None) -> Site:
    return make_site("tidepool")


@pytest.fixture
def key(tidepool: Site) -> str:
    """What the publisher's system signs with."""
    return Token.objects.issue(tidepool, "cms", Token.Scope.PUBLISH)[1]


def send(client: Client, header: str, body: bytes = BODY, site: str = "tidepool") -> Any:
    return client.post(
        f"/v1/sites/{site}/published",
        body,
        content_type="application/json",
        headers={"Readalong-Signature": header} if header else {},
    )


def now() -> int:
    return int(time.time())


def problem(response: Any) -> tuple[int, str]:
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"]
    return response.status_code, response.json()["type"].removeprefix("urn:readalong:")


def test_a_published_page_waits_to_be_fetched(client: Client, key: str, tidepool: Site) -> None:
    response = send(client, sign(key, BODY, now()))
    assert (response.status_code, response.json()["state"], response.json()["url"]) == (202, "waiting", URL)
    assert response["Location"] == response.json()["status_url"]
    discovery = Discovery.objects.get()
    assert (discovery.site, discovery.source, discovery.host.origin) == (
        tidepool,
        "webhook",
        "https://tidepool.example",
    )
    Discovery.objects.update(state="skipped", reason="No layout matches this address.")
    status = client.get(response["Location"])
    assert (status.status_code, status.json()["state"]) == (200, "skipped")
    assert status.json()["reason"] == "No layout matches this address."


def test_telling_it_twice_changes_nothing(client: Client, key: str) -> None:
    first, second = (send(client, sign(key, BODY, now())) for _ in range(2))
    assert first.json() == second.json()
    assert Discovery.objects.count() == 1


def test_two_tokens_are_good_at_once_so_that_one_can_be_replaced(client: Client, key: str, tidepool: Site) -> None:
    _, newer = Token.objects.issue(tidepool, "cms, new", Token.Scope.PUBLISH)
    assert {send(client, sign(each, BODY, now())).status_code for each in (key, newer)} == {202}
    Token.objects.get(name="cms").delete()
    assert problem(send(client, sign(key, BODY, now()))) == (401, "not-signed")
    assert send(client, sign(newer, BODY, now())).status_code == 202


def test_a_signature_is_good_for_its_body_its_time_and_its_site(client: Client, key: str) -> None:
    make_site("harbor")
    good = sign(key, BODY, now())
    forged = sign("readalong_guess", BODY, now())
    other = json.dumps({"url": f"{URL}2"}).encode()
    later = good.replace(f"t={now()}", f"t={now() + 1}")
    assert later != good
    refused = [
        send(client, forged),
        send(client, good, other),
        send(client, later),
        send(client, good, site="harbor"),
        send(client, sign(key, BODY, now() - 301)),
        send(client, sign(key, BODY, now() + 302)),
    ]
    for response in refused:
        assert problem(response) == (401, "not-signed")
    assert not Discovery.objects.exists()


@pytest.mark.parametrize(
    "header", ["", "t=1", "t=x,v1=y", "v1=" + "0" * 64, "t=" + "9" * 400 + ",v1=" + "0" * 64, "\x00"]
)
def test_a_malformed_signature_is_refused(client: Client, key: str, header: str) -> None:
    assert problem(send(client, header)) == (401, "not-signed")


def test_a_token_of_another_scope_signs_nothing(client: Client, tidepool: Site) -> None:
    token, secret = Token.objects.issue(tidepool, "writer", Token.Scope.WRITE)
    for each in (secret, token.digest, token.signing_key):
        assert problem(send(client, sign(each, BODY, now()))) == (401, "not-signed")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b"\xff",
        b'{"url": 5}',
        b'{"url": "https://harbor.example/x"}',
        b'{"url": "http://169.254.169.254/"}',
        b'{"url": "https://tidepool.example:8443/x"}',
        b'{"url": "https://user@tidepool.example/x"}',
        b'{"url": "javascript:alert(1)"}',
        json.dumps({"url": URL + "x" * 1000}).encode(),
        b"[" * 5000,
    ],
)
def test_a_body_that_names_no_page_of_the_site_is_refused(client: Client, key: str, body: bytes) -> None:
    assert problem(send(client, sign(key, body, now()), body)) == (400, "bad-request")
    assert not Discovery.objects.exists()


def test_a_large_body_is_not_read(client: Client, key: str) -> None:
    body = b" " * 20_000
    assert problem(send(client, sign(key, body, now()), body)) == (413, "too-large")


def test_an_unknown_site_is_told(client: Client, key: str) -> None:
    assert problem(send(client, sign(key, BODY, now()), site="nobody")) == (404, "unknown-site")


def test_other_methods_are_refused(client: Client, key: str) -> None:
    assert problem(client.get("/v1/sites/tidepool/published")) == (405, "wrong-method")


def test_the_state_of_a_page_is_told_under_its_own_site_only(client: Client, key: str) -> None:
    make_site("harbor")
    address = send(client, sign(key, BODY, now())).json()["status_url"]
    assert problem(client.get(address.replace("tidepool", "harbor"))) == (404, "not-found")
    assert problem(client.get(address[:-4] + "0000")) == (404, "not-found")


def test_the_signing_key_is_not_what_is_stored(key: str) -> None:
    assert key not in str(vars(Token.objects.get()))
