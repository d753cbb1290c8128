"""The lexicon's workbench: drafts, what they would change, publishing, spreading, undoing, files."""

import json
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from player.articles.models import Article
from player.articles.workbench import files, spreading, uses
from player.articles.workbench.files import Verdict
from player.articles.workbench.impact import impact
from player.articles.workbench.readings import needles_of, readings
from player.engagement.models import ArticleDay
from player.sites.models import AuditEntry, Site
from synthesis import pipeline
from synthesis.models import Change, Content, Lexeme, Lexicon, Narration, Publication, Speech, Wording
from synthesis.models.change import undo
from synthesis.models.narration import Priority
from synthesis.rights import Role
from synthesis.text.blocks import Block
from tests.player.rows import make_article, make_member, make_session, make_site, signed_in

pytestmark = pytest.mark.django_db


def rule(grapheme: str, value: str = "said", **columns: Any) -> dict[str, Any]:
    return Lexeme(grapheme=grapheme, value=value, **columns).state()


def draft(lexicon: Lexicon, after: dict[str, Any] | None, number: int | None = None) -> Change:
    return Change.objects.draft(lexicon, after, None, number)


def publish(*drafts: Change) -> Publication:
    return Change.objects.filter(pk__in=[each.pk for each in drafts]).publish(None)


def narrated(site: Site, title: str, text: str) -> Narration:
    """The finished narration of a new article."""
    article = make_article(site, title, text=text)
    voice = site.voice_for("en-US", article.url)
    narration = pipeline.request(article.content, voice, site.lexicon, article.url)[0]
    assert pipeline.narrate(narration.pk)
    narration.refresh_from_db()
    return narration


def speak_all() -> int:
    """Do what workers do: spread what was published and speak what is queued; how many narrations were spoken."""
    spoken = 0
    for _ in range(20):
        spreading.spread_all()
        waiting = list(Narration.objects.filter(state=Narration.State.QUEUED).order_by("priority", "pk"))
        spoken += sum(pipeline.narrate(each.pk) for each in waiting)
        if not waiting:
            break
    return spoken


@pytest.fixture
def tidepool() -> Site:
    return make_site("tidepool")


@pytest.fixture
def nora(tidepool: Site) -> Client:
    """An editor of tidepool."""
    return signed_in(make_member("nora", tidepool, role=Role.EDITOR))


@pytest.fixture
def root() -> Client:
    return signed_in(User.objects.create_superuser("root"))


def to(name: str, *rest: object, key: str = "tidepool") -> str:
    return reverse(f"lexicon:{name}", args=(key, *rest))


def sent(**columns: Any) -> dict[str, Any]:
    """What a browser sends of the form."""
    usual = {"kind": "alias", "match": "word", "reach": 1, "enabled": "on", "scope": "site", "shown": "0"}
    return usual | columns


class TestDrafts:
    def test_nobody_hears_a_draft(self, tidepool: Site) -> None:
        narration = narrated(tidepool, "Crab", "The Quillabree crab.")
        draft(tidepool.lexicon, rule("Quillabree"))
        assert pipeline.plan_of(narration).key == narration.plan_key

    def test_a_published_rule_holds_and_tells_who_made_it(self, tidepool: Site) -> None:
        ann = User.objects.create_user("ann")
        change = Change.objects.draft(tidepool.lexicon, rule("Quillabree", "kwillabree"), ann)
        Change.objects.filter(pk=change.pk).publish(ann)
        lexeme = tidepool.lexicon.lexemes.get(grapheme="Quillabree")
        assert (lexeme.value, lexeme.changed_by) == ("kwillabree", "ann")

    def test_a_rule_has_one_draft(self, tidepool: Site) -> None:
        number = tidepool.lexicon.lexemes.get().pk
        draft(tidepool.lexicon, rule("Awe", "one"), number)
        draft(tidepool.lexicon, rule("Awe", "two"), number)
        assert Change.objects.drafts().get().after["value"] == "two"

    def test_of_drafts_that_do_not_go_together_none_holds(self, tidepool: Site) -> None:
        one, two = draft(tidepool.lexicon, rule("Awe", "one")), draft(tidepool.lexicon, rule("Awe", "two"))
        with pytest.raises(ValidationError, match="already has a rule"):
            publish(one, two)
        assert not tidepool.lexicon.lexemes.filter(grapheme="Awe").exists()
        assert Change.objects.drafts().count() == 2

    def test_a_rule_that_is_off_is_not_said(self, tidepool: Site) -> None:
        narration = narrated(tidepool, "Crab", "The Quillabree crab.")
        publish(draft(tidepool.lexicon, rule("Quillabree", enabled=False)))
        assert pipeline.plan_of(narration).key == narration.plan_key

    def test_a_moved_rule_leaves_one_lexicon_and_comes_into_the_other(self, tidepool: Site, root: Client) -> None:
        number = tidepool.lexicon.lexemes.get().pk
        root.post(to("bulk"), {"wish": "everywhere", "rule": [number]})
        publish(*Change.objects.drafts())
        assert not tidepool.lexicon.lexemes.exists()
        assert Lexicon.objects.common().lexemes.get().grapheme == "Word-tidepool"


