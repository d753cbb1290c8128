"""From an article's text: a word or a sentence is chosen, heard, and said otherwise, there or farther."""

from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from player.articles.models import Article
from player.articles.workbench import uses
from player.sites.models import AuditEntry, Site
from synthesis import pipeline
from synthesis.models import Change, Content, Lexeme, Lexicon, Narration, Publication, Speech, Take
from synthesis.models.change import undo
from synthesis.rights import Role
from synthesis.text.blocks import Block
from tests.player.articles.test_workbench import narrated, speak_all, to
from tests.player.rows import make_article, make_member, make_site, signed_in
from tests.recordings import said, wav

pytestmark = pytest.mark.django_db

SENTENCE = "She drove to Reading in the rain."
TEXT = f"It was late. {SENTENCE} Nobody was in Reading."


@pytest.fixture
def tidepool() -> Site:
    return make_site("tidepool")


@pytest.fixture
def narration(tidepool: Site) -> Narration:
    return narrated(tidepool, "Rain", TEXT)


@pytest.fixture
def article(tidepool: Site, narration: Narration) -> Article:
    return tidepool.articles.get()


@pytest.fixture
def nora(tidepool: Site) -> Client:
    """An editor of tidepool."""
    return signed_in(make_member("nora", tidepool, role=Role.EDITOR))


def at(article: Article, words: str = "", **more: Any) -> dict[str, Any]:
    """The place of some words in the article, as the page sends it."""
    return {"article": article.pk, "block": 1, "at": TEXT.index(words or SENTENCE), **more}


def word(article: Article, scope: str, value: str = "Redding", **more: Any) -> dict[str, Any]:
    """What the form for the first “Reading” sends."""
    usual = {"grapheme": "Reading", "kind": "alias", "match": "word", "reach": 1, "enabled": "on", "shown": "0"}
    return at(article, "Reading", scope=scope, value=value, **usual, **more)


def whole(article: Article, **more: Any) -> dict[str, Any]:
    """What the form for the sentence sends."""
    usual = {"whole": "yes", "scope": "article", "value": SENTENCE, "enabled": "on", "shown": "0", "sentence": SENTENCE}
    return at(article) | usual | {"in_language": "en-US"} | more


def said_of(site: Site, article: Article) -> list[str]:
    """What the sentences of the article say by now."""
    return [each.spoken for each in pipeline.plan_of(requested(site, article)[0]).sentences]


def requested(site: Site, article: Article) -> tuple[Narration, bool]:
    """The article's narration by the lexicon as it is now, and whether it is to be spoken."""
    voice, lexicon = site.voice_for("en-US", article.url), Lexicon.objects.get(pk=site.lexicon_id)
    return pipeline.request(article.content, voice, lexicon, article.url)


def publish(client: Client, form: dict[str, Any]) -> Publication:
    response = client.post(to("new"), form | {"do": "publish"})
    assert response.status_code == 302, unescape(response.content.decode())
    return Publication.objects.order_by("-pk")[0]


class TestTheText:
    def test_it_shows_every_sentence_and_marks_what_rules_say(self, nora: Client, article: Article) -> None:
        publish(nora, word(article, "site"))
        page = nora.get(to("text", article.pk)).content.decode()
        assert page.count('class="choose') == 4
        assert page.count('class="ruled" title="Redding"') == 2

    def test_a_word_in_it_fills_the_form_in(self, nora: Client, article: Article) -> None:
        response = nora.get(to("text", article.pk), at(article, "Reading") | {"panel": ""})
        form = response.context["form"]
        assert form["grapheme"].value() == "Reading"
        assert [name for name, _ in form.fields["scope"].choices] == ["sentence", "article", "site"]
        assert "<html" not in response.content.decode()

    def test_everywhere_is_the_operators(self, article: Article) -> None:
        root = signed_in(User.objects.create_superuser("root"))
        form = root.get(to("text", article.pk), at(article, "Reading")).context["form"]
        assert [name for name, _ in form.fields["scope"].choices] == ["sentence", "article", "site", "everywhere"]

    @pytest.mark.parametrize(
        "place", [{"block": "9", "at": "0"}, {"block": "1", "at": "99999"}, {"block": "x", "at": "-1"}, {}]
    )
    def test_a_place_that_is_none_chooses_nothing(self, nora: Client, article: Article, place: dict[str, str]) -> None:
        response = nora.get(to("text", article.pk), place)
        assert response.status_code == 200
        assert "form" not in response.context

    def test_hostile_text_is_shown_as_text(self, nora: Client, tidepool: Site) -> None:
        found = make_article(tidepool, "Odd", text="<script>alert(1)</script> 🦀 e\u0301 שלום. “Yes”")
        page = nora.get(to("text", found.pk), {"block": 1, "at": 27}).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


