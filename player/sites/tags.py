"""The tag: the one line that a publisher adds to the header of every page."""

from django.http import HttpRequest
from django.urls import reverse

from player.sites import releases
from player.sites.models import Site
from synthesis.storage import audio_storage


def tag_of(site: Site, request: HttpRequest) -> str:
    """The site's tag, with this service's address as the request's sender sees it."""
    loader = request.build_absolute_uri(reverse("api:loader"))
    return f'<script async src="{loader}" data-site="{site.key}"></script>'


def pinned_tag_of(site: Site, request: HttpRequest) -> str:
    """The site's tag with the newest released script and no other: the reader's browser checks its bytes."""
    version = releases.newest()
    script = request.build_absolute_uri(reverse("api:pinned", args=(version,)))
    integrity = releases.integrities()[version]
    return (
        f'<script async src="{script}" integrity="{integrity}" crossorigin="anonymous" data-site="{site.key}"></script>'
    )


def policy_of(request: HttpRequest) -> str:
    """What a page's Content-Security-Policy must allow for the tag."""
    service = request.build_absolute_uri("/").rstrip("/")
    sound = " ".join((service, *audio_storage().origins()))
    return f"script-src {service}; connect-src {sound}; media-src {sound}"
