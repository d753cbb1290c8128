"""Ten million playback sessions for `benchmarks.engagement`, made by the database itself: 20 sites of which the first has more than a
fifth of all readers, 2,000 articles each, read the more the further up they stand, over 90 days that end with today and lie in the table
one after another. Of the last days there are views of the launcher too, some of which became plays.
"""

from datetime import date, timedelta
from typing import Final

from django.db import connection

SITES: Final = 20
ARTICLES: Final = 2_000
DAYS: Final = 90
LENGTH_MS: Final = 300_000
SENTENCES: Final = 60
EACH_MS: Final = LENGTH_MS // SENTENCES
VIEW_DAYS: Final = 3
VIEWS_A_PLAY: Final = 4

_TIMELINE: Final = f"""
    (SELECT json_agg(json_build_array(1, n * 80, n * 80 + 70, n * {EACH_MS}, n * {EACH_MS} + 4500) ORDER BY n)
     FROM generate_series(0, {SENTENCES - 1}) AS n)
"""
_TEXTS: Final = (
    """
    INSERT INTO synthesis_content (fingerprint, language, stored_blocks, created_at)
    SELECT md5(n::text) || md5('b' || n), CASE n %% 4 WHEN 0 THEN 'es-419' ELSE 'en-US' END, json_build_array(
        json_build_array('title', 'Article ' || n),
        json_build_array('paragraph', repeat(rpad('A sentence of a story that is read aloud to children, one', 79, '.') || ' ', 60))
    ), now()
    FROM generate_series(1, %(articles)s) AS n
    """,
    f"""
    INSERT INTO engagement_recording (content_id, engine, voice, audio, duration_ms, sentences)
    SELECT id, 'espeak', 'en-us', md5(id::text) || '.m4a', {LENGTH_MS}, {_TIMELINE} FROM synthesis_content
    """,
)
# Half of the sessions hear all of it, the others stop anywhere; one in twenty leaves something out.
_SESSIONS: Final = f"""
INSERT INTO engagement_playbacksession
    (id, site_id, day, article_id, content_id, recording_id, duration_ms, heard, heard_ms, sentences, rate, seeks, replays, replayed,
     source, device, at_ms, started_at, seen_at)
SELECT gen_random_uuid(), site, day, article.id, article.content_id, recording.id, {LENGTH_MS},
    CASE WHEN jumped THEN int4multirange(int4range(0, stop / 3), int4range(stop / 2, stop)) ELSE int4multirange(int4range(0, stop)) END,
    CASE WHEN jumped THEN stop / 3 + stop - stop / 2 ELSE stop END,
    CASE WHEN jumped THEN int4multirange(int4range(0, stop / 15000), int4range(stop / 10000, stop / 5000))
        ELSE int4multirange(int4range(0, stop / 5000)) END,
    90, jumped::int, CASE WHEN jumped THEN '{{"3": 1}}' ELSE '{{}}' END::jsonb, jumped::int, source, device, stop, started_at,
    least(started_at + stop * interval '1 ms', now())
FROM (
    SELECT (%(sites)s::int[])[1 + floor({SITES} * power(random(), 2))::int] AS site, %(day)s::date AS day,
        %(day)s::date + random() * least(now() - %(day)s::date, interval '1 day') AS started_at,
        1 + floor({ARTICLES} * power(random(), 3))::int AS n, random() < 0.05 AS jumped,
        CASE WHEN random() < 0.5 THEN {LENGTH_MS} ELSE 5000 + floor(random() * {LENGTH_MS - 10000})::int END AS stop,
        CASE WHEN random() < 0.9 THEN 'launcher' ELSE 'badge' END AS source,
        (ARRAY['phone', 'tablet', 'desktop'])[1 + floor(3 * random())::int] AS device
    FROM generate_series(1, %(count)s)
) AS made
JOIN numbered ON numbered.site_id = made.site AND numbered.n = made.n
JOIN articles_article AS article ON article.id = numbered.id
JOIN engagement_recording AS recording ON recording.content_id = article.content_id
"""

