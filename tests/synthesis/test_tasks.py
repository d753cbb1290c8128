"""The queue: who is spoken first, what is not spoken any further, and what counts as a failure."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from kombu import Connection

from player.sites.models import Site
from readalong_site.celery import _redis_broker
from synthesis import engines, pipeline, tasks
from synthesis.engines.base import Sound
from synthesis.engines.silent import Silent
from synthesis.errors import EngineUnavailable
from synthesis.models import Content, Lexicon, Narration, Speech
from synthesis.models.narration import MOST_FAILURES, NarrationQuerySet, Priority
from synthesis.models.speech import SpeechQuerySet
from synthesis.text.blocks import Block
from synthesis.text.voices import Voice
from tests.pages import Page
from tests.servers import Redis

pytestmark = pytest.mark.django_db

QUIET = engines.find_voice("silent", "en-US")


def content_of(text: str) -> Content:
    return Content.objects.keep("en-US", [Block("paragraph", text)])


def requested(text: str, priority: Priority = Priority.READER) -> Narration:
    return pipeline.request(content_of(text), QUIET, Lexicon.objects.common(), priority=priority)[0]


def state_of(narration: Narration) -> str:
    narration.refresh_from_db()
    return narration.state


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, int, int]]]:
    """The messages that the broker was given: task, narration and priority."""
    messages: list[tuple[str, int, int]] = []

    def deliver(message: Any) -> None:
        messages.append((message.task, message.args[0], message.options["priority"]))

    monkeypatch.setattr("synthesis.tasks._deliver", deliver)
    return messages


class TestWhoGoesFirst:
    def test_a_reader_goes_before_rework_and_that_before_backfill(self) -> None:
        backfill = requested("One.", Priority.BACKFILL)
        rework = requested("Two.", Priority.REWORK)
        readers = [requested("Three."), requested("Four.")]
        # Each message was sent for the narration that waits longest and is needed least.
        order = []
        for _ in range(4):
            tasks.narrate(backfill.pk)
            order.append(Narration.objects.filter(state="ready").order_by("-ready_at").values_list("pk", flat=True)[0])
        assert order == [readers[0].pk, readers[1].pk, rework.pk, backfill.pk]

    def test_one_message_too_many_does_no_harm(self) -> None:
        narration = requested("One.")
        for _ in range(3):
            tasks.narrate(narration.pk)
        narration.refresh_from_db()
        assert (narration.state, narration.attempt) == ("ready", 1)

    def test_a_narration_that_another_worker_takes_meanwhile_costs_no_message(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first, second = requested("One."), requested("Two.")
        next_up = NarrationQuerySet.next_up

        def snatched(rows: NarrationQuerySet, pk: int) -> int | None:
            found = next_up(rows, pk)
            if found == first.pk:
                Narration.objects.filter(pk=found).update(state=Narration.State.SPEAKING)
            return found

        monkeypatch.setattr(NarrationQuerySet, "next_up", snatched)
        assert Narration.objects.all().claim_next(first.pk) == second

    def test_a_narration_that_failed_waits_for_its_own_message(self) -> None:
        failed = requested("One.")
        Narration.objects.update(error="The engine is away.")
        other = requested("Two.", Priority.BACKFILL)
        assert Narration.objects.next_up(other.pk) == other.pk
        assert Narration.objects.next_up(failed.pk) == failed.pk

    def test_a_reader_raises_what_was_queued_in_advance_and_calls_again(self) -> None:
        requested("One.", Priority.BACKFILL)
        narration, call = pipeline.request(content_of("One."), QUIET, Lexicon.objects.common())
        assert call
        assert pipeline.request(content_of("One."), QUIET, Lexicon.objects.common()) == (narration, False)
        narration.refresh_from_db()
        assert narration.priority == Priority.READER

    def test_backfill_lowers_nothing(self) -> None:
        narration = requested("One.")
        again = pipeline.request(content_of("One."), QUIET, Lexicon.objects.common(), priority=Priority.BACKFILL)
        assert again == (narration, False)
        narration.refresh_from_db()
        assert narration.priority == Priority.READER

    def test_messages_carry_the_priority_and_helpers_come_after(self, sent: list[tuple[str, int, int]]) -> None:
        narration = requested("One.", Priority.REWORK)
        tasks._send(narration.pk)
        tasks._call_helpers(narration.pk)
        assert sent == [("synthesis.narrate", narration.pk, 3), ("synthesis.assist", narration.pk, 4)]

    def test_the_sweep_calls_for_the_most_urgent_first(self, sent: list[tuple[str, int, int]]) -> None:
        backfill, reader = requested("One.", Priority.BACKFILL), requested("Two.")
        Narration.objects.filter(pk=backfill.pk).update(rung_at=timezone.now() - timedelta(hours=1))
        Narration.objects.filter(pk=reader.pk).update(rung_at=timezone.now() - timedelta(minutes=1))
        tasks.sweep()
        assert [pk for _, pk, _ in sent] == [reader.pk, backfill.pk]

    def test_redis_hands_out_what_is_urgent_first(self) -> None:
        redis = Redis()
        redis.start()
        try:
            with Connection(redis.url, transport_options=_redis_broker()) as broker:
                queue = broker.SimpleQueue("order")
                for priority in (7, 6, 4, 3, 1, 0, 6, 0):
                    queue.put({"priority": priority}, priority=priority)
                received = [queue.get(timeout=5) for _ in range(8)]
                for message in received:
                    message.ack()
                queue.close()
        finally:
            redis.stop()
        assert [message.payload["priority"] for message in received] == [0, 0, 1, 3, 4, 6, 6, 7]


def delivered_by_two(page: Page) -> None:
    """Delivered from two networks: then a known article is believed to have changed."""
    for number in (1, 2):
        page.deliver(Client(REMOTE_ADDR=f"203.0.113.{number}"))


class TestWhatIsNotWantedAnyMore:
    def test_an_edited_article_cancels_what_it_said_before(self, client: Client, page: Page) -> None:
        page.deliver(client)
        edited = Page(page.key, (*page.blocks[:2], Block("paragraph", "At night it dreamt.")))
        delivered_by_two(edited)
        states = dict(Narration.objects.values_list("content__fingerprint", "state"))
        assert states == {page.fingerprint: "cancelled", edited.fingerprint: "queued"}

    def test_whoever_still_reads_the_old_text_has_it_spoken_after_all(self, client: Client, page: Page) -> None:
        page.deliver(client)
        delivered_by_two(Page(page.key, page.blocks[:2]))
        assert page.look_up(client).status_code == 202
        narration = Narration.objects.get(content__fingerprint=page.fingerprint)
        assert narration.state == Narration.State.QUEUED
        assert pipeline.narrate(narration.pk)

    def test_text_that_another_article_of_the_site_says_is_spoken(self, client: Client, page: Page) -> None:
        page.deliver(client)
        Page(page.key, page.blocks, url=f"{page.origin}/stories/copy").deliver(client)
        delivered_by_two(Page(page.key, page.blocks[:2]))
        assert Narration.objects.get(content__fingerprint=page.fingerprint).state == Narration.State.QUEUED

    def test_what_is_ready_stays(self, client: Client, page: Page) -> None:
        page.voiced(client)
        delivered_by_two(Page(page.key, page.blocks[:2]))
        assert page.look_up(client).status_code == 200

    def test_the_same_text_of_another_site_is_spoken(self, client: Client, page: Page) -> None:
        other = Site.objects.create(key="harbor", name="Harbor")
        theirs, _ = pipeline.request(Content.objects.keep("en-US", page.blocks), QUIET, other.lexicon)
        page.deliver(client)
        delivered_by_two(Page(page.key, page.blocks[:2]))
        assert state_of(theirs) == Narration.State.QUEUED

    def test_its_worker_stops_without_a_file_and_loses_no_speech(
        self, monkeypatch: pytest.MonkeyPatch, audio_folder: Path
    ) -> None:
        narration = requested("One sentence. Another sentence. And the last one.")
        cancel_after(monkeypatch, 2)
        assert not pipeline.narrate(narration.pk)
        assert state_of(narration) == Narration.State.CANCELLED
        assert not list(audio_folder.glob("audio/**/*.m4a"))
        assert Speech.objects.filter(state=Speech.State.READY).count() == Speech.objects.count() == 2

    def test_one_that_is_cancelled_when_all_is_spoken_stores_no_file(
        self, monkeypatch: pytest.MonkeyPatch, audio_folder: Path
    ) -> None:
        narration = requested("One sentence. Another sentence. And the last one.")
        cancel_after(monkeypatch, 3)
        assert not pipeline.narrate(narration.pk)
        assert state_of(narration) == Narration.State.CANCELLED
        assert not list(audio_folder.glob("audio/**/*.m4a"))
        again, call = pipeline.request(narration.content, QUIET, narration.lexicon)
        assert call
        assert pipeline.narrate(again.pk)
        assert Speech.objects.count() == 3


class TestFailures:
    def test_an_engine_that_is_slow_but_speaks_is_not_given_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        narration = requested(" ".join(f"Sentence number {number}." for number in range(2 * MOST_FAILURES)))
        use(monkeypatch, engine := Throttled())
        for attempts in range(1, 2 * MOST_FAILURES):
            engine.left = 1
            assert not pipeline.narrate(narration.pk)
            assert state_of(narration) == Narration.State.QUEUED
            assert (narration.failures, narration.done) == (0, attempts)
        engine.left = 1
        assert pipeline.narrate(narration.pk)

    def test_an_engine_that_speaks_no_more_is_given_up_after_five_failures(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        narration = requested("One sentence. Another sentence.")
        use(monkeypatch, engine := Throttled())
        engine.left = 1
        for _ in range(MOST_FAILURES):
            assert not pipeline.narrate(narration.pk)
            assert state_of(narration) == Narration.State.QUEUED
        assert not pipeline.narrate(narration.pk)
        assert state_of(narration) == Narration.State.FAILED


class Throttled(Silent):
    """The silent engine, which gives as many answers as are ``left`` and then refuses."""

    def __init__(self) -> None:
        self.left = 0

    def speak(self, text: str, voice: Voice) -> Sound:
        if not self.left:
            raise EngineUnavailable("Throttled.")
        self.left -= 1
        return super().speak(text, voice)


def use(monkeypatch: pytest.MonkeyPatch, engine: Silent) -> None:
    known = engines.get
    monkeypatch.setattr("synthesis.engines.get", lambda name: engine if name == "silent" else known(name))


def cancel_after(monkeypatch: pytest.MonkeyPatch, stored: int) -> None:
    """Nobody wants the narrations any more once so many utterances are stored."""
    keep = SpeechQuerySet.keep

    def kept(rows: SpeechQuerySet, *answer: Any) -> Speech:
        speech = keep(rows, *answer)
        if Speech.objects.filter(state=Speech.State.READY).count() == stored:
            Narration.objects.all().cancel()
        return speech

    monkeypatch.setattr(SpeechQuerySet, "keep", kept)
    # As if the worker looked after its claim after every utterance.
    monkeypatch.setattr("synthesis.recitals._RENEW_EVERY_S", 0)
