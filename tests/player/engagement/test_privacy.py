"""Nothing that identifies a reader is kept: every column of every row of every table, and every line that was logged, after a session."""

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from player.engagement import retention, rollups
from player.engagement.models import ArticleDay, ChangedDay, PlaybackSession
from player.sites.models import Site
from tests.pages import ORIGIN, Page

pytestmark = pytest.mark.django_db

ADDRESS = "203.0.113.77"
TELLTALES = (ADDRESS, "telltale-agent", "telltale-cookie", "telltale-referrer", "telltale-query", "telltale-language")
READER = {
    "REMOTE_ADDR": ADDRESS,
    "HTTP_X_FORWARDED_FOR": ADDRESS,
    "HTTP_USER_AGENT": "Mozilla/5.0 telltale-agent",
    "HTTP_COOKIE": "sessionid=telltale-cookie",
    "HTTP_REFERER": f"{ORIGIN}/stories/crab?from=telltale-referrer",
    "HTTP_ACCEPT_LANGUAGE": "telltale-language",
    "QUERY_STRING": "utm_source=telltale-query",
}


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """Every line of every logger, whatever its level."""
    lines: list[str] = []
    handler = logging.Handler(logging.NOTSET)
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    loggers = [logging.getLogger(), *(logging.getLogger(name) for name in list(logging.root.manager.loggerDict))]
    before = [(logger, logger.level, logger.disabled) for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
        logger.addHandler(handler)
    yield lines
    for logger, level, disabled in before:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.disabled = disabled


def every_value() -> Iterator[tuple[str, str]]:
    """Each table's rows as text, asked of the database itself and not of our models."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    yield (
                        f"{table}.{name}",
                        bytes(value).decode("latin-1") if isinstance(value, memoryview) else str(value),
                    )


def complain(reader: Client, page: Page, manifest: dict[str, Any]) -> None:
    """Say that the first sentence sounded wrong."""
    Site.objects.update(allow_complaints=True)
    sentence = manifest["sentences"][0]
    audio = manifest["audio"]["url"].rpartition("/")[2]
    said = {"fingerprint": page.fingerprint, "audio": audio, "block": sentence["block"], "start": sentence["start"]}
    answer = reader.post(
        f"/v1/sites/{page.key}/complaints", json.dumps(said), content_type="text/plain", headers={"Origin": page.origin}
    )
    assert answer.status_code == 204


def test_nothing_of_a_reader_is_in_any_row_or_log_line(page: Page, logged: list[str]) -> None:
    reader = Client(**READER)
    manifest = page.voiced(reader)
    complain(reader, page, manifest)
    session = str(uuid4())
    states = (
        {"occasion": "seen"},
        {"occasion": "start"},
        {"occasion": "ended", "at_ms": 60_000, "heard": [[0, 4000]]},
        {"at_ms": -1},
        {"occasion": "ended", "at_ms": 0, "heard": [[0, 80_000_000]]},
        {"robot": True},
        {"padding": "telltale-query" * 200},
        {"fingerprint": "0" * 64},
    )
    answers = [page.beacon(reader, **{"session": session, **state}).status_code for state in states]
    assert answers == [204, 204, 204, 400, 400, 200, 413, 404]
    stranger = Page(page.key, page.blocks, origin="https://telltale-referrer.example")
    assert stranger.beacon(reader).status_code == 403
    for pk in ChangedDay.objects.values_list("pk", flat=True):
        rollups.rebuild(pk)
    values = list(every_value())
    assert [(place, value) for place, value in values for telltale in TELLTALES if telltale in value] == []
    assert any(session in value for _, value in values), "The search finds what is there."
    assert [line for line in logged for telltale in TELLTALES if telltale in line] == []
    assert logged, "The search reads what is logged."


def test_a_session_has_no_columns_but_those_that_the_privacy_page_names() -> None:
    columns = {field.column for field in PlaybackSession._meta.concrete_fields}
    assert columns == {
        "id", "site_id", "day", "article_id", "content_id", "recording_id", "duration_ms", "heard", "heard_ms", "sentences", "rate",
        "seeks", "replays", "replayed", "source", "device", "at_ms", "started_at", "seen_at",
    }  # fmt: skip


def test_the_privacy_page_names_every_table_of_engagement() -> None:
    from pathlib import Path

    page = (Path(__file__).parents[3] / "docs" / "privacy.md").read_text()
    # They hold how much a site may send, which days are to be rebuilt, and where sentences lie: nothing of readings.
    apart = {"engagement_allowance", "engagement_changedday", "engagement_recording"}
    tables = {model._meta.db_table for model in apps.get_app_config("engagement").get_models()} - apart
    assert {table for table in tables if table.removeprefix("engagement_") not in page} == set()


def test_what_is_deleted_is_gone(page: Page, client: Client, site: Site) -> None:
    page.voiced(client)
    session = str(uuid4())
    page.beacon(client, session=session, occasion="seen")
    page.beacon(client, session=session, heard=[[0, 900]])
    began = timezone.now()
    for days in (1, 91):
        with patch.object(timezone, "now", lambda days=days: began + timedelta(days=days)):
            rollups.rebuild_changed()
            retention.tidy()
    assert not any(session in value for _, value in every_value())
    assert json.dumps(list(ArticleDay.objects.values_list("plays", flat=True))) == "[1]"
