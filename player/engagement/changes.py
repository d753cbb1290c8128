"""Changes: which days of which sites have to be rebuilt.

A beacon is kept only while its day is marked as changing. A mark holds for a minute, so that a process writes one now and then and not
for each beacon; and a day counts as rebuilt only by a rebuild that began after its mark had run out. Nothing that was accepted can be
missed, whoever is killed in between.
"""

import time
from datetime import date, timedelta
from threading import Lock
from typing import Final

from django.conf import settings
from django.db import connection
from django.utils import timezone

from player.engagement.models import ChangedDay

MARK_FOR: Final = timedelta(seconds=60)
# A beacon must be kept before its mark runs out, which requests are not given the time to miss.
_RENEW_BEFORE_S: Final = 35.0
_MOST: Final = 10_000
_MARK: Final = """
INSERT INTO engagement_changedday AS kept (site_id, day, changing_until) VALUES (%s, %s, %s)
ON CONFLICT (site_id, day) DO UPDATE SET changing_until = excluded.changing_until WHERE kept.changing_until < excluded.changing_until
"""

# Until when, on this process's clock, its marks hold well enough.
_marked: dict[tuple[int, date], float] = {}
_lock: Final = Lock()


def mark(site_id: int, day: date) -> None:
    """Make sure that the day is marked for as long as it takes to keep a beacon."""
    now = time.monotonic()
    if settings.REMEMBERING and _marked.get((site_id, day), 0) > now:
        return
    until = ChangedDay._meta.get_field("changing_until").get_db_prep_value(timezone.now() + MARK_FOR, connection)
    with connection.cursor() as cursor:
        cursor.execute(_MARK, (site_id, day, until))
    with _lock:
        if len(_marked) > _MOST:
            _marked.clear()
        _marked[site_id, day] = now + MARK_FOR.total_seconds() - _RENEW_BEFORE_S
