"""Roll-ups: simulated readers whose truth is known, and nothing but the truth in the tables, whatever happened to their beacons."""

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from player.engagement import retention, rollups
from player.engagement.models import ArticleDay, ChangedDay, CurveDay, LauncherView, PlaybackSession, Recording, SiteDay
from player.sites.models import Site
from synthesis import pipeline
from synthesis.models import Narration as StoredNarration
from synthesis.text.blocks import Block
from tests.pages import Page
from tests.player.engagement import simulated
from tests.player.engagement.simulated import Narration, Reader

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """It is midday, whenever the tests run: readers who listen past midnight belong to two days."""
    clock = timezone.now
    ahead = clock().replace(hour=12) - clock()
    with patch.object(timezone, "now", lambda: clock() + ahead):
        yield


@pytest.fixture
def page(site: Site) -> Page:
    """An article of nine sentences."""
    text = " ".join(f"Sentence number {number} tells of the crab and the sea." for number in range(7))
    return Page(site.key, (Block("title", "The crab"), Block("paragraph", text), Block("paragraph", "It slept.")))


@pytest.fixture
def narration(client: Client, page: Page) -> Narration:
    manifest = page.voiced(client)
    return Narration(
        manifest["duration_ms"], [(sentence["start_ms"], sentence["end_ms"]) for sentence in manifest["sentences"]]
    )


def send(client: Client, page: Page, beacons: Sequence[dict[str, Any]]) -> None:
    """Send each beacon when its page does: a session that has just begun will be as old as it says."""
    began = timezone.now()
    for beacon in beacons:
        with patch.object(timezone, "now", lambda beacon=beacon: began + timedelta(milliseconds=beacon["at_ms"])):
            response = page.beacon(client, **beacon)
        assert response.status_code == 204, response.content


def rebuild() -> None:
    """What the worker does every minute, here whether or not it is due."""
    for pk in ChangedDay.objects.values_list("pk", flat=True):
        assert rollups.rebuild(pk)


def check(readers: Sequence[Reader]) -> None:
    """The tables say exactly what the readers did."""
    players = [reader for reader in readers if reader.played]
    truth = {
        "seen": len(readers),
        "plays": len(players),
        "half": sum(reader.share >= 0.5 for reader in players),
        "completed": sum(reader.share >= 0.95 for reader in players),
        "heard_ms": sum(end - start for reader in players for start, end in reader.heard),
        "share_sum": sum(int(reader.share * 1000) for reader in players),
        "rate_sum": sum(round(reader.rate * 100) for reader in players),
    }
    for table in (SiteDay, ArticleDay):
        rows = list(table.objects.all())
        assert {name: sum(getattr(row, name) for row in rows) for name in truth} == pytest.approx(truth, abs=1e-9), (
            table
        )
    by_kind = Counter((reader.device, reader.source if reader.played else "") for reader in readers)
    assert Counter({(row.device, row.source): row.seen for row in SiteDay.objects.all()}) == by_kind
    check_curve(players)


def check_curve(players: Sequence[Reader]) -> None:
    assert CurveDay.objects.count() == bool(players)
    for curve in CurveDay.objects.all():
        count = len(players[0].narration.sentences)
        listeners = list(accumulate(curve.steps.get(str(number), 0) for number in range(count)))
        assert listeners == [sum(number in reader.sentences for reader in players) for number in range(count)]
        again = sum((Counter(reader.replays) for reader in players), Counter())
        assert {int(number): times for number, times in curve.replays.items()} == again
        assert curve.plays == len(players)


def test_every_kind_of_reader_is_counted_as_what_it_did(client: Client, page: Page, narration: Narration) -> None:
    readers = [
        simulated.finishes(narration, rate=0.9),
        simulated.finishes(narration, device="desktop", source="badge"),
        *(simulated.gives_up_at(narration, sentence) for sentence in (0, 2, 2, 6)),
        simulated.seeks_to_the_end(narration, device="tablet"),
        simulated.listens_twice(narration, rate=1.5),
        simulated.sleeps_midway(narration, source="page"),
        *(simulated.only_looks(narration) for _ in range(5)),
    ]
    for reader in readers:
        send(client, page, reader.beacons)
    rebuild()
    check(readers)


