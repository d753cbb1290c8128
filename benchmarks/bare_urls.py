"""The service's addresses, and two of its peers in `benchmarks.bare`."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from readalong_site.urls import urlpatterns as service


def nothing(request: HttpRequest) -> HttpResponse:
    """The least that Django can answer."""
    return HttpResponse(status=204)


urlpatterns = [path("bare", nothing), path("stripped", nothing), *service]
