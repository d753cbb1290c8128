"""Where there is no page, people are told so, and no more than that."""

import pytest
from django.test import Client

from tests.player.rows import make_member, make_site, signed_in


@pytest.mark.django_db
def test_another_publishers_page_is_as_missing_as_one_that_nobody_has() -> None:
    make_site("harbor")
    client = signed_in(make_member("olu", make_site("tidepool")))
    answers = [client.get(f"/dashboard/{key}") for key in ("harbor", "nowhere")]
    assert {answer.status_code for answer in answers} == {404}
    assert answers[0].content == answers[1].content
    page = answers[0].content.decode()
    assert "There is no such page" in page
    assert 'href="/"' in page


@pytest.mark.django_db
def test_what_a_role_may_not_do_is_refused_in_words() -> None:
    client = signed_in(make_member("olu", make_site("tidepool")))
    answer = client.get("/admin/sites/site/add/")
    assert answer.status_code == 403
    assert "Your role at the site does not allow it" in answer.content.decode()


def test_programs_are_answered_as_ever(client: Client) -> None:
    assert client.get("/v1/nowhere")["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("/sites/tidepool/lexicon", "/sites/tidepool/lexicon/"),
        ("/dashboard?days=7", "/dashboard/?days=7"),
        ("/dashboard/tidepool/", "/dashboard/tidepool"),
    ],
)
def test_a_slash_too_many_or_too_few_leads_on(client: Client, asked: str, given: str) -> None:
    answer = client.get(asked)
    assert (answer.status_code, answer["Location"]) == (302, given)


@pytest.mark.parametrize("path", ["/nowhere", "/nowhere/", "//evil.example/", "//evil.example"])
def test_a_slash_makes_no_page_where_there_is_none(client: Client, path: str) -> None:
    assert client.get("/", PATH_INFO=path).status_code == 404


@pytest.mark.django_db
def test_the_admin_leads_nobody_round_in_circles() -> None:
    client = signed_in(make_member("olu", make_site("tidepool")))
    assert client.get("/admin/nowhere", follow=True).status_code == 404


def test_what_is_sent_is_not_sent_on(client: Client) -> None:
    assert client.post("/sites/tidepool/lexicon").status_code == 404
