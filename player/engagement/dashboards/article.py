"""One article: its text, coloured by who was still listening; its versions; its edits."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from player.articles import addresses
from player.articles.feeds.models import origins_of
from player.articles.models import Article
from player.engagement.dashboards.pages import page_of_site, plays_chart, show
from player.engagement.figures import changes, total
from player.engagement.periods import Period, period_of
from player.engagement.reports import article as reports
from player.engagement.texts import passages, scale_of
from player.sites import inspections
from player.sites.models import Site
from synthesis.rights import Area, may


@page_of_site
def article(request: HttpRequest, site: Site, pk: int) -> HttpResponse:
    """Everything that is known of how one article is heard."""
    found = get_object_or_404(Article.objects.select_related("content", "story"), pk=pk, site=site)
    found.site = site
    period = period_of(site, request.GET.dict())
    by_day, edits = reports.figures_by_day(found, period), reports.edits(found)
    before = reports.figures_by_day(found, period.before) if period.before else {}
    figures = total(by_day.values())
    context = {
        "article": found,
        "total": figures,
        "changes": changes(figures, total(before.values())),
        "chart": plays_chart(by_day, period, before, [edit.day for edit in edits]),
        "edits": edits,
        "versions": reports.versions(found, period),
        "inspect": _inspect(request, found),
        **_text(found, period, request.GET.get("text", "")),
    }
    return show(request, site, "article", context, period)


def _inspect(request: HttpRequest, article: Article) -> str:
    """The live page with the inspector on it, for whoever may change what is read there."""
    site, origin = article.site, addresses.stated_origin(article.url)
    if not may(request, "change", Area.LAYOUTS, (site.pk,)) or origin not in origins_of(site):
        return ""
    return inspections.link(request.user, site, article.url, origin)


def _text(article: Article, period: Period, asked: str) -> dict[str, Any]:
    """The text that is shown with its curve, and the recordings that could be shown instead."""
    heard = reports.recordings(article, period)
    shown = reports.shown(heard, article, asked)
    if shown is None:
        return {"recordings": heard}
    curve, same = reports.together(shown, heard)
    content = shown.recording.content
    return {
        "recordings": heard,
        "shown": shown,
        "same": same,
        "curve": curve,
        "scale": scale_of(curve),
        "is_current": content.pk == article.content_id,
        "language": content.language,
        "passages": passages(content.blocks, shown.recording.sentences, curve),
    }
