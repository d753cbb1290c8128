"""Noting from where a tag is seen, so cheaply that any request may do it: one write a minute for a site and origin, and one in ten
minutes that text was found there.

Each process remembers what it noted; the row says what the others did. Origins that the site does not
list are anybody's word: they share one write a minute, and the latest few are kept.
"""

import re
import time
from datetime import timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from player.sites.models import Sighting, Site

_EVERY: Final = timedelta(minutes=1)
_TEXT_EVERY: Final = timedelta(minutes=10)
_MOST_STRANGERS: Final = 8
_MOST_REMEMBERED: Final = 10_000
_ORIGIN: Final = re.compile(r"https?://[a-z0-9.\-\[\]:]{1,190}")

_noted: dict[tuple[object, ...], float] = {}


def note(site: Site, origin: str, *, listed: bool, text: bool = False) -> None:
    """A page of this origin asked for the site; with ``text``, it had found something to read."""
    key = (site.pk, origin if listed else None, text)
    now = time.monotonic()
    if _noted.get(key, -1.0) > now or not _ORIGIN.fullmatch(origin.lower()):
        return
    if len(_noted) >= _MOST_REMEMBERED:
        _noted.clear()
    _noted[key] = now + (_TEXT_EVERY if text else _EVERY).total_seconds()
    _write(site, origin.lower(), listed, text)


def _write(site: Site, origin: str, listed: bool, text: bool) -> None:
    now = timezone.now()
    rows = Sighting.objects.filter(site=site, origin=origin)
    old = Q(text_at=None) | Q(text_at__lte=now - _TEXT_EVERY) if text else Q(seen_at__lte=now - _EVERY)
    changes = {"seen_at": now} | ({"text_at": now} if text else {})
    if rows.filter(old).update(**changes) or rows.exists():
        return
    if not listed:
        _drop_strangers(site)
    row = Sighting(site=site, origin=origin, first_seen_at=now, **changes)
    Sighting.objects.bulk_create([row], ignore_conflicts=True)


def _drop_strangers(site: Site) -> None:
    strangers = Sighting.objects.filter(site=site).exclude(origin__in=site.origins.values("origin"))
    kept = list(strangers.order_by("-seen_at").values_list("pk", flat=True)[: _MOST_STRANGERS - 1])
    strangers.exclude(pk__in=kept).delete()
