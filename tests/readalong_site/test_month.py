"""The demonstration month: made up, plausible, and never mixed with what anybody really heard."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from player.articles.models import Article
from player.engagement.models import ArticleDay, CurveDay, PlaybackSession, SiteDay
from player.sites.models import Origin, Site
from readalong_site.demo import month
from readalong_site.magazine.articles import ARTICLES
from tests.player.rows import make_member, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setattr(month, "DAYS", 16)
    return month.seed_month()


def test_every_day_up_to_yesterday_has_figures_that_agree(site: Site) -> None:
    days = set(SiteDay.objects.filter(site=site).values_list("day", flat=True))
    assert days == {site.today() - timedelta(days=back) for back in range(1, 17)}
    sessions = PlaybackSession.objects.filter(site=site).count()
    assert sum(SiteDay.objects.values_list("plays", flat=True)) == sessions
    assert sum(ArticleDay.objects.values_list("plays", flat=True)) == sessions
    assert sum(CurveDay.objects.values_list("plays", flat=True)) == sessions


def test_its_readers_are_plausible(site: Site) -> None:
    plays = PlaybackSession.objects.filter(site=site).count()
    assert 0.4 < PlaybackSession.objects.completed().count() / plays < 0.7
    assert plays / 16 > 40
    assert not PlaybackSession.objects.exclude(heard_ms__gt=0).exists()
    assert {article.title for article in Article.objects.all()} == {article.title for article in ARTICLES}


def test_a_later_start_adds_only_the_days_that_have_passed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    before = set(PlaybackSession.objects.values_list("pk", flat=True))
    month.seed_month()
    assert set(PlaybackSession.objects.values_list("pk", flat=True)) == before
    monkeypatch.setattr(month, "DAYS", 17)
    month.seed_month()
    assert set(PlaybackSession.objects.values_list("pk", flat=True)) > before


def test_it_is_marked_and_no_page_can_add_to_it(site: Site, client: Client) -> None:
    assert site.demonstration
    assert not site.origins.exists()
    with pytest.raises(ValidationError, match="made up"):
        Origin(site=site, origin="https://periwinkle.example").full_clean()
    page = signed_in(make_member("nora", site)).get(f"/dashboard/{site.key}").content.decode()
    assert "the figures of this site are made up" in page
    answer = client.get(f"/v1/sites/{site.key}", headers={"Origin": "https://periwinkle.example"})
    assert answer.status_code == 403


def test_the_edited_article_has_its_edit_and_both_texts(site: Site) -> None:
    article = Article.objects.get(url__endswith="thinking-with-eight-arms")
    assert ArticleDay.objects.filter(article=article).values("recording").distinct().count() == 2
    page = signed_in(make_member("nora", site)).get(f"/dashboard/{site.key}/articles/{article.pk}?days=all")
    assert "1 paragraph taken out" in page.content.decode()
