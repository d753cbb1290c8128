"""The page from which staff take figures along, and the files themselves."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from rest_framework.exceptions import NotFound

from player.engagement.dashboards.pages import page_of_site, show
from player.engagement.exports.answers import as_csv, as_json
from player.engagement.exports.api import sentences_of, table_of
from player.engagement.exports.tables import LABELS, TABLES, Table
from player.engagement.models.subscriptions import Language, Subscription
from player.engagement.periods import period_of
from player.sites.models import Site
from player.sites.problems import Problem


@page_of_site
def exports(request: HttpRequest, site: Site) -> HttpResponse:
    """Every table as a file, and the weekly letter."""
    mine = Subscription.objects.filter(site=site, user=request.user.pk).first()
    context = {
        "tables": [(name, LABELS[name]) for name in TABLES],
        "subscription": mine,
        "languages": Language.choices,
        "fewest": settings.EXPORT_FEWEST,
    }
    return show(request, site, "exports", context, period_of(site, request.GET.dict()))


@page_of_site
def table(request: HttpRequest, site: Site, table: str, form: str) -> HttpResponse:
    """One table of the dashboards."""
    return _file(request, site, form, lambda asked: table_of(site, table, asked))


@page_of_site
def sentences(request: HttpRequest, site: Site, pk: int, form: str) -> HttpResponse:
    """How many heard each sentence of an article."""
    return _file(request, site, form, lambda asked: sentences_of(site, pk, asked))


def _file(request: HttpRequest, site: Site, form: str, ask: Callable[[dict[str, str]], Table]) -> HttpResponse:
    try:
        found = ask(request.GET.dict())
    except Problem as problem:
        return problem.response()
    except NotFound as error:
        raise Http404(str(error)) from error
    return as_csv(site, found) if form == "csv" else JsonResponse(as_json(site, found))
