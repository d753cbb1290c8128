"""Beacons from pages."""

from django.http import HttpRequest, HttpResponse

from player.engagement import beacons, ingest
from player.sites.access import for_pages_of_site
from player.sites.models import Site


@for_pages_of_site("POST")
def events(request: HttpRequest, site: Site) -> HttpResponse:
    """Take one beacon."""
    ingest.take(site, beacons.parse(request.body))
    return HttpResponse(status=204)
