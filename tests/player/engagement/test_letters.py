"""Letters: the weekly e-mail, to who wants it, on time, once, and ended with one click."""

import multiprocessing
import os
import signal
import smtplib
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db import connections
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from player.engagement.figures import Figures
from player.engagement.letters import sending
from player.engagement.letters.words import WORDS
from player.engagement.models import Subscription
from player.sites.models import Member, Site
from synthesis.rights import Role
from tests.player.engagement.test_exports import heard
from tests.player.rows import make_member, make_site, signed_in

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 9, 12, tzinfo=UTC)  # Morning in Chicago, where it is 7:00 with daylight saving time.
WEEK = MONDAY.date() - timedelta(days=7)


def at(moment: datetime) -> Any:
    return patch.object(timezone, "now", lambda: moment)


@pytest.fixture
def tidepool(db: None) -> Site:
    site = make_site("tidepool", "Tidepool <b>News</b>")
    Site.objects.update(time_zone="America/Chicago")
    site.refresh_from_db()
    return site


@pytest.fixture
def nora(tidepool: Site) -> User:
    user = make_member("nora", tidepool, role=Role.ANALYST)
    User.objects.filter(pk=user.pk).update(email="nora@tidepool.example")
    user.refresh_from_db()
    return user


def subscribe(
    user: User, site: Site, language: str = "en", moment: datetime = MONDAY - timedelta(days=9)
) -> Subscription:
    with at(moment):
        return Subscription.objects.create(site=site, user=user, language=language, service="https://listen.example/")


def plays(site: Site, count: int, title: str = "The crab", weeks_ago: int = 1, done: int = 0) -> None:
    day = MONDAY.date() - timedelta(days=7 * weeks_ago)
    figures = {"plays": count, "seen": 2 * count, "completed": done, "half": done, "heard_ms": 600_000 * count}
    site.days.create(
        day=day, language="en", level="", engine="silent", voice="x", device="phone", source="launcher", **figures
    )
    article = heard(site, title, 0)
    article.days.update(day=day, **figures)


def sent(moment: datetime = MONDAY) -> list[Any]:
    with at(moment):
        sending.send_due()
    return list(mail.outbox)


class TestWhat:
    def test_it_tells_of_last_week_beside_the_week_before(self, nora: User, tidepool: Site) -> None:
        subscribe(nora, tidepool)
        plays(tidepool, 120, "The crab", done=66)
        plays(tidepool, 100, "The gull", weeks_ago=2, done=50)
        plays(tidepool, 4, "The eel", weeks_ago=3)
        (letter,) = sent()
        assert letter.to == ["nora@tidepool.example"]
        assert letter.subject == "Tidepool <b>News</b>: what was heard, 2 March – 8 March"
        assert "55 of 100 who pressed Listen heard the whole article." in letter.body
        assert "Plays: 120 (20 % more than the week before)" in letter.body
        assert "Completed, at least 95 % heard: 55 % (5 percentage points more)" in letter.body
        assert "Hours heard: 20" in letter.body
        assert "- The crab: 120 plays, 55 % completed" in letter.body
        assert "https://listen.example/dashboard/tidepool?from=2026-03-02&to=2026-03-08" in letter.body
        assert "gull" not in letter.body

    def test_it_is_written_in_spanish_for_who_wants_that(self, nora: User, tidepool: Site) -> None:
        subscribe(nora, tidepool, "es")
        plays(tidepool, 1200, done=600)
        (letter,) = sent()
        assert "lo que se escuchó, 2 de marzo – 8 de marzo" in letter.subject
        assert "Reproducciones: 1.200" in letter.body
        assert '<html lang="es">' in letter.alternatives[0][0]

    @pytest.mark.parametrize(
        ("language", "completed", "told"),
        [
            ("en", 51, "1 percentage point more"),
            ("en", 48, "2 percentage points fewer"),
            ("es", 49, "1 punto porcentual menos"),
            ("es", 60, "10 puntos porcentuales más"),
            ("es", 50, "igual que la semana anterior"),
        ],
    )
    def test_one_point_is_no_points(self, language: str, completed: int, told: str) -> None:
        now, before = Figures(plays=100, completed=completed), Figures(plays=100, completed=50)
        assert WORDS[language].lines(now, before)[1].endswith(f"({told})")

    def test_hostile_names_stay_text(self, nora: User, tidepool: Site) -> None:
        subscribe(nora, tidepool)
        plays(tidepool, 120, "<script>alert(1)</script>")
        (letter,) = sent()
        page = letter.alternatives[0][0]
        assert "<script>" not in page
        assert "<b>News" not in page
        assert "&lt;script&gt;" in page

    def test_few_plays_are_not_told_one_by_one(self, nora: User, tidepool: Site) -> None:
        subscribe(nora, tidepool)
        plays(tidepool, 9, "The eel", done=1)
        (letter,) = sent()
        assert "There were fewer than 10 plays this week." in letter.body
        assert "eel" not in letter.body

    def test_a_site_that_nobody_listened_to_writes_nothing(self, nora: User, tidepool: Site) -> None:
        subscribe(nora, tidepool)
        assert sent() == []


