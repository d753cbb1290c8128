"""Now: who is listening at this moment. The page asks for its figures again while somebody looks at it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from player.engagement.charts import ceiling, columns
from player.engagement.dashboards.pages import page_of_site, show
from player.engagement.figures import total
from player.engagement.periods import named
from player.engagement.reports.now import now as listened_now
from player.engagement.reports.site import figures_by_day, has_figures
from player.sites.models import Site


@page_of_site
def now(request: HttpRequest, site: Site) -> HttpResponse:
    """The whole page; with ``?live`` only what changes."""
    found = listened_now(site)
    today = total(figures_by_day(site, named("today", site.today())).values())
    bars = columns(found.begun)
    context = {"now": found, "today": today, "bars": bars, "most": ceiling(max(found.begun)), "begun": sum(found.begun)}
    if "live" in request.GET:
        return render(request, "dashboard/now_live.html", context | {"site": site})
    return show(request, site, "now", context | {"ever": bool(found.listeners) or has_figures(site)})
