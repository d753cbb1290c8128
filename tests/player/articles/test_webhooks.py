"""Webhooks: what happens at a site is told to its publisher's own system: signed, once or again, never lost."""

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from player.articles import departures, fetching
from player.articles.models import Article, Notice, Webhook
from player.articles.webhooks import outbox, sending
from player.articles.webhooks.models import BACK_OFF, Event
from player.articles.webhooks.tasks import tell
from player.sites.models import Site, Token
from synthesis import pipeline
from synthesis.errors import UtteranceRefused
from synthesis.models import Narration
from synthesis.models.narration import Outcome
from tests.player.rows import make_article, make_member, make_narration, make_site, signed_in
from tests.receiver import Received, Receiver, receiving

pytestmark = pytest.mark.django_db


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    with receiving() as receiver:
        # It lies on this machine, where only the operator's own servers may be.
        settings.FETCH_OWN_ORIGINS = [receiver.origin]
        yield receiver


@pytest.fixture
def tidepool(db: None) -> Site:
    return make_site("tidepool")


@pytest.fixture
def hook(tidepool: Site, receiver: Receiver) -> Webhook:
    return Webhook.objects.create(site=tidepool, url=receiver.url)


def work() -> None:
    """What beat and workers do: everything that is due."""
    outbox.tell_outcomes()
    for hook in Webhook.objects.due():
        sending.send_due(hook.pk)


def at(later: timedelta) -> Any:
    moment = timezone.now() + later
    return patch.object(timezone, "now", lambda: moment)


def spoken(site: Site, title: str = "The crab that counted") -> Narration:
    narration = make_narration(make_article(site, title, text=f"{title}, it says."))
    pipeline.narrate(narration.pk)
    narration.refresh_from_db()
    return narration


class TestEvents:
    def test_a_ready_narration_is_told_with_its_article(self, hook: Webhook, receiver: Receiver) -> None:
        narration = spoken(hook.site)
        work()
        (received,) = receiver.received
        told = received.json
        assert told["event"] == received.headers["readalong-event"] == "narration.ready"
        assert told["site"] == "tidepool"
        assert UUID(told["id"]) == UUID(received.headers["readalong-notice"])
        article = Article.objects.get()
        assert told["data"]["articles"] == [
            {"id": article.pk, "url": article.url, "title": article.title, "language": "en-US", "level": ""}
        ]
        assert told["data"]["fingerprint"] == narration.content.fingerprint
        assert told["data"]["duration_ms"] == narration.duration_ms > 0
        assert not Outcome.objects.exists()

    def test_a_narration_that_could_not_be_spoken_is_told_with_the_reason(
        self, hook: Webhook, receiver: Receiver
    ) -> None:
        narration = make_narration(make_article(hook.site, "The crab"))
        with patch("synthesis.pipeline._speak", side_effect=UtteranceRefused("It says nothing of crabs.")):
            pipeline.narrate(narration.pk)
        work()
        assert [each.json["event"] for each in receiver.received] == ["narration.failed"]
        assert "nothing of crabs" in receiver.received[0].json["data"]["error"]

    def test_a_deleted_article_is_told_by_the_api_and_by_the_admin(self, hook: Webhook, receiver: Receiver) -> None:
        one, other = (make_article(hook.site, title, text=title) for title in ("One", "Other"))
        for article in (one, other):
            pipeline.narrate(make_narration(article).pk)
        _, secret = Token.objects.issue(hook.site, "cms", Token.Scope.WRITE)
        assert (
            Client().delete(f"/v1/articles/{one.pk}", headers={"Authorization": f"Bearer {secret}"}).status_code == 204
        )
        from django.contrib.auth.models import User

        root = signed_in(User.objects.create_superuser("root"))
        root.post(f"/admin/articles/article/{other.pk}/delete/", {"post": "yes"})
        Outcome.objects.all().delete()
        work()
        told = [(each.json["event"], each.json["data"]["articles"][0]["title"]) for each in receiver.received]
        assert sorted(told) == [("narration.deleted", "One"), ("narration.deleted", "Other")]

    def test_what_another_article_still_says_is_not_told_as_deleted(self, hook: Webhook) -> None:
        narration = spoken(hook.site)
        article = Article.objects.get()
        Article.objects.note(hook.site, "https://tidepool.example/copy", "Copy", "", narration.content)
        departures.delete(article)
        assert not Notice.objects.filter(event=Event.DELETED).exists()

    def test_only_what_a_webhook_wants_is_told_and_only_of_its_site(self, hook: Webhook, receiver: Receiver) -> None:
        Webhook.objects.update(on_ready=False)
        spoken(hook.site)
        spoken(make_site("harbor"), "The gull")
        work()
        assert receiver.received == []
        assert not Outcome.objects.exists(), "What nobody wants to know is not kept."

    def test_a_narration_that_loses_its_claim_tells_nothing(self, hook: Webhook) -> None:
        narration = make_narration(make_article(hook.site, "The crab"))
        claimed = Narration.objects.claim(narration.pk)
        assert claimed is not None
        Narration.objects.filter(pk=narration.pk).update(attempt=9)
        assert not claimed.finish()
        assert not claimed.give_back("late", final=True)
        assert not Outcome.objects.exists()


