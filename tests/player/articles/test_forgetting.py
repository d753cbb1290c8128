"""Texts that nobody vouched for are deleted after a month, and nothing else is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from player.articles.forgetting import KEPT, forget
from player.articles.models import Article, Delivery, Said, Word
from synthesis.models import Content
from synthesis.text.blocks import Block
from tests.player.rows import make_article, make_site

pytestmark = pytest.mark.django_db


def bring(path: str, text: str, word: Word = Word.NOBODY) -> Delivery:
    site = Article.objects.get(title="crab").site
    content = Content.objects.keep("en-US", [Block("paragraph", text)])
    return Article.objects.deliver(site, Said(f"https://tidepool.example/{path}", title=path), content, word)


def test_old_texts_that_wait_go_and_all_others_stay(db: None) -> None:
    make_article(make_site("tidepool"), "crab")
    old, edit = bring("alone", "Nobody confirmed it."), bring("crab", "A changed text.")
    believed = bring("believed", "Somebody confirmed it.", Word.SERVICE)
    Delivery.objects.update(delivered_at=timezone.now() - KEPT - timedelta(minutes=1))
    young = bring("young", "It waits since today.")

    assert forget() == 2
    assert not Delivery.objects.filter(pk__in=[old.pk, edit.pk]).exists()
    assert Delivery.objects.filter(pk__in=[believed.pk, young.pk]).count() == 2
    assert set(Article.objects.values_list("title", flat=True)) == {"crab", "believed", "young"}
    assert forget() == 0
