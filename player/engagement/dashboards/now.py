"""Now: who is listening at this moment. The page asks for its figures again while somebody looks at it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from player.engagement.charts import ceiling, heights, lines
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
    most = ceiling(max(found.begun))
    today = total(figures_by_day(site, named("today", site.today())).values())
    place = 100 / len(found.begun)
    bars = [
        {
            "x": round(place * (at + 0.15), 3),
            "width": round(place * 0.7, 3),
            "height": height,
            "y": 100 - height,
            "count": count,
            "ago": ago,
        }
        for at, (height, count, ago) in enumerate(
            zip(heights(found.begun, most), found.begun, reversed(range(len(found.begun))), strict=True)
        )
    ]
    context = {"now": found, "today": today, "bars": bars, "lines": lines(most), "begun": sum(found.begun)}
    if "live" in request.GET:
        return render(request, "dashboard/now_live.html", context | {"site": site})
    return show(request, site, "now", context | {"ever": bool(found.listeners) or has_figures(site)})
