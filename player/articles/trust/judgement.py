"""Judgement: whether a text that a page brought is spoken, and whether it becomes what its article says.

The two are apart. A reader hears the text of the reader's own page as soon as the site's choice (`Trust.mode`) allows; what staff
see of an article, title, text, versions, changes only when more than one page says so, or the service has looked itself, or the
publisher has signed it. So a forged delivery can cost no more than the limits allow, and takes no article away from anybody.
"""

from datetime import timedelta
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils import timezone

from player.articles import deliveries, looking
from player.articles.arrivals import superseded
from player.articles.models import Article, Delivery, Trust, Word
from player.articles.trust import limits, signed_articles, witnesses
from player.articles.trust.answers import Waiting
from player.sites.models import Site
from player.sites.problems import Problem
from synthesis.models import Content

# In the open mode: so many readers' pages must agree that a known article has changed.
_AGREEING_ON_A_CHANGE: Final = 2
_LOOK_AGAIN_AFTER: Final = timedelta(minutes=5)
_RETRY_AFTER_MS: Final = {Trust.Mode.CONFIRMED: 4_000, Trust.Mode.AGREED: 30_000}


def take(request: HttpRequest, site: Site, brought: deliveries.Delivery) -> Delivery:
    """Keep what a page brought. Problem where the site does not take it, Waiting where it needs somebody else's word."""
    trust, said = Trust.of(site), brought.said()
    word = _word_of(site, trust, brought)
    known = Article.objects.brought(site, said.url, brought.fingerprint)
    if known is None:
        limits.check_new_text(request, site, trust, sum(len(block.text) for block in brought.blocks))
    if known is None or word == Word.PUBLISHER:
        content = Content.objects.keep(brought.language, brought.as_blocks())
        known = Article.objects.deliver(site, said, content, word)
    weigh(request, site, known)
    return known


def weigh(request: HttpRequest, site: Site, delivery: Delivery) -> None:
    """A page says this text: count it as a witness where one is needed. Waiting where that is not enough."""
    if delivery.is_current and delivery.word:
        return
    trust = Trust.of(site)
    if not delivery.word:
        _weigh_unbelieved(request, trust, delivery)
    _weigh_change(request, delivery)


def _word_of(site: Site, trust: Trust, brought: deliveries.Delivery) -> Word:
    """Whose word the delivery has by itself."""
    texts = tuple(block.text for block in brought.blocks)
    address = brought.canonical or _bare(brought.url)
    if brought.signature and signed_articles.is_signed(trust, brought.signature, address, brought.language, texts):
        return Word.PUBLISHER
    if trust.mode == Trust.Mode.SIGNED and not Article.objects.saying(site, brought.fingerprint):
        found = f"{brought.language.lower()}, {len(signed_articles.letters(texts))} letters, for {address}"
        wrong = "has no valid signature" if brought.signature else "has no signature"
        raise Problem(
            "unsigned",
            f"The text {wrong}, and this site has only signed texts spoken. What is read: {found}. "
            "See “Signed articles” in docs/embedding.md.",
        )
    return Word.READER if trust.mode == Trust.Mode.OPEN else Word.NOBODY


def _weigh_unbelieved(request: HttpRequest, trust: Trust, delivery: Delivery) -> None:
    if trust.mode == Trust.Mode.OPEN:
        delivery.believe(Word.READER)
    elif trust.mode == Trust.Mode.AGREED and _witnesses(request, delivery) >= trust.readers:
        delivery.believe(Word.READERS)
    else:
        if trust.mode != Trust.Mode.AGREED:
            _have_looked_at(delivery)
        retry_after_ms = _RETRY_AFTER_MS.get(Trust.Mode(trust.mode), 30_000)
        raise Waiting(delivery.content.fingerprint, retry_after_ms)


def _weigh_change(request: HttpRequest, delivery: Delivery) -> None:
    """Whether the article says this from now on."""
    if delivery.adopted_at and not delivery.is_current:
        # It said this before. Either its last edit was taken back, or this page is an old copy: only a look can tell.
        _have_looked_at(delivery)
    elif delivery.word != Word.READER or _is_first(delivery) or _is_at_home(delivery):
        adopt(delivery)
    elif _witnesses(request, delivery) >= _AGREEING_ON_A_CHANGE:
        delivery.believe(Word.READERS)
        adopt(delivery)
    else:
        _have_looked_at(delivery)


def adopt(delivery: Delivery, **better: str) -> None:
    """Make it what the article says; what it said before need not be spoken any further."""
    delivery.adopt(**better)
    superseded(delivery.article).cancel()


def _witnesses(request: HttpRequest, delivery: Delivery) -> int:
    return witnesses.count(request, delivery.article.site, delivery.content.fingerprint)


def _is_first(delivery: Delivery) -> bool:
    return not delivery.article.deliveries.exclude(adopted_at=None).exists()


def _is_at_home(delivery: Delivery) -> bool:
    """Whether the page lies on somebody's own machine: a publisher trying things out, alone."""
    host = urlsplit(delivery.article.url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _have_looked_at(delivery: Delivery) -> None:
    """Have a worker look at the page, unless one did a moment ago."""
    due = timezone.now() - _LOOK_AGAIN_AFTER
    if (delivery.looked_at is None or delivery.looked_at < due) and limits.may_look(delivery.article.site):
        delivery.looked_at = timezone.now()
        delivery.save(update_fields=("looked_at",))
        looking.ring(delivery.article)


def _bare(url: str) -> str:
    return urlsplit(url)._replace(query="", fragment="").geturl()
