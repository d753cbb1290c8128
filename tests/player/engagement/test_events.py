"""``POST /v1/sites/{key}/events`` over HTTP: what is counted, what is not and why, and who is turned away first."""

from datetime import timedelta
from threading import Event, Thread
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from player.engagement import admission, changes, ingest, refusals, views
from player.engagement.admission import Places, Quota, worth_of
from player.engagement.beacons import Beacon
from player.engagement.models import Allowance, LauncherView, PlaybackSession, Refusal
from player.sites.models import Site
from player.sites.problems import Problem
from tests.pages import ORIGIN, Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_quota(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("player.engagement.views.quota", Quota())


@pytest.fixture
def voiced(client: Client, page: Page) -> Page:
    page.voiced(client)
    return page


@pytest.fixture
def remembering(settings: Settings) -> None:
    """As in production, but without what tests before remember of sites that are gone."""
    settings.REMEMBERING = True
    for memory in (views._gate, ingest._remembered_target):
        memory.cache_clear()  # type: ignore[attr-defined]
    changes._marked.clear()


def refused() -> dict[str, int]:
    return dict(Refusal.objects.values_list("reason", "count"))


def beacon(occasion: str) -> Beacon:
    return Beacon(session=uuid4(), fingerprint="0" * 64, occasion=occasion)  # type: ignore[arg-type]


def test_a_beacon_is_answered_204_with_cors_and_no_cookie(client: Client, voiced: Page) -> None:
    response = voiced.beacon(client, occasion="start")
    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Origin"] == ORIGIN
    assert response["Vary"] == "Origin"
    assert not response.cookies


def test_what_an_older_page_sends_is_still_taken(client: Client, voiced: Page) -> None:
    old = {"at_ms": 15_320, "heard": [[0, 900]], "rate": 0.9, "seeks": 1, "source": "launcher", "device": "phone"}
    assert voiced.beacon(client, **old).status_code == 204
    assert PlaybackSession.objects.get().heard_ms == 900


def test_what_a_newer_page_adds_is_ignored(client: Client, voiced: Page) -> None:
    assert voiced.beacon(client, heard=[[0, 900]], mood="sunny").status_code == 204


def test_a_view_is_one_row_however_often_it_is_told(client: Client, voiced: Page) -> None:
    session = str(uuid4())
    for _ in range(3):
        assert voiced.beacon(client, session=session, occasion="seen").status_code == 204
    assert (LauncherView.objects.count(), PlaybackSession.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("state", "status", "reason"),
    [
        ({"at_ms": -1}, 400, "malformed"),
        ({"at_ms": 86_400_001}, 400, "malformed"),
        ({"occasion": "party"}, 400, "malformed"),
        ({"replays": [[0, 0]]}, 400, "malformed"),
        ({"audio": "../../etc/passwd"}, 400, "malformed"),
        ({"padding": "x" * 2048}, 413, "too-large"),
        ({"fingerprint": "0" * 64}, 404, "unknown-narration"),
        ({"at_ms": 1000, "heard": [[0, 5000]]}, 400, "implausible"),
        ({"at_ms": 1000, "heard": [[n * 100, n * 100 + 100] for n in range(50)]}, 400, "implausible"),
        ({"robot": True}, 200, "robot"),
    ],
)
def test_what_is_not_counted_is_counted_by_reason(
    client: Client, voiced: Page, state: dict[str, Any], status: int, reason: str
) -> None:
    for _ in range(2):
        assert voiced.beacon(client, **state).status_code == status
    assert refused() == {reason: 2}
    assert not PlaybackSession.objects.exists()


def test_crawlers_and_previews_are_not_counted(client: Client, voiced: Page, site: Site) -> None:
    crawler = Client(headers={"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"})
    assert voiced.beacon(crawler).json() == {"counted": False, "reason": "robot"}
    site.origins.create(origin="http://testserver")
    workbench = Page(voiced.key, voiced.blocks, origin="http://testserver")
    assert workbench.beacon(Client(headers={"Host": "testserver"})).json() == {"counted": False, "reason": "preview"}
    assert (refused(), PlaybackSession.objects.count()) == ({"robot": 1, "preview": 1}, 0)


def test_other_origins_and_none_are_refused_and_counted(client: Client, voiced: Page) -> None:
    for origin in ("https://evil.example", "", "null"):
        response = Page(voiced.key, voiced.blocks, origin=origin).beacon(client)
        assert response.status_code == 403
        assert "Access-Control-Allow-Origin" not in response
    assert refused() == {"origin-refused": 3}


def test_an_unknown_site_is_not_found(client: Client, page: Page) -> None:
    assert Page("nobody", page.blocks).beacon(client).status_code == 404


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_other_methods_are_refused(client: Client, voiced: Page, method: str) -> None:
    response = getattr(client, method)(f"/v1/sites/{voiced.key}/events", headers={"Origin": ORIGIN})
    assert response.status_code == 405


def test_a_preflight_is_answered(client: Client, voiced: Page) -> None:
    response = client.options(f"/v1/sites/{voiced.key}/events", headers={"Origin": ORIGIN})
    assert (response.status_code, response["Access-Control-Allow-Methods"]) == (204, "POST")


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"\xff\xfe", b'{"session":', b"[" * 2000])
def test_garbage_is_refused(client: Client, voiced: Page, body: bytes) -> None:
    answer = client.post(f"/v1/sites/{voiced.key}/events", body, content_type="text/plain", headers={"Origin": ORIGIN})
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_a_session_of_another_text_is_refused(client: Client, voiced: Page, page: Page) -> None:
    other = Page(page.key, page.blocks[:2], url=f"{ORIGIN}/stories/gull")
    other.voiced(client)
    session = str(uuid4())
    assert voiced.beacon(client, session=session, heard=[[0, 900]]).status_code == 204
    assert other.beacon(client, session=session, heard=[[0, 2000]]).status_code == 409
    assert (PlaybackSession.objects.get().heard_ms, refused()) == (900, {"elsewhere": 1})


