"""Site health: whether everything that should be heard can be heard, and is counted."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from player.engagement.dashboards.pages import page_of_site, show
from player.engagement.periods import period_of
from player.engagement.reports import health as reports
from player.sites.models import Site
from synthesis.rights import Area, may


@page_of_site
def health(request: HttpRequest, site: Site) -> HttpResponse:
    """What needs somebody's attention first, and the details below. What a role may not see elsewhere it does not see here."""
    period = period_of(site, request.GET.dict())
    context: dict[str, Any] = {
        "voiced": reports.voiced(site),
        "refused": reports.refused(site, period),
        "late": reports.is_late(site),
    }
    if may(request, "view", Area.ORIGINS, [site.pk]):
        context["installs"] = reports.installs(site)
    if may(request, "view", Area.SITES, [site.pk]):
        context["month"] = reports.month(site)
    if may(request, "view", Area.FEEDS, [site.pk]):
        context |= {"feeds": reports.feeds(site), "unread": reports.unread(site)}
    return show(request, site, "health", context, period)
