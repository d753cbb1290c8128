"""What people see where there is no page, or none for them."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import get_script_prefix, is_valid_path


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same for a page that nobody has as for one of other people's. An address with a slash too many, or without one, leads on."""
    path = request.path_info
    other = path[:-1] if path.endswith("/") else f"{path}/"
    if request.method == "GET" and not is_valid_path(path) and is_valid_path(other):
        query = request.META["QUERY_STRING"]
        return HttpResponseRedirect(f"{get_script_prefix()}{other[1:]}?{query}".rstrip("?"))
    return render(request, "people/not_found.html", status=404)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "people/refused.html", status=403)