# Every play was seen first; the others stay views.
_VIEWS: Final = f"""
INSERT INTO engagement_launcherview (id, site_id, day, article_id, recording_id, device)
SELECT CASE n WHEN 1 THEN id ELSE gen_random_uuid() END, site_id, day, article_id, recording_id, device
FROM engagement_playbacksession, generate_series(1, {VIEWS_A_PLAY}) AS n WHERE day > %s
"""


def make(count: int, first_day: date) -> int:
    """Fill the tables, and return the busiest site's key in the database."""
    from player.sites.models import Site

    sites = [Site.objects.create(key=f"site-{number}", name=f"Site {number}").pk for number in range(SITES)]
    with connection.cursor() as cursor:
        indexes = _without_indexes(cursor)
        # Rows are not asked one by one whether what they refer to is there.
        cursor.execute("SET session_replication_role = replica")
        for statement in _TEXTS:
            cursor.execute(statement, {"articles": ARTICLES})
        _make_articles(sites)
        cursor.execute(
            "CREATE TEMP TABLE numbered AS "
            "SELECT id, site_id, row_number() OVER (PARTITION BY site_id ORDER BY id) AS n FROM articles_article"
        )
        cursor.execute("ANALYZE numbered; ANALYZE articles_article; ANALYZE engagement_recording")
        for number in range(DAYS):
            day = first_day + timedelta(days=number)
            cursor.execute(_SESSIONS, {"sites": sites, "day": day, "count": count // DAYS})
        for definition in indexes:
            cursor.execute(definition)
        cursor.execute(_VIEWS, [first_day + timedelta(days=DAYS - 1 - VIEW_DAYS)])
        cursor.execute("SET session_replication_role = origin")
        for table in ("playbacksession", "launcherview"):
            cursor.execute(f"VACUUM ANALYZE engagement_{table}")
    return sites[0]


def _make_articles(sites: list[int]) -> None:
    """An article of every site for each content."""
    from player.articles.models import Article
    from synthesis.models import Content

    contents = list(Content.objects.only("language"))
    for site in sites:
        Article.objects.bulk_create(
            Article(
                site_id=site,
                url=f"https://{site}.example/{content.pk}",
                title=f"Article {content.pk}",
                language=content.language,
                level=str(content.pk % 5),
                content=content,
            )
            for content in contents
        )


def _without_indexes(cursor: "object") -> list[str]:
    """Drop the indexes of sessions, which are quicker built afterwards; how to make them."""
    cursor.execute(  # type: ignore[attr-defined]
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'engagement_playbacksession' AND indexname NOT LIKE '%_pkey'"
    )
    indexes = cursor.fetchall()  # type: ignore[attr-defined]
    for name, _ in indexes:
        cursor.execute(f'DROP INDEX "{name}"')  # type: ignore[attr-defined]
    cursor.execute("ALTER TABLE engagement_playbacksession DROP CONSTRAINT engagement_playbacksession_pkey")  # type: ignore[attr-defined]
    return ["ALTER TABLE engagement_playbacksession ADD PRIMARY KEY (id)", *(definition for _, definition in indexes)]


def fill_other_sites(site: int) -> None:
    """Roll-ups for the other sites as well: those of this one, article by article. Their curves, which nobody asks for, are left out."""
    figures = "day, {}, seen, plays, half, completed, heard_ms, share_sum, rate_sum"
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        shared = figures.format("language, level, engine, voice, device, source")
        cursor.execute(
            f"INSERT INTO engagement_siteday (site_id, {shared}) "
            f"SELECT other.id, {shared} FROM engagement_siteday, sites_site AS other WHERE site_id = %s AND other.id <> site_id",
            [site],
        )
        cursor.execute(
            f"INSERT INTO engagement_articleday (site_id, article_id, {figures.format('recording_id')}) "
            f"SELECT other.site_id, other.id, {figures.format('recording_id')} FROM engagement_articleday AS kept "
            "JOIN numbered AS mine ON mine.id = kept.article_id JOIN numbered AS other ON other.n = mine.n "
            "WHERE kept.site_id = %s AND other.site_id <> kept.site_id",
            [site],
        )
        cursor.execute("SET session_replication_role = origin")
