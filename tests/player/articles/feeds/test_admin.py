"""Feeds, discoveries and tokens in the admin."""

import hashlib
import re

import pytest
from django.test import Client

from player.articles.feeds.models import Discovery, Feed
from player.sites.models import Site, Token
from tests.player.rows import make_feed, make_member, make_site, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def tidepool(db: None) -> Site:
    return make_site("tidepool")


@pytest.fixture
def nora(tidepool: Site) -> Client:
    return signed_in(make_member("nora", tidepool))


def test_a_feed_shows_what_it_named_and_what_was_passed_over(nora: Client, tidepool: Site) -> None:
    feed = make_feed(tidepool)
    skipped = {"reason": "no layout matches the address", "count": 7, "example": "https://tidepool.example/<b>x"}
    Feed.objects.update(
        kind="RSS", report={"named": 9, "taken": 2, "new": 1, "skipped": [skipped]}, error="It <i>failed."
    )
    page = nora.get(f"/admin/articles/feed/{feed.pk}/change/").content.decode()
    assert "7 passed over: no layout matches the address" in page
    assert "https://tidepool.example/&lt;b&gt;x" in page
    assert "It &lt;i&gt;failed." in page
    assert "1 waiting" in page
    assert "Failing" in nora.get("/admin/articles/feed/").content.decode()


@pytest.mark.parametrize("kind", ["feed", "discovery"])
@pytest.mark.parametrize("url", ["https://elsewhere.example/x", "http://169.254.169.254/", "javascript:alert(1)"])
def test_an_address_that_is_not_the_sites_own_is_refused(nora: Client, tidepool: Site, kind: str, url: str) -> None:
    form = {"site": tidepool.pk, "url": url, "interval_minutes": 15, "daily_limit": 5}
    page = nora.post(f"/admin/articles/{kind}/add/", form)
    assert page.status_code == 200
    assert re.search("Add it there first|no address of a page", page.content.decode())
    assert not Feed.objects.exists()
    assert not Discovery.objects.exists()


def test_a_page_that_staff_name_waits_to_be_fetched(nora: Client, tidepool: Site) -> None:
    nora.post("/admin/articles/discovery/add/", {"site": tidepool.pk, "url": "https://tidepool.example/x"})
    discovery = Discovery.objects.get()
    assert (discovery.state, discovery.source) == ("waiting", "staff")
    Discovery.objects.update(state="skipped", reason="No <i>layout matches.")
    assert (
        "No &lt;i&gt;layout matches." in nora.get(f"/admin/articles/discovery/{discovery.pk}/change/").content.decode()
    )
    nora.post("/admin/articles/discovery/", {"action": "fetch_again", "_selected_action": [discovery.pk]})
    discovery.refresh_from_db()
    assert (discovery.state, discovery.reason, discovery.announced) == ("waiting", "", 2)


def test_a_feed_is_added_and_asked_at_once_when_staff_say_so(nora: Client, tidepool: Site) -> None:
    form = {"site": tidepool.pk, "url": "https://tidepool.example/rss", "active": "on", "interval_minutes": 15}
    nora.post("/admin/articles/feed/add/", form | {"daily_limit": 5})
    feed = Feed.objects.get()
    feed.note()
    feed.refresh_from_db()
    later = feed.next_at
    nora.post("/admin/articles/feed/", {"action": "ask_now", "_selected_action": [feed.pk]})
    feed.refresh_from_db()
    assert feed.next_at < later


def test_a_tokens_secret_is_shown_once(nora: Client, tidepool: Site) -> None:
    form = {"site": tidepool.pk, "name": "cms", "scope": "write"}
    page = nora.post("/admin/sites/token/add/", form, follow=True).content.decode()
    secret = re.search(r'<code id="secret">(readalong_[-\w]+)</code>', page)
    assert secret
    token = Token.objects.get()
    assert token.digest == hashlib.sha256(secret[1].encode()).hexdigest()
    again = nora.get(f"/admin/sites/token/{token.pk}/change/").content.decode()
    assert secret[1] not in again
    assert token.digest not in again
    assert 'name="_save"' not in again
