"""Staff join articles: versions of one story, one article under several addresses."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from player.articles import joining
from player.articles.joining import NotJoined
from player.articles.models import Address, Article
from player.sites.models import AuditEntry, Site
from synthesis.models import Content
from synthesis.rights import Role
from synthesis.text.blocks import Block
from tests.player.rows import make_article, make_member, make_site, signed_in

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


@pytest.fixture
def tidepool(db: None) -> Site:
    return make_site("tidepool")


def spanish(site: Site) -> Article:
    content = Content.objects.keep("es", [Block("title", "El cangrejo"), Block("paragraph", "Había una vez.")])
    return Article.objects.note(site, f"https://{site.key}.example/es/cangrejo", "El cangrejo", "", content)


def act(client: Client, action: str, *articles: Article) -> str:
    chosen = {"action": action, "_selected_action": [article.pk for article in articles]}
    return client.post(LIST, chosen, follow=True).content.decode()


def test_articles_are_linked_as_versions_and_taken_out_again(tidepool: Site) -> None:
    crab, cangrejo, gull = make_article(tidepool, "crab"), spanish(tidepool), make_article(tidepool, "gull")
    nora = signed_in(make_member("nora", tidepool, role=Role.EDITOR))
    assert "Linked as versions" in act(nora, "link", crab, cangrejo)
    assert Article.objects.get(pk=crab.pk).story == Article.objects.get(pk=cangrejo.pk).story is not None
    assert Article.objects.get(pk=gull.pk).story is None
    assert AuditEntry.objects.filter(details="Linked as versions of one story.").count() == 2
    act(nora, "part", crab)
    assert Article.objects.get(pk=crab.pk).story is None


def test_a_link_of_staffs_outlives_the_next_delivery(tidepool: Site) -> None:
    crab, cangrejo = make_article(tidepool, "crab"), spanish(tidepool)
    story = joining.link([crab, cangrejo])
    assert make_article(tidepool, "crab", text="It says something else.").story == story


def test_addresses_are_joined_and_stay_so(tidepool: Site) -> None:
    old, new = make_article(tidepool, "crab"), make_article(tidepool, "crab-again")
    Article.objects.filter(pk=old.pk).update(seen_at=timezone.now() - timedelta(days=1))
    nora = signed_in(make_member("nora", tidepool, role=Role.EDITOR))
    assert "Joined" in act(nora, "join", old, new)
    assert set(Address.objects.values_list("article", flat=True)) == {new.pk}
    assert make_article(tidepool, "crab", text="It says something else.").pk == new.pk


def test_what_cannot_be_joined_is_said_and_left(tidepool: Site) -> None:
    crab, cangrejo, foreign = make_article(tidepool, "crab"), spanish(tidepool), make_article(make_site("harbor"), "x")
    for arrange, articles, reason in (
        (joining.join, [crab, cangrejo], "different languages"),
        (joining.link, [crab], "at least two"),
        (joining.link, [crab, foreign], "different sites"),
        (joining.join, [crab, foreign], "different sites"),
    ):
        with pytest.raises(NotJoined, match=reason):
            arrange(articles)
    nora = signed_in(make_member("nora", tidepool, role=Role.EDITOR))
    assert "at least two" in act(nora, "link", crab, foreign)  # The foreign one is not there.
    assert not Article.objects.exclude(story=None).exists()


def test_analysts_arrange_nothing(tidepool: Site) -> None:
    crab, cangrejo = make_article(tidepool, "crab"), spanish(tidepool)
    act(signed_in(make_member("ada", tidepool, role=Role.ANALYST)), "link", crab, cangrejo)
    assert not Article.objects.exclude(story=None).exists()
