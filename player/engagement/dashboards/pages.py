"""What all pages of one site have in common: who is let in, which tab they are, which period they show."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from player.engagement.charts import Chart, chart
from player.engagement.figures import Figures
from player.engagement.periods import CHOICES, Period
from player.sites.models import Site
from player.sites.staff import for_staff_of_site
from synthesis.rights import Area

Page = Callable[..., HttpResponse]

TABS: Final = (
    ("now", "Now"),
    ("overview", "Overview"),
    ("articles", "Articles"),
    ("levels", "Levels and languages"),
    ("health", "Site health"),
    ("exports", "Exports"),
)


def page_of_site(view: Page) -> Page:
    """Let people who may see the site's engagement look at the page."""
    return for_staff_of_site(Area.ENGAGEMENT, "view", "GET", "HEAD")(view)


def show(
    request: HttpRequest, site: Site, tab: str, context: dict[str, Any], period: Period | None = None
) -> HttpResponse:
    """The page of this tab."""
    others = Site.objects.visible_to(request.user).exclude(pk=site.pk).exists()
    frame = {"site": site, "sites": others, "tab": tab, "tabs": TABS, "period": period, "periods": CHOICES}
    return render(request, f"dashboard/{tab}.html", frame | context)


def plays_chart(
    by_day: Mapping[date, Figures],
    period: Period,
    before: Mapping[date, Figures] | None = None,
    events: Iterable[date] = (),
) -> Chart | None:
    """The plays of the period's days; of all time, from the first one on. None where nothing was played."""
    played = [day for day, figures in by_day.items() if figures.plays]
    if not played:
        return None
    return chart(by_day, min(played) if period.name == "all" else period.first, period.last, before or None, events)
