"""The service's addresses, and two of its peers in `benchmarks.bare`."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from benchmarks.naive import Events
from readalong_site.urls import urlpatterns as service


@csrf_exempt
def nothing(request: HttpRequest) -> HttpResponse:
    """The least that Django can answer."""
    return HttpResponse(status=204)


urlpatterns = [path("bare", nothing), path("stripped", nothing), path("naive/<slug:key>", Events.as_view()), *service]
