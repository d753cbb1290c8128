"""Forgetting: texts that nobody ever vouched for are not kept, nor texts that no article says any more."""

from datetime import timedelta
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from player.articles.models import Article, Delivery, Word
from synthesis.models import Content

KEPT: Final = timedelta(days=30)  # So long a text waits for somebody's word; the page that says it brings it again.
_JUST_BROUGHT: Final = timedelta(hours=1)  # Its delivery is written a moment after the text.
_MOST_AT_ONCE: Final = 1000


def forget() -> int:
    """Delete deliveries that have waited too long, and articles that nothing else is known of; how many deliveries."""
    waiting = Delivery.objects.filter(word=Word.NOBODY, adopted_at=None, delivered_at__lt=timezone.now() - KEPT)
    chosen = list(waiting.order_by("pk").values_list("pk", "article")[:_MOST_AT_ONCE])
    Delivery.objects.filter(pk__in=[pk for pk, _ in chosen]).delete()
    _unknown(Article.objects.filter(pk__in={article for _, article in chosen})).delete()
    return len(chosen)


def forget_texts() -> int:
    """Delete texts of which nothing is left but the text: no article says them, no narration or figure is of them; how many."""
    # Recordings and sessions are another layer's rows: they are reached by name.
    unsaid = Content.objects.filter(deliveries=None, articles=None, narrations=None, recordings=None, sessions=None)
    some = list(
        unsaid.filter(created_at__lt=timezone.now() - _JUST_BROUGHT).values_list("pk", flat=True)[:_MOST_AT_ONCE]
    )
    # Asked again, since a page may have brought one of them back meanwhile.
    return unsaid.filter(pk__in=some).delete()[0]


def _unknown(articles: "QuerySet[Article]") -> "QuerySet[Article]":
    delivered = Delivery.objects.filter(article=OuterRef("pk"))
    return articles.exclude(Exists(delivered)).filter(sessions=None)
