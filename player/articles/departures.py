"""Departures: articles that are deleted, with what was counted for them and how they sound. A page or a feed may bring one back."""

from django.db import transaction

from player.articles.models import Article
from player.articles.webhooks import outbox
from synthesis.models import Narration


@transaction.atomic
def delete(article: Article) -> None:
    """Delete the article, and the narrations that no other article of the site is heard in; webhooks are told of these.

    Their audio is collected within two days, and their speech as any that is unused: whoever brings the text back soon pays for nothing.
    """
    gone = narrations_of(article)
    outbox.tell_deleted((each for each in gone if each.state == Narration.State.READY), article)
    article.delete()
    Narration.objects.filter(pk__in=[each.pk for each in gone]).delete()


def narrations_of(article: Article) -> list[Narration]:
    """What only this article of its site is heard in."""
    others = article.site.articles.exclude(pk=article.pk)
    said = Narration.objects.filter(lexicon=article.site.lexicon_id, content__deliveries__article=article)
    alone = said.exclude(content__deliveries__article__in=others).select_related("content").distinct()
    return list(alone.defer("manifest", "content__stored_blocks"))
