"""Beacons: what is counted, what is cut, what is refused; in any order and any number."""

import random
from itertools import pairwise
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from player.engagement.beacons import sentences_heard
from player.engagement.models import PlaybackSession
from player.engagement.ranges import merged
from player.sites.models import Origin, Site
from synthesis.models import Narration
from tests.pages import ORIGIN, Page

pytestmark = pytest.mark.django_db
RANGES = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 10_000)), max_size=20)


@pytest.fixture
def duration_ms(client: Client, page: Page) -> int:
    return int(page.voiced(client)["duration_ms"])


def test_a_beacon_becomes_a_session(client: Client, page: Page, duration_ms: int) -> None:
    session = uuid4()
    response = page.beacon(
        client, session=str(session), at_ms=9000, heard=[[0, 3000]], rate=1.25, seeks=2, device="phone"
    )
    assert (response.status_code, response.content) == (204, b"")
    kept = PlaybackSession.objects.get()
    assert (kept.id, kept.heard, kept.heard_ms, kept.duration_ms) == (session, ((0, 3000),), 3000, duration_ms)
    assert (kept.rate, kept.seeks, kept.device, kept.voice) == (125, 2, "phone", "en-US")
    assert (kept.seen_at - kept.started_at).total_seconds() == 9


def test_the_newest_state_wins_in_any_order_and_any_number(client: Client, page: Page, duration_ms: int) -> None:
    session = str(uuid4())
    states = [{"at_ms": 1000 * (n + 1), "heard": [[0, 900 * n]], "rate": 0.9, "seeks": n} for n in range(6)]
    sent = states * 2
    random.Random(7).shuffle(sent)
    for state in sent:
        assert page.beacon(client, session=session, **state).status_code == 204
    kept = PlaybackSession.objects.get()
    assert (kept.heard_ms, kept.seeks, kept.heard) == (4500, 5, ((0, 4500),))


def test_seeking_to_the_end_is_not_listening(client: Client, page: Page, duration_ms: int) -> None:
    page.beacon(client, at_ms=60_000, heard=[[0, 500], [duration_ms - 400, duration_ms]], seeks=1)
    assert not PlaybackSession.objects.completed()
    assert not PlaybackSession.objects.half()


@pytest.mark.parametrize(
    ("share", "half", "completed"), [(0.49, 0, 0), (0.51, 1, 0), (0.94, 1, 0), (0.96, 1, 1), (1.0, 1, 1)]
)
def test_half_and_completed_are_shares_of_what_was_heard(
    client: Client, page: Page, duration_ms: int, share: float, half: int, completed: int
) -> None:
    page.beacon(client, at_ms=120_000, heard=[[0, int(duration_ms * share)]])
    assert PlaybackSession.objects.half().count() == half
    assert PlaybackSession.objects.completed().count() == completed


def test_nobody_hears_more_than_time_allows(client: Client, page: Page, duration_ms: int) -> None:
    response = page.beacon(client, at_ms=0, heard=[[0, duration_ms]])
    assert (response.status_code, response.json()["type"]) == (400, "urn:readalong:implausible")
    assert not PlaybackSession.objects.exists()


def test_what_players_hear_after_the_end_is_cut(client: Client, page: Page, duration_ms: int) -> None:
    page.beacon(client, at_ms=3_600_000, heard=[[0, 3_600_000]])
    assert PlaybackSession.objects.get().heard_ms == duration_ms


def test_a_session_does_not_move_to_another_site(client: Client, page: Page, duration_ms: int) -> None:
    other = Site.objects.create(key="other", name="Other")
    Origin.objects.create(site=other, origin=ORIGIN)
    other.voices.create(language="en", engine="silent", name="en-US")
    elsewhere = Page("other", page.blocks)
    elsewhere.voiced(client)
    session = str(uuid4())
    page.beacon(client, session=session, heard=[[0, 1000]])
    elsewhere.beacon(client, session=session, heard=[[0, 5000]])
    kept = PlaybackSession.objects.get()
    assert (kept.site.key, kept.heard_ms) == (page.key, 1000)


@pytest.mark.parametrize(
    "state",
    [
        {"session": "not-a-uuid"},
        {"heard": [[-1, 5]]},
        {"heard": [[0]]},
        {"heard": [[0, 1]] * 201},
        {"heard": [[0, 10**12]]},
        {"at_ms": -5},
        {"at_ms": 1.5},
        {"rate": 9},
        {"device": "toaster"},
        {"source": "somewhere"},
        {"fingerprint": "zz"},
        {"seeks": -1},
    ],
)
def test_a_bad_value_is_refused(client: Client, page: Page, duration_ms: int, state: dict[str, object]) -> None:
    response = page.beacon(client, **state)
    assert response.status_code in (400, 413)
    assert not PlaybackSession.objects.exists()


def test_a_beacon_over_its_limit_is_refused(client: Client, page: Page, duration_ms: int) -> None:
    assert page.beacon(client, padding="x" * 2048).status_code == 413


def test_a_beacon_of_an_unknown_text_counts_nothing(client: Client, page: Page) -> None:
    assert page.beacon(client, fingerprint="0" * 64).status_code == 404
    assert not PlaybackSession.objects.exists()


def test_a_beacon_of_another_origin_is_refused(client: Client, page: Page, duration_ms: int) -> None:
    stranger = Page(page.key, page.blocks, origin="https://evil.example")
    nobody = Page(page.key, page.blocks, origin="")
    assert [each.beacon(client).status_code for each in (stranger, nobody)] == [403, 403]


def test_a_text_that_is_being_spoken_again_still_counts(client: Client, page: Page, duration_ms: int) -> None:
    Narration.objects.update(state=Narration.State.QUEUED)
    assert page.beacon(client, heard=[[0, 900]]).status_code == 204


@given(RANGES)
def test_merged_ranges_are_sorted_apart_and_cover_the_same(ranges: list[tuple[int, int]]) -> None:
    union = merged(ranges)
    assert all(start < end for start, end in union)
    assert all(left[1] < right[0] for left, right in pairwise(union))
    covered = {ms for start, end in ranges for ms in range(start, end)}
    assert {ms for start, end in union for ms in range(start, end)} == covered


@given(RANGES, st.lists(st.integers(0, 10_000), max_size=12))
def test_a_sentence_is_heard_when_its_middle_is(ranges: list[tuple[int, int]], times: list[int]) -> None:
    middles, heard = sorted(times), merged(ranges)
    expected = {n for n, middle in enumerate(middles) if any(start <= middle < end for start, end in heard)}
    found = sentences_heard(heard, middles)
    assert {n for start, end in found for n in range(start, end)} == expected
    assert found == merged(found)
