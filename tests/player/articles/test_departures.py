"""What is deleted takes along what is its own, down to the audio, and nothing that others have too."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import models
from django.test import Client
from django.utils import timezone

from player.articles import departures
from player.articles.forgetting import forget_texts
from player.articles.models import Article, Host
from player.engagement import retention, rollups
from player.engagement.models import ArticleDay, ChangedDay, PlaybackSession, Recording
from player.sites.models import AuditEntry, Member, Site
from synthesis import collection, pipeline, storage
from synthesis.models import Account, Content, Lexicon, Narration, Publication
from synthesis.rights import Role
from tests.player.rows import (
    make_article,
    make_feed,
    make_history,
    make_member,
    make_narration,
    make_session,
    make_site,
    signed_in,
)

pytestmark = pytest.mark.django_db


def heard(article: Article) -> Narration:
    """The article's narration, spoken, heard and counted."""
    narration = make_narration(article)
    assert pipeline.narrate(narration.pk)
    make_session(article)
    ChangedDay.objects.get_or_create(
        site=article.site, day=article.site.today(), defaults={"changing_until": timezone.now()}
    )
    for day in ChangedDay.objects.all():
        rollups.rebuild(day.pk)
    narration.refresh_from_db()
    return narration


def sweep() -> None:
    """What workers do by themselves, until two days later."""
    Content.objects.update(created_at=timezone.now() - timedelta(days=2))
    retention.tidy()
    forget_texts()
    for days in (0, 2):
        collection.collect(timezone.now() + timedelta(days=days))


@pytest.fixture
def tidepool() -> Site:
    return make_site("tidepool")


@pytest.fixture
def root() -> Client:
    return signed_in(User.objects.create_superuser("root"))


class TestAnArticle:
    def test_its_narrations_audio_and_text_go_with_it(self, tidepool: Site) -> None:
        article = make_article(tidepool, "The crab")
        audio = heard(article).audio
        other = heard(make_article(tidepool, "The whale", text="A whale."))
        departures.delete(article)
        sweep()
        assert not storage.exists(audio)
        assert storage.exists(other.audio)
        assert list(Narration.objects.all()) == [other]
        assert list(Content.objects.all()) == [other.content]
        assert ArticleDay.objects.count() == PlaybackSession.objects.count() == Recording.objects.count() == 1

    def test_what_another_article_says_stays_heard(self, tidepool: Site) -> None:
        article = make_article(tidepool, "The crab")
        audio = heard(article).audio
        Article.objects.note(tidepool, "https://tidepool.example/copy", "Copy", "", article.content)
        departures.delete(article)
        sweep()
        assert storage.exists(audio)

    def test_what_another_site_says_stays_heard_there(self, tidepool: Site) -> None:
        article, theirs = make_article(tidepool, "The crab"), make_article(make_site("harbor"), "The crab")
        assert article.content == theirs.content
        heard(article)
        narration = heard(theirs)
        departures.delete(article)
        sweep()
        assert list(Narration.objects.all()) == [narration]
        assert storage.exists(narration.audio)

    def test_a_worker_that_speaks_it_meanwhile_leaves_nothing(self, tidepool: Site) -> None:
        article = make_article(tidepool, "The crab")
        narration = make_narration(article)
        assert not pipeline.narrate(narration.pk, on_claim=lambda _: departures.delete(article))
        assert not Narration.objects.exists()

    def test_a_text_that_was_only_just_brought_is_not_forgotten(self) -> None:
        content = Content.objects.keep("en", [])
        assert forget_texts() == 0
        assert Content.objects.get() == content

    def test_who_is_asked_to_confirm_it_is_told_what_goes(self, root: Client, tidepool: Site) -> None:
        article = make_article(tidepool, "The crab")
        heard(article)
        page = root.get(f"/admin/articles/article/{article.pk}/delete/").content.decode()
        for told in ("1 play of the last weeks", "1 narration that no other article", "A reader who opens its page"):
            assert told in page
        assert "webhook" not in page.partition("1 play of")[2].partition("A reader")[0]

    def test_its_owner_deletes_it_with_all_that_is_its_own(self, tidepool: Site) -> None:
        article = make_article(tidepool, "The crab")
        audio = heard(article).audio
        owner = signed_in(make_member("olu", tidepool))
        page = f"/admin/articles/article/{article.pk}/"
        assert f'href="{page}delete/"' in owner.get(page + "change/").content.decode()
        assert "1 play of the last weeks" in owner.get(page + "delete/").content.decode()
        assert owner.post(page + "delete/", {"post": "yes"}).status_code == 302
        sweep()
        assert not storage.exists(audio)
        assert not Content.objects.exists()
        assert AuditEntry.objects.filter(site=tidepool, action="deleted", about__contains="The crab")

    def test_an_owner_deletes_none_of_a_site_where_that_is_not_the_role(self, tidepool: Site) -> None:
        harbor = make_site("harbor")
        articles = [make_article(tidepool, "The crab"), make_article(harbor, "The gull")]
        owner = signed_in(make_member("olu", tidepool))
        Member.objects.create(site=harbor, user=User.objects.get(username="olu"), role=Role.EDITOR)
        chosen = {"action": "delete_selected", "_selected_action": [each.pk for each in articles], "post": "yes"}
        assert owner.post("/admin/articles/article/", chosen).status_code == 403
        assert owner.post(f"/admin/articles/article/{articles[1].pk}/delete/", {"post": "yes"}).status_code == 403
        assert Article.objects.count() == 2


