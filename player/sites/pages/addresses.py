"""Addresses: where a request comes from, and where it may be sent back to."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def client_address(request: HttpRequest) -> str:
    """The sender's IP address, as the outermost of the operator's own proxies saw it."""
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    direct: str = request.META.get("REMOTE_ADDR", "")
    if not settings.PROXIES or len(seen) < settings.PROXIES:
        return direct
    try:
        return str(ip_address(seen[-settings.PROXIES].strip()))
    except ValueError:
        return direct


def next_address(request: HttpRequest) -> str:
    """The page of ours that the sender was on the way to; the start page for any other address."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else reverse("home")
