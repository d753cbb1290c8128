"""The admin: who sees which rows, and what its forms do."""

from html import unescape
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from player.articles.feeds.models import Discovery, Feed
from player.articles.models import Article, Trust, Webhook
from player.engagement.models import PlaybackSession
from player.sites.models import AuditEntry, Layout, Origin, Site, Token
from synthesis import engines, pipeline, storage
from synthesis.models import Content, Lexeme, Lexicon, Narration, Speech
from synthesis.rights import Role
from tests.player.rows import (
    make_article,
    make_entry,
    make_feed,
    make_member,
    make_narration,
    make_session,
    make_site,
    make_webhook,
    signed_in,
)

pytestmark = pytest.mark.django_db

OURS = ("sites", "articles", "engagement", "synthesis")
REGISTERED = [model for model in apps.get_models() if model._meta.app_label in OURS and admin.site.is_registered(model)]
OF_SITES = [model for model in REGISTERED if model is not Speech]


def path(model: type, *rest: object) -> str:
    return "/".join(["/admin", model._meta.app_label, model._meta.model_name, *map(str, rest), ""])


def change(row: Any) -> str:
    return path(type(row), row.pk, "change")


def fill(site: Site) -> dict[type, Any]:
    """One row of every model that staff see, of this site."""
    article = make_article(site, f"Title of {site.key}", text=f"Text of {site.key}.")
    narration = make_narration(article)
    pipeline.narrate(narration.pk)
    feed = make_feed(site)
    return {
        Site: site,
        Layout: site.layouts.get(),
        AuditEntry: make_entry(site),
        Article: article,
        Trust: Trust.objects.create(site=site),
        PlaybackSession: make_session(article),
        Lexicon: site.lexicon,
        Lexeme: site.lexicon.lexemes.get(),
        Narration: narration,
        Content: article.content,
        Feed: feed,
        Discovery: feed.discoveries.get(),
        Token: Token.objects.issue(site, f"Token of {site.key}", Token.Scope.READ)[0],
        Webhook: make_webhook(site),
    }


def fill_more(site: Site, number: int) -> None:
    """More of what a site has many of."""
    article = make_article(site, f"Another {number}", text=f"Another text {number}.")
    pipeline.narrate(make_narration(article).pk)
    make_session(article)
    make_entry(site)
    site.lexicon.lexemes.create(grapheme=f"Other{number}", value="word")
    site.layouts.create(name=f"Layout {number}", allow="article", url_pattern=f"/{number}/*")
    Feed.objects.create(site=site, url=f"https://{site.key}.example/{number}.xml")
    Discovery.objects.announce(site, f"https://{site.key}.example/page{number}", Discovery.Source.STAFF)
    Token.objects.issue(site, f"Token {number}", Token.Scope.READ)
    Webhook.objects.create(site=site, url=f"https://{site.key}.example/hook{number}")
    Trust.objects.create(site=make_site(f"site{number}"))


@pytest.fixture
def tidepool(db: None) -> Site:
    return make_site("tidepool")


@pytest.fixture
def harbor(db: None) -> Site:
    return make_site("harbor")


@pytest.fixture
def nora(tidepool: Site) -> Client:
    """A member of tidepool."""
    return signed_in(make_member("nora", tidepool))


@pytest.fixture
def root(db: None) -> Client:
    return signed_in(User.objects.create_superuser("root"))