class TestScopes:
    @pytest.mark.parametrize(
        ("scope", "reddings", "elsewhere"), [("sentence", 1, False), ("article", 2, False), ("site", 2, True)]
    )
    def test_a_rule_holds_where_it_was_wanted(
        self, nora: Client, tidepool: Site, article: Article, scope: str, reddings: int, elsewhere: bool
    ) -> None:
        other = make_article(tidepool, "Other", text="Reading is a town.")
        publish(nora, word(article, scope))
        assert " ".join(said_of(tidepool, article)).count("Redding") == reddings
        assert ("Redding" in " ".join(said_of(tidepool, other))) == elsewhere

    def test_everywhere_holds_on_other_sites_and_is_refused_to_editors(self, nora: Client, article: Article) -> None:
        assert nora.post(to("new"), word(article, "everywhere") | {"do": "publish"}).status_code == 400
        publish(signed_in(User.objects.create_superuser("root")), word(article, "everywhere"))
        assert Lexicon.objects.common().lexemes.get(grapheme="Reading").value == "Redding"

    def test_in_one_sentence_it_is_the_chosen_one_of_two_equal_words(self, nora: Client, tidepool: Site) -> None:
        text = "Reading Reading books in Reading."
        found = make_article(tidepool, "Twice", text=text)
        publish(nora, word(found, "sentence") | {"at": text.rindex("Reading")})
        assert said_of(tidepool, found)[1] == "Reading Reading books in Redding."

    def test_a_second_word_of_the_sentence_joins_the_first(
        self, nora: Client, tidepool: Site, article: Article
    ) -> None:
        publish(nora, word(article, "sentence"))
        publish(nora, word(article, "sentence", "reign") | at(article, "rain") | {"grapheme": "rain"})
        assert said_of(tidepool, article)[2] == "She drove to Redding in the reign."
        assert tidepool.lexicon.lexemes.filter(match="sentence").count() == 1

    def test_a_word_is_not_looked_for_within_others(self, nora: Client, tidepool: Site) -> None:
        text = "Berlin is in Europe and in Germany."
        found = make_article(tidepool, "Places", text=text)

        def teach(written: str, at: int, value: str) -> None:
            publish(nora, word(found, "sentence", value) | {"at": at, "grapheme": written})

        teach("Europe", text.index("Europe"), "yurup")
        teach("in", text.index("in Europe"), "inside")
        teach("in", text.index("in Germany"), "within")
        assert said_of(tidepool, found)[1] == "Berlin is inside yurup and within Germany."

    def test_phonemes_are_refused_in_one_sentence_with_a_way_out(self, nora: Client, article: Article) -> None:
        response = nora.post(to("new"), word(article, "sentence", "ˈrɛdɪŋ") | {"kind": "phoneme", "do": "publish"})
        assert response.status_code == 400
        assert "Phonemes hold for an article or more" in unescape(response.content.decode())


