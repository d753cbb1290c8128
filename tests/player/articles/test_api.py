"""The staff API: articles, by token, of one's own site only."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from player.articles.feeds.models import Discovery
from player.articles.models import Article
from player.sites.models import Site, Token
from synthesis import pipeline
from synthesis.models import Narration
from tests.player.rows import make_article, make_narration, make_site

pytestmark = pytest.mark.django_db

PAGE = (
    "<!doctype html><html lang=en-US><title>The crab</title><article><h1>The crab</h1><p>It counted shells.</article>"
)


@pytest.fixture
def tidepool(db: None) -> Site:
    return make_site("tidepool")


@pytest.fixture
def harbor(db: None) -> Site:
    return make_site("harbor")


class Program:
    """A publisher's program, with its token."""

    def __init__(self, site: Site, scope: Token.Scope = Token.Scope.WRITE) -> None:
        self.token, self.secret = Token.objects.issue(site, f"{scope} program", scope)
        self._client = Client(headers={"Authorization": f"Bearer {self.secret}"})

    def get(self, path: str) -> Any:
        return self._client.get(f"/v1/{path}")

    def post(self, path: str, body: object) -> Any:
        return self._client.post(f"/v1/{path}", body, content_type="application/json")

    def delete(self, path: str) -> Any:
        return self._client.delete(f"/v1/{path}")


@pytest.fixture
def program(tidepool: Site) -> Program:
    return Program(tidepool)


def problem(response: Any) -> tuple[int, str]:
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"]
    return response.status_code, response.json()["type"].removeprefix("urn:readalong:")


def test_articles_are_listed_with_how_they_sound(program: Program, tidepool: Site) -> None:
    article = make_article(tidepool, "The crab")
    pipeline.narrate(make_narration(article).pk)
    response = program.get("articles")
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    (row,) = response.json()["results"]
    assert (row["id"], row["title"], row["language"], row["url"]) == (article.pk, "The crab", "en-US", article.url)
    assert row["fingerprint"] == article.content.fingerprint
    (narration,) = row["narrations"]
    assert (narration["state"], narration["voice"], narration["engine"]) == ("ready", "en-US", "silent")
    assert narration["duration_ms"] > 0


def test_an_article_is_shown_with_what_it_said_before(program: Program, tidepool: Site) -> None:
    article = make_article(tidepool, "The crab")
    make_article(tidepool, "The crab", text="Edited.")
    shown = program.get(f"articles/{article.pk}").json()
    assert [row["fingerprint"] for row in shown["deliveries"]] == [
        Article.objects.get().content.fingerprint,
        article.content.fingerprint,
    ]


