"""Layouts in the admin: their order, and which of them an address has."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from player.sites.models import Layout, Site
from tests.player.rows import make_member, make_site, signed_in

pytestmark = pytest.mark.django_db
LIST = "/admin/sites/layout/"


@pytest.fixture
def tidepool(db: None) -> Site:
    site = make_site("tidepool")
    site.layouts.update(name="Everything", url_pattern="/*", priority=900)
    site.layouts.create(name="Stories", url_pattern="/stories/*", allow="article", priority=10)
    return site


@pytest.fixture
def nora(tidepool: Site) -> Client:
    """A member of tidepool."""
    return signed_in(make_member("nora", tidepool))


def which(client: Client, address: str) -> str:
    response = client.get(LIST, {"address": address})
    assert response.status_code == 200
    text = response.content.decode()
    return " ".join(text[text.index('class="which"') : text.index("</form>", text.index('class="which"'))].split())


def test_an_address_is_answered_with_its_layout_and_what_comes_later(nora: Client) -> None:
    answer = which(nora, "https://tidepool.example/stories/the-crab?page=2")
    assert "Stories</a></strong> <code>/stories/*</code> of Tidepool, priority 10." in answer
    assert "comes later" in answer
    assert "Everything</a> <code>/*</code> (900)" in answer


def test_an_address_without_its_scheme_is_understood(nora: Client) -> None:
    assert "Stories</a></strong>" in which(nora, "tidepool.example/stories/the-crab")


def test_an_address_of_nobody_is_said_to_be_so(nora: Client) -> None:
    assert "No site of yours has layouts for pages of other.example" in which(nora, "https://other.example/x")


def test_an_address_that_no_layout_matches_is_said_to_be_so(nora: Client, tidepool: Site) -> None:
    tidepool.layouts.filter(name="Everything").delete()
    assert "None of Tidepool." in which(nora, "https://tidepool.example/news/x")


def test_other_sites_layouts_are_not_told(nora: Client) -> None:
    make_site("harbor")
    assert "Layout of harbor" not in which(nora, "https://harbor.example/x")


@pytest.mark.parametrize("address", ["<script>alert(1)</script>", "https://[bad", "https://h:99999/x", "\u202e/x", "%"])
def test_a_hostile_address_breaks_nothing(nora: Client, address: str) -> None:
    assert "<script>alert" not in which(nora, address)


def test_the_order_is_changed_in_the_list(tidepool: Site) -> None:
    root = signed_in(User.objects.create_superuser("root"))
    rows = list(Layout.objects.order_by("site__name", "priority"))
    form = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 2, "_save": "Save"}
    for number, (row, priority) in enumerate(zip(rows, (50, 5), strict=True)):
        form |= {f"form-{number}-id": row.pk, f"form-{number}-priority": priority}
    assert root.post(LIST, form).status_code == 302
    assert tidepool.layout_for("https://tidepool.example/stories/x").name == "Everything"