class TestOverrides:
    def test_only_that_sentence_is_spoken_anew(self, nora: Client, tidepool: Site, article: Article) -> None:
        known = Speech.objects.count()
        publish(nora, whole(article, value="She drove to Redding in the rain.", pause_ms="900"))
        assert speak_all() == 1
        assert Speech.objects.count() == known + 1
        narration = Narration.objects.exclude(pages="").get()
        planned = pipeline.plan_of(narration)
        assert (planned.sentences[2].spoken, planned.utterances[2].pause_after_ms) == (
            "She drove to Redding in the rain.",
            900,
        )

    def test_other_articles_are_not_compared_again(self, nora: Client, tidepool: Site, article: Article) -> None:
        other = narrated(tidepool, "Other", f"{SENTENCE} And more.")
        publish(nora, whole(article, value="Other words."))
        speak_all()
        other.refresh_from_db()
        assert other.lexicon_edition == Lexicon.objects.get(pk=tidepool.lexicon_id).edition_of_chain()

    def test_the_preview_says_what_it_touches_and_costs(self, nora: Client, article: Article) -> None:
        response = nora.post(to("preview"), whole(article, pause_ms="900"))
        found = response.context["impact"]
        assert (found.estimate.sentences, found.articles, found.estimate.utterances) == (1, 1, 0)

    def test_it_says_something_or_is_none(self, nora: Client, article: Article) -> None:
        response = nora.post(to("new"), whole(article) | {"do": "publish"})
        assert response.status_code == 400
        assert "Say what is to be said instead" in unescape(response.content.decode())

    def test_it_holds_after_edits_elsewhere(self, nora: Client, tidepool: Site, article: Article) -> None:
        publish(nora, whole(article, value="Other words."))
        edited = Content.objects.keep("en-US", [Block("title", "Rain"), Block("paragraph", f"New. {SENTENCE}")])
        Article.objects.note(tidepool, article.url, "Rain", "", edited)
        article.refresh_from_db()
        assert said_of(tidepool, article) == ["Rain", "New.", "Other words."]

    def test_when_its_sentence_changes_staff_are_told_and_offered_the_new_one(
        self, nora: Client, tidepool: Site, article: Article
    ) -> None:
        publish(nora, whole(article, value="Other words."))
        edited = [Block("title", "Rain"), Block("paragraph", SENTENCE.replace("rain", "snow"))]
        Article.objects.note(tidepool, article.url, "Rain", "", Content.objects.keep("en-US", edited))
        article.refresh_from_db()
        assert said_of(tidepool, article) == ["Rain", "She drove to Reading in the snow."]
        page = unescape(nora.get(to("text", article.pk)).content.decode())
        assert "Sentences that changed" in page
        assert "?block=1&at=0&whole=yes&value=Other%20words." in page
        assert "Overridden sentences have changed" in nora.get(to("list")).content.decode()
        uses.count_all()
        assert tidepool.lexicon.lexemes.get(match="sentence").articles == 0

    def test_a_standing_one_is_counted(self, nora: Client, tidepool: Site, article: Article) -> None:
        publish(nora, whole(article, value="Other words."))
        assert "have changed" not in nora.get(to("list")).content.decode()
        uses.count_all()
        assert tidepool.lexicon.lexemes.get(match="sentence").articles == 1

    def test_it_is_edited_taken_back_and_seen_in_the_history(
        self, nora: Client, tidepool: Site, article: Article
    ) -> None:
        publish(nora, whole(article, value="One."))
        row = tidepool.lexicon.lexemes.get(match="sentence")
        form = nora.get(to("rule", row.pk)).context["form"]
        assert (form["value"].value(), form.template) == ("One.", "lexicon/override_fields.html")
        publication = publish(nora, whole(article, value="Two."))
        assert tidepool.lexicon.lexemes.get(match="sentence").value == "Two."
        undo(publication, None)
        assert tidepool.lexicon.lexemes.get(match="sentence").value == "One."
        assert AuditEntry.objects.filter(site=tidepool, about__contains=SENTENCE).count() == 2
        for name in ("list", "history"):
            assert SENTENCE in unescape(nora.get(to(name)).content.decode())

    def test_it_goes_out_in_a_file_and_comes_in_again_without_a_difference(
        self, nora: Client, article: Article
    ) -> None:
        publish(nora, whole(article, value="Other words.", pause_ms="0"))
        for form in ("csv", "pls"):
            file = nora.get(to("export"), {"as": form}).content
            response = nora.post(to("import"), {"file": SimpleUploadedFile("x", file), "scope": "site", "do": "look"})
            assert response.context["useful"] == 0, form


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    wording=st.text("abc ,.’🦀é", max_size=30),
    pause_ms=st.none() | st.integers(0, 10_000),
    sentence=st.sampled_from(["It was late.", SENTENCE, "Nobody was in Reading."]),
)
def test_publishing_and_undoing_gives_the_same_plans_and_speaks_nothing(
    db: None, wording: str, pause_ms: int | None, sentence: str
) -> None:
    site = Site.objects.filter(key="pool").first() or make_site("pool")
    found = site.articles.first() or make_article(site, "Rain", text=TEXT)
    narration, wanted = requested(site, found)
    assert not wanted or pipeline.narrate(narration.pk)
    before = pipeline.plan_of(narration)
    after = Lexeme(grapheme=sentence, match="sentence", value=wording.strip(), pause_ms=pause_ms, pages="/Rain").state()
    change = Change.objects.draft(site.lexicon, after, None)
    publication = Change.objects.filter(pk=change.pk).publish(None)
    changed = pipeline.plan_of(requested(site, found)[0])
    others = (
        [
            (a.key, b.key, a.pause_after_ms, b.pause_after_ms)
            for a, b, text in zip(before.utterances, changed.utterances, before.sentences, strict=True)
            if TEXT[text.start : text.end] != sentence or text.block != 1
        ]
        if len(before.utterances) == len(changed.utterances)
        else []
    )
    assert all(one == other and pause == same for one, other, pause, same in others)
    speak_all()
    spoken = Speech.objects.count()
    undo(publication, None)
    again, wanted = requested(site, found)
    assert (again, wanted) == (narration, False)
    assert pipeline.plan_of(again) == before
    assert speak_all() == 0
    assert Speech.objects.count() == spoken


