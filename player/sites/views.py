"""The site's config, and the loader."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from player.sites.access import for_pages_of_site
from player.sites.models import Site

CONFIG_SECONDS = 60
LOADER_SECONDS = 3600


@for_pages_of_site("GET", "HEAD")
def config(request: HttpRequest, site: Site) -> HttpResponse:
    """What a page must know before it reads itself."""
    layouts = site.layouts.select_related("site")
    response = JsonResponse(
        {
            "version": 1,
            "site": site.key,
            "name": site.name,
            "default_rate": float(site.default_rate),
            "download": site.allow_download,
            "unconfigured": site.unconfigured,
            "emphasis": site.can_stress,
            "layouts": [layout.as_config() for layout in layouts],
        }
    )
    response["Cache-Control"] = f"public, max-age={CONFIG_SECONDS}"
    return response


@require_safe
def loader(request: HttpRequest) -> FileResponse:
    """The script of the tag."""
    path = Path(settings.BASE_DIR) / "static" / "readalong" / "readalong.js"
    response = FileResponse(path.open("rb"), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={LOADER_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