class TestUndo:
    def test_what_is_undone_is_as_it_was(self, tidepool: Site) -> None:
        lexeme = tidepool.lexicon.lexemes.get()
        was = (lexeme.pk, lexeme.state())
        done = publish(draft(tidepool.lexicon, None, lexeme.pk), draft(tidepool.lexicon, rule("Awe")))
        undo(done, None)
        back = tidepool.lexicon.lexemes.get()
        assert (back.pk, back.state()) == was

    def test_what_was_changed_again_since_is_not_undone(self, tidepool: Site) -> None:
        lexeme = tidepool.lexicon.lexemes.get()
        first = publish(draft(tidepool.lexicon, lexeme.state() | {"value": "one"}, lexeme.pk))
        publish(draft(tidepool.lexicon, lexeme.state() | {"value": "two"}, lexeme.pk))
        with pytest.raises(ValidationError, match="Changed again since"):
            undo(first, None)
        assert tidepool.lexicon.lexemes.get().value == "two"

    def test_the_history_of_a_rule_outlives_it(self, tidepool: Site) -> None:
        lexeme = tidepool.lexicon.lexemes.get()
        publish(draft(tidepool.lexicon, lexeme.state() | {"value": "other"}, lexeme.pk))
        publish(draft(tidepool.lexicon, None, lexeme.pk))
        history = [
            (each.before and each.before["value"], each.after and each.after["value"])
            for each in Change.objects.of_rule(lexeme.pk)
        ]
        assert history == [("other", None), ("word", "other")]

    WORDS = st.sampled_from(["crab", "Quillabree", "shell", "the", "12", "Word-tidepool"])
    RULES = st.builds(
        rule,
        WORDS,
        st.sampled_from(["krabb", "kwill a bree", "cray"]),
        kind=st.sampled_from(["alias", "spell", "word"]),
        match=st.sampled_from(["word", "prefix", "anywhere"]),
        case_sensitive=st.booleans(),
        before=st.sampled_from(["", "the"]),
        enabled=st.booleans(),
        pages=st.sampled_from(["", "", "/Crab"]),
    )

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        after=st.none() | RULES,
        new=st.lists(
            RULES,
            max_size=3,
            unique_by=lambda each: (each["grapheme"], each["case_sensitive"], each["before"], each["pages"]),
        ),
    )
    def test_publishing_and_undoing_gives_the_same_plans_and_speaks_nothing(
        self, after: dict[str, Any] | None, new: list[dict[str, Any]]
    ) -> None:
        site = Site.objects.filter(key="tidepool").first() or make_site("tidepool")
        Change.objects.all().delete()
        narration = Narration.objects.first() or narrated(
            site, "Crab", "The Quillabree crab has 12 shells. The crab slept."
        )
        lexeme, before = site.lexicon.lexemes.get(), pipeline.plan_of(narration)
        keys = {after["grapheme"]} if after else set()
        drafts = [
            draft(site.lexicon, after, lexeme.pk),
            *(draft(site.lexicon, each) for each in new if each["grapheme"] not in keys),
        ]
        drafts = [
            each
            for each in drafts
            if not (each.rule is None and each.after and each.after["grapheme"] == "Word-tidepool")
        ]
        done = publish(*drafts)
        undo(done, None)
        narration = Narration.objects.get(pk=narration.pk)
        assert pipeline.plan_of(narration) == before
        stored = Speech.objects.count()
        speak_all()
        assert (Speech.objects.count(), Narration.objects.get(pk=narration.pk).plan_key) == (stored, before.key)


