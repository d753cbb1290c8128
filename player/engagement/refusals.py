"""Refusals: how many beacons were not counted, and why. Counted in memory and written down about once a second, so that a flood of bad
beacons costs the database no more than a single one. There are as many counters as reasons, days and sites; nothing of a beacon is kept.
"""

import logging
import time
from collections import Counter
from datetime import date
from threading import Lock
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection

from player.engagement.models import Refusal
from player.sites.models import Site

log = logging.getLogger(__name__)

_EVERY_S: Final = 1.0
# Counts of a site that is deleted meanwhile go with it.
_ADD: Final = """
INSERT INTO engagement_refusal AS kept (site_id, day, reason, count) SELECT id, %s, %s, %s FROM sites_site WHERE id = %s
ON CONFLICT (site_id, day, reason) DO UPDATE SET count = kept.count + excluded.count
"""

_counts: Counter[tuple[int, date, str]] = Counter()
_lock: Final = Lock()
_written_at = 0.0


def note(site: Site, reason: Refusal.Reason) -> None:
    """Count one more."""
    with _lock:
        _counts[site.pk, site.today(), reason.value] += 1
    write_down()


def write_down() -> None:
    """Write down what was counted, unless that was done within the last second. What cannot be written stays counted."""
    global _written_at
    with _lock:
        if not _counts or (settings.REMEMBERING and time.monotonic() - _written_at < _EVERY_S):
            return
        counted = dict(_counts)
        _counts.clear()
        _written_at = time.monotonic()
    try:
        with connection.cursor() as cursor:
            cursor.executemany(_ADD, [(day, reason, count, site) for (site, day, reason), count in counted.items()])
    except DatabaseError as error:
        log.warning("Refused beacons could not be written down; they are kept and tried again: %s", error)
        with _lock:
            _counts.update(counted)
