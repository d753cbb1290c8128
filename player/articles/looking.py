"""Looking: the service fetches an article's page itself, to see whether it says what readers' pages brought.

Every block's letters must stand in the page, in order. So a page is confirmed whatever part of it is read, in whatever mark-up, and
no sentence is confirmed that the page does not have. What only subscribers see, or a script draws, cannot be confirmed this way.
"""

import logging
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from player.articles import addresses
from player.articles.arrivals import superseded
from player.articles.extraction.facts import facts_of
from player.articles.extraction.pages import parse
from player.articles.fetching import FetchError, Page, fetch
from player.articles.models import Article, Delivery, Word
from player.articles.trust.signed_articles import letters

log = logging.getLogger(__name__)

_MOST_AT_ONCE: Final = 20
_HIDDEN: Final = "script, style, noscript, template"


def ring(article: Article) -> None:
    """Call a worker to look at the article's page, once the transaction is committed."""

    def call() -> None:
        try:
            current_app.send_task("articles.look", (article.pk,), retry=False)
        except (OperationalError, OSError) as error:
            # The next reader's page asks again.
            log.warning("The broker did not take a look at article %s: %s", article.pk, error)

    transaction.on_commit(call)


def look(article: Article) -> None:
    """Fetch the page, believe the deliveries that it confirms, and see whether the article has moved or changed."""
    site = article.site
    try:
        page = fetch(article.url, tuple(site.origins.values_list("origin", flat=True)))
    except FetchError as error:
        log.info("Article %s was not confirmed: %s", article.pk, error)
        return
    _note_move(article, page)
    soup = parse(page.html, page.url).soup
    for hidden in soup.select(_HIDDEN):
        hidden.decompose()
    _confirm(article, letters([soup.get_text()]), page)


def _confirm(article: Article, shown: str, page: Page) -> None:
    current = article.deliveries.select_related("content").filter(content=article.content_id).exclude(adopted_at=None)
    stays = any(_is_shown(delivery, shown) for delivery in current)
    waiting = article.deliveries.select_related("content").exclude(pk__in=current).order_by("-delivered_at")
    confirmed = [delivery for delivery in waiting[:_MOST_AT_ONCE] if _is_shown(delivery, shown)]
    for delivery in confirmed:
        delivery.article = article
        if delivery.word != Word.PUBLISHER:
            delivery.believe(Word.SERVICE)
    if confirmed and not stays:
        newest = confirmed[0]
        # What the page said beside its text came from the same hand; the title is shown to people, so it is looked for too.
        newest.adopt(title=_title(newest, shown, page))
        superseded(article).cancel()


def _is_shown(delivery: Delivery, shown: str) -> bool:
    return stand_in_order((letters([block.text]) for block in delivery.content.blocks), shown)


def stand_in_order(pieces: Iterable[str], text: str) -> bool:
    """Whether the pieces stand in the text, one behind the other.

    >>> stand_in_order(["Thecrab", "slept"], "TidepoolThecrabcountedandslept"), stand_in_order(["b", "a"], "ab")
    (True, False)
    """
    at = 0
    for piece in pieces:
        found = text.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _title(delivery: Delivery, shown: str, page: Page) -> str:
    title = str(delivery.facts.get("title", ""))
    if letters([title]) in shown:
        return title
    found = parse(page.html, page.url).soup.title
    return " ".join(found.get_text().split())[:300] if found else ""


def _note_move(article: Article, page: Page) -> None:
    """The page was found elsewhere, or names another address as its own: the old address leads to the new one."""
    named = facts_of(parse(page.html, page.url).soup, page.url).canonical
    with suppress(addresses.BadAddress):
        own_origin = named and addresses.stated_origin(named) == addresses.stated_origin(page.url)
        url = addresses.normal(named if own_origin and not addresses.is_front(named) else page.url)
        if addresses.key_of(url) == addresses.key_of(article.url) or addresses.is_front(url):
            return
        article.move(url)
        log.info("Article %s has moved to %s", article.pk, url)
