"""Ingest: one beacon, one upsert that takes maxima. Beacons are cumulative, so loss, repetition and reordering cannot matter."""

import json
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Field
from django.utils import timezone

from player.articles.models import Article
from player.engagement.beacons import Beacon, heard_ranges
from player.engagement.models import PlaybackSession
from player.sites.models import Site
from player.sites.problems import Problem
from synthesis.models import Narration

# Both databases know this statement; the ORM has no upsert with conditions. A state that heard more replaces one that heard less:
# states are cumulative, so the longer one holds the shorter one. A session never moves to another site.
_GREATEST = {"postgresql": "GREATEST", "sqlite": "MAX"}
_LEAST = {"postgresql": "LEAST", "sqlite": "MIN"}
_UPSERT = """
INSERT INTO engagement_playbacksession AS kept
    (id, site_id, article_id, voice, duration_ms, heard, heard_ms, rate, seeks, replays, source, device, started_at, seen_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (id) DO UPDATE SET
    heard = CASE WHEN excluded.heard_ms > kept.heard_ms THEN excluded.heard ELSE kept.heard END,
    heard_ms = {greatest}(excluded.heard_ms, kept.heard_ms),
    rate = CASE WHEN excluded.heard_ms >= kept.heard_ms THEN excluded.rate ELSE kept.rate END,
    seeks = {greatest}(excluded.seeks, kept.seeks),
    replays = {greatest}(excluded.replays, kept.replays),
    started_at = {least}(excluded.started_at, kept.started_at),
    seen_at = {greatest}(excluded.seen_at, kept.seen_at)
WHERE kept.site_id = excluded.site_id AND kept.article_id = excluded.article_id
"""


def take(site: Site, beacon: Beacon) -> None:
    """Keep what the beacon says; Problem when the site has no narration of this content."""
    delivery = Article.objects.saying(site, beacon.fingerprint)
    narration = _narration(site, beacon.fingerprint)
    if delivery is None or narration is None:
        raise Problem("unknown-narration", "The site has no narration with this fingerprint; nothing was counted.")
    heard = heard_ranges(beacon, narration.duration_ms)
    now = timezone.now()
    values = (
        _prepared("id", beacon.session),
        site.pk,
        delivery.article_id,
        narration.voice,
        narration.duration_ms,
        json.dumps(heard),
        sum(end - start for start, end in heard),
        beacon.rate,
        beacon.seeks,
        beacon.replays,
        beacon.source,
        beacon.device,
        _prepared("started_at", now - timedelta(milliseconds=beacon.at_ms)),
        _prepared("seen_at", now),
    )
    with connection.cursor() as cursor:
        cursor.execute(_statement(), values)


def _prepared(field: str, value: object) -> Any:
    """The value as the database at hand takes it for this column."""
    column: Field[object, object] = PlaybackSession._meta.get_field(field)  # type: ignore[assignment]
    return column.get_db_prep_value(value, connection)


def _statement() -> str:
    return _UPSERT.format(greatest=_GREATEST[connection.vendor], least=_LEAST[connection.vendor])


def _narration(site: Site, fingerprint: str) -> Narration | None:
    """The site's newest finished narration of the content."""
    return (
        Narration.objects.filter(content__fingerprint=fingerprint, lexicon=site.lexicon_id, ready_at__isnull=False)
        .order_by("-ready_at")
        .only("voice", "duration_ms")
        .first()
    )
