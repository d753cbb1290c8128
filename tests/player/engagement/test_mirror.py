"""The mirror: what readers heard is told to a webhook that wants it, as it stands, and nothing is left out."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from player.articles.models import Article, Notice, Webhook
from player.articles.webhooks import sending
from player.engagement import changes, mirror
from player.engagement.models import PlaybackSession
from player.sites.models import Site
from tests.pages import Page
from tests.player.rows import make_article, make_session, make_site
from tests.receiver import Receiver, receiving

pytestmark = pytest.mark.django_db


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    with receiving() as receiver:
        settings.FETCH_OWN_ORIGINS = [receiver.origin]
        yield receiver


@pytest.fixture
def hook(site: Site, receiver: Receiver) -> Webhook:
    hook = Webhook.objects.create(
        site=site, url=receiver.url, on_ready=False, on_failed=False, on_deleted=False, on_sessions=True
    )
    # From the moment on at which it is first looked for.
    assert mirror.tell_sessions() == 0
    return hook


def work(later: timedelta) -> None:
    """What beat and workers do, so much later."""
    moment = timezone.now() + later
    with patch.object(timezone, "now", lambda: moment):
        mirror.tell_sessions()
        for hook in Webhook.objects.due():
            sending.send_due(hook.pk)


def listened(article: Article) -> PlaybackSession:
    """Somebody heard the article, and its day was marked as ingest does."""
    session = make_session(article)
    changes.mark(session.site_id, session.day)
    return session


def told(receiver: Receiver) -> list[dict[str, Any]]:
    return [session for each in receiver.received for session in each.json["data"]["sessions"]]


def test_a_session_is_told_as_it_stands_and_again_when_it_has_changed(
    page: Page, client: Client, hook: Webhook, receiver: Receiver
) -> None:
    manifest = page.voiced(client)
    audio = manifest["audio"]["url"].split("/")[-1]
    session, length = str(uuid4()), manifest["duration_ms"]
    page.beacon(client, session=session, audio=audio, heard=[[0, 900]], at_ms=60_000, seeks=2)
    work(timedelta(seconds=70))
    (first,) = told(receiver)
    assert (first["session"], first["heard"], first["heard_ms"], first["completed"]) == (
        session,
        [[0, 900]],
        900,
        False,
    )
    assert (first["url"], first["fingerprint"], first["seeks"]) == (page.url, page.fingerprint, 2)
    work(timedelta(seconds=140))
    assert len(told(receiver)) == 1, "What has not changed is not told again."
    page.beacon(client, session=session, audio=audio, heard=[[0, length]], at_ms=120_000)
    PlaybackSession.objects.update(seen_at=timezone.now() + timedelta(seconds=75))
    work(timedelta(seconds=210))
    latest = told(receiver)[-1]
    assert (latest["session"], latest["heard_ms"], latest["completed"], latest["half"]) == (session, length, True, True)
    assert latest["at_ms"] > first["at_ms"]
    assert all(each.is_signed_with(hook.secret) for each in receiver.received)


def test_what_may_still_be_under_way_is_waited_for(site: Site, hook: Webhook, receiver: Receiver) -> None:
    listened(make_article(site, "Crab"))
    work(timedelta(seconds=50))
    assert told(receiver) == []


def test_every_session_is_told_once_though_many_came_at_one_moment(
    site: Site, hook: Webhook, receiver: Receiver
) -> None:
    article = make_article(site, "Crab")
    sessions = {str(listened(article).pk) for _ in range(7)}
    PlaybackSession.objects.update(seen_at=timezone.now())
    with patch.object(mirror, "A_NOTICE", 3):
        work(timedelta(seconds=70))
    assert [len(each.json["data"]["sessions"]) for each in receiver.received] == [3, 3, 1]
    assert {each["session"] for each in told(receiver)} == sessions
    assert len(told(receiver)) == 7


def test_sessions_from_before_it_was_wanted_and_of_other_sites_are_not_told(
    site: Site, receiver: Receiver, hook: Webhook
) -> None:
    session = listened(make_article(site, "Crab"))
    PlaybackSession.objects.filter(pk=session.pk).update(seen_at=timezone.now() - timedelta(hours=1))
    listened(make_article(make_site("harbor"), "Gull"))
    work(timedelta(seconds=70))
    assert told(receiver) == []


def test_of_a_receiver_that_takes_nothing_little_is_kept_waiting_and_nothing_is_lost(
    site: Site, hook: Webhook, receiver: Receiver
) -> None:
    receiver.answers(500)
    article = make_article(site, "Crab")
    sessions = {str(listened(article).pk) for _ in range(12)}
    with patch.object(mirror, "A_NOTICE", 2):
        for minute in range(2, 8):
            work(timedelta(minutes=minute))
        assert Notice.objects.count() == mirror.MOST_WAITING
        receiver.received.clear()
        receiver.answers(200)
        for minute in range(30, 34):
            work(timedelta(minutes=minute))
    assert {each["session"] for each in told(receiver)} == sessions


def test_when_it_is_killed_midway_neither_notice_nor_place_is_kept(site: Site, hook: Webhook) -> None:
    listened(make_article(site, "Crab"))
    moment = timezone.now() + timedelta(seconds=70)
    with patch.object(timezone, "now", lambda: moment):
        with (
            patch("player.engagement.models.Mirror.save", side_effect=KeyboardInterrupt),
            pytest.raises(KeyboardInterrupt),
        ):
            mirror.tell_sessions()
        assert not Notice.objects.exists()
        assert mirror.tell_sessions() == 1


def test_what_has_arrived_is_not_kept(site: Site, hook: Webhook, receiver: Receiver) -> None:
    listened(make_article(site, "Crab"))
    work(timedelta(seconds=70))
    assert Notice.objects.get().body == ""


def test_ingest_asks_nothing_for_it(page: Page, client: Client, hook: Webhook) -> None:
    page.voiced(client)
    page.beacon(client)
    with CaptureQueriesContext(connection) as with_it:
        page.beacon(client)
    Webhook.objects.all().delete()
    with CaptureQueriesContext(connection) as without:
        page.beacon(client)
    assert len(with_it) == len(without)
    assert not any("webhook" in each["sql"] or "mirror" in each["sql"] for each in with_it)