def test_two_tabs_are_two_sessions(client: Client, page: Page, narration: Narration) -> None:
    tabs = [simulated.finishes(narration), simulated.gives_up_at(narration, 3)]
    for pair in zip(tabs[0].beacons, tabs[1].beacons, strict=False):
        send(client, page, pair)
    send(client, page, tabs[0].beacons)
    send(client, page, tabs[1].beacons)
    rebuild()
    check(tabs)


def test_of_a_reader_who_loses_the_network_the_last_state_is_enough(
    client: Client, page: Page, narration: Narration
) -> None:
    reader = simulated.listens_twice(narration)
    send(client, page, reader.beacons[-1:])
    rebuild()
    check([reader])


@hypothesis_settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(0, 2**32),
    st.lists(st.sampled_from(["jumps", "finishes", "looks", "twice", "gives up"]), min_size=1, max_size=6),
)
def test_loss_repetition_and_order_change_nothing(
    client: Client, page: Page, narration: Narration, seed: int, kinds: list[str]
) -> None:
    PlaybackSession.objects.all().delete()
    LauncherView.objects.all().delete()
    chance = random.Random(seed)
    readers = [reader_of(kind, narration, chance) for kind in kinds]
    sent = []
    for reader in readers:
        # The last state arrives; of the others any, any number of times. Together they hold what the reader heard.
        sent += [each for each in reader.beacons[:-1] for _ in range(chance.choice((0, 1, 1, 2)))]
        sent += reader.beacons[:1] + reader.beacons[-1:] * chance.choice((1, 2))
    chance.shuffle(sent)
    send(client, page, sent)
    rebuild()
    check(readers)


def reader_of(kind: str, narration: Narration, chance: random.Random) -> Reader:
    look = {"device": chance.choice(("phone", "tablet", "desktop")), "source": chance.choice(("launcher", "sentence"))}
    match kind:
        case "jumps":
            return simulated.jumps_about(narration, chance, **look)
        case "finishes":
            return simulated.finishes(narration, **look)
        case "twice":
            return simulated.listens_twice(narration, **look)
        case "gives up":
            return simulated.gives_up_at(narration, chance.randrange(len(narration.sentences)), **look)
        case _:
            return simulated.only_looks(narration, **look)


def test_states_that_hold_only_a_part_each_are_united(client: Client, page: Page, narration: Narration) -> None:
    reader = Reader(narration).play(0, 700).play(2000, narration.duration_ms)
    halves = [dict(reader.beacons[-1], heard=[list(each)]) for each in reader.heard]
    send(client, page, halves[::-1])
    rebuild()
    kept = PlaybackSession.objects.get()
    assert (kept.heard, set_of(kept.sentences)) == (reader.heard, reader.sentences)


def set_of(ranges: Sequence[tuple[int, int]]) -> set[int]:
    return {number for start, end in ranges for number in range(start, end)}


def test_a_late_session_corrects_the_day_on_which_it_began(client: Client, page: Page, narration: Narration) -> None:
    send(client, page, simulated.finishes(narration).beacons)
    rebuild()
    # A laptop that was closed the evening before, and finds the network today.
    late = simulated.finishes(narration)
    yesterday = dict(late.beacons[-1], at_ms=20 * 3600 * 1000)
    with patch.object(timezone, "now", lambda: datetime.now(UTC).replace(hour=12)):
        assert page.beacon(client, **yesterday).status_code == 204
    rebuild()
    days = {row.day: row.plays for row in ArticleDay.objects.all()}
    assert list(days.values()) == [1, 1]
    assert max(days) - min(days) == timedelta(days=1)


def test_a_session_that_turns_out_to_have_begun_before_midnight_is_counted_once(
    client: Client, page: Page, narration: Narration
) -> None:
    midnight = NOW.replace(hour=0)
    start, *_, end = simulated.finishes(narration).beacons[1:]
    # The first beacon was under way for long; a much later one tells that the session began a moment before midnight.
    for moment, beacon in ((midnight + timedelta(seconds=5), start), (midnight + timedelta(hours=2), end)):
        age = timedelta(0) if beacon is start else timedelta(hours=2, seconds=1)
        with patch.object(timezone, "now", lambda moment=moment: moment):
            assert page.beacon(client, **beacon | {"at_ms": int(age.total_seconds() * 1000)}).status_code == 204
        with patch.object(timezone, "now", lambda moment=moment: moment + timedelta(minutes=2)):
            rollups.rebuild_changed()
    assert {row.day.day: row.plays for row in ArticleDay.objects.all()} == {3: 1}


