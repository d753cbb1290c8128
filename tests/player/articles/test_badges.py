"""What a front page is told of the articles it leads to: ``/v1/sites/{key}/badges``."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from player.articles.models import Article, Story
from player.sites.models import Site
from synthesis.models import Narration
from tests.player.rows import make_article, make_narration, make_site

pytestmark = pytest.mark.django_db
ORIGIN = "https://crab.example"


@pytest.fixture
def shore() -> Site:
    return make_site("crab")


def ask(client: Client, *urls: str, origin: str = ORIGIN, key: str = "crab") -> HttpResponse:
    return client.get(f"/v1/sites/{key}/badges", {"url": urls}, headers={"Origin": origin})


def versions(answer: HttpResponse) -> list[list[dict[str, Any]]]:
    return [badge["versions"] for badge in answer.json()["badges"]]


def ready(article: Article, duration_ms: int = 83_000) -> None:
    Narration.objects.filter(pk=make_narration(article).pk).update(state=Narration.State.READY, duration_ms=duration_ms)


def test_an_article_that_is_ready_tells_its_length(client: Client, shore: Site) -> None:
    article = make_article(shore, "waves", level="2")
    ready(article)
    answer = ask(client, article.url)
    assert versions(answer) == [
        [{"url": article.url, "language": "en-US", "level": "2", "state": "ready", "duration_ms": 83_000}]
    ]
    assert answer["Cache-Control"] == "public, max-age=60"
    assert answer["Access-Control-Allow-Origin"] == ORIGIN


def test_addresses_may_be_paths_of_the_page_that_asks(client: Client, shore: Site) -> None:
    make_article(shore, "waves")
    assert versions(ask(client, "/waves?utm_source=mail"))[0][0]["url"] == "https://crab.example/waves"


def test_what_is_not_spoken_has_no_length_and_is_not_asked_to_be(client: Client, shore: Site) -> None:
    make_article(shore, "waves")
    assert versions(ask(client, "/waves"))[0][0]["state"] == "unknown"
    assert not Narration.objects.exists()


def test_the_other_versions_of_a_story_come_along(client: Client, shore: Site) -> None:
    story = Story.objects.create(site=shore, key="crab")
    for title, level in (("easy", "1"), ("hard", "2")):
        Article.objects.filter(pk=make_article(shore, title, level=level).pk).update(story=story)
    assert [each["level"] for each in versions(ask(client, "/hard"))[0]] == ["2", "1"]


def test_an_unknown_address_has_no_versions_and_the_others_keep_their_order(client: Client, shore: Site) -> None:
    make_article(shore, "waves")
    told = ask(client, "/nowhere", "/waves").json()["badges"]
    assert [(badge["url"], len(badge["versions"])) for badge in told] == [("/nowhere", 0), ("/waves", 1)]


def test_another_sites_articles_are_not_told(client: Client, shore: Site) -> None:
    article = make_article(make_site("gull"), "secret")
    assert versions(ask(client, article.url)) == [[]]


def test_however_many_are_asked_for_there_are_as_many_questions(
    client: Client, shore: Site, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        ready(make_article(shore, f"waves{number}"))
    ask(client, "/waves0")
    with django_assert_max_num_queries(9):
        ask(client, *(f"/waves{number}" for number in range(12)))


@pytest.mark.parametrize("urls", [(), ("/x",) * 61, ("ftp://crab.example/x",), ("http://[/",)])
def test_what_cannot_be_asked_is_refused_in_words(client: Client, shore: Site, urls: tuple[str, ...]) -> None:
    answer = ask(client, *urls)
    assert answer.status_code == 400
    assert answer.json()["type"] == "urn:readalong:bad-request"


def test_pages_of_other_origins_are_refused(client: Client, shore: Site) -> None:
    assert ask(client, "/waves", origin="https://gull.example").status_code == 403
