"""Answers: an exported table as CSV for spreadsheets, or as JSON for programs."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpResponse

from player.engagement.exports.tables import Table, closed, meaning
from player.engagement.periods import OWN, Period, period_of
from player.sites.models import Site
from player.sites.problems import Problem
from synthesis.text.spreadsheets import write_table


def asked_period(site: Site, asked: Mapping[str, str]) -> Period:
    """The period that an address asks for, without days that are not over. Problem where it makes no sense."""
    found = period_of(site, asked)
    if ("from" in asked or "to" in asked) and found.name != OWN:
        raise Problem("bad-request", "from and to are days, both of them, such as from=2026-10-01&to=2026-10-31.")
    if found.name not in (OWN, asked.get("days", found.name)):
        raise Problem("bad-request", "days is one of 7, 28, 84, 364 and all; or name from and to.")
    return closed(found, site.today())


def as_json(site: Site, table: Table) -> dict[str, Any]:
    """The table and what is to be known of it."""
    rest = dict(zip(table.columns, table.rest, strict=True)) if table.rest else None
    return {
        "site": site.key,
        "demonstration": site.demonstration,
        "table": table.name,
        "from": table.period.first.isoformat(),
        "to": table.period.last.isoformat(),
        "time_zone": site.time_zone,
        "columns": {column: meaning(column) for column in table.columns},
        "rows": table.as_dicts(),
        "rest": rest and {name: value for name, value in rest.items() if value is not None},
        "hidden": table.hidden,
        "fewest": settings.EXPORT_FEWEST,
    }


def as_csv(site: Site, table: Table) -> HttpResponse:
    """A file to be opened in a spreadsheet; its last row is the sum of what is too small to be told."""
    rows = [table.columns, *table.rows]
    if table.rest:
        rows.append((f"({table.hidden} rows of fewer than {settings.EXPORT_FEWEST} plays)", *table.rest[1:]))
    made_up = "demonstration-" if site.demonstration else ""
    name = f"{made_up}{site.key}-{table.name}-{table.period.first}-{table.period.last}.csv"
    return HttpResponse(
        write_table(rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )
