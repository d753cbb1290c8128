"""Departures: articles that are deleted, with what was counted for them. A reader's page or a feed may bring one back."""

from django.db import transaction

from player.articles.models import Article
from player.articles.webhooks import outbox
from synthesis.models import Narration


@transaction.atomic
def delete(article: Article) -> None:
    """Delete the article; its narrations are spoken no further where no other article of the site says the same."""
    others = article.site.articles.exclude(pk=article.pk)
    said = Narration.objects.filter(lexicon=article.site.lexicon_id, content__deliveries__article=article)
    alone = said.exclude(content__deliveries__article__in=others).select_related("content").defer("manifest").distinct()
    gone = list(alone.defer("manifest", "content__stored_blocks"))
    outbox.tell_deleted((each for each in gone if each.state == Narration.State.READY), article)
    article.delete()
    Narration.objects.filter(pk__in=[each.pk for each in gone]).cancel()
