"""The tag: the one line that a publisher adds to the header of every page."""

from django.http import HttpRequest
from django.urls import reverse

from player.sites.models import Site


def tag_of(site: Site, request: HttpRequest) -> str:
    """The site's tag, with this service's address as the request's sender sees it."""
    loader = request.build_absolute_uri(reverse("api:loader"))
    return f'<script async src="{loader}" data-site="{site.key}"></script>'
