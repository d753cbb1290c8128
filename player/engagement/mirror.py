"""Mirror: playback sessions for a publisher's own evaluation, told to the webhooks that want them.

Ingest does nothing for it: once a minute the sessions that beacons have changed are read, as they stand by then. A session is told again
whenever it has changed, under the same id and with a greater ``at_ms``, so that of two states the receiver keeps the later one.
"""

from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from player.articles.models import Notice, Webhook
from player.articles.webhooks.models import Event
from player.articles.webhooks.outbox import notice_for
from player.engagement.changes import MARK_FOR
from player.engagement.models import ChangedDay, Mirror, PlaybackSession

A_NOTICE: Final = 500  # Sessions: a body of some 200 kB.
# Of a receiver that takes nothing no more is kept waiting than this; its sessions stand in their table as long as ever.
MOST_WAITING: Final = 4


def tell_sessions() -> int:
    """Write notices of the sessions that have changed; how many notices."""
    return sum(_tell(hook) for hook in Webhook.objects.told_of(Event.SESSIONS).select_related("site"))


def _tell(hook: Webhook) -> int:
    waiting, told = hook.notices.filter(event=Event.SESSIONS, state=Notice.State.WAITING).count(), 0
    while waiting + told < MOST_WAITING and _tell_some(hook):
        told += 1
    return told


@transaction.atomic
def _tell_some(hook: Webhook) -> bool:
    """Tell of the next sessions and remember how far that is, both or neither; False where there are none."""
    Mirror.objects.get_or_create(webhook=hook, defaults={"seen_at": timezone.now()})
    mirror = Mirror.objects.select_for_update().get(webhook=hook)
    sessions = list(_changed(hook, mirror)[:A_NOTICE])
    if not sessions:
        return False
    data = {"sessions": [describe(session) for session in sessions]}
    notice_for(hook, hook.site, Event.SESSIONS, f"{len(sessions)} sessions", data).save()
    mirror.seen_at, mirror.session = sessions[-1].seen_at, sessions[-1].pk
    mirror.save()
    return True


def _changed(hook: Webhook, mirror: Mirror) -> Any:
    # What was received before this has been kept by now, so that nothing comes in behind.
    settled = timezone.now() - MARK_FOR
    later = Q(seen_at__gt=mirror.seen_at) | Q(seen_at=mirror.seen_at, pk__gt=mirror.session)
    # No session has changed on a day that was not marked: as a rule that leaves today.
    days = ChangedDay.objects.filter(site=hook.site, changing_until__gt=mirror.seen_at).values("day")
    found = PlaybackSession.objects.filter(later, day__in=days, site=hook.site, seen_at__lte=settled)
    related = found.select_related("article", "content", "recording").defer(
        "content__stored_blocks", "recording__sentences"
    )
    return related.order_by("seen_at", "pk")


def describe(session: PlaybackSession) -> dict[str, Any]:
    """A session as it is told: what is kept of it, and what of its article."""
    return {
        "session": str(session.pk),
        "day": session.day.isoformat(),
        "at_ms": session.at_ms,
        "url": session.article.url,
        "fingerprint": session.content.fingerprint,
        "language": session.content.language,
        "level": session.article.level,
        "voice": {"engine": session.recording.engine, "name": session.recording.voice},
        "duration_ms": session.duration_ms,
        "heard": [list(each) for each in session.heard],
        "heard_ms": session.heard_ms,
        "half": bool(session.duration_ms) and session.heard_ms >= session.duration_ms - session.duration_ms // 2,
        "completed": bool(session.duration_ms) and session.heard_ms >= session.duration_ms - session.duration_ms // 20,
        "rate": session.rate / 100,
        "seeks": session.seeks,
        "replays": session.replays,
        "source": session.source,
        "device": session.device,
    }
