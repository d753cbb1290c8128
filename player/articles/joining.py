"""Joining: staff say which articles are versions of one story, and which are one article under several addresses."""

from collections.abc import Sequence
from uuid import uuid4

from django.db import transaction

from player.articles.models import Address, Article, Story


class NotJoined(Exception):
    """Why articles cannot be joined, for staff."""


def link(articles: Sequence[Article]) -> Story:
    """Make the articles versions of one story, together with the versions that each has already. Raises NotJoined."""
    _check(articles)
    with transaction.atomic():
        stories = [article.story for article in articles if article.story]
        # Whatever a page or a rule names a story by, staff's own stories are named by nothing.
        story = stories[0] if stories else Story.objects.create(site=articles[0].site, key=f"staff {uuid4().hex}")
        Article.objects.filter(story__in=stories).update(story=story)
        Article.objects.filter(pk__in=[article.pk for article in articles]).update(story=story)
    return story


def part(articles: Sequence[Article]) -> None:
    """Take the articles out of their stories, until a page or a rule puts them there again."""
    Article.objects.filter(pk__in=[article.pk for article in articles]).update(story=None, alternates=[])


def join(articles: Sequence[Article]) -> Article:
    """Have all addresses of the articles lead to the one that was seen last. Raises NotJoined.

    The others keep what was counted for them, and are found no more.
    """
    _check(articles)
    if len({article.language.split("-")[0] for article in articles}) > 1:
        raise NotJoined("They are in different languages. Link them as versions of one story instead.")
    kept = max(articles, key=lambda article: (article.seen_at, article.pk))
    others = [article.pk for article in articles if article.pk != kept.pk]
    Address.objects.filter(article__in=others).update(article=kept, source=Address.Source.SERVICE)
    return kept


def _check(articles: Sequence[Article]) -> None:
    if len(articles) < 2:
        raise NotJoined("Choose at least two articles.")
    if len({article.site_id for article in articles}) > 1:
        raise NotJoined("They belong to different sites.")
