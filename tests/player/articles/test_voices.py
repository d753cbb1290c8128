"""Voices side by side: on which sentences, at which price, and what choosing does."""

from decimal import Decimal

import pytest
from django.test import Client

from player.articles.showing import auditions
from player.articles.showing.sentences import our_sentences, own_sentences, various
from player.sites.models import AuditEntry, Site, VoiceChoice
from synthesis import budgets
from synthesis.budgets import Price
from synthesis.models import Account, Speech
from synthesis.rights import Role
from tests.player.rows import make_article, make_member, make_site, signed_in

pytestmark = pytest.mark.django_db

ADA = {"language": "en", "engine": "espeak", "name": "en-us+f3"}
SENTENCE = "“Count the shells again,” said the crab to the tide."


@pytest.fixture
def tidepool(db: None) -> Site:
    return make_site("tidepool")


@pytest.fixture
def nora(tidepool: Site) -> Client:
    return signed_in(make_member("nora", tidepool))


@pytest.fixture
def _costly(monkeypatch: pytest.MonkeyPatch) -> None:
    """The built-in engine, as if it had a price."""
    monkeypatch.setitem(budgets.PRICES, ("espeak", ""), Price(16, requests=2))


def listen(client: Client, **changes: str) -> tuple[int, dict[str, str]]:
    response = client.post("/sites/tidepool/voices/listen", ADA | {"sentence": SENTENCE} | changes)
    return response.status_code, response.json()


class TestSentences:
    def test_they_are_the_sites_own(self, tidepool: Site) -> None:
        make_article(tidepool, "The crab", text=f"{SENTENCE} Then it slept under a stone until the sea came back.")
        assert own_sentences(tidepool, "en") == (SENTENCE, "Then it slept under a stone until the sea came back.")

    def test_another_sites_are_not_shown(self, tidepool: Site, nora: Client) -> None:
        make_article(make_site("harbor"), "The gull", text="A secret that only the harbor may know stands here.")
        page = nora.get("/sites/tidepool/voices").content.decode()
        assert "secret" not in page
        assert our_sentences("en")[0] in page

    def test_those_of_another_language_are_not_taken(self, tidepool: Site) -> None:
        make_article(tidepool, "The crab", text=SENTENCE)
        assert own_sentences(tidepool, "es") == ()

    def test_they_differ_in_what_they_ask_of_a_voice(self) -> None:
        plain = [f"The crab went along the {word} beach all day." for word in ("white", "long", "grey", "wet", "far")]
        hard = ["In 1969 three people flew to the moon.", "Who would have thought that it could fly?"]
        assert set(various([*plain, *hard])) > set(hard)
        assert len(various([*plain, *hard])) == 5

    def test_very_short_and_very_long_ones_are_left_out(self) -> None:
        assert various(["Yes.", "word " * 60]) == ()

    @pytest.mark.parametrize("at", ["999", "-1", "x", "²", "9" * 400, ""])
    def test_a_number_that_is_none_of_them_does_no_harm(self, nora: Client, at: str) -> None:
        assert nora.get("/sites/tidepool/voices", {"at": at}).status_code == 200

    def test_a_sentence_may_be_typed(self, nora: Client) -> None:
        page = nora.get("/sites/tidepool/voices", {"typed": "<b>Mr. O’Hara</b> lives in Worcester."})
        assert page.context["sentence"] == "<b>Mr. O’Hara</b> lives in Worcester."
        assert "<b>Mr" not in page.content.decode()


class TestCandidates:
    def test_they_are_the_voices_of_the_language(self, tidepool: Site) -> None:
        found = auditions.audition(tidepool, "en", SENTENCE).candidates
        assert {each.voice.language.partition("-")[0] for each in found} == {"en"}
        assert [each.voice.engine for each in found if each.reads_now] == ["silent"]

    def test_those_of_the_wanted_region_come_first(self, tidepool: Site) -> None:
        found = [each.voice.language for each in auditions.audition(tidepool, "en-GB", SENTENCE).candidates]
        assert found[0] == "en-GB"
        assert "en-US" in found

    def test_free_ones_say_so(self, tidepool: Site) -> None:
        assert {each.price for each in auditions.audition(tidepool, "en", SENTENCE).candidates} == {"Free"}

    @pytest.mark.usefixtures("_costly")
    def test_a_price_is_told_before_anything_is_spoken(self, tidepool: Site, nora: Client) -> None:
        page = nora.get("/sites/tidepool/voices", {"typed": SENTENCE}).content.decode()
        # 52 characters at 16 micro-dollars, for speech and for marks.
        assert "$0.0017 to hear" in page
        assert "an article" in page
        assert not Speech.objects.exists()

    @pytest.mark.usefixtures("_costly")
    def test_what_was_heard_costs_nothing_again(self, tidepool: Site, nora: Client) -> None:
        listen(nora)
        found = auditions.audition(tidepool, "en", SENTENCE).candidates
        ada = next(each for each in found if each.voice.name == "en-us+f3")
        assert (ada.micro_dollars, ada.price) == (0, "Spoken already")

    def test_languages_are_those_with_a_voice_and_those_of_articles(self, tidepool: Site) -> None:
        make_article(tidepool, "The crab")
        assert auditions.languages_of(tidepool) == ("en",)
        tidepool.articles.update(language="es-MX")
        assert auditions.languages_of(tidepool) == ("en", "es")


