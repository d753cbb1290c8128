"""Visits: one host is asked for one thing: its robots.txt, a feed, or a page. What to ask for, and what to make of it.

A visit holds the host under a lease and gives it back with a pause, so that no host gets two requests at once, whatever number of
workers, sites and feeds there is.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any, Final

from django.utils import timezone
from protego import Protego

from player.articles import addresses, arrivals
from player.articles.feeds import listings
from player.articles.feeds.listings import Item, ListingError, read_listing
from player.articles.feeds.models import BETWEEN_REQUESTS, Discovery, Feed, Host, jittered, origins_of
from player.articles.fetching import (
    HTML,
    TEXT,
    XML,
    AddressRefused,
    FetchError,
    StatusRefused,
    fetch,
    origin_of,
    retrieve,
)
from player.sites.models import Site
from synthesis.errors import SynthesisError

log = logging.getLogger(__name__)

AGENT: Final = "Readalong"
MOST_NEW: Final = 5_000  # Pages of a listing that are looked at, the newest first.
MOST_PARTS: Final = 200  # Sitemaps of an index, the newest first.
_ROBOTS_FOR: Final = timedelta(hours=12)
_ROBOTS_AGAIN: Final = timedelta(minutes=10)
_MOST_ROBOTS_BYTES: Final = 500_000
_SOON: Final = timedelta(minutes=2)  # Where a host is too busy and does not say for how long.
_LONGEST_PAUSE: Final = timedelta(hours=6)
_LONGEST_DELAY: Final = timedelta(minutes=1)
_BUSY: Final = frozenset({429, 503})
_GONE: Final = frozenset({401, 402, 403, 404, 410, 451})
_REFUSED_BY_ROBOTS: Final = "The host's robots.txt does not want it fetched."


def visit(host_id: int) -> bool:
    """Ask the host for what is most urgent; whether it was to be had."""
    host = Host.objects.claim(host_id)
    if host is None:
        return False
    pause = _pause_of(host)
    try:
        pause = max(pause, _visit(host))
    finally:
        host.release(jittered(pause))
    return True


def _visit(host: Host) -> timedelta:
    """Do one thing; how long the host wants to be left alone besides."""
    now = timezone.now()
    feed = Feed.objects.due(now).filter(host=host).select_related("site", "index").order_by("next_at").first()
    discovery = Discovery.objects.next_of(host)
    if discovery and discovery.source != Discovery.Source.FEED:
        return _ask_for_page(host, discovery)
    if (feed or discovery) and _wants_robots(host):
        return _ask_for_robots(host)
    if feed:
        return _ask_for_feed(host, feed)
    return _ask_for_page(host, discovery) if discovery else timedelta(0)


# ------------------------------------------------------------------------------------------------------------- robots.txt


def _wants_robots(host: Host) -> bool:
    return host.robots_until is None or host.robots_until <= timezone.now()


def _ask_for_robots(host: Host) -> timedelta:
    """Fetch robots.txt as RFC 9309 has it: where there is none all may be fetched, where the host fails nothing, for now."""
    try:
        answer = retrieve(f"{host.origin}/robots.txt", None, TEXT, most_bytes=_MOST_ROBOTS_BYTES)
        _keep_robots(host, answer.body.decode("utf-8", "replace"))
    except StatusRefused as error:
        if error.status < 500 and error.status != 429:
            _keep_robots(host, "")
            return timedelta(0)
        return _put_off(host, str(error)) + _asked_pause(error)
    except FetchError as error:
        return _put_off(host, str(error))
    return timedelta(0)


def _keep_robots(host: Host, text: str) -> None:
    Host.objects.filter(pk=host.pk).update(
        robots=text.replace("\0", ""), robots_until=timezone.now() + jittered(_ROBOTS_FOR), failures=0
    )


def _put_off(host: Host, reason: str) -> timedelta:
    """Leave the host alone for a while, and say so at its feeds."""
    Host.objects.filter(pk=host.pk).update(failures=min(host.failures + 1, 1000))
    Feed.objects.due(timezone.now()).filter(host=host).update(error=f"Waiting for the host's robots.txt: {reason}")
    return min(_ROBOTS_AGAIN * (1 << min(host.failures, 6)), _LONGEST_PAUSE)


def _may_fetch(host: Host, url: str) -> bool:
    return bool(Protego.parse(host.robots).can_fetch(url, AGENT))


def _pause_of(host: Host) -> timedelta:
    """The pause between two requests: ours, or the host's where that is longer, within reason."""
    wanted = Protego.parse(host.robots).crawl_delay(AGENT) or 0
    return max(BETWEEN_REQUESTS, min(timedelta(seconds=float(wanted)), _LONGEST_DELAY))


# ------------------------------------------------------------------------------------------------------------------ feeds


