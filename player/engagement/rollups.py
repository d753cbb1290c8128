"""Roll-ups: the days that changed, rebuilt whole from their sessions and views. Nothing is ever counted up, so nothing can be counted
twice; a rebuild that is killed is as if it had never begun. What is worked out is the whole day; what is written is what differs.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from player.engagement.beacons import sentences_heard
from player.engagement.changes import mark
from player.engagement.figures import SUMS
from player.engagement.models import ChangedDay, LauncherView, PlaybackSession, Recording
from player.engagement.ranges import length, merged
from player.engagement.recordings import middles_of, recording_of
from synthesis.models import Narration

SETTLED_AFTER: Final = timedelta(minutes=1)
_AT_ONCE: Final = 1_000

# What a day's sessions and views add up to, worked out once for both tables of figures. A view whose page went on to play is no row
# of its own: the play was seen. Texts are looked up once each, however many kinds of readers they had; counts are integers, since
# PostgreSQL adds those more quickly than bigger ones.
_FIGURES: Final = """
    WITH figures AS (
        SELECT article_id, recording_id, device, source, CAST(count(*) AS integer) AS seen, CAST(count(*) AS integer) AS plays,
            CAST(count(*) FILTER (WHERE duration_ms > 0 AND heard_ms >= duration_ms - duration_ms / 2) AS integer) AS half,
            CAST(count(*) FILTER (WHERE duration_ms > 0 AND heard_ms >= duration_ms - duration_ms / 20) AS integer) AS completed,
            sum(heard_ms) AS heard_ms,
            sum(CASE WHEN duration_ms > 0 THEN CAST(CAST(heard_ms AS bigint) * 1000 / duration_ms AS integer) ELSE 0 END) AS share_sum,
            sum(rate) AS rate_sum
        FROM engagement_playbacksession WHERE {day} GROUP BY 1, 2, 3, 4
        UNION ALL
        SELECT article_id, recording_id, device, '', CAST(count(*) AS integer), 0, 0, 0, 0, 0, 0 FROM engagement_launcherview AS seen
        WHERE {day} AND NOT EXISTS (
            SELECT 1 FROM engagement_playbacksession AS played WHERE played.id = seen.id AND {day}
        )
        GROUP BY 1, 2, 3
    ), texts AS MATERIALIZED (
        SELECT article_id, recording_id, content.language, article.level, recording.engine, recording.voice
        FROM (SELECT DISTINCT article_id, recording_id FROM figures) AS heard
        JOIN engagement_recording AS recording ON recording.id = recording_id
        JOIN synthesis_content AS content ON content.id = recording.content_id
        JOIN articles_article AS article ON article.id = article_id AND article.site_id = %(site)s
    )
    SELECT * FROM figures JOIN texts USING (article_id, recording_id)
"""
_SUMS: Final = ", ".join(f"CAST(sum({name}) AS bigint) AS {name}" for name in SUMS)
_SUMMED: Final = f"SELECT {{keys}}, {_SUMS} FROM day_figures GROUP BY {{keys}}"  # noqa: S608 -- Of texts above alone.
# A session that heard the sentences [a, b) is one listener more from a on and one less from b on.
_CURVES: Final = """
    WITH steps AS (
        SELECT article_id, recording_id, {object}(sentence, step) AS steps FROM (
            SELECT article_id, recording_id, {sentence} AS sentence, sum({step}) AS step
            FROM engagement_playbacksession, {edges} WHERE {day} GROUP BY 1, 2, 3 HAVING sum({step}) <> 0
        ) AS summed GROUP BY 1, 2
    ), again AS (
        SELECT article_id, recording_id, {object}(sentence, times) AS replays FROM (
            SELECT article_id, recording_id, each.key AS sentence, sum(CAST(each.value AS integer)) AS times
            FROM engagement_playbacksession, {each}(replays) AS each WHERE {day} AND replayed > 0 GROUP BY 1, 2, 3
        ) AS summed GROUP BY 1, 2
    )
    SELECT article_id, recording_id, plays, coalesce(steps, '{{}}') AS steps, coalesce(again.replays, '{{}}') AS replays
    FROM engagement_articleday LEFT JOIN steps USING (article_id, recording_id) LEFT JOIN again USING (article_id, recording_id)
    WHERE {day} AND plays > 0
