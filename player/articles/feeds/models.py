"""Host, Feed and Discovery: whom we may ask and when, which files name new pages, and the pages that are to be fetched.

The rows are the truth. A worker that is killed leaves a lease that runs out, and whoever comes next goes on.
"""

import random
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from player.articles.feeds.listings import Item
from player.articles.fetching import AddressRefused, normal_origin, origin_of
from player.sites.models import Site

LEASE: Final = timedelta(seconds=120)  # Longer than a visit's time limit (player/articles/tasks.py).
BETWEEN_REQUESTS: Final = timedelta(seconds=5)
MOST_FAILURES: Final = 5
_LONGEST_BACK_OFF: Final = timedelta(days=1)
_BATCH: Final = 1000


class HostQuerySet(models.QuerySet["Host"]):
    def due(self) -> "HostQuerySet":
        """Hosts that may be asked now and have something to be asked for."""
        now = timezone.now()
        feeds = Feed.objects.due(now).filter(host=OuterRef("pk"))
        discoveries = Discovery.objects.due(now).filter(host=OuterRef("pk"))
        return self._free(now).filter(Exists(feeds) | Exists(discoveries)).order_by("free_at")

    def claim(self, pk: int) -> "Host | None":
        """Take the host for one request, or None: it has had one a moment ago, or another worker is asking it."""
        now = timezone.now()
        taken = self._free(now).filter(pk=pk).update(lease_until=now + LEASE, visits=F("visits") + 1)
        return self.get(pk=pk) if taken else None

    def of(self, url: str) -> "Host":
        return self.get_or_create(origin=origin_of(url))[0]

    def _free(self, now: datetime) -> "HostQuerySet":
        return self.filter(Q(lease_until=None) | Q(lease_until__lt=now), free_at__lte=now)


class Host(models.Model):
    """A web server, by its origin: asked for one thing at a time, seldom, and as its robots.txt wants it."""

    origin = models.CharField(max_length=200, unique=True)
    free_at = models.DateTimeField(default=timezone.now, help_text="When it may be asked again.")
    lease_until = models.DateTimeField(null=True, blank=True)
    visits = models.PositiveBigIntegerField(
        default=0, help_text="Claims so far; the newest one may give the host back."
    )
    robots = models.TextField(blank=True, help_text="Its robots.txt.")
    robots_until = models.DateTimeField(null=True, blank=True, help_text="When robots.txt is to be asked for again.")
    failures = models.PositiveSmallIntegerField(default=0, help_text="How often in a row robots.txt could not be had.")

    objects: ClassVar[HostQuerySet] = HostQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.origin

    def release(self, pause: timedelta) -> None:
        """Let others ask the host, after a pause. Zero rows: the lease ran out, and the host is another worker's."""
        rows = Host.objects.filter(pk=self.pk, visits=self.visits)
        rows.update(lease_until=None, free_at=timezone.now() + pause)


class FeedQuerySet(models.QuerySet["Feed"]):
    def due(self, now: datetime) -> "FeedQuerySet":
        # The parts of an index that is not asked are not asked either.
        return self.exclude(index__active=False).filter(active=True, next_at__lte=now)