def test_lists_come_in_pages(
    program: Program, tidepool: Site, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        make_narration(make_article(tidepool, f"Story {number}"))
    with django_assert_max_num_queries(7):
        first = program.get("articles?limit=3").json()
    second = program.get("articles?" + first["next"].partition("?")[2]).json()
    titles = [row["title"] for row in first["results"] + second["results"]]
    assert titles == [f"Story {number}" for number in (4, 3, 2, 1, 0)]
    assert (first["previous"], second["next"]) == (None, None)


@pytest.mark.parametrize("limit", ["abc", "0", "-3", "1.5", "", "٣"])
def test_a_limit_that_is_no_number_is_refused_by_name(program: Program, limit: str) -> None:
    response = program.get(f"articles?limit={limit}")
    assert problem(response) == (400, "bad-request")
    assert response.json()["detail"] == f"limit: “{limit}” is no number from 1 to 200."


def test_more_than_the_most_are_the_most(program: Program, tidepool: Site) -> None:
    make_article(tidepool, "Crab")
    assert len(program.get("articles?limit=99999").json()["results"]) == 1


def test_a_cursor_of_somebody_elses_is_refused_by_name(program: Program) -> None:
    response = program.get("articles?cursor=crab")
    assert problem(response) == (400, "bad-request")
    assert response.json()["detail"].startswith("cursor: ")


def test_an_article_is_found_by_its_address(program: Program, tidepool: Site) -> None:
    make_article(tidepool, "Whale")
    crab = make_article(tidepool, "Crab")
    assert [row["id"] for row in program.get(f"articles?url={crab.url}").json()["results"]] == [crab.pk]


def test_a_page_is_narrated_in_advance_from_its_html(program: Program, tidepool: Site) -> None:
    url = "https://tidepool.example/stories/crab"
    response = program.post("articles", {"url": f"{url}#top", "html": PAGE})
    assert response.status_code == 201, response.content
    assert (response.json()["title"], response.json()["url"]) == ("The crab", url)
    assert [row["state"] for row in response.json()["narrations"]] == ["queued"]
    assert Narration.objects.get().account_id == tidepool.account_id
    assert program.post("articles", {"url": url, "html": PAGE}).json()["id"] == response.json()["id"]
    assert (Article.objects.count(), Narration.objects.count()) == (1, 1)


def test_a_page_without_html_is_fetched_later(program: Program, tidepool: Site) -> None:
    body = {"url": "https://tidepool.example/stories/crab"}
    first, second = program.post("articles", body), program.post("articles", body)
    assert (first.status_code, first.json()["state"], first.json()["source"]) == (202, "waiting", "staff")
    assert second.json()["id"] == first.json()["id"]
    assert Discovery.objects.count() == 1
    status = program.get(first.json()["status_url"].removeprefix("/v1/"))
    assert status.json() == second.json()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "url: This field is required."),
        ({"url": "https://harbor.example/x"}, "https://harbor.example is not one of the site's origins"),
        ({"url": "http://169.254.169.254/"}, "not one of the site's origins"),
        ({"url": "javascript:alert(1)"}, "no address of a page"),
        ({"url": "https://user@tidepool.example/x"}, "names a user"),
        ({"url": "https://tidepool.example/" + "x" * 1000}, "url: "),
        ({"url": "https://tidepool.example/x", "html": []}, "html: "),
        ({"url": 5}, "no address of a page"),
        ({"url": "https://tidepool.example/x", "html": "<p>No layout finds this."}, "finds nothing to read"),
        ({"url": "https://tidepool.example/x", "html": "<article>x"}, "does not name its language"),
        ([], "bad"),
        ("no json", ""),
    ],
)
def test_a_page_that_cannot_be_narrated_says_why(program: Program, body: object, said: str) -> None:
    response = program.post("articles", body)
    assert problem(response) == (400, "bad-request")
    assert said == "bad" or said in response.json()["detail"]
    assert not Discovery.objects.exists()
    assert not Article.objects.exists()


def test_a_body_that_is_too_large_is_not_read(program: Program) -> None:
    body = {"url": "https://tidepool.example/x", "html": "x" * 5_000_001}
    assert problem(program.post("articles", body)) == (413, "too-large")


def test_an_article_is_deleted_with_its_narrations(program: Program, tidepool: Site) -> None:
    article = make_article(tidepool, "The crab")
    make_narration(article)
    kept = make_narration(make_article(tidepool, "The whale"))
    assert program.delete(f"articles/{article.pk}").status_code == 204
    assert [row.title for row in Article.objects.all()] == ["The whale"]
    assert list(Narration.objects.values_list("pk", "state")) == [(kept.pk, "queued")]
    assert problem(program.delete(f"articles/{article.pk}")) == (404, "not-found")


# --------------------------------------------------------------------------------------------------------------- rights


