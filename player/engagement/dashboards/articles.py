"""Articles: all of them, searched, filtered and sorted."""

from django.http import HttpRequest, HttpResponse

from player.engagement.dashboards.pages import page_of_site, show
from player.engagement.periods import period_of
from player.engagement.reports.articles import A_PAGE, FEWEST_PLAYS, ORDERS, articles, choice_of, offered
from player.sites.models import Site


@page_of_site
def list_articles(request: HttpRequest, site: Site) -> HttpResponse:
    """One page of the site's articles."""
    asked = request.GET.dict()
    period, choice = period_of(site, asked), choice_of(asked)
    rows, more = articles(site, period, choice)
    context = {
        "rows": rows,
        "choice": choice,
        "offered": offered(site, period),
        "orders": [(name, order.label, choice.query(order=name)) for name, order in ORDERS.items()],
        "rank": (choice.page - 1) * A_PAGE,
        "fewest": FEWEST_PLAYS,
        "kept": choice.query(),
        "previous": choice.query(page=choice.page - 1) if choice.page > 1 else None,
        "next": choice.query(page=choice.page + 1) if more else None,
    }
    return show(request, site, "articles", context, period)