def test_counts_of_a_deleted_site_go_with_it(client: Client, voiced: Page, site: Site) -> None:
    gone = Site(pk=site.pk + 1, key="gone", name="Gone")
    refusals.note(gone, Refusal.Reason.ROBOT)
    refusals.note(site, Refusal.Reason.ROBOT)
    assert refused() == {"robot": 1}


@pytest.mark.usefixtures("remembering")
def test_a_flood_of_bad_beacons_is_written_down_once_a_second(client: Client, voiced: Page) -> None:
    with patch.object(refusals, "_written_at", float("-inf")):
        for _ in range(20):
            voiced.beacon(client, at_ms=-1)
        assert refused() == {"malformed": 1}
        refusals._written_at = float("-inf")
        voiced.beacon(client, occasion="start")
    assert refused() == {"malformed": 20}


def test_a_site_has_its_share_of_beacons_and_views_are_turned_away_first(
    client: Client, voiced: Page, settings: Settings
) -> None:
    settings.BEACONS_A_MINUTE = 20
    with patch.object(admission.time, "time", lambda: 6000.0):
        views = [voiced.beacon(client, occasion="seen").status_code for _ in range(16)]
        progress = [voiced.beacon(client, occasion="playing").status_code for _ in range(6)]
        turns = [voiced.beacon(client, occasion="ended").status_code for _ in range(6)]
    assert views == [204] * 14 + [429] * 2
    assert progress.count(204) + turns.count(204) <= 6
    assert turns.count(204) >= 1
    assert PlaybackSession.objects.count() + LauncherView.objects.count() <= 20
    assert refused() == {"quota": 28 - views.count(204) - progress.count(204) - turns.count(204)}
    with patch.object(admission.time, "time", lambda: 6060.0):
        assert voiced.beacon(client, occasion="seen").status_code == 204


@pytest.mark.django_db(transaction=True)
def test_processes_that_ask_at_once_never_let_in_more_than_the_limit(site: Site, settings: Settings) -> None:
    settings.BEACONS_A_MINUTE = 400
    admitted: list[int] = []

    def process() -> None:
        quota, count = Quota(), 0
        try:
            for _ in range(200):
                quota.spend(site.pk, worth_of(beacon("ended")))
                count += 1
        except Problem:
            pass
        finally:
            admitted.append(count)
            connection.close()

    with patch.object(admission.time, "time", lambda: 6000.0):
        threads = [Thread(target=process) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sum(admitted) == 400
    assert Allowance.objects.get().taken == 400


def test_when_all_places_are_taken_the_least_valuable_wait_least(settings: Settings) -> None:
    settings.BEACONS_AT_ONCE = 3
    places, leave = Places(), Event()
    held = [Thread(target=hold, args=(places, leave)) for _ in range(2)]
    for thread in held:
        thread.start()
    while places._busy < 2:
        pass
    for occasion in ("seen", "playing", "milestone"):
        with pytest.raises(Problem, match="too much to do"), places.place(worth_of(beacon(occasion))):
            pass
    with places.place(worth_of(beacon("ended"))):
        assert places._busy == 3
    leave.set()
    for thread in held:
        thread.join()
    with places.place(worth_of(beacon("seen"))):
        assert places._busy == 1


def hold(places: Places, leave: Event) -> None:
    with places.place(worth_of(beacon("start"))):
        leave.wait(10)


def test_overload_is_told_and_counted(client: Client, voiced: Page) -> None:
    with patch.object(Places, "place", side_effect=Problem("overloaded", "Too much to do.")):
        response = voiced.beacon(client, occasion="seen")
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (503, ORIGIN)
    assert refused() == {"overload": 1}


def test_a_connection_that_broke_is_replaced_and_the_beacon_kept(client: Client, voiced: Page) -> None:
    real, broken = ingest.take, [OperationalError("the connection was lost")]

    def take(*arguments: Any) -> None:
        if broken:
            raise broken.pop()
        real(*arguments)

    with patch.object(ingest, "take", take), patch("player.engagement.views.connection"):
        assert voiced.beacon(client, heard=[[0, 900]]).status_code == 204
    assert PlaybackSession.objects.get().heard_ms == 900


def test_a_database_that_does_not_answer_is_told(client: Client, voiced: Page) -> None:
    with (
        patch.object(ingest, "take", side_effect=OperationalError("gone")),
        patch("player.engagement.views.connection"),
    ):
        assert voiced.beacon(client).status_code == 503
    assert not PlaybackSession.objects.exists()


@pytest.mark.usefixtures("remembering")
def test_a_remembered_beacon_costs_one_statement(client: Client, voiced: Page, django_assert_num_queries: Any) -> None:
    voiced.beacon(client, heard=[[0, 900]])
    with django_assert_num_queries(1):
        assert voiced.beacon(client, heard=[[0, 900]]).status_code == 204


def test_the_newest_rate_is_that_of_the_oldest_state(client: Client, voiced: Page) -> None:
    session = str(uuid4())
    for at_ms, rate in ((30_000, 1.5), (10_000, 0.75), (20_000, 1.0)):
        voiced.beacon(client, session=session, at_ms=at_ms, rate=rate)
    kept = PlaybackSession.objects.get()
    assert (kept.rate, kept.at_ms) == (150, 30_000)
    assert abs(kept.started_at - (timezone.now() - timedelta(seconds=30))) < timedelta(seconds=5)