class TestListening:
    def test_the_sentence_is_heard(self, nora: Client) -> None:
        status, answer = listen(nora)
        assert status == 200
        sound = nora.get(answer["url"])
        assert sound["Content-Type"] == "audio/mp4"
        assert sound.content[4:8] == b"ftyp"

    def test_a_second_time_it_is_not_spoken_again(self, nora: Client) -> None:
        listen(nora)
        before = list(Speech.objects.values_list("pk", "created_at"))
        listen(nora)
        assert list(Speech.objects.values_list("pk", "created_at")) == before

    @pytest.mark.usefixtures("_costly")
    def test_a_spent_budget_is_not_overdrawn(self, tidepool: Site, nora: Client) -> None:
        Account.objects.filter(pk=tidepool.account_id).update(monthly_budget=Decimal(0))
        status, answer = listen(nora)
        assert status == 503
        assert "Raise the monthly budget" in answer["problem"]
        assert not Speech.objects.exists()

    @pytest.mark.parametrize(
        "wrong", [{"name": "Joanna"}, {"engine": "../x"}, {"language": "xx"}, {"language": "<b>"}, {"sentence": " "}]
    )
    def test_what_cannot_be_heard_is_refused_in_words(self, nora: Client, wrong: dict[str, str]) -> None:
        status, answer = listen(nora, **wrong)
        assert status == 400
        assert answer["problem"]
        assert not Speech.objects.exists()

    def test_only_by_post_since_it_may_cost_something(self, nora: Client) -> None:
        assert nora.get("/sites/tidepool/voices/listen", ADA).status_code == 405

    def test_whatever_is_typed_is_cut_and_spoken(self, nora: Client) -> None:
        assert listen(nora, sentence="A [[lOt]] <speak> of & words. " * 100)[0] == 200


class TestChoosing:
    def test_a_choice_holds_and_is_written_down(self, nora: Client, tidepool: Site) -> None:
        page = nora.post("/sites/tidepool/voices/choose", ADA, follow=True)
        assert [message.tags for message in page.context["messages"]] == ["success"]
        assert tidepool.voice_for("en-US", "").name == "en-us+f3"
        assert VoiceChoice.objects.count() == 1
        assert AuditEntry.objects.latest("pk").about == "voice “en: en-us+f3”"

    def test_a_language_may_get_its_first_voice(self, nora: Client, tidepool: Site) -> None:
        nora.post("/sites/tidepool/voices/choose", {"language": "es", "engine": "espeak", "name": "es-419+f3"})
        assert tidepool.voice_for("es-MX", "").name == "es-419+f3"

    def test_the_case_of_a_tag_makes_no_second_choice(self, nora: Client) -> None:
        nora.post("/sites/tidepool/voices/choose", ADA | {"language": "EN"})
        assert VoiceChoice.objects.get().name == "en-us+f3"

    def test_a_voice_of_another_language_is_refused(self, nora: Client, tidepool: Site) -> None:
        page = nora.post("/sites/tidepool/voices/choose", ADA | {"name": "es+f3"}, follow=True)
        assert [message.tags for message in page.context["messages"]] == ["error"]
        assert tidepool.voice_for("en", "").engine == "silent"

    def test_editors_and_analysts_have_no_such_page(self, tidepool: Site) -> None:
        for role in (Role.EDITOR, Role.ANALYST):
            client = signed_in(make_member(role.value, tidepool, role=role))
            assert client.get("/sites/tidepool/voices").status_code == 404
            assert client.post("/sites/tidepool/voices/choose", ADA).status_code == 404
        assert VoiceChoice.objects.get().engine == "silent"