class TestSignature:
    def test_a_notice_is_signed_over_time_and_body(self, hook: Webhook, receiver: Receiver) -> None:
        spoken(hook.site)
        work()
        (received,) = receiver.received
        assert received.is_signed_with(hook.secret)
        assert not received.is_signed_with(hook.secret + "x")
        assert not Received(received.path, received.headers, received.body + b" ").is_signed_with(hook.secret)

    def test_after_a_change_both_secrets_hold_for_a_week(self, hook: Webhook, receiver: Receiver) -> None:
        before = hook.secret
        after = hook.renew()
        assert before != after
        for later in (timedelta(0), timedelta(days=6), timedelta(days=8)):
            outbox.tell(hook.site, Event.READY, "", {})
            with at(later):
                work()
        signed = [(each.is_signed_with(before), each.is_signed_with(after)) for each in receiver.received]
        assert signed == [(True, True), (True, True), (False, True)]

    def test_the_secret_is_not_what_is_stored(self, hook: Webhook) -> None:
        hook.refresh_from_db()
        assert hook.secret.removeprefix("readalong_") not in str(vars(hook))


class TestArriving:
    def test_what_is_refused_comes_again_with_the_same_id_and_body_until_it_arrives(
        self, hook: Webhook, receiver: Receiver
    ) -> None:
        receiver.answers(500, b"out of crabs")
        spoken(hook.site)
        work()
        notice = Notice.objects.get()
        assert (notice.state, notice.status, notice.answer, notice.attempts) == ("waiting", 500, "out of crabs", 1)
        work()
        assert len(receiver.received) == 1, "It is not asked again at once."
        receiver.answers(204)
        with at(timedelta(seconds=11)):
            work()
        first, second = receiver.received
        assert (first.body, first.headers["readalong-notice"]) == (second.body, second.headers["readalong-notice"])
        assert [each.headers["readalong-attempt"] for each in receiver.received] == ["1", "2"]
        notice.refresh_from_db()
        assert (notice.state, notice.status, notice.body) == ("delivered", 204, "")

    def test_a_notice_is_given_up_after_days_and_the_next_one_goes_on(self, hook: Webhook, receiver: Receiver) -> None:
        receiver.answer = lambda received: (500 if "poison" in received.json["data"] else 200, {}, b"")
        outbox.tell(hook.site, Event.READY, "bad", {"poison": 1})
        later = timedelta(0)
        for wait in (timedelta(0), *BACK_OFF):
            later += wait + timedelta(seconds=1)
            outbox.tell(hook.site, Event.READY, "good", {})
            with at(later):
                # A failure is followed by a pause for all notices, which a success ends.
                work()
            with at(later + timedelta(minutes=11)):
                work()
            later += timedelta(minutes=11)
        states = dict(Notice.objects.filter(about="bad").values_list("state", "attempts"))
        assert states == {"given up": len(BACK_OFF) + 1}
        assert set(Notice.objects.filter(about="good").values_list("state", flat=True)) == {"delivered"}
        hook.refresh_from_db()
        assert hook.active

    def test_after_three_days_of_failures_it_is_switched_off_and_says_so(
        self, hook: Webhook, receiver: Receiver
    ) -> None:
        receiver.answers(503, b"closed")
        for later in (timedelta(seconds=1), timedelta(days=1), timedelta(days=3, minutes=1)):
            with at(later):
                outbox.tell(hook.site, Event.READY, "", {})
                work()
        hook.refresh_from_db()
        assert not hook.active
        assert "closed" in hook.off_reason
        asked = len(receiver.received)
        with at(timedelta(days=4)):
            assert outbox.tell(hook.site, Event.READY, "", {}) == 0
            work()
        assert len(receiver.received) == asked
        receiver.answers(200)
        hook.switch_on()
        with at(timedelta(days=4, minutes=1)):
            work()
        assert Notice.objects.filter(state="delivered").exists()

    def test_an_address_that_is_gone_is_not_asked_again(self, hook: Webhook, receiver: Receiver) -> None:
        receiver.answers(410)
        outbox.tell(hook.site, Event.READY, "", {})
        work()
        hook.refresh_from_db()
        assert (hook.active, hook.off_reason) == (False, "It answered that it is gone (410).")

    def test_a_slow_receiver_is_broken_off(self, hook: Webhook, receiver: Receiver) -> None:
        receiver.answer = lambda received: (time.sleep(5), (200, {}, b""))[1]
        outbox.tell(hook.site, Event.READY, "", {})
        began = time.monotonic()
        with patch.object(sending, "post", lambda *args: fetching.post(*args, seconds=0.4)):
            work()
        assert time.monotonic() - began < 3
        assert "no answer within 0.4 s" in Notice.objects.get().answer

    @pytest.mark.parametrize("location", ["http://169.254.169.254/latest/meta-data/", "http://127.0.0.1:1/", "/other"])
    def test_a_redirect_is_not_followed(self, hook: Webhook, receiver: Receiver, location: str) -> None:
        receiver.answers(307, Location=location)
        outbox.tell(hook.site, Event.READY, "", {})
        work()
        assert [each.path for each in receiver.received] == ["/hook"]
        assert (Notice.objects.get().state, Notice.objects.get().status) == ("waiting", 307)

    @pytest.mark.parametrize(
        "url",
        ["https://127.0.0.1/", "https://10.0.0.1/", "https://169.254.169.254/", "https://localhost/", "https://[::1]/"],
    )
    def test_a_private_address_is_never_connected_to(self, hook: Webhook, url: str) -> None:
        Webhook.objects.update(url=url)
        outbox.tell(hook.site, Event.READY, "", {})
        with patch("socket.create_connection", side_effect=AssertionError("connected")):
            work()
        assert "not on the public internet" in Notice.objects.get().answer

    def test_an_answer_is_cut_and_made_presentable(self, hook: Webhook, receiver: Receiver) -> None:
        receiver.answers(500, b"\x00\x1b[31m" + b"x" * 5_000_000)
        outbox.tell(hook.site, Event.READY, "", {})
        work()
        answer = Notice.objects.get().answer
        assert len(answer) <= sending.MOST_ANSWER
        assert answer.isprintable()


