"""Dashboards: pages for a publisher's staff."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse


@login_required
def sites(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=204)


@login_required
def overview(request: HttpRequest, key: str) -> HttpResponse:
    return HttpResponse(status=204)
