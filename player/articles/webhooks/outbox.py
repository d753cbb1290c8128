"""The outbox: what is to be told, written down in the transaction in which it happened."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from player.articles.models import Article
from player.articles.webhooks.models import Event, Notice, Webhook
from player.sites.models import Site
from synthesis.models import Narration
from synthesis.models.narration import Outcome

_AT_ONCE: Final = 200
_EVENTS: Final = {Narration.State.READY: Event.READY, Narration.State.FAILED: Event.FAILED}


def tell(site: Site, event: Event, about: str, data: Mapping[str, Any], at: datetime | None = None) -> int:
    """Have each webhook of the site that wants to know told of this; how many they are."""
    hooks = Webhook.objects.filter(site=site).told_of(event)
    return len(Notice.objects.bulk_create(notice_for(hook, site, event, about, data, at) for hook in hooks))


def notice_for(
    hook: Webhook, site: Site, event: Event, about: str, data: Mapping[str, Any], at: datetime | None = None
) -> Notice:
    """What this webhook is told, as it is sent; not stored yet."""
    pk, happened = uuid4(), at or timezone.now()
    envelope = {"id": str(pk), "event": event.value, "site": site.key, "at": happened.isoformat(), "data": data}
    body = json.dumps(envelope, ensure_ascii=False, separators=(",", ":"))
    return Notice(id=pk, webhook=hook, event=event, body=body, about=about[:300])


def tell_outcomes() -> int:
    """Write down what narrations have come to since the last time; how many they were."""
    told = 0
    while batch := _tell_some():
        told += batch
    return told


@transaction.atomic
def _tell_some() -> int:
    """Tell of some outcomes and delete them. Killed midway, all of it is as before."""
    waiting = Outcome.objects.select_for_update(skip_locked=True, of=("self",))
    related = waiting.select_related("narration__content", "narration__lexicon__site").defer(
        "narration__manifest", "narration__content__stored_blocks"
    )
    some = list(related.order_by("pk")[:_AT_ONCE])
    for outcome in some:
        _tell_outcome(outcome)
    Outcome.objects.filter(pk__in=[outcome.pk for outcome in some]).delete()
    return len(some)


def _tell_outcome(outcome: Outcome) -> None:
    site = getattr(outcome.narration.lexicon, "site", None)
    # The common lexicon is no site's.
    if site is None or not site.webhooks.filter(active=True).exists():
        return
    data = describe(outcome.narration, site.articles.filter(content=outcome.narration.content_id))
    about = data["articles"][0]["title"] if data["articles"] else data["fingerprint"]
    tell(site, _EVENTS[Narration.State(outcome.state)], about, data, outcome.at)


def tell_deleted(narrations: Iterable[Narration], article: Article) -> None:
    """Write down that these are heard no more, since this article is deleted."""
    for narration in narrations:
        tell(article.site, Event.DELETED, str(article), describe(narration, [article]))


def describe(narration: Narration, articles: Iterable[Article]) -> dict[str, Any]:
    """What a notice says of a narration: whose it is, and how it sounds."""
    content = narration.content
    return {
        "articles": [
            {"id": each.pk, "url": each.url, "title": each.title, "language": each.language, "level": each.level}
            for each in articles
        ],
        "fingerprint": content.fingerprint,
        "language": content.language,
        "voice": {"engine": narration.engine, "name": narration.voice},
        "duration_ms": narration.duration_ms,
        "error": narration.error,
    }