class TestOnce:
    def test_two_workers_bring_a_notice_once(self, hook: Webhook, receiver: Receiver) -> None:
        def answer(received: Received) -> tuple[int, dict[str, str], bytes]:
            # Another worker comes while this one waits for its answer.
            assert list(Webhook.objects.due()) == []
            return 200, {}, b""

        outbox.tell(hook.site, Event.READY, "", {})
        claimed = Webhook.objects.claim(hook.pk)
        assert claimed is not None
        assert Webhook.objects.claim(hook.pk) is None
        assert sending.send_due(hook.pk) == 0
        claimed.release()
        assert sending.send_due(hook.pk) == 1
        assert len(receiver.received) == 1

    def test_a_lease_that_ran_out_is_not_given_back_by_its_former_holder(self, hook: Webhook) -> None:
        outbox.tell(hook.site, Event.READY, "", {})
        first = Webhook.objects.claim(hook.pk)
        with at(timedelta(seconds=61)):
            second = Webhook.objects.claim(hook.pk)
            assert first is not None
            assert second is not None
            first.release()
            assert Webhook.objects.claim(hook.pk) is None

    @pytest.mark.django_db(transaction=True)
    def test_a_worker_that_is_killed_in_the_middle_loses_nothing(self, hook: Webhook, receiver: Receiver) -> None:
        receiver.answer = lambda received: (time.sleep(0.1 if len(receiver.received) > 1 else 30), (200, {}, b""))[1]
        spoken(hook.site)
        outbox.tell_outcomes()
        connections.close_all()
        worker = multiprocessing.get_context("fork").Process(target=sending.send_due, args=(hook.pk,))
        worker.start()
        while not receiver.received:
            time.sleep(0.02)
        os.kill(worker.pid or 0, signal.SIGKILL)
        worker.join()
        work()
        assert len(receiver.received) == 1, "The lease holds."
        with at(timedelta(seconds=70)):
            work()
        first, second = receiver.received
        assert first.headers["readalong-notice"] == second.headers["readalong-notice"]
        assert Notice.objects.get().state == "delivered"

    def test_outcomes_that_could_not_be_written_down_are_still_there(self, hook: Webhook) -> None:
        spoken(hook.site)
        with (
            patch.object(Notice.objects, "bulk_create", side_effect=KeyboardInterrupt),
            pytest.raises(KeyboardInterrupt),
        ):
            outbox.tell_outcomes()
        assert Outcome.objects.count() == 1
        outbox.tell_outcomes()
        assert Notice.objects.count() == 1

    def test_a_broker_that_is_away_loses_nothing(self, hook: Webhook, receiver: Receiver) -> None:
        spoken(hook.site)
        with patch("player.articles.webhooks.tasks.send.apply_async", side_effect=OSError("away")):
            tell()
        work()
        assert len(receiver.received) == 1