class TestImpact:
    def test_sentences_articles_and_characters_are_those_of_the_word(self, tidepool: Site) -> None:
        narrated(tidepool, "Crab", "The Quillabree crab. It slept. Quillabree again!")
        narrated(tidepool, "Snail", "A snail slept.")
        found = impact([Change(lexicon=tidepool.lexicon, after=rule("quillabree", "kwillabree"))])
        assert (found.estimate.sentences, found.articles, found.exact) == (2, 1, True)
        assert found.estimate.characters == len("The kwillabree crab.") + len("kwillabree again!")
        assert [each.after for each in found.shown] == ["The kwillabree crab.", "kwillabree again!"]

    def test_nothing_is_written_and_nothing_queued(self, tidepool: Site) -> None:
        narrated(tidepool, "Crab", "The Quillabree crab.")
        impact([Change(lexicon=tidepool.lexicon, after=rule("Quillabree"))])
        assert not Change.objects.exists()
        assert set(Narration.objects.values_list("state", flat=True)) == {"ready"}

    def test_speech_that_is_stored_is_not_paid_again(self, tidepool: Site) -> None:
        narrated(tidepool, "Crab", "The Quillabree crab.")
        narrated(tidepool, "Spelt", "The kwillabree crab.")
        found = impact([Change(lexicon=tidepool.lexicon, after=rule("Quillabree", "kwillabree"))])
        assert (found.estimate.sentences, found.estimate.characters) == (1, 0)

    def test_a_deleted_rule_has_an_impact(self, tidepool: Site) -> None:
        publish(draft(tidepool.lexicon, rule("Quillabree", "kwillabree")))
        narrated(tidepool, "Crab", "The Quillabree crab.")
        number = tidepool.lexicon.lexemes.get(grapheme="Quillabree").pk
        assert impact([draft(tidepool.lexicon, None, number)]).estimate.sentences == 1

    def test_a_rule_that_another_one_beats_says_so(self, tidepool: Site) -> None:
        publish(draft(tidepool.lexicon, rule("Quillabree Point", "kwill point")))
        narrated(tidepool, "Crab", "At Quillabree Point.")
        found = impact([Change(lexicon=tidepool.lexicon, after=rule("Quillabree", "kwillabree"))])
        assert (found.articles, found.standing) == (0, 1)
        assert "A longer match" in found.conflicts[0]

    def test_texts_that_articles_say_no_more_do_not_count(self, tidepool: Site) -> None:
        narrated(tidepool, "Crab", "The Quillabree crab.")
        make_article(tidepool, "Crab", text="The other crab.")
        assert impact([Change(lexicon=tidepool.lexicon, after=rule("Quillabree"))]).articles == 0

    def test_a_voice_that_nobody_hears_any_more_is_not_paid(self, tidepool: Site) -> None:
        narrated(tidepool, "Crab", "The Quillabree crab.")
        tidepool.voices.update(engine="espeak", name="en+f3")
        assert impact([Change(lexicon=tidepool.lexicon, after=rule("Quillabree"))]).articles == 0

    def test_a_rule_of_every_site_touches_every_site(self, tidepool: Site) -> None:
        narrated(tidepool, "Crab", "The Quillabree crab.")
        narrated(make_site("harbor"), "Boat", "The Quillabree boat.")
        assert impact([Change(lexicon=Lexicon.objects.common(), after=rule("Quillabree"))]).articles == 2
        assert impact([Change(lexicon=tidepool.lexicon, after=rule("Quillabree"))]).articles == 1

    def test_without_patience_the_rest_is_extrapolated(self, tidepool: Site) -> None:
        for number in range(4):
            narrated(tidepool, f"Crab {number}", f"The Quillabree crab number {number}.")
        found = impact([Change(lexicon=tidepool.lexicon, after=rule("Quillabree"))], patience_s=0)
        assert (found.exact, found.articles, found.estimate.sentences) == (False, 4, 4)

    @pytest.mark.parametrize(
        "columns", [{"pages": "/Crab"}, {"pattern": True}, {"match": "anywhere"}, {"case_sensitive": True}]
    )
    def test_what_is_foretold_is_what_comes(self, tidepool: Site, columns: dict[str, Any]) -> None:
        narration = narrated(tidepool, "Crab", "The Quillabree crab. It slept.")
        narrated(tidepool, "Snail", "A quillabrees snail.")
        change = draft(tidepool.lexicon, rule("Quillabree", "kwillabree", **columns))
        found, stored = impact([change]), Speech.objects.count()
        publish(change)
        speak_all()
        assert Speech.objects.count() - stored == found.estimate.utterances > 0
        assert narration.content.narrations.order_by("-pk")[0].state == "ready"

    def test_on_all_pages_only_those_texts_are_looked_at_in_which_the_word_stands(self, tidepool: Site) -> None:
        narrated(tidepool, "One", "A whale sings.")
        narrated(tidepool, "Two", "The crab sings.")
        change = draft(tidepool.lexicon, rule("crab", "krab", pages="/*"))
        assert [each.title for each in readings([change], needles_of([change]))] == ["Two"]
        # Their narrations are others all the same, and have to be compared.
        assert len(readings([change], needles_of([change], all_of_pages=True))) == 2
        found = impact([change], patience_s=0)
        assert (found.estimate.sentences, found.articles, found.exact) == (1, 1, True)

    def test_pages_are_found_whose_letters_addresses_encode(self, tidepool: Site) -> None:
        narrated(tidepool, "niños", "A crab sings.")
        change = draft(tidepool.lexicon, rule("crab", "krab", pages="/niños"))
        assert [each.title for each in readings([change], needles_of([change]))] == ["niños"]


