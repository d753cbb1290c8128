"""Levels and languages: what readers of each listen to, and how far; and by voice, device and start as well."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from player.engagement.dashboards.pages import page_of_site, show
from player.engagement.periods import period_of
from player.engagement.reports.articles import FEWEST_PLAYS
from player.engagement.reports.site import Breakdown, Group, breakdown
from player.sites.models import Site

_TITLES: Final = {
    "level": "By reading level",
    "language": "By language",
    "voice": "By voice",
    "device": "By device",
    "source": "By what they were started from",
}


@page_of_site
def levels(request: HttpRequest, site: Site) -> HttpResponse:
    """The period's figures by everything that rows have in common."""
    period = period_of(site, request.GET.dict())
    found = breakdown(site, period)
    groups = [(name, title, found.by(name)) for name, title in _TITLES.items()]
    context = {"total": found.total, "groups": groups, "table": _crossed(found), "best": _best(found.by("level"))}
    return show(request, site, "levels", context, period)


def _crossed(found: Breakdown) -> dict[str, Any]:
    """Levels down, languages across; empty unless there are several of both."""
    cells = found.crossed()
    rows, columns = sorted({level for level, _ in cells}), sorted({language for _, language in cells})
    if len(rows) < 2 or len(columns) < 2:
        return {}
    return {"columns": columns, "rows": [(level, [cells.get((level, each)) for each in columns]) for level in rows]}


def _best(groups: tuple[Group, ...]) -> Group | None:
    """The level that is finished most often, where there are several to compare."""
    often = [group for group in groups if group.figures.plays >= FEWEST_PLAYS]
    best = max(often, key=lambda group: group.figures.completed / group.figures.plays, default=None)
    return best if len(often) > 1 else None
