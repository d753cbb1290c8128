"""Roll-ups: the days that changed, rebuilt whole from their sessions and views. Nothing is ever counted up, so nothing can be counted
twice; a rebuild that is killed is as if it had never begun.
"""

from datetime import timedelta
from typing import Final

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from player.engagement.beacons import sentences_heard
from player.engagement.changes import mark
from player.engagement.models import ArticleDay, ChangedDay, CurveDay, LauncherView, PlaybackSession, Recording, SiteDay
from player.engagement.ranges import length, merged
from player.engagement.recordings import middles_of, recording_of
from synthesis.models import Narration

SETTLED_AFTER: Final = timedelta(minutes=1)
_AT_ONCE: Final = 1_000

# What a day's sessions and views add up to. A view whose page went on to play is no row of its own: the play was seen.
_FIGURES: Final = """
    SELECT article_id, recording_id, device, source, count(*) AS seen, count(*) AS plays,
        count(*) FILTER (WHERE duration_ms > 0 AND heard_ms >= duration_ms - duration_ms / 2) AS half,
        count(*) FILTER (WHERE duration_ms > 0 AND heard_ms >= duration_ms - duration_ms / 20) AS completed,
        sum(heard_ms) AS heard_ms,
        sum(CASE WHEN duration_ms > 0 THEN CAST(heard_ms AS bigint) * 1000 / duration_ms ELSE 0 END) AS share_sum,
        sum(rate) AS rate_sum
    FROM engagement_playbacksession WHERE site_id = %(site)s AND day = %(day)s GROUP BY 1, 2, 3, 4
    UNION ALL
    SELECT article_id, recording_id, device, '', count(*), 0, 0, 0, 0, 0, 0 FROM engagement_launcherview AS seen
    WHERE site_id = %(site)s AND day = %(day)s
        AND NOT EXISTS (SELECT 1 FROM engagement_playbacksession AS played WHERE played.id = seen.id AND played.day = seen.day)
    GROUP BY 1, 2, 3
"""
_SUMS: Final = "sum(seen), sum(plays), sum(half), sum(completed), sum(heard_ms), sum(share_sum), sum(rate_sum)"
_COLUMNS: Final = "seen, plays, half, completed, heard_ms, share_sum, rate_sum"

_ARTICLES: Final = f"""
INSERT INTO engagement_articleday (site_id, day, article_id, recording_id, {_COLUMNS})
SELECT %(site)s, %(day)s, article_id, recording_id, {_SUMS} FROM ({_FIGURES}) AS figures GROUP BY article_id, recording_id
"""  # noqa: S608 -- Put together from the texts above alone.
_SITE: Final = f"""
INSERT INTO engagement_siteday (site_id, day, language, level, engine, voice, device, source, {_COLUMNS})
SELECT %(site)s, %(day)s, content.language, article.level, recording.engine, recording.voice, device, source, {_SUMS}
FROM ({_FIGURES}) AS figures
JOIN engagement_recording AS recording ON recording.id = recording_id
JOIN synthesis_content AS content ON content.id = recording.content_id
JOIN articles_article AS article ON article.id = article_id
GROUP BY content.language, article.level, recording.engine, recording.voice, device, source
"""  # noqa: S608 -- As well.
# A session that heard the sentences [a, b) is one listener more from a on and one less from b on.
_CURVES: Final = """
INSERT INTO engagement_curveday (site_id, day, article_id, recording_id, plays, steps, replays)
WITH sessions AS (
    SELECT article_id, recording_id, sentences, replays, replayed FROM engagement_playbacksession
    WHERE site_id = %(site)s AND day = %(day)s
), plays AS (
    SELECT article_id, recording_id, count(*) AS plays FROM sessions GROUP BY 1, 2
), edges AS (
    SELECT article_id, recording_id, {start} AS sentence, 1 AS step FROM sessions, {runs} AS run
    UNION ALL
    SELECT article_id, recording_id, {end}, -1 FROM sessions, {runs} AS run
), steps AS (
    SELECT article_id, recording_id, {object}(sentence, step) AS steps FROM (
        SELECT article_id, recording_id, sentence, sum(step) AS step FROM edges GROUP BY 1, 2, 3 HAVING sum(step) <> 0
    ) AS summed GROUP BY 1, 2
), again AS (
    SELECT article_id, recording_id, {object}(sentence, times) AS replays FROM (
        SELECT article_id, recording_id, each.key AS sentence, sum(CAST(each.value AS integer)) AS times
        FROM sessions, {each}(replays) AS each WHERE replayed > 0 GROUP BY 1, 2, 3
    ) AS summed GROUP BY 1, 2
)
SELECT %(site)s, %(day)s, article_id, recording_id, plays, coalesce(steps, '{{}}'), coalesce(again.replays, '{{}}')
FROM plays LEFT JOIN steps USING (article_id, recording_id) LEFT JOIN again USING (article_id, recording_id)
"""
_NAMES: Final = {
    "postgresql": {
        "runs": "unnest(sentences)",
        "start": "lower(run)",
        "end": "upper(run)",
        "object": "jsonb_object_agg",
        "each": "jsonb_each",
    },
    "sqlite": {
        "runs": "json_each(sentences)",
        "start": "run.value ->> 0",
        "end": "run.value ->> 1",
        "object": "json_group_object",
        "each": "json_each",
    },
}
# Compiling these for a day takes PostgreSQL longer than doing them.
_BEFORE: Final = {"postgresql": ("SET LOCAL jit = off",), "sqlite": ()}
_STATEMENTS: Final = {
    vendor: (*_BEFORE[vendor], _ARTICLES, _SITE, _CURVES.format(**names)) for vendor, names in _NAMES.items()
}


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
    for model in (ArticleDay, SiteDay, CurveDay):
        model.objects.filter(site=changed.site_id, day=changed.day).delete()
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