class TestSpreading:
    def test_exactly_the_affected_sentences_are_spoken_again(self, tidepool: Site) -> None:
        narrated(tidepool, "Crab", "The Quillabree crab. It slept.")
        other = narrated(tidepool, "Snail", "A snail slept.")
        stored = Speech.objects.count()
        done = publish(draft(tidepool.lexicon, rule("Quillabree", "kwillabree")))
        assert speak_all() == 1
        done.refresh_from_db()
        assert (Speech.objects.count() - stored, done.narrations.count()) == (1, 1)
        assert done.spread_at is not None
        assert Narration.objects.get(pk=other.pk).ready_at == other.ready_at

    def test_readers_of_untouched_articles_wait_for_no_comparison(self, tidepool: Site) -> None:
        other = narrated(tidepool, "Snail", "A snail slept.")
        publish(draft(tidepool.lexicon, rule("Quillabree")))
        spreading.spread_all()
        lexicon = Lexicon.objects.get(pk=tidepool.lexicon_id)
        assert Narration.objects.get(pk=other.pk).lexicon_edition == lexicon.edition_of_chain()

    def test_an_affected_article_is_never_taken_for_compared(self, tidepool: Site) -> None:
        narrated(tidepool, "Crab", "The Quillabree crab.")
        tidepool.voices.update(engine="espeak", name="en+f3")
        old = Narration.objects.get()
        publish(draft(tidepool.lexicon, rule("Quillabree")))
        spreading.spread_all()
        lexicon = Lexicon.objects.get(pk=tidepool.lexicon_id)
        assert Narration.objects.get(pk=old.pk).lexicon_edition < lexicon.edition_of_chain()

    def test_articles_in_use_come_first_and_few_at_a_time(
        self, tidepool: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(spreading, "MOST_UNDER_WAY", 1)
        made = [narrated(tidepool, f"Crab {number}", f"The Quillabree crab {number}.") for number in range(3)]
        article = Article.objects.get(title="Crab 1")
        session = make_session(article)
        ArticleDay.objects.create(site=tidepool, day=session.day, article=article, recording=session.recording, plays=1)
        publish(draft(tidepool.lexicon, rule("Quillabree")))
        spreading.spread_all()
        queued = Narration.objects.get(state="queued")
        assert (queued.pk, queued.priority) == (made[1].pk, Priority.REWORK)
        spreading.spread_all()
        assert Narration.objects.filter(state="queued").count() == 1
        assert speak_all() == 3

    def test_texts_of_before_are_found_like_new_ones(self) -> None:
        content = Content.objects.keep("en", [Block("title", "The Crab"), Block("paragraph", "Straße Nº 1")])
        assert Wording.objects.get(content=content).folded == "the crab\nstrasse nº 1"

    def test_rules_that_match_nothing_are_known(self, tidepool: Site) -> None:
        narrated(tidepool, "Crab", "The Quillabree crab.")
        publish(draft(tidepool.lexicon, rule("Quillabree")))
        spreading.spread_all()
        uses.count_all()
        assert dict(tidepool.lexicon.lexemes.values_list("grapheme", "articles")) == {
            "Quillabree": 1,
            "Word-tidepool": 0,
        }


class TestPages:
    def test_a_rule_is_published_from_the_list(self, nora: Client, tidepool: Site) -> None:
        narrated(tidepool, "Crab", "The Quillabree crab.")
        answer = nora.post(to("new"), sent(grapheme="Quillabree", value="kwillabree", do="publish"))
        assert answer.url == to("publication", Publication.objects.get().pk)
        assert tidepool.lexicon.lexemes.get(grapheme="Quillabree").changed_by == "nora"
        entry = AuditEntry.objects.get(site=tidepool)
        assert (entry.action, entry.about) == ("added", "rule “Quillabree → kwillabree”")

    def test_what_was_not_looked_at_is_not_published(self, nora: Client, tidepool: Site) -> None:
        unseen = sent(grapheme="Quillabree", value="kwillabree", do="publish")
        del unseen["shown"]
        assert 'name="shown"' in nora.post(to("new"), unseen).content.decode()
        assert not Publication.objects.exists()

    def test_it_never_costs_more_than_was_shown(
        self, nora: Client, tidepool: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        narrated(tidepool, "Crab", "The Quillabree crab.")
        monkeypatch.setattr("synthesis.budgets.cost_of", lambda utterances: 5000 * len(list(utterances)))
        form = sent(grapheme="Quillabree", value="kwillabree", do="publish")
        page = nora.post(to("new"), form).content.decode()
        assert "this costs $0.0050" in page
        assert not Publication.objects.exists()
        assert nora.post(to("new"), form | {"shown": "5000"}).status_code == 302

    def test_the_preview_keeps_nothing(self, nora: Client, tidepool: Site) -> None:
        narrated(tidepool, "Crab", "The Quillabree <b>crab</b>.")
        page = nora.post(to("preview"), sent(grapheme="Quillabree", value="kwillabree")).content.decode()
        assert "The Quillabree &lt;b&gt;crab" in page
        assert not Change.objects.exists()

    @pytest.mark.parametrize(
        ("columns", "told"),
        [
            ({"grapheme": ""}, "required"),
            ({"value": ""}, "Write how it should sound"),
            ({"kind": "phoneme", "value": "KWIL"}, "no sign of the IPA"),
            ({"grapheme": "(", "pattern": "on"}, "missing"),
            ({"kinds": "nonsense"}, "There is no element nonsense"),
            ({"reach": "-1"}, "greater than or equal to"),
            ({"grapheme": "Word-tidepool"}, "already has a rule"),
            ({"scope": "everywhere"}, "Select a valid choice"),
        ],
    )
    def test_a_rule_that_is_refused_says_why(self, nora: Client, columns: dict[str, Any], told: str) -> None:
        answer = nora.post(to("new"), sent(**({"grapheme": "Awe", "value": "aw", "do": "publish"} | columns)))
        assert answer.status_code == 400
        assert told in unescape(answer.content.decode())
        assert not Change.objects.exists()

    def test_before_and_after_are_heard_and_differ(self, nora: Client, tidepool: Site) -> None:
        tidepool.voices.update(engine="espeak", name="en-us+f3")
        narration = narrated(tidepool, "Crab", "The Quillabree crab. It slept.")
        passage = {"content": narration.content_id, "block": 1, "start": 0, "end": 20}
        form = sent(grapheme="Quillabree", value="kwillabree") | passage
        heard = []
        for which in ("before", "after"):
            answer = nora.post(to("listen"), form | {"which": which}).json()
            assert answer["cost"] == ""
            heard.append(nora.get(to("sound", answer["token"])).content)
        assert heard[0][4:8] == heard[1][4:8] == b"ftyp"
        assert heard[0] != heard[1]
        part = nora.get(to("sound", answer["token"]), headers={"Range": "bytes=0-9"})
        assert (part.status_code, len(part.content)) == (206, 10)

    def test_a_listened_sentence_is_spoken_once(self, nora: Client, tidepool: Site) -> None:
        narration = narrated(tidepool, "Crab", "The Quillabree crab.")
        passage = {"content": narration.content_id, "block": 1, "start": 0, "end": 20, "which": "after"}
        nora.post(to("listen"), sent(grapheme="Quillabree", value="kwillabree") | passage)
        found = impact([Change(lexicon=tidepool.lexicon, after=rule("Quillabree", "kwillabree"))])
        assert (found.estimate.sentences, found.estimate.utterances) == (1, 0)

    def test_only_texts_of_the_own_site_are_heard(self, nora: Client) -> None:
        foreign = narrated(make_site("harbor"), "Boat", "A secret boat.")
        passage = {"content": foreign.content_id, "block": 0, "start": 0, "end": 4, "which": "before"}
        assert nora.post(to("listen"), sent(grapheme="Awe", value="aw") | passage).status_code == 404

    def test_a_passage_that_no_text_has_is_not_heard(self, nora: Client, tidepool: Site) -> None:
        narration = narrated(tidepool, "Crab", "The crab.")
        passage = {"content": narration.content_id, "block": 10**6, "start": 0, "end": 9}
        assert nora.post(to("listen"), sent(grapheme="Awe", value="aw") | passage).status_code == 404

    @pytest.mark.parametrize("passage", [{"content": "x"}, {}])
    def test_a_passage_that_is_none_is_asked_for(self, nora: Client, tidepool: Site, passage: dict[str, Any]) -> None:
        answer = nora.post(to("listen"), sent(grapheme="Awe", value="aw") | passage)
        assert (answer.status_code, answer.json()) == (400, {"reason": "Choose a sentence to listen to."})

    def test_a_token_of_another_site_opens_nothing(self, nora: Client, root: Client) -> None:
        make_site("harbor")
        token = root.post(to("listen", key="harbor"), sent(grapheme="Awe", value="aw", typed="A crab.")).json()["token"]
        assert nora.get(to("sound", token)).status_code == 404
        assert nora.get(to("sound", token[:-2] + "xx")).status_code == 404

    def test_rules_of_every_site_are_seen_and_not_changed_by_editors(self, nora: Client) -> None:
        common = Lexicon.objects.common().lexemes.create(grapheme="NASA", value="nassa")
        assert "NASA" in nora.get(to("list")).content.decode()
        assert "<form" not in nora.get(to("rule", common.pk)).content.decode().partition("<main")[2]
        nora.post(to("rule", common.pk), sent(grapheme="NASA", value="other", do="publish"))
        nora.post(to("bulk"), {"wish": "delete", "rule": [common.pk]})
        assert not Change.objects.exists()

    def test_many_are_turned_off_by_one_publication(self, nora: Client, tidepool: Site) -> None:
        tidepool.lexicon.lexemes.create(grapheme="Awe", value="aw")
        numbers = list(tidepool.lexicon.lexemes.values_list("pk", flat=True))
        nora.post(to("bulk"), {"wish": "off", "rule": numbers})
        drafts = list(Change.objects.drafts().values_list("pk", flat=True))
        nora.post(to("drafts"), {"do": "publish", "draft": drafts, "shown": "0"})
        assert not tidepool.lexicon.lexemes.filter(enabled=True).exists()
        nora.post(to("undo", Publication.objects.get().pk), {"shown": "0"})
        assert tidepool.lexicon.lexemes.filter(enabled=True).count() == 2

    def test_an_old_version_comes_back_as_a_draft(self, nora: Client, tidepool: Site) -> None:
        lexeme = tidepool.lexicon.lexemes.get()
        first = publish(draft(tidepool.lexicon, lexeme.state() | {"value": "one"}, lexeme.pk))
        publish(draft(tidepool.lexicon, lexeme.state() | {"value": "two"}, lexeme.pk))
        answer = nora.post(to("restore", first.changes.get().pk))
        assert answer.url == to("rule", lexeme.pk)
        assert Change.objects.drafts().get().after["value"] == "one"
        assert 'value="one"' in nora.get(answer.url).content.decode()

    def test_the_list_finds_by_word_scope_kind_and_use(self, nora: Client, tidepool: Site) -> None:
        tidepool.lexicon.lexemes.create(grapheme="Awe", value="aw", articles=3)
        tidepool.lexicon.lexemes.create(grapheme="FBI", kind="spell", articles=0)
        Lexicon.objects.common().lexemes.create(grapheme="NASA", kind="word", value="nassa", articles=1)

        def listed(**query: str) -> list[str]:
            return [row.grapheme for row, _, _ in nora.get(to("list"), query).context["rows"]]

        assert listed(q="aw") == ["Awe"]
        assert listed(scope="everywhere") == ["NASA"]
        assert listed(kind="spell") == listed(show="unused") == ["FBI"]

    def test_a_long_list_takes_no_more_questions(
        self, nora: Client, tidepool: Site, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        Lexeme.objects.bulk_create(
            Lexeme(lexicon=tidepool.lexicon, grapheme=f"Word {number}", value="x") for number in range(200)
        )
        with django_assert_max_num_queries(30):
            nora.get(to("list"))


class TestFiles:
    def test_what_is_taken_out_changes_nothing_when_it_comes_back(self, tidepool: Site) -> None:
        tidepool.lexicon.lexemes.create(
            grapheme="=Awe", value="aw", pages="/x/*", note="Why", enabled=False, before="the a"
        )
        tidepool.lexicon.lexemes.create(grapheme="Siobhán", kind="phoneme", value="ʃɪˈvɔːn", fallback="shi-vawn")
        for suffix in files.TYPES:
            found = files.lines(files.exported(tidepool.lexicon, suffix), tidepool.lexicon)
            assert {each.verdict for each in found} == {Verdict.SAME}, suffix

    def test_each_line_tells_what_it_would_do(self, tidepool: Site) -> None:
        table = b"grapheme,value,kind\nWord-tidepool,other,alias\nAwe,aw,alias\nBad,x,nonsense\nAwe,aw,alias\n"
        found = files.lines(table, tidepool.lexicon)
        assert [(each.number, each.verdict) for each in found] == [
            (2, "changed"),
            (3, "new"),
            (4, "wrong"),
            (5, "wrong"),
        ]
        assert found[0].differences == ("value: word → other",)
        assert "nonsense" in found[2].error
        assert "line 3 already" in found[3].error

    def test_a_file_is_looked_at_before_it_is_drafted(self, nora: Client, tidepool: Site) -> None:
        def file() -> SimpleUploadedFile:
            return SimpleUploadedFile("rules.csv", b"grapheme,value\nAwe,aw\n")

        assert "Draft these 1" in nora.post(to("import"), {"file": file(), "do": "look"}).content.decode()
        assert not Change.objects.exists()
        nora.post(to("import"), {"file": file(), "do": "draft"})
        assert Change.objects.drafts().get().after["grapheme"] == "Awe"
        assert not tidepool.lexicon.lexemes.filter(grapheme="Awe").exists()

    @pytest.mark.parametrize("source", [b"", b"\xff\xfe", b"<!DOCTYPE x><lexicon/>", b"value\nx\n", b"<lexicon"])
    def test_a_file_that_is_none_says_why(self, nora: Client, source: bytes) -> None:
        answer = nora.post(to("import"), {"file": SimpleUploadedFile("x", source), "do": "look"})
        assert answer.status_code in (200, 400)
        assert not Change.objects.exists()


def test_the_state_of_a_rule_is_what_json_gives_back() -> None:
    state = rule("Awe", before="the a", enabled=False)
    assert json.loads(json.dumps(state)) == state