def test_a_laptop_that_slept_over_midnight_counts_on_the_day_on_which_it_began(
    client: Client, page: Page, narration: Narration
) -> None:
    evening, half = NOW.replace(hour=22), narration.duration_ms // 2
    reader = Reader(narration).play(0, half)
    before = len(reader.beacons)
    reader.play(half, narration.duration_ms)
    # Its page's clock stood still meanwhile, so that by the second half the session seems to have begun in the morning.
    for moment, beacons in (
        (evening, reader.beacons[:before]),
        (evening + timedelta(hours=9), reader.beacons[before:]),
    ):
        with patch.object(timezone, "now", lambda moment=moment: moment):
            assert {page.beacon(client, **beacon).status_code for beacon in beacons} == {204}
        with patch.object(timezone, "now", lambda moment=moment: moment + timedelta(minutes=2)):
            rollups.rebuild_changed()
    assert [(row.day.day, row.plays, row.completed) for row in ArticleDay.objects.all()] == [(4, 1, 1)]


def test_a_day_is_the_sites(client: Client, page: Page, site: Site, narration: Narration) -> None:
    for zone, day in (("UTC", 4), ("America/Los_Angeles", 3), ("Pacific/Kiritimati", 5)):
        Site.objects.update(time_zone=zone)
        moment = NOW.replace(hour=5) if day < 5 else NOW.replace(hour=11)
        with patch.object(timezone, "now", lambda moment=moment: moment):
            reader = simulated.only_looks(narration)
            send(client, page, reader.beacons)
        assert LauncherView.objects.get(pk=reader.session).day == NOW.date().replace(day=day)


def test_a_rebuild_replaces_what_was_there(client: Client, page: Page, narration: Narration) -> None:
    send(client, page, simulated.finishes(narration).beacons)
    rebuild()
    rebuild()
    assert (
        SiteDay.objects.get(source="launcher").plays,
        ArticleDay.objects.get().plays,
        CurveDay.objects.get().plays,
    ) == (1, 1, 1)
    PlaybackSession.objects.all().delete()
    LauncherView.objects.all().delete()
    rebuild()
    assert not SiteDay.objects.exists()
    assert not CurveDay.objects.exists()


def test_only_rows_that_differ_are_written_again(client: Client, page: Page, site: Site, narration: Narration) -> None:
    other = Page(site.key, (Block("paragraph", "The gull flew home."),), "https://www.tidepool.example/stories/gull")
    other.voiced(client)
    send(client, page, simulated.listens_twice(narration).beacons)
    other.beacon(client, heard=[[0, 400]])
    rebuild()
    tables = (ArticleDay, CurveDay)
    before = [{row.article_id: row.pk for row in table.objects.all()} for table in tables]
    send(client, page, simulated.gives_up_at(narration, 2).beacons)
    rebuild()
    after = [{row.article_id: row.pk for row in table.objects.all()} for table in tables]
    crab, gull = sorted(before[0])
    for old, new in zip(before, after, strict=True):
        assert (old[gull], old[crab] == new[crab]) == (new[gull], False)
    assert sum(ArticleDay.objects.values_list("plays", flat=True)) == 3


def test_only_days_that_changed_are_rebuilt(client: Client, page: Page, narration: Narration) -> None:
    assert rollups.rebuild_changed() == 0
    send(client, page, simulated.finishes(narration).beacons)
    # While beacons may be on their way to the database, the day is rebuilt again and again; afterwards once more, and then no longer.
    assert [rollups.rebuild_changed(), rollups.rebuild_changed()] == [1, 1]
    later = timezone.now() + timedelta(minutes=2)
    with patch.object(timezone, "now", lambda: later):
        assert [rollups.rebuild_changed(), rollups.rebuild_changed()] == [1, 0]
        send(client, page, simulated.finishes(narration).beacons)
        assert rollups.rebuild_changed() == 1
    assert ArticleDay.objects.get().plays == 2


def test_a_rebuild_that_fails_leaves_the_day_as_it_was(client: Client, page: Page, narration: Narration) -> None:
    send(client, page, simulated.finishes(narration).beacons)
    rebuild()
    send(client, page, simulated.finishes(narration).beacons)
    broken = {vendor: (*statements[:2], "SELECT nothing") for vendor, statements in rollups._STATEMENTS.items()}
    with patch.object(rollups, "_STATEMENTS", broken), pytest.raises(Exception, match="nothing"):
        rollups.rebuild(ChangedDay.objects.get().pk)
    assert ArticleDay.objects.get().plays == 1
    assert rollups.rebuild_changed() == 1
    assert ArticleDay.objects.get().plays == 2