class TestTakes:
    def upload(self, client: Client, data: bytes, **more: Any) -> Any:
        file = SimpleUploadedFile("take.wav", data)
        return client.post(to("take"), {"recording": file, "sentence": SENTENCE, "in_language": "en-US"} | more)

    def test_a_recording_is_uploaded_heard_put_right_and_published(
        self, nora: Client, tidepool: Site, article: Article
    ) -> None:
        response = self.upload(nora, wav(said(SENTENCE)[0]))
        assert response.status_code == 200
        take = Take.objects.get()
        assert (take.lexicon, take.who) == (tidepool.lexicon, "nora")
        starts = " ".join(str(at_ms + 10 * (number > 3)) for number, (_, _, at_ms) in enumerate(take.times))
        assert nora.post(to("take_times"), {"take": take.key, "starts": starts}).status_code == 200
        moved = Take.objects.exclude(pk=take.pk).get()
        form = whole(article, take=moved.key)
        answer = nora.post(to("listen"), form | {"which": "after", "alone": "yes"}).json()
        assert len(answer["words"]) == 3 * 7
        assert nora.get(to("sound", answer["token"])).status_code == 200
        publish(nora, form)
        assert speak_all() == 1
        planned = pipeline.plan_of(Narration.objects.exclude(pages="").get())
        assert (planned.utterances[2].voice.engine, planned.utterances[2].voice.name) == ("take", moved.key)

    def test_what_is_no_recording_is_refused_with_the_reason(self, nora: Client, article: Article) -> None:
        response = self.upload(nora, b"#EXTM3U\n/etc/passwd")
        assert (response.status_code, "no sound file" in response.json()["reason"]) == (400, True)
        response = nora.post(to("take"), {"sentence": SENTENCE})
        assert (response.status_code, response.json()["reason"]) == (400, "Choose a recording of one sentence.")
        assert not Take.objects.exists()

    def test_a_language_that_the_built_in_engine_does_not_speak_is_said(self, nora: Client, article: Article) -> None:
        response = self.upload(nora, wav(said(SENTENCE)[0]), in_language="tlh")
        assert response.status_code == 503
        assert "tlh" in response.json()["reason"]

    def test_a_take_of_another_site_is_not_there(self, nora: Client, article: Article) -> None:
        foreign = make_site("lagoon")
        olga = signed_in(make_member("olga", foreign, role=Role.EDITOR))
        file = SimpleUploadedFile("take.wav", wav(said(SENTENCE)[0]))
        body = {"recording": file, "sentence": SENTENCE, "in_language": "en-US"}
        assert olga.post(reverse("lexicon:take", args=("lagoon",)), body).status_code == 200
        take = Take.objects.get()
        assert nora.post(to("take_times"), {"take": take.key, "starts": "0"}).status_code == 400
        response = nora.post(to("new"), whole(article, take=take.key) | {"do": "publish"})
        assert response.status_code == 400
        assert "not stored any more" in unescape(response.content.decode())

    def test_analysts_have_none_of_it(self, tidepool: Site, article: Article) -> None:
        ana = signed_in(make_member("ana", tidepool, role=Role.ANALYST))
        assert ana.get(to("text", article.pk)).status_code == 404
        assert self.upload(ana, wav(said(SENTENCE)[0])).status_code == 404
        assert not Take.objects.exists()
