"""What people see where there is no page, or none for them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same for a page that nobody has as for one of other people's."""
    return render(request, "people/not_found.html", status=404)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "people/refused.html", status=403)