def _ask_for_feed(host: Host, feed: Feed) -> timedelta:
    if not _may_fetch(host, feed.url):
        feed.fail(f"{_REFUSED_BY_ROBOTS} Allow the user agent {AGENT} there.")
        return timedelta(0)
    feed.fail("The worker that asked for it ended before it came to an end.")
    try:
        answer = retrieve(
            feed.url,
            origins_of(feed.site),
            XML | HTML,
            most_bytes=listings.MOST_BYTES,
            etag=feed.etag,
            last_modified=feed.last_modified,
        )
        if answer.status == 304:
            feed.note(error="", failures=0)
            return timedelta(0)
        found = read_listing(answer.body, answer.url)
        report = _take(feed, found)
    except (FetchError, ListingError) as error:
        feed.fail(str(error))
        return _asked_pause(error)
    except Exception as error:
        log.exception("The feed %s was not read.", feed.url)
        feed.fail(f"{type(error).__name__}: {error}")
        return timedelta(0)
    feed.note(
        kind=found.kind,
        known=True,
        report=report,
        error="",
        failures=0,
        etag=answer.etag,
        last_modified=answer.last_modified,
    )
    return timedelta(0)


def _take(feed: Feed, found: listings.Listing) -> dict[str, Any]:
    """Keep what the listing names, the newest first; the report says how much of it, and what was passed over and why."""
    passed: Counter[str] = Counter()
    examples: dict[str, str] = {}
    if found.kind == "sitemap index":
        if feed.index_id:
            raise ListingError("An index within an index: name this one as a feed of its own.")
        items = list(_kept(_passable_parts(feed, found.items, passed, examples), MOST_PARTS, passed))
        feed.note_parts(items)
        added = 0
    else:
        items = list(_kept(_passable(feed.site, found.items, passed, examples), MOST_NEW, passed))
        added = Discovery.objects.note(feed, items)
    skipped = [{"reason": why, "count": count, "example": examples.get(why, "")} for why, count in passed.most_common()]
    return {"named": len(found.items), "taken": len(items), "new": added, "skipped": skipped}


def _passable(site: Site, items: Iterable[Item], passed: Counter[str], examples: dict[str, str]) -> Iterator[Item]:
    """The pages that are the site's own and that may be read: by a layout, or without one where the site lets that be."""
    origins = origins_of(site)
    layouts = list(site.layouts.all())
    for item in items:
        reason = _foreign(item.url, origins)
        if not reason and not any(layout.matches(item.url) for layout in layouts):
            reason = _unread_without_layout(site, item.url)
        if reason:
            passed[reason] += 1
            examples.setdefault(reason, item.url)
        else:
            yield item


def _unread_without_layout(site: Site, url: str) -> str:
    if not site.unconfigured:
        return "no layout matches the address"
    try:
        return "it is the first page of its host" if addresses.is_front(url) else ""
    except addresses.BadAddress:
        return "no address of a page"


def _passable_parts(
    feed: Feed, items: Iterable[Item], passed: Counter[str], examples: dict[str, str]
) -> Iterator[Item]:
    origins = origins_of(feed.site)
    roots = set(feed.site.feeds.filter(index=None).values_list("url", flat=True))
    for item in items:
        reason = _foreign(item.url, origins) or ("it is a feed of its own" if item.url in roots else "")
        if reason:
            passed[reason] += 1
            examples.setdefault(reason, item.url)
        else:
            yield item


def _foreign(url: str, origins: frozenset[str]) -> str:
    try:
        return "" if origin_of(url) in origins else "not of the site's origins"
    except AddressRefused:
        return "no address of a page"


def _kept(items: Iterable[Item], most: int, passed: Counter[str]) -> Iterator[Item]:
    """The newest of the items; those without a date come last, in their own order."""
    in_order = sorted(items, key=lambda item: -item.changed_at.timestamp() if item.changed_at else 0.0)
    if len(in_order) > most:
        passed[f"only the newest {most:,} are looked at"] += len(in_order) - most
    yield from in_order[:most]


# ------------------------------------------------------------------------------------------------------------------ pages


def _ask_for_page(host: Host, discovery: Discovery) -> timedelta:
    """Fetch the page, read it, and have it narrated. What the publisher asked for by name is fetched whatever robots.txt says."""
    if discovery.source == Discovery.Source.FEED and not _may_fetch(host, discovery.url):
        discovery.end(Discovery.State.SKIPPED, _REFUSED_BY_ROBOTS)
        return timedelta(0)
    discovery.begin()
    try:
        page = fetch(discovery.url, origins_of(discovery.site))
        arrival = arrivals.take_in_fetched(discovery.site, page.url, page.html)
    except FetchError as error:
        discovery.fail(str(error), final=_is_final(error))
        return _asked_pause(error)
    except arrivals.NothingToRead as error:
        discovery.end(Discovery.State.SKIPPED, str(error))
    except SynthesisError as error:
        discovery.fail(str(error), final=False)
    except Exception as error:
        log.exception("The page %s was not read.", discovery.url)
        discovery.fail(f"{type(error).__name__}: {error}", final=False)
    else:
        discovery.end(Discovery.State.READ, article=arrival.article)
    return timedelta(0)


def _is_final(error: FetchError) -> bool:
    return isinstance(error, AddressRefused) or (isinstance(error, StatusRefused) and error.status in _GONE)


def _asked_pause(error: Exception) -> timedelta:
    """How long a busy host wants to be left alone."""
    if not isinstance(error, StatusRefused) or error.status not in _BUSY:
        return timedelta(0)
    if re.fullmatch(r"\d{1,9}", error.retry_after.strip()):
        return min(timedelta(seconds=int(error.retry_after)), _LONGEST_PAUSE)
    until = listings.moment(error.retry_after)
    return min(max(until - timezone.now(), timedelta(0)), _LONGEST_PAUSE) if until else _SOON