class Feed(models.Model):
    """A file of a site that names its pages: a sitemap, an RSS or an Atom feed. An index's sitemaps are its ``parts``."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="feeds")
    host = models.ForeignKey(Host, models.PROTECT, related_name="feeds", editable=False)
    index = models.ForeignKey("self", models.CASCADE, related_name="parts", null=True, blank=True, editable=False)
    url = models.CharField(
        "address",
        max_length=1000,
        help_text="Of a sitemap, an RSS or an Atom feed: https://www.example.org/sitemap.xml",
    )
    active = models.BooleanField(default=True, help_text="Whether it is asked.")
    interval_minutes = models.PositiveIntegerField(
        "ask every … minutes", default=15, validators=(MinValueValidator(5), MaxValueValidator(10_080))
    )
    daily_limit = models.PositiveIntegerField(
        "older articles a day",
        default=50,
        help_text="How many of the articles that it named from the beginning are narrated in a day, the newest first. "
        "What it names later is new, and narrated at once. 0: only new ones.",
    )

    kind = models.CharField(max_length=20, blank=True, editable=False)
    etag = models.CharField(max_length=200, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False, help_text="As the index says.")
    known = models.BooleanField(
        default=False, editable=False, help_text="Whether it was read before: what it names from then on is new."
    )
    asked_at = models.DateTimeField("last asked", null=True, editable=False)
    next_at = models.DateTimeField("next", default=timezone.now, editable=False)
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    error = models.TextField(blank=True, editable=False)
    report = models.JSONField(
        default=dict, editable=False, help_text="How many pages it named, and how many were passed over and why."
    )

    objects: ClassVar[FeedQuerySet] = FeedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("site", "url")
        constraints = (models.UniqueConstraint(fields=("site", "url"), name="feed_once_a_site"),)
        indexes = (
            # What is to be asked of a host next?
            models.Index(fields=("host", "next_at"), name="feed_due", condition=Q(active=True)),
        )

    def __str__(self) -> str:
        return self.url

    def clean(self) -> None:
        _check_own(self.site_id, self.url)

    def save(self, *args: Any, **kwargs: Any) -> None:
        # The address may have been changed since.
        self.host = Host.objects.of(self.url)
        super().save(*args, **kwargs)

    def note_parts(self, items: Iterable[Item]) -> None:
        """Keep the sitemaps that this index names, and have those asked that are new or have changed."""
        items = list(items)
        self.parts.exclude(url__in=[item.url for item in items]).delete()
        known = {part.url: part for part in self.parts.all()}
        for item in items:
            part = known.get(item.url) or Feed(site_id=self.site_id, index=self, url=item.url, known=self.known)
            newer = item.changed_at and (part.changed_at is None or item.changed_at > part.changed_at)
            if newer or part.pk is None:
                part.changed_at, part.next_at = item.changed_at, timezone.now()
                part.save()

    def note(self, *, pause: timedelta | None = None, **facts: object) -> None:
        """Write what came of asking, and when to ask again."""
        now = timezone.now()
        Feed.objects.filter(pk=self.pk).update(**{"asked_at": now, "next_at": now + (pause or self._pause), **facts})

    def fail(self, reason: str) -> None:
        failures = self.failures + 1
        wait = min(timedelta(minutes=self.interval_minutes) * 2 ** min(failures, 10), _LONGEST_BACK_OFF)
        self.note(pause=jittered(wait), error=reason, failures=failures)

    @property
    def _pause(self) -> timedelta:
        """How long until it is asked again. Of a part the index says when it has changed, if it says so at all."""
        part = timedelta(days=1) if self.changed_at else timedelta(hours=1)
        return jittered(part if self.index_id else timedelta(minutes=self.interval_minutes))


class DiscoveryQuerySet(models.QuerySet["Discovery"]):
    def due(self, now: datetime) -> "DiscoveryQuerySet":
        """What waits to be fetched, feeds that had their share of the day left out."""
        waiting = self.filter(state=Discovery.State.WAITING, next_at__lte=now)
        return waiting.exclude(older=True, feed__in=self._spent(now))

    def next_of(self, host: Host) -> "Discovery | None":
        """What to fetch next: what people asked for, then new pages, then older ones, of each the newest first."""
        # Sources in this order: webhook, staff, feed.
        order = ("older", "-source", F("changed_at").desc(nulls_last=True), "-found_at", "pk")
        return self.due(timezone.now()).filter(host=host).select_related("site", "feed").order_by(*order).first()

    def announce(self, site: Site, url: str, source: "Discovery.Source") -> "Discovery":
        """Have this page fetched now, also if it was before. Told twice while it waits, it is fetched once."""
        waiting = {"state": Discovery.State.WAITING, "next_at": timezone.now(), "failures": 0, "reason": ""}
        row, created = self.get_or_create(site=site, url=url, defaults={"host": Host.objects.of(url), "source": source})
        if not created:
            self.filter(pk=row.pk).update(
                **waiting, source=source, older=False, feed=None, announced=F("announced") + 1
            )
            row.refresh_from_db()
        return row

    def note(self, feed: Feed, items: Iterable[Item]) -> int:
        """Keep these pages of the feed to be fetched, those that have changed since once more; how many there are to fetch."""
        items = list(items)
        hosts = {origin: Host.objects.of(origin) for origin in {origin_of(item.url) for item in items}}
        added = 0
        for at in range(0, len(items), _BATCH):
            added += self._note(feed, items[at : at + _BATCH], hosts)
        return added

    def _note(self, feed: Feed, items: list[Item], hosts: dict[str, Host]) -> int:
        known = {row.url: row for row in self.filter(site=feed.site_id, url__in=[item.url for item in items])}
        new = [item for item in items if item.url not in known]
        rows = [
            Discovery(
                site_id=feed.site_id,
                host=hosts[origin_of(item.url)],
                feed_id=feed.index_id or feed.pk,
                url=item.url,
                changed_at=item.changed_at,
                older=not feed.known,
            )
            for item in new
        ]
        self.bulk_create(rows, ignore_conflicts=True)
        changed = [item for item in items if item.url in known and _changed(item, known[item.url])]
        for item in changed:
            again = {"state": Discovery.State.WAITING, "changed_at": item.changed_at, "next_at": timezone.now()}
            self.filter(pk=known[item.url].pk).update(**again, older=False, failures=0, reason="")
        return len(new) + len(changed)

    def _spent(self, now: datetime) -> FeedQuerySet:
        """The feeds whose older articles have had their number of the last 24 hours."""
        today = self.filter(older=True, fetched_at__gt=now - timedelta(days=1), feed__isnull=False)
        counted = today.values("feed").annotate(fetched=Count("pk")).filter(fetched__gte=F("feed__daily_limit"))
        return Feed.objects.filter(Q(daily_limit=0) | Q(pk__in=counted.values("feed")))


class Discovery(models.Model):
    """A page of a site that is to be fetched, or was: named by a feed, by the publisher's own system, or by staff."""

    class State(models.TextChoices):
        WAITING = "waiting"
        READ = "read"
        SKIPPED = "skipped"
        FAILED = "failed"

    class Source(models.TextChoices):
        FEED = "feed"
        WEBHOOK = "webhook"
        STAFF = "staff"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(Site, models.CASCADE, related_name="discoveries")
    host = models.ForeignKey(Host, models.PROTECT, related_name="discoveries")
    feed = models.ForeignKey(Feed, models.SET_NULL, related_name="discoveries", null=True)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.FEED)
    url = models.CharField("address", max_length=1000)
    older = models.BooleanField(default=False, help_text="Whether the feed named it from the beginning.")
    changed_at = models.DateTimeField("changed", null=True, help_text="As the feed says.")
    found_at = models.DateTimeField(auto_now_add=True)
    announced = models.PositiveIntegerField(default=1, help_text="How often it was asked for.")

    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.TextField(blank=True, help_text="Why it was not read.")
    fetched_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(default=timezone.now)
    failures = models.PositiveSmallIntegerField(default=0, help_text="Tries that came to nothing, or to no end.")
    article = models.ForeignKey("articles.Article", models.SET_NULL, related_name="discoveries", null=True)

    objects: ClassVar[DiscoveryQuerySet] = DiscoveryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-found_at",)
        verbose_name_plural = "discoveries"
        constraints = (models.UniqueConstraint(fields=("site", "url"), name="discovery_once_a_site"),)
        indexes = (
            # What is to be fetched of a host next?
            models.Index(fields=("host", "next_at"), name="discovery_due", condition=Q(state="waiting")),
            # How many older articles of a feed were fetched today?
            models.Index(fields=("feed", "fetched_at"), name="discovery_fetched", condition=Q(older=True)),
        )

    def __str__(self) -> str:
        return self.url

    def clean(self) -> None:
        _check_own(self.site_id, self.url)

    def begin(self) -> None:
        """Note a failure before the page is fetched, so that one at which workers die is given up like any other."""
        Discovery.objects.filter(pk=self.pk).update(fetched_at=timezone.now())
        self.fail("The worker that read it ended before it came to an end.", final=False)

    def end(self, state: "Discovery.State", reason: str = "", **facts: object) -> None:
        """Write what came of it, unless the page was asked for anew in the meantime: then it is fetched once more."""
        mine = Discovery.objects.filter(pk=self.pk, announced=self.announced)
        mine.update(**{"state": state, "reason": reason, "failures": 0, **facts})

    def fail(self, reason: str, *, final: bool) -> None:
        """Try again later, or give the page up when that is final or the fifth time."""
        failures = self.failures + 1
        state = self.State.FAILED if final or failures >= MOST_FAILURES else self.State.WAITING
        next_at = timezone.now() + jittered(timedelta(minutes=5) * 4**self.failures)
        self.end(state, reason, failures=failures, next_at=next_at)


def origins_of(site: Site) -> frozenset[str]:
    """The site's origins, as `origin_of` writes them."""
    return frozenset(normal_origin(origin) for origin in site.origins.values_list("origin", flat=True))


def _check_own(site_id: int | None, url: str) -> None:
    """ValidationError unless the address is one of the site's own."""
    try:
        origin = origin_of(url)
    except AddressRefused as error:
        raise ValidationError({"url": str(error)}) from error
    if site_id and origin not in origins_of(Site(pk=site_id)):
        raise ValidationError({"url": f"{origin} is not one of the site's origins. Add it there first."})


def jittered(wait: timedelta) -> timedelta:
    """About so long, so that what began together does not stay together."""
    return wait * random.uniform(0.9, 1.1)  # noqa: S311


def _changed(item: Item, known: Discovery) -> bool:
    return item.changed_at is not None and (known.changed_at is None or item.changed_at > known.changed_at)
