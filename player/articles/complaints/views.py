"""Complaints from pages. 204 means that editors see it; everything else says why not."""

from django.http import HttpRequest, HttpResponse

from player.articles.complaints import taking
from player.articles.trust import limits
from player.sites.access import for_pages_of_site
from player.sites.models import Site
from player.sites.problems import Problem


@for_pages_of_site("POST")
def complaints(request: HttpRequest, site: Site) -> HttpResponse:
    """Somebody says that a word or a sentence sounded wrong."""
    if not site.allow_complaints:
        raise Problem("not-offered", f"The site {site.key!r} takes no complaints. Allow them at the site in the admin.")
    limits.check_complaint(request, site)
    taking.take(site, taking.parse(request.body))
    return HttpResponse(status=204)