class TestLog:
    def test_it_stays_short(self, hook: Webhook) -> None:
        now = timezone.now()
        Notice.objects.bulk_create(
            Notice(webhook=hook, event=Event.READY, state="delivered", made_at=now - timedelta(minutes=number))
            for number in range(sending.MOST_KEPT + 20)
        )
        waiting = Notice.objects.create(webhook=hook, event=Event.READY, made_at=now - timedelta(days=20))
        Notice.objects.create(webhook=hook, event=Event.READY, made_at=now - timedelta(days=31))
        sending.tidy()
        assert hook.notices.count() == sending.MOST_KEPT + 1
        assert hook.notices.filter(pk=waiting.pk).exists()


class TestAdmin:
    def add(self, client: Client, site: Site, url: str) -> Any:
        return client.post("/admin/articles/webhook/add/", {"site": site.pk, "url": url, "on_ready": "on"}, follow=True)

    def form(self, hook: Webhook, **more: str) -> dict[str, str]:
        return {"url": hook.url, "active": "on", "on_ready": "on", **more}

    def test_an_owner_makes_one_and_is_shown_its_secret_once(self, tidepool: Site, receiver: Receiver) -> None:
        nora = signed_in(make_member("nora", tidepool))
        page = self.add(nora, tidepool, receiver.url)
        hook = Webhook.objects.get()
        assert hook.secret in page.content.decode()
        assert hook.secret not in nora.get(f"/admin/articles/webhook/{hook.pk}/change/").content.decode()

    @pytest.mark.parametrize("url", ["http://example.org/hook", "ftp://example.org/", "https://u@example.org/", "crab"])
    def test_an_address_that_is_not_encrypted_or_none_is_refused(self, tidepool: Site, url: str) -> None:
        with pytest.raises(ValidationError):
            Webhook(site=tidepool, url=url).full_clean()
        page = self.add(signed_in(make_member("nora", tidepool)), tidepool, url)
        assert "errorlist" in page.content.decode()
        assert not Webhook.objects.exists()

    def test_the_test_button_shows_what_was_answered(self, hook: Webhook, receiver: Receiver) -> None:
        nora = signed_in(make_member("nora", hook.site))
        address = f"/admin/articles/webhook/{hook.pk}/change/"
        assert (
            "The test arrived: answered 200"
            in nora.post(address, self.form(hook, _test="1"), follow=True).content.decode()
        )
        assert receiver.received[0].json["event"] == "test"
        receiver.answers(500, b"<b>no</b>")
        page = nora.post(address, self.form(hook, _test="1"), follow=True).content.decode()
        assert "The test did not arrive. It answered 500. &lt;b&gt;no&lt;/b&gt;" in page

    def test_a_new_secret_is_made_by_its_button(self, hook: Webhook) -> None:
        before = hook.secret
        nora = signed_in(make_member("nora", hook.site))
        page = nora.post(f"/admin/articles/webhook/{hook.pk}/change/", self.form(hook, _renew="1"), follow=True)
        hook.refresh_from_db()
        assert hook.secret != before
        assert hook.secret in page.content.decode()

    def test_it_is_switched_on_again_by_hand(self, hook: Webhook) -> None:
        Webhook.objects.update(active=False, off_reason="closed", failures=9, failing_since=timezone.now())
        signed_in(make_member("nora", hook.site)).post(f"/admin/articles/webhook/{hook.pk}/change/", self.form(hook))
        hook.refresh_from_db()
        assert (hook.active, hook.off_reason, hook.failures, hook.failing_since) == (True, "", 0, None)