def form_of(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send back from the form at this address, unchanged."""
    context = client.get(address).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    fields = {field.html_name: field.value() for form in forms for field in form if not field.field.disabled}
    return {name: "" if value is None else value for name, value in fields.items() if value is not False}


def errors_of(response: Any) -> str:
    assert response.status_code == 200, "The form was taken."
    return unescape(response.content.decode())


class TestWhoSeesWhat:
    def test_every_model_of_a_site_is_tried_here(self, tidepool: Site) -> None:
        assert set(fill(tidepool)) == set(OF_SITES)

    @pytest.mark.parametrize("model", OF_SITES)
    def test_members_see_the_rows_of_their_own_site(self, nora: Client, tidepool: Site, model: type) -> None:
        row = fill(tidepool)[model]
        assert change(row) in nora.get(path(model)).content.decode()
        assert nora.get(change(row)).status_code == 200

    @pytest.mark.parametrize("model", OF_SITES)
    def test_members_never_meet_a_row_of_another_site(self, nora: Client, harbor: Site, model: type) -> None:
        row = fill(harbor)[model]
        listed = nora.get(path(model)).content.decode()
        assert change(row) not in listed
        assert "harbor" not in listed.lower()
        for page in ("change", "history", "delete"):
            response = nora.get(path(model, row.pk, page))
            # The admin answers a row that it does not have by leading to its start page.
            assert response.status_code == 403 or response["Location"] == "/admin/"

    @pytest.mark.parametrize("model", OF_SITES)
    def test_superusers_see_the_rows_of_every_site(self, root: Client, harbor: Site, model: type) -> None:
        row = fill(harbor)[model]
        assert change(row) in root.get(path(model)).content.decode()
        assert root.get(change(row)).status_code == 200

    @pytest.mark.parametrize("model", REGISTERED)
    def test_analysts_and_people_without_a_site_stay_outside(self, tidepool: Site, model: type) -> None:
        nobody = User.objects.create_user("nobody", is_staff=True)
        for user in (nobody, make_member("ana", tidepool, role=Role.ANALYST)):
            assert signed_in(user).get(path(model)).status_code == 302

    def test_text_that_two_sites_share_is_seen_once_by_a_member_of_both(self, tidepool: Site, harbor: Site) -> None:
        content = make_article(tidepool, "The same").content
        assert make_article(harbor, "The same").content == content
        page = signed_in(make_member("olu", tidepool, harbor)).get(path(Content)).content.decode()
        assert page.count(change(content)) == 1

    def test_narrations_of_the_same_text_stay_apart(self, nora: Client, tidepool: Site, harbor: Site) -> None:
        ours, theirs = (make_narration(make_article(site, "The same")) for site in (tidepool, harbor))
        page = nora.get(change(Article.objects.get(site=tidepool))).content.decode()
        assert change(ours) in page
        assert change(theirs) not in page

    def test_speech_is_for_superusers(self, nora: Client, root: Client, tidepool: Site) -> None:
        pipeline.narrate(make_narration(make_article(tidepool, "The crab")).pk)
        assert nora.get(path(Speech)).status_code == 403
        assert change(Speech.objects.first()) in root.get(path(Speech)).content.decode()

    def test_rules_for_every_site_are_for_superusers(self, nora: Client, root: Client) -> None:
        common = Lexicon.objects.common()
        rule = common.lexemes.create(grapheme="NASA", value="nassa")
        assert change(rule) not in nora.get(path(Lexeme)).content.decode()
        assert nora.get(change(rule)).status_code == 302
        assert nora.get(change(common)).status_code == 302
        assert "Every site" in root.get(change(rule)).content.decode()

    def test_choices_and_filters_name_only_own_sites(self, nora: Client, tidepool: Site, harbor: Site) -> None:
        Lexicon.objects.common()
        for address in (path(Layout, "add"), path(Lexeme, "add"), path(Layout), path(Lexeme), path(Article)):
            page = nora.get(address).content.decode()
            assert "Harbor" not in page
            assert "Every site" not in page

    def test_a_foreign_choice_is_refused_when_it_is_sent_anyway(self, nora: Client, harbor: Site) -> None:
        rule = {
            "grapheme": "Awe",
            "kind": "alias",
            "value": "aw",
            "match": "word",
            "reach": 1,
            "lexicon": harbor.lexicon_id,
        }
        assert "Select a valid choice" in errors_of(nora.post(path(Lexeme, "add"), rule))
        layout = form_of(nora, path(Layout, "add")) | {"name": "Mine", "allow": "article", "site": harbor.pk}
        assert "Select a valid choice" in errors_of(nora.post(path(Layout, "add"), layout))

    def test_owners_neither_add_nor_delete_sites(self, nora: Client, tidepool: Site) -> None:
        assert nora.get(path(Site, "add")).status_code == 403
        assert nora.get(path(Site, tidepool.pk, "delete")).status_code == 403

    def test_the_start_page_groups_what_somebody_may_see(self, nora: Client, root: Client) -> None:
        for subject in ("Your sites", "How it is said", "What is read and heard"):
            assert subject in nora.get("/admin/").content.decode()
        assert "Who may sign in" not in nora.get("/admin/").content.decode()
        assert "Who may sign in" in root.get("/admin/").content.decode()

    def test_every_registered_model_has_its_line_on_the_start_page(self, root: Client) -> None:
        subjects = root.get("/admin/").content.decode()
        assert '<h2 id="subject-5">People</h2>' in subjects
        assert "More</h2>" not in subjects


class TestActions:
    def test_an_article_is_narrated_from_its_own_page(self, nora: Client, tidepool: Site) -> None:
        article = make_article(tidepool, "The crab")
        assert 'name="action" value="narrate"' in nora.get(change(article)).content.decode()
        nora.post(path(Article), {"action": "narrate", "_selected_action": article.pk})
        assert Narration.objects.get().state == Narration.State.QUEUED
        told = nora.post(path(Article), {"action": "narrate", "_selected_action": article.pk}, follow=True)
        assert "Being narrated already" in told.content.decode()

    def test_what_verification_finds_is_told_in_words(self, nora: Client, tidepool: Site) -> None:
        narration = make_narration(make_article(tidepool, "The crab"))
        pipeline.narrate(narration.pk)
        wish = {"action": "verify", "_selected_action": narration.pk}
        assert "“The crab” is as it should be." in unescape(
            nora.post(path(Narration), wish, follow=True).content.decode()
        )
        narration.refresh_from_db()
        storage.delete_many((narration.audio,))
        told = unescape(nora.post(path(Narration), wish, follow=True).content.decode())
        assert "The audio file is gone from the storage. Narrate it again to mend it." in told

    def test_so_many_articles_are_narrated_at_once_and_no_more(
        self, nora: Client, tidepool: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("player.articles.admin._MOST_NARRATED", 2)
        articles = [make_article(tidepool, f"Crab {number}") for number in range(3)]
        sent = {"action": "narrate", "_selected_action": [each.pk for each in articles]}
        told = nora.post(path(Article), sent, follow=True).content.decode()
        assert "Only the first 2 were taken" in told
        assert "Being narrated: 2." in told

    def test_a_foreign_narration_is_neither_verified_nor_narrated(self, nora: Client, harbor: Site) -> None:
        article = make_article(harbor, "The gull")
        narration = make_narration(article)
        pipeline.narrate(narration.pk)
        for model, row, action in ((Narration, narration, "verify"), (Article, article, "narrate")):
            told = nora.post(path(model), {"action": action, "_selected_action": row.pk}, follow=True).content.decode()
            assert "The gull" not in told
        assert Narration.objects.get().state == Narration.State.READY

    def test_a_narration_leads_to_each_of_its_speeches(self, nora: Client, root: Client, tidepool: Site) -> None:
        narration = make_narration(make_article(tidepool, "The crab"))
        pipeline.narrate(narration.pk)
        speech = Speech.objects.order_by("pk")[0]
        assert change(speech) in root.get(change(narration)).content.decode()
        assert "Once there was a crab." in nora.get(change(narration)).content.decode()
        assert change(speech) not in nora.get(change(narration)).content.decode(), "Speech belongs to no site."
        page = root.get(change(speech)).content.decode()
        assert "data:audio/mp4;base64," in page
        assert change(narration) in page


class TestForms:
    @pytest.mark.parametrize("model", [*REGISTERED, User])
    def test_every_field_has_an_example_or_a_hint(self, root: Client, tidepool: Site, model: type) -> None:
        rows = fill(tidepool) | {User: User.objects.get(username="root")}
        for address in (path(model, "add"), change(rows[model]) if model in rows else ""):
            answer = root.get(address) if address else None
            if answer is None or answer.status_code != 200:
                continue
            shown = [line for fieldset in answer.context["adminform"] for line in fieldset for line in line]
            inline = [each.formset.empty_form for each in answer.context["inline_admin_formsets"]]
            fields = [each.field for each in shown if not getattr(each, "is_readonly", False)]
            fields += [field for form in inline for field in form if not field.is_hidden and field.name != "DELETE"]
            assert [field.name for field in fields if not field.help_text] == [], address


class TestLists:
    def test_whatever_is_searched_says_by_what(self) -> None:
        pages = [each for model, each in admin.site._registry.items() if each.search_fields]
        assert [type(each).__name__ for each in pages if not each.search_help_text] == []

    def test_articles_are_found_by_how_they_are_narrated(self, root: Client, tidepool: Site, harbor: Site) -> None:
        ready, failed, none = (make_article(tidepool, title, text=title) for title in ("Heard", "Broken", "Silent"))
        pipeline.narrate(make_narration(ready).pk)
        Narration.objects.filter(pk=make_narration(failed).pk).update(state=Narration.State.FAILED)
        # What another site has narrated of the same text does not count.
        pipeline.narrate(make_narration(make_article(harbor, "Silent", text="Silent")).pk)
        for state, article in (("ready", ready), ("failed", failed), ("none", none)):
            listed = root.get(path(Article), {"narration": state, "site__id__exact": tidepool.pk}).content.decode()
            assert [change(each) in listed for each in (ready, failed, none)] == [
                each == article for each in (ready, failed, none)
            ]

    @pytest.mark.parametrize("model", [model for model in REGISTERED if model is not Site])
    def test_a_long_list_asks_no_more_than_a_short_one(self, root: Client, tidepool: Site, model: type) -> None:
        fill(tidepool)
        with CaptureQueriesContext(connection) as few:
            root.get(path(model))
        for number in range(5):
            fill_more(tidepool, number)
        with CaptureQueriesContext(connection) as many:
            assert root.get(path(model)).status_code == 200
        assert len(many) <= len(few) + 1, [each["sql"][:200] for each in many.captured_queries]


class TestSites:
    def test_a_new_site_gets_its_lexicon(self, root: Client) -> None:
        form = form_of(root, path(Site, "add")) | {"name": "Harbor", "key": "harbor"}
        assert root.post(path(Site, "add"), form).status_code == 302
        assert Site.objects.get(key="harbor").lexicon.parent == Lexicon.objects.common()

    def test_the_key_stays_as_it_is(self, root: Client, tidepool: Site) -> None:
        form = form_of(root, change(tidepool)) | {"key": "other", "name": "Renamed"}
        assert root.post(change(tidepool), form).status_code == 302
        assert Site.objects.values_list("key", "name").get() == ("tidepool", "Renamed")

    def test_the_tag_is_there_to_be_copied(self, nora: Client, tidepool: Site) -> None:
        page = unescape(nora.get(change(tidepool)).content.decode())
        assert '<script async src="http://testserver/v1/readalong.js" data-site="tidepool"></script>' in page

    def test_its_dashboard_layouts_lexicon_and_articles_are_linked(self, nora: Client, tidepool: Site) -> None:
        page = nora.get(change(tidepool)).content.decode()
        for address in (
            "/dashboard/tidepool",
            "/sites/tidepool/lexicon/",
            f"{path(Layout)}?site__id__exact={tidepool.pk}",
        ):
            assert f'href="{address}"' in page
            assert nora.get(address).status_code == 200

    def test_an_origin_is_kept_as_browsers_send_it(self, nora: Client, tidepool: Site) -> None:
        form = form_of(nora, change(tidepool)) | {"origins-0-origin": " HTTPS://WWW.Tidepool.example/ "}
        assert nora.post(change(tidepool), form).status_code == 302
        assert [origin.origin for origin in Origin.objects.all()] == ["https://www.tidepool.example"]


class TestVoices:
    def test_voices_are_chosen_by_label(self, nora: Client, tidepool: Site) -> None:
        tidepool.voices.all().delete()
        page = nora.get(change(tidepool)).content.decode()
        assert '<option value="en-us+f3">Ada (en-US)</option>' in page

    def test_silence_is_offered_only_where_it_is_chosen(self, nora: Client, tidepool: Site) -> None:
        assert '<option value="silent"' in nora.get(change(tidepool)).content.decode()
        tidepool.voices.all().delete()
        assert '<option value="silent"' not in nora.get(change(tidepool)).content.decode()

    def test_a_voice_is_added_for_a_language(self, nora: Client, tidepool: Site) -> None:
        form = (
            form_of(nora, change(tidepool)) | voice("voices-1", "es", "espeak", "es-419+f3") | {"voices-TOTAL_FORMS": 2}
        )
        assert nora.post(change(tidepool), form).status_code == 302
        assert tidepool.voice_for("es-MX", "https://tidepool.example/x") == engines.find_voice("espeak", "es-419+f3")

    def test_a_language_listed_twice_is_refused(self, nora: Client, tidepool: Site) -> None:
        form = (
            form_of(nora, change(tidepool)) | voice("voices-1", "EN", "espeak", "en-us+f3") | {"voices-TOTAL_FORMS": 2}
        )
        assert "The language en is listed twice." in errors_of(nora.post(change(tidepool), form))

    def test_a_language_moves_to_another_voice_in_one_save(self, nora: Client, tidepool: Site) -> None:
        form = form_of(nora, change(tidepool)) | voice("voices-1", "en", "espeak", "en-us+f3")
        form |= {"voices-TOTAL_FORMS": 2, "voices-0-DELETE": "on"}
        assert nora.post(change(tidepool), form).status_code == 302
        assert tidepool.voices.get().name == "en-us+f3"

    def test_what_is_no_language_tag_is_refused(self, nora: Client, tidepool: Site) -> None:
        form = form_of(nora, change(tidepool)) | voice("voices-1", "English", "espeak", "en-us+f3")
        assert "Write a language tag" in errors_of(nora.post(change(tidepool), form | {"voices-TOTAL_FORMS": 2}))

    def test_a_voice_of_another_engine_is_refused(self, nora: Client, tidepool: Site) -> None:
        form = form_of(nora, change(tidepool)) | {"voices-0-engine": "espeak"}
        assert "is not offered by engine 'espeak'" in errors_of(nora.post(change(tidepool), form))

    def test_a_voice_that_is_no_longer_offered_is_not_silently_exchanged(self, nora: Client, tidepool: Site) -> None:
        tidepool.voices.update(engine="espeak", name="en-us+gone")
        page = nora.get(change(tidepool)).content.decode()
        assert '<option value="en-us+gone" selected>' in page

    def test_a_layouts_voice_goes_before_the_sites_and_is_not_listed_with_them(
        self, nora: Client, tidepool: Site
    ) -> None:
        layout = tidepool.layouts.get()
        form = form_of(nora, change(layout)) | voice("voices-0", "en", "espeak", "en-us+m3") | {"voices-TOTAL_FORMS": 1}
        assert nora.post(change(layout), form).status_code == 302
        assert tidepool.voice_for("en", "https://tidepool.example/x").name == "en-us+m3"
        assert layout.voices.get().site == tidepool
        assert form_of(nora, change(tidepool))["voices-TOTAL_FORMS"] == 1


def voice(prefix: str, language: str, engine: str, name: str) -> dict[str, str]:
    return {f"{prefix}-language": language, f"{prefix}-engine": engine, f"{prefix}-name": name}


class TestLayouts:
    def test_a_layout_is_made_for_the_only_site_somebody_has(self, nora: Client, tidepool: Site) -> None:
        form = form_of(nora, path(Layout, "add")) | {"name": "News", "allow": ".news p", "url_pattern": "/news/*"}
        assert form["site"] == tidepool.pk
        assert nora.post(path(Layout, "add"), form).status_code == 302
        assert Layout.objects.get(name="News").site == tidepool

    def test_a_faulty_selector_is_refused_where_it_is_wrong(self, nora: Client, tidepool: Site) -> None:
        layout = tidepool.layouts.get()
        form = form_of(nora, change(layout)) | {"allow": "article > p\narticle >> h2"}
        page = errors_of(nora.post(change(layout), form))
        assert "Selector 2, “article >> h2”: At character 10 (“> h2”)" in page
        layout.refresh_from_db()
        assert layout.allow == "article"


class TestLexemes:
    """Whatever changes a rule is counted in its lexicon's edition, which is what the next play looks at."""

    @pytest.fixture
    def lexicon(self, tidepool: Site) -> Lexicon:
        return tidepool.lexicon

    @staticmethod
    def edition(lexicon: Lexicon) -> int:
        return Lexicon.objects.get(pk=lexicon.pk).edition

    def test_an_added_rule_is_counted(self, nora: Client, lexicon: Lexicon) -> None:
        form = form_of(nora, path(Lexeme, "add")) | {"grapheme": "Awe", "value": "aw"}
        assert nora.post(path(Lexeme, "add"), form).status_code == 302
        assert self.edition(lexicon) == 1
        assert lexicon.lexemes.get(grapheme="Awe").value == "aw"

    def test_an_edited_rule_is_counted(self, nora: Client, lexicon: Lexicon) -> None:
        rule = lexicon.lexemes.get()
        assert nora.post(change(rule), form_of(nora, change(rule)) | {"value": "other"}).status_code == 302
        assert self.edition(lexicon) == 1

    def test_a_rule_that_moves_is_counted_where_it_was_and_where_it_is(
        self, root: Client, lexicon: Lexicon, harbor: Site
    ) -> None:
        rule = lexicon.lexemes.get()
        form = form_of(root, change(rule)) | {"lexicon": harbor.lexicon_id}
        assert root.post(change(rule), form).status_code == 302
        assert (self.edition(lexicon), self.edition(harbor.lexicon)) == (1, 1)

    def test_a_deleted_rule_is_counted(self, nora: Client, lexicon: Lexicon) -> None:
        assert nora.post(path(Lexeme, lexicon.lexemes.get().pk, "delete"), {"post": "yes"}).status_code == 302
        assert (self.edition(lexicon), lexicon.lexemes.count()) == (1, 0)

    def test_rules_deleted_in_one_go_are_counted_in_each_lexicon(
        self, root: Client, lexicon: Lexicon, harbor: Site
    ) -> None:
        rules = [lexicon.lexemes.get().pk, harbor.lexicon.lexemes.get().pk]
        action = {"action": "delete_selected", "_selected_action": rules, "post": "yes"}
        assert root.post(path(Lexeme), action).status_code == 302
        assert (self.edition(lexicon), self.edition(harbor.lexicon), Lexeme.objects.count()) == (1, 1, 0)

    def test_a_rule_that_is_refused_is_not_counted(self, nora: Client, lexicon: Lexicon) -> None:
        rule = lexicon.lexemes.get()
        form = form_of(nora, change(rule)) | {"grapheme": "(", "pattern": "on"}
        errors_of(nora.post(change(rule), form))
        assert self.edition(lexicon) == 0

    def test_rules_change_on_no_other_page_of_the_admin(self) -> None:
        """Another place that edits rules would have to count them, too."""
        inlines = [inline.model for each in admin.site._registry.values() for inline in each.inlines]
        assert Lexeme not in inlines
        assert not admin.site.get_model_admin(Lexeme).list_editable

    def test_an_edited_rule_is_heard_at_the_next_play(self, nora: Client, tidepool: Site) -> None:
        article = make_article(tidepool, "The crab", text="The Quillabree crab.")
        narration = make_narration(article)
        pipeline.narrate(narration.pk)
        form = form_of(nora, path(Lexeme, "add")) | {"grapheme": "Quillabree", "value": "kwillabree"}
        nora.post(path(Lexeme, "add"), form)
        assert pipeline.request(
            article.content, tidepool.voice_for("en", article.url), Lexicon.objects.get(pk=tidepool.lexicon_id)
        ) == (
            narration,
            True,
        )

    def test_the_list_tells_where_each_rule_holds(self, root: Client, tidepool: Site) -> None:
        Lexicon.objects.common().lexemes.create(grapheme="NASA", value="nassa")
        page = root.get(path(Lexeme), {"q": "NASA"}).content.decode()
        assert '<td class="field-scope">Every site</td>' in page
        assert "Word-tidepool" not in page

    def test_a_lexicon_lists_its_rules_and_offers_to_add_one(self, nora: Client, lexicon: Lexicon) -> None:
        page = nora.get(change(lexicon)).content.decode()
        assert "Word-tidepool" in page
        assert f'href="{path(Lexeme, "add")}?lexicon={lexicon.pk}"' in page


class TestArticlesAndNarrations:
    @pytest.fixture
    def article(self, tidepool: Site) -> Article:
        return make_article(tidepool, "The crab <script>alert(1)</script>", text="It said <b>click</b>.")

    def test_a_ready_article_can_be_read_and_heard(self, nora: Client, article: Article) -> None:
        make_session(article)
        pipeline.narrate(make_narration(article).pk)
        page = nora.get(change(article)).content.decode()
        narration = Narration.objects.get()
        assert f'src="/v1/audio/{narration.audio.rpartition("/")[2]}"' in page
        assert "Ready" in page
        assert f'href="{path(PlaybackSession)}?article__id__exact={article.pk}">1</a>' in page

    def test_what_pages_delivered_is_shown_as_text(self, nora: Client, article: Article) -> None:
        make_narration(article)
        for address in (path(Article), change(article), change(article.content), path(Narration)):
            page = nora.get(address).content.decode()
            assert "<script>alert" not in page
            assert "<b>click" not in page
        assert "It said &lt;b&gt;click&lt;/b&gt;." in nora.get(change(article)).content.decode()

    @pytest.mark.parametrize(
        ("state", "shown"),
        [
            ({"state": "speaking", "done": 3, "total": 41}, "Speaking 3 of 41"),
            ({"state": "queued"}, "Waiting for its turn"),
            ({"state": "failed", "error": "The engine is <gone>."}, "The engine is &lt;gone&gt;."),
        ],
    )
    def test_the_state_of_its_narration_is_told(self, nora: Client, article: Article, state: dict, shown: str) -> None:
        Narration.objects.filter(pk=make_narration(article).pk).update(**state)
        for address in (path(Article), change(article), path(Narration), change(Narration.objects.get())):
            assert shown in nora.get(address).content.decode()

    @pytest.mark.parametrize("state", ["ready", "failed"])
    def test_a_narration_is_spoken_again(
        self,
        nora: Client,
        article: Article,
        state: str,
        monkeypatch: pytest.MonkeyPatch,
        django_capture_on_commit_callbacks,
    ) -> None:
        called: list[int] = []
        monkeypatch.setattr("synthesis.tasks._send", called.append)
        narration = make_narration(article)
        Narration.objects.filter(pk=narration.pk).update(state=state, error="Gone.")
        with django_capture_on_commit_callbacks(execute=True):
            again(nora, narration)
        narration.refresh_from_db()
        assert (narration.state, narration.error, called) == ("queued", "", [narration.pk])

    def test_a_narration_that_is_being_spoken_is_left_alone(self, nora: Client, article: Article) -> None:
        narration = make_narration(article)
        assert "Being narrated already: 1." in again(nora, narration)

    def test_narrations_of_another_site_are_not_spoken_again(self, nora: Client, harbor: Site) -> None:
        narration = make_narration(make_article(harbor, "The ferry"))
        Narration.objects.filter(pk=narration.pk).update(state="failed")
        again(nora, narration)
        narration.refresh_from_db()
        assert narration.state == "failed"

    def test_nothing_that_was_delivered_spoken_or_heard_can_be_edited(self, root: Client, article: Article) -> None:
        rows = (article, article.content, make_narration(article), make_session(article))
        for row in rows:
            assert 'name="_save"' not in root.get(change(row)).content.decode()
            assert root.post(change(row), {"title": "Other"}).status_code == 403
            assert root.get(path(type(row), "add")).status_code == 403

    def test_a_site_goes_with_all_that_was_read_and_heard_on_it(self, root: Client, article: Article) -> None:
        make_session(article)
        assert root.post(path(Site, article.site_id, "delete"), {"post": "yes"}).status_code == 302
        assert (Site.objects.count(), Article.objects.count(), PlaybackSession.objects.count()) == (0, 0, 0)

    def test_what_was_heard_is_drawn(self, nora: Client, article: Article) -> None:
        page = nora.get(change(make_session(article, 60_000))).content.decode()
        assert '<rect class="heard-part" x="0" width="60000" height="10"/>' in page
        assert "0:00–1:00" in page

    def test_a_list_of_articles_takes_a_fixed_number_of_questions(
        self, nora: Client, tidepool: Site, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(30):
            make_narration(make_article(tidepool, f"Story {number}"))
        with django_assert_max_num_queries(12):
            nora.get(path(Article))
        with django_assert_max_num_queries(12):
            nora.get(path(Narration))


def again(client: Client, narration: Narration) -> str:
    action = {"action": "narrate_again", "_selected_action": [narration.pk]}
    return client.post(path(Narration), action, follow=True).content.decode()


class TestLook:
    def test_the_sign_in_page_carries_the_name_and_leads_on(self, client: Client) -> None:
        page = client.get("/sign-in?next=/dashboard/").content.decode()
        assert '<span class="wordmark-along">along</span>' in page
        assert 'name="next" value="/dashboard/"' in page
        assert "Django" not in page

    def test_no_page_of_the_admin_names_the_framework(self, root: Client, tidepool: Site) -> None:
        for address in ("/admin/", path(Site), change(tidepool)):
            assert "Django" not in root.get(address).content.decode()
