"""Publications: the publisher's own system says, signed, that a page was published or changed."""

import json
from typing import Final
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from player.articles.api import own_address
from player.articles.feeds.models import Discovery
from player.sites import signed_requests
from player.sites.models import Site
from player.sites.problems import Problem, answering_problems

MOST_BYTES: Final = 10_000


@csrf_exempt
@answering_problems("POST")
def published(request: HttpRequest, key: str) -> JsonResponse:
    """Have the page fetched soon, before what feeds name. Told twice while it waits, it is fetched once."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise Problem("too-large", f"The body is larger than {MOST_BYTES:,} bytes; it was not read.")
    site = Site.objects.filter(key=key).first()
    if site is None:
        raise Problem("unknown-site", f"No site has the key {key!r}. Copy it from the site's page in the admin.")
    signed_requests.check(site, request.headers.get(signed_requests.HEADER, ""), request.body)
    found = Discovery.objects.announce(site, _address(site, request.body), Discovery.Source.WEBHOOK)
    return _told(found, 202)


@answering_problems("GET", "HEAD")
def publication(request: HttpRequest, key: str, pk: UUID) -> JsonResponse:
    """What came of it. Whoever has this address was given it with the answer to a signed request."""
    rows = Discovery.objects.filter(site__key=key, pk=pk)
    if (found := rows.select_related("site").first()) is None:
        raise Problem("not-found", "Nothing was published under this address.")
    return _told(found, 200)


def _address(site: Site, body: bytes) -> str:
    try:
        url = json.loads(body)["url"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Problem("bad-request", 'The body is not JSON of the form {"url": "https://…"}.') from error
    if not isinstance(url, str) or len(url) > 1000:
        raise Problem("bad-request", "The url is not a string of at most 1,000 characters.")
    return own_address(site, url)


def _told(found: Discovery, status: int) -> JsonResponse:
    address = reverse("api:publication", args=(found.site.key, found.pk))
    body = {"url": found.url, "state": found.state, "reason": found.reason, "status_url": address}
    return JsonResponse(body, status=status, headers={"Location": address, "Cache-Control": "no-store"})
