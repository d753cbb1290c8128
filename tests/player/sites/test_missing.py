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
