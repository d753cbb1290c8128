"""Sites in the admin."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from player.sites.admin.voices import VoiceInline
from player.sites.models import Member, Origin, Site
from player.sites.tags import tag_of
from synthesis.rights import EDIT, EVERYTHING, LOOK, OwnInline, OwnRowsAdmin, Rights


class OriginInline(OwnInline):
    model = Origin
    verbose_name_plural = "Origins: whose pages may use the site"


class MemberInline(OwnInline):
    """Who looks after the site. Only superusers see the list of all users."""

    model = Member
    superuser_rights = EVERYTHING
    member_rights = LOOK
    verbose_name_plural = "Members: who looks after it"


@admin.register(Site)
class SiteAdmin(OwnRowsAdmin):
    members = "members"
    member_rights: ClassVar[Rights] = EDIT
    list_display = ("name", "key", "default_rate", "dashboard")
    search_fields = ("name", "key")
    fields = ("name", "key", "default_rate")
    inlines = (OriginInline, VoiceInline, MemberInline)

    @admin.display(description="dashboard")
    def dashboard(self, site: Site) -> SafeString:
        return format_html('<a href="{}">Open</a>', reverse("dashboard:overview", args=(site.key,)))

    def get_readonly_fields(self, request: HttpRequest, obj: Site | None = None) -> tuple[str, ...]:
        # The key stands in the publisher's pages: changing it here would silence them.
        return ("key",) if obj else ()

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Site | None = None,
    ) -> HttpResponse:
        if obj is not None:
            context["tag"] = tag_of(obj, request)
        return super().render_change_form(request, context, add, change, form_url, obj)