def test_rows_of_other_sites_do_not_exist(program: Program, harbor: Site, tidepool: Site) -> None:
    theirs = make_article(harbor, "Harbor lights")
    make_narration(theirs)
    discovery = Discovery.objects.announce(harbor, "https://harbor.example/x", Discovery.Source.STAFF)
    for response in (
        program.get(f"articles/{theirs.pk}"),
        program.delete(f"articles/{theirs.pk}"),
        program.get(f"discoveries/{discovery.pk}"),
    ):
        assert problem(response) == (404, "not-found")
    assert program.get("articles").json()["results"] == []
    assert program.get(f"articles?url={theirs.url}").json()["results"] == []
    assert Article.objects.filter(pk=theirs.pk).exists()


def test_narrations_of_the_same_text_at_another_site_are_not_shown(
    program: Program, tidepool: Site, harbor: Site
) -> None:
    ours, theirs = (make_article(site, "The same") for site in (tidepool, harbor))
    assert ours.content == theirs.content
    make_narration(theirs)
    assert program.get(f"articles/{ours.pk}").json()["narrations"] == []


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer readalong_x", "Basic eDp5", "Bearer \xff", "bearer x y"]
)
def test_without_a_token_there_is_nothing(program: Program, client: Client, header: str) -> None:
    headers = {"Authorization": header} if header else {}
    for path in ("articles", "articles/1", "discoveries/00000000-0000-0000-0000-000000000000"):
        assert problem(client.get(f"/v1/{path}", headers=headers)) == (401, "no-token")


def test_a_token_is_kept_as_a_hash_and_its_use_is_noted(program: Program) -> None:
    row = Token.objects.get()
    assert program.secret not in str(vars(row))
    assert row.digest == hashlib.sha256(program.secret.encode()).hexdigest()
    assert row.used_at is None
    program.get("articles")
    used_at = Token.objects.get().used_at
    assert used_at
    assert timezone.now() - used_at < timedelta(minutes=1)


def test_a_deleted_token_is_worth_nothing(program: Program) -> None:
    program.token.delete()
    assert problem(program.get("articles")) == (401, "no-token")


def test_a_token_that_may_read_writes_nothing(tidepool: Site) -> None:
    article = make_article(tidepool, "The crab")
    reader = Program(tidepool, Token.Scope.READ)
    assert reader.get("articles").status_code == 200
    assert problem(reader.post("articles", {"url": article.url})) == (403, "out-of-scope")
    assert problem(reader.delete(f"articles/{article.pk}")) == (403, "out-of-scope")
    assert Article.objects.exists()


def test_a_token_that_signs_webhooks_opens_nothing(tidepool: Site) -> None:
    assert problem(Program(tidepool, Token.Scope.PUBLISH).get("articles")) == (401, "no-token")


def test_an_address_with_a_null_character_is_refused(program: Program) -> None:
    assert problem(program.get("articles?url=https://tidepool.example/%00")) == (400, "bad-request")


@pytest.mark.parametrize("method", ["put", "patch"])
def test_other_methods_are_refused(program: Program, method: str) -> None:
    response = getattr(program._client, method)("/v1/articles")
    assert problem(response) == (405, "wrong-method")


def test_pages_of_other_origins_get_no_leave_to_read_answers(program: Program) -> None:
    response = program._client.get("/v1/articles", headers={"Origin": "https://tidepool.example"})
    assert "Access-Control-Allow-Origin" not in response


# --------------------------------------------------------------------------------------------------------------- schema


def test_the_schema_describes_every_resource(client: Client) -> None:
    response = client.get("/v1/schema")
    schema = response.json()
    assert schema["openapi"].startswith("3.1")
    assert set(schema["paths"]) == {
        "/v1/articles",
        "/v1/articles/{id}",
        "/v1/articles/{id}/sentences",
        "/v1/discoveries/{id}",
        "/v1/engagement",
        "/v1/engagement/{table}",
        "/v1/engagement/{table}.csv",
    }
    assert schema["components"]["securitySchemes"] == {"token": {"type": "http", "scheme": "bearer"}}
    for operations in schema["paths"].values():
        for operation in operations.values():
            assert operation["security"] == [{"token": []}]
            assert "401" in operation["responses"]