class TestASite:
    def rows(self, site: Site) -> Iterator[models.Model]:
        """Everything that points at the site, whatever it is."""
        for relation in Site._meta.related_objects:
            yield from relation.related_model._default_manager.filter(**{relation.field.name: site.pk})  # type: ignore[union-attr]

    def test_nothing_of_it_is_left(self, root: Client, tidepool: Site) -> None:
        harbor = make_site("harbor")
        mine, theirs = (
            heard(make_article(tidepool, "The crab", text="A crab.")),
            heard(make_article(harbor, "The gull")),
        )
        make_feed(tidepool)
        make_history(tidepool)
        root.post(f"/admin/sites/site/{tidepool.pk}/delete/", {"post": "yes"})
        assert list(Site.objects.all()) == [harbor]
        assert list(self.rows(tidepool)) == []
        sweep()
        assert not storage.exists(mine.audio)
        assert storage.exists(theirs.audio)
        assert set(Lexicon.objects.values_list("name", flat=True)) == {"global", "site:harbor"}
        assert not Publication.objects.exists()
        assert not Account.objects.filter(name="site:tidepool").exists()
        assert list(Content.objects.all()) == [theirs.content]
        left = [
            f"{model.__name__}: {row}"
            for label in ("sites", "articles", "engagement", "synthesis")
            for model in apps.get_app_config(label).get_models()
            for row in map(vars, model._default_manager.all())
            # Who did it stays in the log; a web server is no site's: when it may be asked again holds for all.
            if model not in (AuditEntry, Host) and "tidepool" in str(row)
        ]
        assert left == []

    def test_what_it_cost_stays_in_the_books(self, tidepool: Site) -> None:
        tidepool.account.spending.create(month=timezone.localdate().replace(day=1), engine="polly", micro_dollars=7)
        tidepool.depart()
        assert Account.objects.get(name="site:tidepool").spending.get().micro_dollars == 7

    def test_who_is_asked_to_confirm_it_is_told_what_goes(self, root: Client, tidepool: Site) -> None:
        heard(make_article(tidepool, "The crab"))
        page = root.get(f"/admin/sites/site/{tidepool.pk}/delete/").content.decode()
        for told in (
            "1 article, with what was counted",
            "1 rule of its lexicon",
            "1 layout, 0 members",
            "stays in the books",
        ):
            assert told in page

    def test_the_same_key_begins_anew(self, tidepool: Site) -> None:
        tidepool.depart()
        assert make_site("tidepool").lexicon.lexemes.count() == 1
