"""Ingest: one beacon, one statement that takes maxima and unions. Beacons are cumulative, so loss, repetition and reordering cannot
matter, and a statement that may have been done can be done again.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

from player.engagement import changes
from player.engagement.beacons import Beacon, heard_ranges, sentences_heard
from player.engagement.models import PlaybackSession
from player.engagement.ranges import length
from player.engagement.recordings import middles_of, recording_at
from player.engagement.remembering import remembered
from player.sites.models import Site
from player.sites.problems import Problem

# Both databases know these statements, but for some names; the ORM has no upsert that unites. The newest state is that of the
# greatest age. A session never moves to another site or text. Source and device do not change: of forged ones the least counts, in
# whatever order they come.
_SESSION: Final = """
INSERT INTO engagement_playbacksession AS kept
    (id, site_id, day, article_id, content_id, recording_id, duration_ms, heard, heard_ms, sentences, rate, seeks, replays, replayed,
     source, device, at_ms, started_at, seen_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (id) DO UPDATE SET
    day = {least}(excluded.day, kept.day),
    recording_id = CASE WHEN excluded.duration_ms > 0 THEN excluded.recording_id ELSE kept.recording_id END,
    duration_ms = {greatest}(excluded.duration_ms, kept.duration_ms),
    heard = {heard},
    heard_ms = {heard_ms},
    sentences = {sentences},
    rate = CASE WHEN (excluded.at_ms, excluded.rate) > (kept.at_ms, kept.rate) THEN excluded.rate ELSE kept.rate END,
    seeks = {greatest}(excluded.seeks, kept.seeks),
    replays = CASE WHEN excluded.replayed > kept.replayed THEN excluded.replays ELSE kept.replays END,
    replayed = {greatest}(excluded.replayed, kept.replayed),
    source = {least}(excluded.source, kept.source),
    device = {least}(excluded.device, kept.device),
    at_ms = {greatest}(excluded.at_ms, kept.at_ms),
    started_at = {least}(excluded.started_at, kept.started_at),
    seen_at = {greatest}(excluded.seen_at, kept.seen_at)
WHERE kept.site_id = excluded.site_id AND kept.content_id = excluded.content_id
RETURNING day
"""
_VIEW: Final = """
INSERT INTO engagement_launcherview (id, site_id, day, article_id, recording_id, device) VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (id) DO NOTHING
"""
_NAMES: Final = {
    "postgresql": {
        "least": "LEAST",
        "greatest": "GREATEST",
        "heard": "kept.heard + excluded.heard",
        "heard_ms": "(SELECT coalesce(sum(upper(each) - lower(each)), 0) FROM unnest(kept.heard + excluded.heard) AS each)",
        "sentences": "kept.sentences + excluded.sentences",
    },
    "sqlite": {
        "least": "MIN",
        "greatest": "MAX",
        "heard": "ranges_union(kept.heard, excluded.heard)",
        "heard_ms": "ranges_length(ranges_union(kept.heard, excluded.heard))",
        "sentences": "ranges_union(kept.sentences, excluded.sentences)",
    },
}
_UPSERTS: Final = {vendor: _SESSION.format(**names) for vendor, names in _NAMES.items()}
# How much longer one beacon of a session may be under way than another.
_LATEST: Final = timedelta(minutes=10)
_FIELDS: Final = {field.name: field for field in PlaybackSession._meta.concrete_fields}


@dataclass(frozen=True, slots=True)
class Target:
    """What a beacon counts for."""

    article_id: int
    content_id: int
    recording_id: int
    duration_ms: int
    middles: Sequence[int]


def take(site: Site, beacon: Beacon) -> None:
    """Keep what the beacon says; Problem when it belongs to nothing that the site has."""
    target = _target(site, beacon.fingerprint, beacon.audio)
    now = timezone.now()
    started_at = now - timedelta(milliseconds=beacon.at_ms)
    day = _day(started_at, site.zone)
    # An earlier beacon that was long under way may have put the session on the day after.
    for each in {day, _day(started_at + _LATEST, site.zone)}:
        changes.mark(site.pk, each)
    if beacon.is_view:
        _keep_view(site, target, beacon, day)
        return
    kept = _keep_session(site, target, beacon, day, started_at, now)
    if kept is None:
        raise Problem("elsewhere", "This session is one of another site or text; nothing was counted.")
    if kept != day:
        # A page's clock stands still while its machine sleeps: the session began on an earlier day, which has to be marked first.
        changes.mark(site.pk, kept)
        _keep_session(site, target, beacon, day, started_at, now)


def _keep_view(site: Site, target: Target, beacon: Beacon, day: date) -> None:
    values = (_prepared("id", beacon.session), site.pk, day, target.article_id, target.recording_id, beacon.device)
    with connection.cursor() as cursor:
        cursor.execute(_VIEW, values)


def _keep_session(
    site: Site, target: Target, beacon: Beacon, day: date, started_at: datetime, now: datetime
) -> date | None:
    """The day to which the session belongs; None when it is not this site's and text's."""
    heard = heard_ranges(beacon, target.duration_ms)
    values = {
        "id": beacon.session,
        "site": site.pk,
        "day": day,
        "article": target.article_id,
        "content": target.content_id,
        "recording": target.recording_id,
        "duration_ms": target.duration_ms,
        "heard": heard,
        "heard_ms": length(heard),
        "sentences": sentences_heard(heard, target.middles),
        "rate": round(beacon.rate * 100),
        "seeks": beacon.seeks,
        "replays": json.dumps(dict(beacon.replays)),
        "replayed": sum(count for _, count in beacon.replays),
        "source": beacon.source,
        "device": beacon.device,
        "at_ms": beacon.at_ms,
        "started_at": started_at,
        "seen_at": now,
    }
    prepared: list[Any] = [value if name == "replays" else _prepared(name, value) for name, value in values.items()]
    with connection.cursor() as cursor:
        cursor.execute(_UPSERTS[connection.vendor], prepared)
        row = cursor.fetchone()
    return _FIELDS["day"].to_python(row[0]) if row else None


def _prepared(field: str, value: object) -> Any:
    """The value as the database at hand takes it for this column."""
    return _FIELDS[field].get_db_prep_value(value, connection)


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def _target(site: Site, fingerprint: str, audio: str) -> Target:
    """What the beacon counts for. What is still being spoken is looked up each time, since it may be finished now."""
    target = _remembered_target(site, fingerprint, audio)
    return target if target.duration_ms else _look_up(site, fingerprint, audio)


def _look_up(site: Site, fingerprint: str, audio: str) -> Target:
    article, recording = recording_at(site, fingerprint, audio)
    return Target(article.pk, recording.content_id, recording.pk, recording.duration_ms, middles_of(recording))


_remembered_target: Final = remembered(4096, 60)(_look_up)
