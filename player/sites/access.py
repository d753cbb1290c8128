"""Which pages may use a site: origins, CORS, and the errors of those who may not.

A view under ``/v1/sites/{key}/`` is wrapped by `for_pages_of_site`. It is called with the site; requests carry no cookie and need
no CSRF token, since nothing is decided by who the reader is.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from player.sites import sightings
from player.sites.models import Origin, Site
from player.sites.problems import Problem

View = Callable[..., HttpResponseBase]


def for_pages_of_site(*methods: str, text: bool = False) -> Callable[[View], View]:
    """Let pages of the site's origins call the view with these methods, and answer everyone else with a problem.

    With ``text``, whoever calls has found something to read.
    """

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, key: str, **kwargs: Any) -> HttpResponseBase:
            origin = request.headers.get("Origin", "")
            allowed = False
            try:
                site, allowed = _site(key, origin)
                if origin:
                    sightings.note(site, origin, listed=allowed, text=text and allowed)
                _check(request, site, origin, allowed, methods)
                response: HttpResponseBase = (
                    HttpResponse(status=204) if request.method == "OPTIONS" else view(request, site, **kwargs)
                )
            except Problem as problem:
                response = problem.response()
            except RequestDataTooBig:
                limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
                response = Problem("too-large", f"The body is larger than {limit} bytes; it was not read.").response()
            return _shared_with(response, origin if allowed else "", methods)

        return answer

    return decorate


def _site(key: str, origin: str) -> tuple[Site, bool]:
    """The site, and whether pages of this origin may use it: one question, as every request asks it."""
    own = Origin.objects.filter(site=OuterRef("pk"), origin=origin.lower())
    try:
        site: Any = Site.objects.select_related("account", "lexicon__parent").annotate(is_own=Exists(own)).get(key=key)
    except Site.DoesNotExist as error:
        raise Problem(
            "unknown-site", f"No site has the key {key!r}. Copy the tag from the site's page in the admin."
        ) from error
    return site, site.is_own


def _check(request: HttpRequest, site: Site, origin: str, allowed: bool, methods: tuple[str, ...]) -> None:
    if origin and not allowed:
        raise Problem(
            "origin-refused",
            f"Pages of {origin} may not use the site {site.key!r}. Add {origin} to the site's origins in the admin.",
        )
    if request.method not in (*methods, "OPTIONS"):
        raise Problem("wrong-method", f"{request.method} is not answered here. Use {' or '.join(methods)}.")
    if request.method == "POST" and not origin:
        raise Problem("origin-refused", "A write must come from a page, with an Origin header.")


def _shared_with(response: HttpResponseBase, origin: str, methods: tuple[str, ...]) -> HttpResponseBase:
    patch_vary_headers(response, ("Origin",))
    if origin:
        response["Access-Control-Allow-Origin"] = origin
        response["Access-Control-Allow-Methods"] = ", ".join(methods)
        response["Access-Control-Allow-Headers"] = "Content-Type"
        response["Access-Control-Max-Age"] = "7200"
    return response
