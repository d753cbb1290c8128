"""Admission: how many beacons are let in, and which are turned away first when there are too many.

Beacons are worth different things: what only says that a launcher was seen the least, what says how far a session has come more, since
the next one says it again; its start, a pause and its end the most. Whatever is turned away is told so (429, 503) and counted.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition, Lock
from typing import Final

from django.conf import settings
from django.db import connection

from player.engagement.beacons import Beacon
from player.sites.problems import Problem


@dataclass(frozen=True, slots=True)
class Worth:
    """What a beacon of this worth gets: a share of the site's quota, a share of the places, and time to wait for one."""

    quota: float
    places: float
    patience_s: float


_VIEW: Final = Worth(0.7, 0.34, 0.05)
_PROGRESS: Final = Worth(0.9, 0.67, 0.25)
_TURN: Final = Worth(1.0, 1.0, 1.0)
_WORTH: Final = {"seen": _VIEW, "playing": _PROGRESS, "milestone": _PROGRESS}

_BLOCK: Final = 50
# Never more than the limit, whichever process asks: the row's lock makes one block after the other of it.
_TAKE: Final = """
INSERT INTO engagement_allowance AS kept (site_id, minute, taken) VALUES (%(site)s, %(minute)s, %(block)s)
ON CONFLICT (site_id) DO UPDATE SET
    taken = CASE WHEN kept.minute = excluded.minute THEN kept.taken + excluded.taken ELSE excluded.taken END, minute = excluded.minute
WHERE kept.minute < excluded.minute OR (kept.minute = excluded.minute AND kept.taken + excluded.taken <= %(limit)s)
RETURNING taken
"""


def worth_of(beacon: Beacon) -> Worth:
    return _WORTH.get(beacon.occasion, _TURN)


@dataclass(slots=True)
class _Block:
    """What this process may still let in of a site's minute; ``taken`` is how many all processes had by then."""

    minute: int
    left: int
    taken: int


class Quota:
    """Beacons a minute of each site, taken from the database by the block, so that one in fifty asks it."""

    def __init__(self) -> None:
        self._blocks: dict[int, _Block] = {}
        self._lock = Lock()

    def spend(self, site_id: int, worth: Worth) -> None:
        """Let one in; Problem when the site has had its share of the minute for beacons of this worth."""
        limit = settings.BEACONS_A_MINUTE
        minute = int(time.time() // 60)
        with self._lock:
            block = self._blocks.get(site_id)
            if block is None or block.minute != minute or (not block.left and block.taken < limit):
                block = self._blocks[site_id] = _next_block(site_id, minute, limit)
            if block.left and block.taken <= limit * worth.quota:
                block.left -= 1
                return
        raise Problem("over-quota", f"The site sends more than {limit} beacons a minute; this one was not counted.")


def _next_block(site_id: int, minute: int, limit: int) -> _Block:
    size = max(1, min(_BLOCK, limit // 20))
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"site": site_id, "minute": minute, "block": size, "limit": limit})
        row = cursor.fetchone()
    return _Block(minute, size, row[0]) if row else _Block(minute, 0, limit)


class Places:
    """How many beacons a process keeps at once. The rest of its threads stay free for narrations, however many beacons come."""

    def __init__(self) -> None:
        self._busy = 0
        self._changed = Condition()

    @contextmanager
    def place(self, worth: Worth) -> Iterator[None]:
        """A place while the beacon is kept; Problem when none of those that its worth may have got free in time."""
        most = max(1, round(settings.BEACONS_AT_ONCE * worth.places))
        with self._changed:
            if not self._changed.wait_for(lambda: self._busy < most, worth.patience_s):
                raise Problem(
                    "overloaded", "The service has too much to do at this moment; this beacon was not counted."
                )
            self._busy += 1
        try:
            yield
        finally:
            with self._changed:
                self._busy -= 1
                self._changed.notify()


quota: Final = Quota()
places: Final = Places()
