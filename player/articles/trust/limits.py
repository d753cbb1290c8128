"""Limits of what pages send: a flood, whoever sends it, is refused before it costs much.

The buckets are those of the engines' limits (synthesis/engines/limits.py), so that all processes keep them together. An address is
never kept: it is one of 4,096 buckets of a keyed hash, whose key changes every day, so that a bucket tells nobody's address.
"""

import ipaddress
import logging
from math import ceil
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from player.articles.trust.answers import OverQuota
from player.articles.trust.models import Intake, Trust
from player.sites.models import Site
from player.sites.pages.addresses import client_address
from player.sites.problems import Problem
from synthesis.engines.limits import Limit, counts_for

log = logging.getLogger(__name__)

# A class of a school opens a new article behind one address: 120 deliveries at once, then two a second.
_OF_AN_ADDRESS: Final = (2, 120)
# New texts only: what is known already is not counted, however many bring it.
_OF_AN_ORIGIN: Final = (2, 200)
_OF_A_SITE: Final = (4, 400)
# A class that finds a funny word has all of it told once; nobody has a complaint a second for long.
_COMPLAINTS_OF_AN_ADDRESS: Final = (1 / 60, 30)
_COMPLAINTS_OF_A_SITE: Final = (1 / 10, 100)


def bucket_of(request: HttpRequest) -> str:
    """Three hex digits in place of the sender's network: which of 4,096 buckets it is in today."""
    network = _network(client_address(request))
    return salted_hmac(f"readalong.address.{timezone.now():%Y-%m-%d}", network, algorithm="sha256").hexdigest()[:3]


def check_sender(request: HttpRequest, site: Site) -> None:
    """Problem when this address sends more than a school would."""
    _check(Limit(f"address-{site.pk}-{bucket_of(request)}", *_OF_AN_ADDRESS, at_once=1), "deliveries from this address")


def check_new_text(request: HttpRequest, site: Site, trust: Trust, characters: int) -> None:
    """Problem when the site takes no further new text now, or none as long as this."""
    if characters > trust.longest:
        raise Problem(
            "too-large",
            f"The text has {characters} characters; this site takes at most {trust.longest}. Its owner can raise that in the admin, under "
            "Trust.",
        )
    origin = salted_hmac("readalong.origin", request.headers.get("Origin", "").lower()).hexdigest()[:12]
    _check(Limit(f"origin-{site.pk}-{origin}", *_OF_AN_ORIGIN, at_once=1), "new texts from this origin")
    _check(Limit(f"site-{site.pk}", *_OF_A_SITE, at_once=1), "new texts of this site")
    if not Intake.objects.take(site, trust.monthly_texts):
        raise OverQuota(
            f"The limit of {trust.monthly_texts} new texts a month is reached for the site {site.key!r}. Its owner can raise it in the "
            "admin, under Trust; else new texts are taken again next month.",
            retry_after_s=24 * 3600,
        )


def check_complaint(request: HttpRequest, site: Site) -> None:
    """Problem when more is complained of than readers would, from this address or at this site."""
    mine = Limit(f"complaints-{site.pk}-{bucket_of(request)}", *_COMPLAINTS_OF_AN_ADDRESS, at_once=1)
    alls = Limit(f"complaints-{site.pk}", *_COMPLAINTS_OF_A_SITE, at_once=1)
    for limit in (mine, alls):
        if not _turn(limit):
            raise OverQuota("More is complained of than editors can hear. Try again later.", ceil(limit.interval_s))


def may_look(site: Site) -> bool:
    """Whether the service may fetch a page of the site now: readers may not make it a flood of its own."""
    return _turn(Limit(f"look-{site.pk}", 1, 10, at_once=1))


def _check(limit: Limit, what: str) -> None:
    if not _turn(limit):
        raise OverQuota(
            f"The limit of {limit.per_second} {what} a second is reached. Nothing is lost: send it again in a few seconds.",
            retry_after_s=ceil(limit.interval_s),
        )


def _turn(limit: Limit) -> bool:
    try:
        return counts_for(settings.BROKER_URL, settings.DATA).turn(limit, 0) is not None
    except (RedisError, OSError) as error:
        # Readers of new articles are not to wait for Redis to come back; the month's limit and the budget, in the database, still hold.
        log.warning("The limit %s could not be kept: %s", limit.name, error)
        return True


def _network(address: str) -> str:
    """An IPv4 address, or the network that one customer has of IPv6's."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 56), strict=False))
    return str(parsed)