class TestWhen:
    @pytest.mark.parametrize(
        ("zone", "before", "after"),
        [
            ("America/Chicago", datetime(2026, 3, 9, 11, 59, tzinfo=UTC), datetime(2026, 3, 9, 12, 0, tzinfo=UTC)),
            ("Pacific/Auckland", datetime(2026, 3, 8, 17, 59, tzinfo=UTC), datetime(2026, 3, 8, 18, 0, tzinfo=UTC)),
            ("UTC", datetime(2026, 3, 9, 6, 59, tzinfo=UTC), datetime(2026, 3, 9, 7, 0, tzinfo=UTC)),
        ],
    )
    def test_it_comes_on_monday_at_seven_where_the_site_is(
        self, tidepool: Site, zone: str, before: datetime, after: datetime
    ) -> None:
        tidepool.time_zone = zone
        assert ZoneInfo(zone)
        with at(before):
            assert sending.week_to_tell(tidepool) is None
        with at(after):
            assert sending.week_to_tell(tidepool) == WEEK
        with at(after + timedelta(days=4)):
            assert sending.week_to_tell(tidepool) is None

    def test_who_asks_on_a_wednesday_gets_the_next_one(self, nora: User, tidepool: Site) -> None:
        plays(tidepool, 120)
        subscribe(nora, tidepool, moment=MONDAY + timedelta(hours=2))
        assert sent(MONDAY + timedelta(hours=3)) == []
        plays(tidepool, 50, weeks_ago=0)
        assert len(sent(MONDAY + timedelta(days=7, minutes=1))) == 1

    @pytest.mark.parametrize("change", ["left", "inactive", "no address"])
    def test_who_may_not_read_it_any_more_gets_none(self, nora: User, tidepool: Site, change: str) -> None:
        subscribe(nora, tidepool)
        plays(tidepool, 120)
        if change == "left":
            Member.objects.all().delete()
        else:
            User.objects.update(**({"is_active": False} if change == "inactive" else {"email": ""}))
        assert sent() == []


class Posting:
    """A mail backend whose letters stand in a folder, so that other processes' letters are seen as well."""

    folder: Path
    slow_s = 0.0

    def __init__(self, **options: Any) -> None:
        pass

    def send_messages(self, messages: list[Any]) -> int:
        (self.folder / f"begun-{os.getpid()}-{time.monotonic_ns()}").touch()
        time.sleep(self.slow_s)
        for message in messages:
            path = self.folder / f"sent-{os.getpid()}-{time.monotonic_ns()}"
            path.write_text(message.extra_headers["Message-ID"])
        return len(messages)


