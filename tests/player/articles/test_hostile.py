"""Titles, levels, texts and addresses from deliveries, on every page where staff see them."""

from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from player.articles.models import Article, Trust
from player.articles.trust.signed_articles import secret_of
from player.sites.models import Site
from synthesis.models import Narration
from synthesis.text.blocks import Block
from tests.pages import ORIGIN, Page
from tests.player.rows import make_session, signed_in

pytestmark = pytest.mark.django_db

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7|add:7 }}{% include 'x' %}",
    "</title></textarea></style><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "=cmd|' /C calc'!A0",
    "\u202egnp.exe",
    "Z" + "\u0301" * 290,
)


def hostile_article(site: Site, title: str) -> Article:
    """An article, its edit and a version of it, all of whose words are hostile."""
    words = title.replace("\u202e", "")
    for text in ("First.", "Second."):
        page = Page(site.key, (Block("paragraph", f"{words} {text}"),), f"{ORIGIN}/stories/%3Cscript%3E'\"x")
        page.deliver(Client(), page.delivery(title=title, level=title[:40], story=title[:200]))
        page.look_up(Client(REMOTE_ADDR="203.0.113.1"))
        page.look_up(Client(REMOTE_ADDR="203.0.113.2"))
    twin = Page(site.key, (Block("paragraph", f"{words} Twin."),), f"{ORIGIN}/twin")
    twin.deliver(Client(), twin.delivery(title=title, story=title[:200]))
    return Article.objects.get(url__contains="stories")


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_words_are_shown_as_words_on_every_page_for_staff(site: Site, title: str) -> None:
    root = signed_in(User.objects.create_superuser("root"))
    article = hostile_article(site, title)
    make_session(article)
    narration = Narration.objects.first()
    assert narration is not None
    pages = [
        "/admin/articles/article/",
        f"/admin/articles/article/{article.pk}/change/",
        f"/admin/synthesis/narration/{narration.pk}/change/",
        "/admin/synthesis/narration/",
        f"/admin/synthesis/content/{article.content_id}/change/",
        "/admin/engagement/playbacksession/",
        f"/admin/articles/article/?q={title[:20]}",
        reverse("dashboard:overview", args=(site.key,)),
    ]
    shown = 0
    for address in pages:
        response = root.get(address)
        assert response.status_code == 200, address
        html = response.content.decode()
        for markup in ("<script>alert", "<img src=x", "<svg/onload", 'href="javascript:'):
            assert markup not in html, address
        assert "\u202e" not in html or "?q=" in address
        assert "\u0301" * 6 not in article.title
        shown += article.title in unescape(html)
    assert shown >= 4
    article.refresh_from_db()
    assert article.deliveries.exclude(adopted_at=None).count() == 2


def test_an_articles_page_shows_its_edits_its_addresses_and_its_versions(site: Site) -> None:
    article = hostile_article(site, "The crab")
    html = (
        signed_in(User.objects.create_superuser("root"))
        .get(f"/admin/articles/article/{article.pk}/change/")
        .content.decode()
    )
    assert "<del>First.</del><ins>Second.</ins>" in html
    assert "several readers’ pages" in html
    assert "/twin" not in html
    assert "/admin/articles/article/" in html
    assert html.count("The crab") > 1
    assert "its own" in html


def test_an_owner_makes_a_secret_which_is_shown_once(site: Site) -> None:
    root = signed_in(User.objects.create_superuser("root"))
    trust = Trust.objects.create(site=site)
    address = f"/admin/articles/trust/{trust.pk}/change/"
    form = {"mode": "signed", "readers": 3, "monthly_texts": 100, "longest": 1000, "_renew": "1"}
    assert root.post(address, form).status_code == 302
    first = root.get(address).content.decode()
    assert "The new secret." in first
    assert secret_of(Trust.objects.get()) in first
    assert "The new secret." not in root.get(address).content.decode()
    trust.refresh_from_db()
    assert (trust.generation, trust.mode) == (1, "signed")
