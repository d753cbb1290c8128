"""The overview: what was heard in a period, and whether that is more than before."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from player.engagement.dashboards.pages import page_of_site, plays_chart, show
from player.engagement.figures import changes, total
from player.engagement.periods import USUAL, Period, named, period_of
from player.engagement.reports.articles import FEWEST_PLAYS, ORDERS, Row, tops
from player.engagement.reports.site import figures_by_day, has_figures
from player.sites.models import Site
from player.sites.tags import tag_of

_TOP: Final = 5


@page_of_site
def overview(request: HttpRequest, site: Site) -> HttpResponse:
    """A site's figures, its days, and the articles at the top."""
    period, day = period_of(site, request.GET.dict()), named("today", site.today())
    days = figures_by_day(site, *filter(None, (period, period.before, day)))
    figures, today = total(period.of(days).values()), total(day.of(days).values())
    if period.name == USUAL and "days" not in request.GET and not figures.plays and today.plays:
        # The first plays of a new site are not to be looked for.
        period, figures = day, today
    if not figures.plays:
        return show(request, site, "overview", _first_steps(site, request), period)
    before = period.before.of(days) if period.before else {}
    context = {
        "total": figures,
        "changes": changes(figures, total(before.values())),
        "chart": plays_chart(period.of(days), period, before),
        "today": today,
        "tops": _tops(site, period),
    }
    return show(request, site, "overview", context, period)


def _tops(site: Site, period: Period) -> list[tuple[str, str, tuple[Row, ...]]]:
    """Orders with their labels, and the first articles in each; of those by share only such as were played often enough."""
    return [
        (
            order,
            ORDERS[order].label,
            tuple(row for row in rows if order == "played" or row.figures.plays >= FEWEST_PLAYS),
        )
        for order, rows in tops(site, period, ("played", "finished", "left"), _TOP).items()
    ]


def _first_steps(site: Site, request: HttpRequest) -> dict[str, Any]:
    """What someone needs who sees no plays: the tag, and what is missing."""
    return {
        "tag": tag_of(site, request),
        "origins": list(site.origins.all()),
        "has_articles": site.articles.exists(),
        "played_before": has_figures(site),
    }