def test_what_was_heard_while_it_was_being_spoken_is_counted_when_it_is_finished(client: Client, page: Page) -> None:
    page.deliver(client)
    early = {"at_ms": 60_000, "heard": [[0, 3000]], "occasion": "leave"}
    assert page.beacon(client, **early).status_code == 204
    rebuild()
    assert (ArticleDay.objects.get().plays, ArticleDay.objects.get().half) == (1, 0)
    recording = Recording.objects.get()
    assert (recording.audio, recording.duration_ms) == ("", 0)
    job = StoredNarration.objects.get()
    pipeline.narrate(job.pk)
    StoredNarration.objects.update(ready_at=timezone.now() - timedelta(minutes=2))
    rollups.rebuild_changed()
    kept, recording = PlaybackSession.objects.get(), Recording.objects.get()
    assert kept.duration_ms == recording.duration_ms > 0
    assert recording.audio == StoredNarration.objects.get().audio.rpartition("/")[2]
    middles = [(start + end) // 2 for *_, start, end in recording.sentences]
    assert set_of(kept.sentences) == {number for number, middle in enumerate(middles) if middle < 3000} != set()
    assert CurveDay.objects.get().steps["0"] == 1


def test_a_narration_that_is_spoken_anew_is_another_recording(
    client: Client, page: Page, site: Site, narration: Narration
) -> None:
    old = StoredNarration.objects.get().audio.rpartition("/")[2]
    send(client, page, [dict(each, audio=old) for each in simulated.finishes(narration).beacons])
    site.lexicon.lexemes.create(grapheme="Sentence", value="A sentence that is longer")
    site.lexicon.changed()
    renewed = page.voiced(client)
    new = renewed["audio"]["url"].rpartition("/")[2]
    assert old != new
    both = [(new, [0, renewed["duration_ms"]]), (old, [0, narration.duration_ms]), ("", [0, 1])]
    for audio, heard in both:
        page.beacon(client, audio=audio, at_ms=600_000, heard=[heard])
    rebuild()
    rows = {row.recording.audio: (row.plays, row.completed) for row in ArticleDay.objects.select_related("recording")}
    assert rows == {old: (2, 2), new: (2, 1)}


def test_sessions_are_kept_for_the_sites_days_and_sums_for_ever(
    client: Client, page: Page, site: Site, narration: Narration
) -> None:
    Site.objects.update(keep_sessions_days=10)
    began = timezone.now()
    send(client, page, simulated.finishes(narration).beacons)
    rebuild_after(began, days=0)
    for days, views, sessions in ((2, 1, 1), (5, 0, 1), (10, 0, 1), (11, 0, 0)):
        with patch.object(timezone, "now", lambda days=days: began + timedelta(days=days)):
            rollups.rebuild_changed()
            retention.tidy()
        assert (LauncherView.objects.count(), PlaybackSession.objects.count()) == (views, sessions), days
        assert (ArticleDay.objects.get().seen, ArticleDay.objects.get().completed, CurveDay.objects.get().plays) == (
            1,
            1,
            1,
        )
    assert not ChangedDay.objects.exists()


def rebuild_after(began: datetime, days: int) -> None:
    with patch.object(timezone, "now", lambda: began + timedelta(days=days, minutes=2)):
        rollups.rebuild_changed()


def test_a_day_that_could_not_be_rebuilt_keeps_its_sessions(client: Client, page: Page, narration: Narration) -> None:
    began = timezone.now()
    send(client, page, simulated.finishes(narration).beacons)
    with patch.object(timezone, "now", lambda: began + timedelta(days=400)):
        retention.tidy()
        assert PlaybackSession.objects.count() == 1
        rollups.rebuild_changed()
        retention.tidy()
    assert PlaybackSession.objects.count() == 0
    assert ArticleDay.objects.get().completed == 1


def test_rows_are_as_json_as_they_look(client: Client, page: Page, narration: Narration) -> None:
    send(client, page, simulated.listens_twice(narration).beacons)
    rebuild()
    assert json.loads(json.dumps(CurveDay.objects.get().replays)) == {
        str(n): 1 for n in range(len(narration.sentences))
    }
