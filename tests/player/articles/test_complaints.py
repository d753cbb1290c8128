"""Complaints: what readers may say, what becomes of it, and what may not come of it."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from player.articles.complaints import taking
from player.articles.models import Complaint
from player.articles.trust import limits
from player.articles.workbench import spreading
from player.sites.models import AuditEntry, Site
from synthesis import collection, pipeline, storage
from synthesis.models import Change, Lexeme, Narration, Publication
from synthesis.models.change import undo
from synthesis.rights import Role
from synthesis.text.blocks import Block
from tests.pages import Page
from tests.player.rows import make_member, make_site, signed_in

pytestmark = pytest.mark.django_db

TEXT = "😀 Hello. The keeper of Quillabree slept. He slept well."


@pytest.fixture
def site() -> Site:
    site = make_site("tidepool")
    Site.objects.filter(pk=site.pk).update(allow_complaints=True)
    site.origins.create(origin="https://www.tidepool.example")
    return site


@pytest.fixture
def page(site: Site) -> Page:
    return Page(site.key, (Block("title", "The keeper"), Block("paragraph", TEXT)))


@pytest.fixture
def nora(site: Site) -> Client:
    """An editor of the site."""
    return signed_in(make_member("nora", site, role=Role.EDITOR))


def complain(client: Client, page: Page, said: object, *, origin: str = "") -> HttpResponse:
    body = said if isinstance(said, str) else json.dumps(said)
    headers = {"Origin": origin or page.origin}
    return client.post(f"/v1/sites/{page.key}/complaints", body, content_type="text/plain", headers=headers)


def about(page: Page, manifest: dict[str, Any], word: str = "Quillabree") -> dict[str, Any]:
    """What a page sends of a word; of the whole sentence that begins with it, where it is its first."""
    at = len(TEXT[: TEXT.index(word)].encode("utf-16-le")) // 2
    sentence = next(each for each in manifest["sentences"] if each["block"] == 1 and each["start"] <= at < each["end"])
    audio = manifest["audio"]["url"].rpartition("/")[2]
    said = {"fingerprint": page.fingerprint, "audio": audio, "block": 1, "start": sentence["start"]}
    return said | ({} if sentence["start"] == at else {"word": at})


def publish(complaint: Complaint, value: str = "kwill a bree") -> Publication:
    change = Change.objects.draft(complaint.site.lexicon, _rule(complaint.word, value), None)
    Complaint.objects.filter(pk=complaint.pk).update(change=change)
    return Change.objects.filter(pk=change.pk).publish(None)


def _rule(grapheme: str, value: str) -> dict[str, Any]:
    return Lexeme(grapheme=grapheme, value=value).state()


def speak_again() -> None:
    spreading.spread_all()
    for narration in Narration.objects.filter(state=Narration.State.QUEUED):
        assert pipeline.narrate(narration.pk)


class TestWhatPagesSend:
    def test_a_word_arrives_with_its_sentence_and_its_sound(self, client: Client, page: Page, site: Site) -> None:
        manifest = page.voiced(client)
        assert complain(client, page, about(page, manifest)).status_code == 204
        found = site.complaints.get()
        assert (found.word, found.sentence) == ("Quillabree", "The keeper of Quillabree slept.")
        sentence = manifest["sentences"][2]
        assert (found.start_ms, found.end_ms) == (sentence["start_ms"], sentence["end_ms"])
        assert [at_ms for _, at_ms, _ in found.pieces() if at_ms is not None] == sentence["words"][2::3]
        assert "".join(text for text, _, _ in found.pieces()) == found.sentence
        assert [text for text, _, wrong in found.pieces() if wrong] == ["Quillabree"]
        assert TEXT[found.start : found.end] == found.sentence

    def test_the_whole_sentence_may_be_meant(self, client: Client, page: Page, site: Site) -> None:
        assert complain(client, page, about(page, page.voiced(client), "The keeper")).status_code == 204
        assert site.complaints.get().word == ""

    def test_the_same_is_counted_not_listed_again(self, client: Client, page: Page, site: Site) -> None:
        said = about(page, page.voiced(client))
        for _ in range(3):
            complain(client, page, said)
        complain(client, page, about(page, page.voiced(client), "slept"))
        assert sorted(site.complaints.values_list("times", flat=True)) == [1, 3]

    def test_the_same_sentence_of_another_article_is_the_same_complaint(self, client: Client, site: Site) -> None:
        for title in ("One", "Two"):
            page = Page(
                site.key, (Block("title", title), Block("paragraph", TEXT)), url=f"https://www.tidepool.example/{title}"
            )
            assert complain(client, page, about(page, page.voiced(client))).status_code == 204
        found = site.complaints.get()
        assert (found.times, found.article.title) == (2, "Two")

    def test_a_site_that_does_not_ask_is_not_told(self, client: Client, page: Page, site: Site) -> None:
        Site.objects.filter(pk=site.pk).update(allow_complaints=False)
        answer = complain(client, page, about(page, page.voiced(client)))
        assert (answer.status_code, answer.json()["type"]) == (403, "urn:readalong:not-offered")
        assert not Complaint.objects.exists()

    @pytest.mark.parametrize("origin", ["https://elsewhere.example", "null"])
    def test_only_pages_of_the_site_are_heard(self, client: Client, page: Page, origin: str) -> None:
        assert complain(client, page, about(page, page.voiced(client)), origin=origin).status_code == 403
        assert not Complaint.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "status"),
        [
            ({"start": 1}, 400),
            ({"word": 1}, 400),
            ({"word": 10_000_000}, 400),
            ({"block": 7}, 400),
            ({"block": -1}, 400),
            ({"start": 10**30}, 400),
            ({"start": "9"}, 400),
            ({"why": "My name is Ann, I am seven"}, 400),
            ({"fingerprint": "0" * 64}, 404),
            ({"fingerprint": "0" * 64 + "\n"}, 400),
            ({"audio": "0" * 64 + ".m4a"}, 409),
            ({"audio": "../../../etc/passwd"}, 400),
            ({"padding": "x" * 600}, 413),
        ],
    )
    def test_nothing_else_is_taken(self, client: Client, page: Page, changes: dict[str, Any], status: int) -> None:
        answer = complain(client, page, about(page, page.voiced(client)) | changes)
        assert answer.status_code == status, answer.content
        assert answer.json()["type"].startswith("urn:readalong:")
        assert not Complaint.objects.exists()

    @pytest.mark.parametrize("body", ["", "[]", "null", '{"a":', "[" * 400])
    def test_what_is_no_complaint_is_refused(self, client: Client, page: Page, body: str) -> None:
        assert complain(client, page, body).status_code == 400

    def test_a_flood_from_one_address_is_refused(self, client: Client, page: Page) -> None:
        said = about(page, page.voiced(client))
        answers = [complain(client, page, said) for _ in range(limits._COMPLAINTS_OF_AN_ADDRESS[1] + 1)]
        assert [answer.status_code for answer in answers[-2:]] == [204, 429]
        assert answers[-1]["Retry-After"] == "60"

    def test_a_full_inbox_takes_nothing_new_and_counts_what_it_has(
        self, client: Client, page: Page, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(taking, "MOST_OF_A_SITE", 1)
        manifest = page.voiced(client)
        answers = [
            complain(client, page, about(page, manifest, word)) for word in ("Quillabree", "slept", "Quillabree")
        ]
        assert [answer.status_code for answer in answers] == [204, 429, 204]
        assert site.complaints.get().times == 2

    def test_no_column_holds_anything_of_a_reader(self) -> None:
        assert {field.column for field in Complaint._meta.concrete_fields} == {
            "id", "site_id", "key", "article_id", "narration_id", "block", "start", "sentence", "word_start", "word_end", "audio",
            "start_ms", "end_ms", "words", "times", "first_at", "newest_at", "dismissed_at", "who", "change_id",
        }  # fmt: skip


class TestWhatBecomesOfIt:
    @pytest.fixture
    def complaint(self, client: Client, page: Page, site: Site) -> Complaint:
        complain(client, page, about(page, page.voiced(client)))
        return site.complaints.get()

    def states(self) -> tuple[int, int, int]:
        rows = Complaint.objects
        return rows.open().count(), rows.solved().count(), rows.dismissed().count()

    def test_a_draft_solves_nothing_and_a_published_rule_does(self, complaint: Complaint) -> None:
        change = Change.objects.draft(complaint.site.lexicon, _rule("Quillabree", "x y"), None)
        Complaint.objects.update(change=change)
        assert self.states() == (1, 0, 0)
        Change.objects.filter(pk=change.pk).publish(None)
        assert self.states() == (0, 1, 0)

    def test_a_rule_that_is_taken_back_solves_nothing(self, complaint: Complaint) -> None:
        undo(publish(complaint), None)
        assert self.states() == (1, 0, 0)

    def test_what_is_said_of_the_old_sound_opens_nothing_and_of_the_new_one_does(
        self, client: Client, page: Page, complaint: Complaint
    ) -> None:
        old = about(page, page.voiced(client))
        publish(complaint)
        assert complain(client, page, old).status_code == 204
        assert self.states() == (0, 1, 0), "It is not spoken again yet."
        speak_again()
        assert complain(client, page, old).status_code == 409, "A page that was left open plays what is no more."
        new = about(page, page.voiced(client))
        assert new["audio"] != old["audio"]
        assert complain(client, page, new).status_code == 204
        assert self.states() == (1, 0, 0)
        complaint.refresh_from_db()
        assert complaint.came_again
        assert complaint.audio.endswith(new["audio"])

    def test_the_sound_is_kept_as_long_as_the_complaint(self, client: Client, page: Page, complaint: Complaint) -> None:
        publish(complaint)
        speak_again()
        for days in (0, 3, 6):
            collection.collect(timezone.now() + timedelta(days=days))
        assert storage.exists(complaint.audio)
        name = complaint.audio
        Complaint.objects.all().delete()
        for days in (9, 12):
            collection.collect(timezone.now() + timedelta(days=days))
        assert not storage.exists(name)

    @pytest.mark.parametrize(("days", "left"), [(29, 3), (31, 1), (181, 0)])
    def test_what_is_old_or_answered_is_forgotten(self, complaint: Complaint, days: int, left: int) -> None:
        publish(complaint)
        for key in ("open", "dismissed"):
            complaint.pk, complaint.key, complaint.change = None, key, None
            complaint.dismissed_at = timezone.now() if key == "dismissed" else None
            complaint.save(force_insert=True)
        assert self.states() == (1, 1, 1)
        Complaint.objects.forget(timezone.now() + timedelta(days=days))
        assert Complaint.objects.count() == left

    def test_articles_that_go_take_their_complaints_along(self, complaint: Complaint) -> None:
        complaint.article.delete()
        assert not Complaint.objects.exists()


class TestTheInbox:
    @pytest.fixture
    def complaint(self, client: Client, page: Page, site: Site) -> Complaint:
        complain(client, page, about(page, page.voiced(client)))
        return site.complaints.get()

    def test_it_is_seen_heard_and_led_to(self, nora: Client, complaint: Complaint) -> None:
        shown = nora.get("/sites/tidepool/lexicon/inbox").content.decode()
        assert f"{complaint.audio.rpartition('/')[2]}" in shown
        assert f'data-start="{complaint.start_ms}"' in shown
        assert f'<mark data-at="{complaint.words[3][2]}">Quillabree</mark>' in shown
        assert "1 sounded wrong" in nora.get("/dashboard/tidepool").content.decode()

    def test_it_becomes_a_rule_that_solves_it(self, nora: Client, complaint: Complaint) -> None:
        form = nora.get(reverse("lexicon:new", args=("tidepool",)), {"complaint": complaint.pk}).content.decode()
        assert 'value="Quillabree"' in form
        assert 'name="language" value="en"' in form
        sent = {
            "complaint": complaint.pk, "grapheme": "Quillabree", "value": "kwill a bree", "kind": "alias", "match": "word", "reach": 1,
            "enabled": "on", "scope": "site", "shown": "0", "do": "publish",
        }  # fmt: skip
        preview = nora.post("/sites/tidepool/lexicon/preview", sent).content.decode()
        assert preview.count("The keeper of Quillabree slept.") == 1, (
            "The sentence itself is listened to, and no other in its place."
        )
        page = nora.post("/sites/tidepool/lexicon/rules/new", sent, follow=True).content.decode()
        assert "What readers said of “Quillabree” is solved." in page
        assert Complaint.objects.solved().get() == complaint
        assert "Solved:" in nora.get("/sites/tidepool/lexicon/inbox?show=solved").content.decode()

    def test_it_is_dismissed_and_opened_again_and_both_are_noted(self, nora: Client, complaint: Complaint) -> None:
        nora.post("/sites/tidepool/lexicon/inbox/answer", {"complaint": complaint.pk, "do": "dismiss"})
        assert Complaint.objects.dismissed().get().who == "nora"
        nora.post("/sites/tidepool/lexicon/inbox/answer", {"complaint": complaint.pk, "do": "reopen"})
        assert Complaint.objects.open().get() == complaint
        noted = AuditEntry.objects.filter(about="complaint “Quillabree”").order_by("pk")
        assert [each.details for each in noted] == ["Dismissed.", "Opened again."]

    def test_an_answer_that_nobody_knows_changes_nothing(self, nora: Client, complaint: Complaint) -> None:
        sent = {"complaint": complaint.pk, "do": "frown"}
        told = nora.post("/sites/tidepool/lexicon/inbox/answer", sent, follow=True).content.decode()
        assert "Choose whether to dismiss" in told
        assert Complaint.objects.open().get() == complaint

    def test_of_others_it_is_neither_seen_nor_answered(self, complaint: Complaint) -> None:
        eve = signed_in(make_member("eve", make_site("harbor"), role=Role.OWNER))
        assert eve.get("/sites/tidepool/lexicon/inbox").status_code == 404
        eve.post("/sites/harbor/lexicon/inbox/answer", {"complaint": complaint.pk, "do": "dismiss"})
        assert "keeper of" not in eve.get(f"/sites/harbor/lexicon/rules/new?complaint={complaint.pk}").content.decode()
        assert Complaint.objects.open().get() == complaint

    def test_a_long_inbox_asks_no_more_than_a_short_one(
        self, nora: Client, complaint: Complaint, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(40):
            complaint.pk, complaint.key = None, str(number)
            complaint.save(force_insert=True)
        with django_assert_max_num_queries(20):
            assert nora.get("/sites/tidepool/lexicon/inbox").status_code == 200

    @pytest.mark.parametrize("number", ["x", "", "9" * 40, "-1"])
    def test_no_number_breaks_it(self, nora: Client, complaint: Complaint, number: str) -> None:
        assert nora.get(f"/sites/tidepool/lexicon/rules/new?complaint={number}").status_code == 200
        assert nora.post("/sites/tidepool/lexicon/inbox/answer", {"complaint": number}).status_code == 302