"""
_NAMES: Final = {
    "postgresql": {
        "edges": "unnest(sentences) AS run, LATERAL (VALUES (lower(run), 1), (upper(run), -1)) AS edge (sentence, step)",
        "sentence": "edge.sentence",
        "step": "edge.step",
        "object": "jsonb_object_agg",
        "each": "jsonb_each",
    },
    "sqlite": {
        "edges": "json_each(sentences) AS run, json_each(run.value) AS edge",
        "sentence": "edge.value",
        "step": "1 - 2 * edge.key",
        "object": "json_group_object",
        "each": "json_each",
    },
}
_DAY: Final = "site_id = %(site)s AND day = %(day)s"
# Of a day that is rebuilt each minute few rows differ from those that there are: only these are written, since writing them all costs
# as much as adding all up.
_REPLACE: Final = (
    "WITH rebuilt AS ({rows}) "
    "DELETE FROM {table} WHERE {day} AND ({keys}, {values}) NOT IN (SELECT {keys}, {values} FROM rebuilt)",
    "WITH rebuilt AS ({rows}) "
    "INSERT INTO {table} (site_id, day, {keys}, {values}) SELECT %(site)s, %(day)s, {keys}, {values} FROM rebuilt "
    "WHERE ({keys}) NOT IN (SELECT {keys} FROM {table} WHERE {day})",
)
# Compiling these for a day, or sharing them among processes, takes PostgreSQL longer than doing them, and a busy day's groups are more
# than its usual memory holds.
_BEFORE: Final = {
    "postgresql": ("SET LOCAL jit = off; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL work_mem = '32MB'",),
    "sqlite": (),
}


def _replace(table: str, keys: Sequence[str], values: Sequence[str], rows: str) -> tuple[str, ...]:
    parts = {"table": table, "keys": ", ".join(keys), "values": ", ".join(values), "day": _DAY}
    return tuple(each.format(**parts, rows=rows.format(**parts)) for each in _REPLACE)


def _statements(vendor: str) -> tuple[str, ...]:
    """What rebuilds a day, one after the other."""
    shared = ("language", "level", "engine", "voice", "device", "source")
    version = ("article_id", "recording_id")
    return (
        *_BEFORE[vendor],
        f"CREATE TEMPORARY TABLE day_figures AS {_FIGURES.format(day=_DAY)}",
        *_replace("engagement_siteday", shared, SUMS, _SUMMED),
        *_replace("engagement_articleday", version, SUMS, _SUMMED),
        f"CREATE TEMPORARY TABLE day_curves AS {_CURVES.format(**_NAMES[vendor], day=_DAY)}",
        *_replace("engagement_curveday", version, ("plays", "steps", "replays"), "SELECT * FROM day_curves"),
        "DROP TABLE day_curves",
        "DROP TABLE day_figures",
    )


_STATEMENTS: Final = {vendor: _statements(vendor) for vendor in _NAMES}


def rebuild_changed() -> int:
    """Rebuild the days that changed since they were last rebuilt; how many."""
    finish_recordings()
    changed = ChangedDay.objects.filter(Q(rebuilt_at=None) | Q(rebuilt_at__lte=F("changing_until")))
    return sum(rebuild(pk) for pk in changed.order_by("changing_until").values_list("pk", flat=True))


@transaction.atomic
def rebuild(pk: int) -> bool:
    """Rebuild one day; False when another process is at it, or it is closed."""
    waiting = ChangedDay.objects.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
    changed = waiting.filter(pk=pk).first()
    if changed is None:
        return False
    # Before the sessions are looked at: what comes in later has marked the day for longer.
    ChangedDay.objects.filter(pk=pk).update(rebuilt_at=timezone.now())
    with connection.cursor() as cursor:
        for statement in _STATEMENTS[connection.vendor]:
            cursor.execute(statement, {"site": changed.site_id, "day": changed.day})
    return True


def finish_recordings() -> None:
    """Compare what was heard of narrations that were still being spoken with what these have become, and mark its days."""
    unfinished = PlaybackSession.objects.filter(duration_ms=0).order_by()
    recordings = Recording.objects.filter(pk__in=unfinished.values("recording").distinct()).select_related("narration")
    # A beacon that found the narration unfinished has been kept by now.
    finished = recordings.filter(
        narration__state=Narration.State.READY, narration__ready_at__lt=timezone.now() - SETTLED_AFTER
    )
    for recording in finished:
        _finish(recording)


def _finish(begun: Recording) -> None:
    assert begun.narration is not None
    recording = begun if begun.audio else recording_of(begun.narration)
    sessions = PlaybackSession.objects.filter(recording=begun, duration_ms=0).order_by("pk")
    while _finish_some(sessions, recording):
        pass
    for site_id, day in LauncherView.objects.filter(recording=begun).values_list("site", "day").distinct():
        mark(site_id, day)
    LauncherView.objects.filter(recording=begun).update(recording=recording)


@transaction.atomic
def _finish_some(sessions: "QuerySet[PlaybackSession]", recording: Recording) -> bool:
    """Write into some of the sessions what they heard of the finished recording; False when there are no more."""
    some = list(sessions.select_for_update()[:_AT_ONCE])
    middles = middles_of(recording)
    for session in some:
        mark(session.site_id, session.day)
        session.recording, session.duration_ms = recording, recording.duration_ms
        session.heard = merged((start, min(end, recording.duration_ms)) for start, end in session.heard)
        session.heard_ms = length(session.heard)
        session.sentences = sentences_heard(session.heard, middles)
    PlaybackSession.objects.bulk_update(some, ("recording", "duration_ms", "heard", "heard_ms", "sentences"), _AT_ONCE)
    return bool(some) and recording.duration_ms > 0
