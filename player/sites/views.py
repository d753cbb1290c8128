"""The site's config, and the loader."""

from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

from player.sites import releases
from player.sites.access import for_pages_of_site
from player.sites.models import Site, Theme
from player.sites.problems import Problem

CONFIG_SECONDS = 60
LOADER_SECONDS = 3600
FOR_EVER_SECONDS = 365 * 24 * 3600


@for_pages_of_site("GET", "HEAD")
def config(request: HttpRequest, site: Site) -> HttpResponse:
    """What a page must know before it reads itself."""
    response = JsonResponse(as_config(site, Theme.objects.filter(site=site).first() or Theme(site=site)))
    response["Cache-Control"] = f"public, max-age={CONFIG_SECONDS}"
    return response


def as_config(site: Site, theme: Theme) -> dict[str, Any]:
    """The config as docs/api.md describes it, with this theme."""
    return {
        "version": 1,
        "site": site.key,
        "name": site.name,
        "default_rate": float(site.default_rate),
        "rates": site.default_rates.as_config(),
        "download": site.allow_download,
        "complaints": site.allow_complaints,
        "stories": site.stories.exists(),
        "unconfigured": site.unconfigured,
        "emphasis": site.can_stress,
        "launcher": site.launcher,
        "next_article": site.next_article,
        "theme": theme.as_config(),
        "layouts": [layout.as_config() for layout in site.layouts.select_related("site")],
    }


@require_safe
def loader(request: HttpRequest) -> HttpResponseBase:
    """The script of the tag."""
    return _script(
        request, Path(settings.BASE_DIR) / "static" / "readalong" / "readalong.js", f"max-age={LOADER_SECONDS}"
    )


@require_safe
def pinned(request: HttpRequest, version: str) -> HttpResponseBase:
    """The whole script of a released version, whose bytes never change."""
    if version not in (known := releases.integrities()):
        detail = f"No version {version} of the script was released. Released: {', '.join(known)}. /v1/readalong.js is always the newest."
        response = Problem("not-found", detail).response()
        response["Access-Control-Allow-Origin"] = "*"
        return response
    return _script(request, releases.path_of(version), f"max-age={FOR_EVER_SECONDS}, immutable")


@csrf_exempt
def nothing(request: HttpRequest, rest: str) -> JsonResponse:
    """Whatever no other address of the API answers: programs read problems, not pages."""
    return Problem("not-found", f"There is nothing at /v1/{rest[:100]}. docs/api.md lists what there is.").response()


def _script(request: HttpRequest, path: Path, age: str) -> HttpResponseBase:
    """A script as the browser takes it: the build puts the packed ones beside it."""
    headers = {
        "Content-Type": "text/javascript; charset=utf-8",
        "Cache-Control": f"public, {age}",
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    file = StaticFile(str(path), list(headers.items()), encodings={"br": f"{path}.br", "gzip": f"{path}.gz"})
    return cast(HttpResponseBase, WhiteNoiseMiddleware.serve(file, request))