class TestOnce:
    @pytest.fixture
    def letters(self, tmp_path: Path, settings: Settings) -> Iterator[Path]:
        settings.EMAIL_BACKEND = "tests.player.engagement.test_letters.Posting"
        Posting.folder, Posting.slow_s = tmp_path, 0.0
        yield tmp_path
        Posting.slow_s = 0.0

    @pytest.mark.django_db(transaction=True)
    def test_two_beats_at_once_send_one_letter(self, nora: User, tidepool: Site, letters: Path) -> None:
        subscribe(nora, tidepool)
        plays(tidepool, 120)
        Posting.slow_s = 0.3

        def beat() -> int:
            try:
                return sending.send_due()
            finally:
                connections.close_all()

        with at(MONDAY), ThreadPoolExecutor(4) as pool:
            assert sum(each.result() for each in [pool.submit(beat) for _ in range(4)]) == 1
            assert sending.send_due() == 0
        assert len(list(letters.glob("sent-*"))) == 1

    @pytest.mark.django_db(transaction=True)
    def test_a_worker_that_is_killed_is_followed_by_another(self, nora: User, tidepool: Site, letters: Path) -> None:
        subscribe(nora, tidepool)
        plays(tidepool, 120)
        Posting.slow_s = 60
        connections.close_all()
        with at(MONDAY):
            worker = multiprocessing.get_context("fork").Process(target=sending.send_due)
            worker.start()
        while not list(letters.glob("begun-*")):
            time.sleep(0.02)
        os.kill(worker.pid or 0, signal.SIGKILL)
        worker.join()
        Posting.slow_s = 0
        with at(MONDAY + timedelta(minutes=1)):
            assert sending.send_due() == 0, "The lease holds."
        with at(MONDAY + timedelta(minutes=6)):
            assert sending.send_due() == 1
        with at(MONDAY + timedelta(minutes=20)):
            assert sending.send_due() == 0
        assert len(list(letters.glob("sent-*"))) == 1

    def test_a_week_s_letter_has_one_message_id(self, nora: User, tidepool: Site) -> None:
        subscription = subscribe(nora, tidepool)
        plays(tidepool, 120)
        first = sent()[0].extra_headers["Message-ID"]
        Subscription.objects.filter(pk=subscription.pk).update(sent_for=None)
        assert sent()[1].extra_headers["Message-ID"] == first
        assert first.endswith("@listen.example>")

    def test_a_mail_server_that_is_away_is_tried_again_within_the_day(self, nora: User, tidepool: Site) -> None:
        subscribe(nora, tidepool)
        plays(tidepool, 120)
        with patch.object(sending.EmailMultiAlternatives, "send", side_effect=smtplib.SMTPServerDisconnected("away")):
            assert sent() == []
        assert Subscription.objects.get().error == "away"
        assert sent(MONDAY + timedelta(minutes=30)) == []
        assert len(sent(MONDAY + timedelta(minutes=61))) == 1
        assert Subscription.objects.get().error == ""


class TestStopping:
    def test_a_look_at_the_link_ends_nothing_and_its_button_does(self, nora: User, tidepool: Site) -> None:
        subscription = subscribe(nora, tidepool)
        plays(tidepool, 120)
        (letter,) = sent()
        link = letter.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("https://listen.example")
        assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert link in letter.body
        assert link.endswith(subscription.token())
        client = Client(enforce_csrf_checks=True)
        assert "Stop the weekly letter" in client.get(link).content.decode()
        assert Subscription.objects.exists()
        assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert not Subscription.objects.exists()
        assert client.get(link).status_code == 404
        assert client.post(link).status_code == 200, "Twice does no harm."

    @pytest.mark.parametrize("token", ["1", "MQ:x", "\x00", "MQ:1abc:zzzz"])
    def test_a_forged_link_ends_nothing(self, nora: User, tidepool: Site, token: str) -> None:
        subscribe(nora, tidepool)
        Client().post(f"/dashboard/letters/stop/{token}")
        assert Subscription.objects.exists()


class TestAsking:
    def test_each_person_asks_and_ends_for_themselves(self, nora: User, tidepool: Site) -> None:
        client = signed_in(nora)
        page = client.post("/dashboard/tidepool/letters", {"language": "es"}, follow=True)
        assert "The letter comes on Monday mornings" in page.content.decode()
        found = Subscription.objects.get()
        assert (found.user, found.language, found.service) == (nora, "es", "http://testserver/")
        client.post("/dashboard/tidepool/letters", {"language": "en"})
        assert Subscription.objects.get().language == "en"
        client.post("/dashboard/tidepool/letters", {"stop": "1"})
        assert not Subscription.objects.exists()

    def test_without_an_address_or_in_no_language_nothing_is_promised(self, nora: User, tidepool: Site) -> None:
        client = signed_in(nora)
        client.post("/dashboard/tidepool/letters", {"language": "tlh"})
        User.objects.update(email="")
        page = client.post("/dashboard/tidepool/letters", {"language": "en"}, follow=True)
        assert "has no e-mail address" in page.content.decode()
        assert not Subscription.objects.exists()
