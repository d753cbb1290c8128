"""Dashboards: pages for a publisher's staff."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from player.articles.models import Article
from player.engagement import reports
from player.engagement.charts import Chart, chart
from player.sites.models import Site
from player.sites.tags import tag_of


@require_safe
@login_required
@never_cache
def sites(request: HttpRequest) -> HttpResponse:
    """The user's sites; straight to the dashboard where there is one only."""
    period = reports.USUAL
    found = list(reports.plays_by_site(Site.objects.visible_to(request.user), period))
    if len(found) == 1:
        return redirect("dashboard:overview", key=found[0].key)
    return render(request, "dashboard/sites.html", {"sites": found, "period": period})


@require_safe
@login_required
@never_cache
def overview(request: HttpRequest, key: str) -> HttpResponse:
    """What was heard on one site."""
    visible = Site.objects.visible_to(request.user)
    site = get_object_or_404(visible, key=key)
    period = reports.period_named(request.GET.get("days", ""))
    page = _page(request)
    sessions = reports.sessions_of(site, period)
    by_day = reports.figures_by_day(sessions)
    articles, more = reports.figures_by_article(sessions, page)
    context = {
        "site": site,
        "sites": visible.exclude(pk=site.pk).exists(),
        "period": period,
        "periods": reports.PERIODS,
        "total": reports.total(by_day),
        "chart": _chart(by_day, period),
        "articles": articles,
        "page": page,
        "rank": (page - 1) * reports.ARTICLES_A_PAGE,
        "more": more,
    }
    return render(request, "dashboard/overview.html", context if by_day else context | _first_steps(site, request))


def _page(request: HttpRequest) -> int:
    number = request.GET.get("page", "")
    return max(1, int(number)) if number.isdecimal() and len(number) < 5 else 1


def _chart(by_day: dict[date, reports.Figures], period: reports.Period) -> Chart | None:
    first = period.first_day() or min(by_day, default=None)
    return chart(by_day, first, timezone.localdate()) if by_day and first else None


def _first_steps(site: Site, request: HttpRequest) -> dict[str, Any]:
    """What someone needs who sees no plays: the tag, and what is missing."""
    return {
        "tag": tag_of(site, request),
        "origins": list(site.origins.all()),
        "has_articles": Article.objects.filter(site=site).exists(),
        "played_before": reports.sessions_of(site, reports.period_named("all")).exists(),
    }
