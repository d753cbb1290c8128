"""The list of somebody's sites."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from player.engagement.reports.site import plays_by_site
from player.sites.models import Site


@require_safe
@login_required
@never_cache
def sites(request: HttpRequest) -> HttpResponse:
    """The user's sites; straight to the dashboard where there is one only."""
    found = list(plays_by_site(Site.objects.visible_to(request.user)))
    if len(found) == 1:
        return redirect("dashboard:overview", key=found[0].key)
    return render(request, "dashboard/sites.html", {"sites": found})
