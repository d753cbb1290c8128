"""Who is let in to the pages for staff: those of one site, and the admin."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, URLResolver, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from player.sites import audit
from player.sites.models import Site
from synthesis.rights import Area, Right, may

View = Callable[..., HttpResponse]


def for_staff_of_site(area: Area, right: Right, *methods: str) -> Callable[[View], View]:
    """Let people with this right at the site of the address call the view with these methods; for others there is no such page."""

    def decorate(view: View) -> View:
        @never_cache
        @require_http_methods(methods)
        @login_required
        @wraps(view)
        def answer(request: HttpRequest, key: str, **kwargs: Any) -> HttpResponse:
            site = get_object_or_404(Site.objects.visible_to(request.user, area, right), key=key)
            return view(request, site, **kwargs)

        return answer

    return decorate


class StaffSite(AdminSite):
    """Django's admin, entered by role instead of by a flag at the account, through the same door as all other pages."""

    def has_permission(self, request: HttpRequest) -> bool:
        return may(request, "view", Area.ADMIN)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.user.is_authenticated:
            # Signed in, and not let in: there is nothing to sign in to.
            return redirect("home")
        return redirect(reverse("staff:sign_in", query=request.GET))

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("staff:password")

    def get_urls(self) -> list[URLResolver | URLPattern]:
        # "View on site" tells of any number whether a row has it.
        return [each for each in super().get_urls() if getattr(each, "name", "") != "view_on_site"]

    def record(self, request: HttpRequest, action: str, row: Any, sites: Sequence[int], message: Any) -> None:
        """Write into the audit log what somebody did to a row."""
        audit.note_row(request, audit.Action(action), row, sites, message)
