"""Layouts in the admin."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse

from player.sites.admin.voices import LayoutVoiceInline
from player.sites.models import Layout, Site, VoiceChoice
from synthesis.own_rows import OwnRelated, OwnRowsAdmin
from synthesis.rights import Area
from synthesis.text.url_patterns import host_and_path

_RULES = (
    "Where these three stand on a page: one rule a line, tried in order until one finds something. A rule begins with <code>meta</code>, "
    "<code>css</code>, <code>url</code>, <code>query</code> or <code>json-ld</code>; ending with <code>= value</code> it gives that value "
    "where it finds anything; <code>= value</code> alone holds for every page."
)


@dataclass(frozen=True, slots=True)
class Answer:
    """Which layout of a site an address has, and which others would have matched."""

    site: Site
    layout: Layout | None
    later: tuple[Layout, ...]


def answers(layouts: Iterable[Layout], url: str) -> list[Answer]:
    """For each site whose layouts these are, in their order: the layout of the page at ``url``."""
    found = []
    for site, rows in groupby(layouts, key=lambda layout: layout.site):
        matching = [row for row in rows if row.matches(url)]
        found.append(Answer(site, matching[0] if matching else None, tuple(matching[1:])))
    return found


@admin.register(Layout)
class LayoutAdmin(OwnRowsAdmin):
    area = Area.LAYOUTS
    site_path = "site"
    chosen_alone = "site"
    helps: ClassVar[Mapping[str, str]] = {"site": "Whose pages it is for. A layout for another site is another layout."}
    list_display = ("name", "site", "url_pattern", "priority")
    list_editable = ("priority",)
    list_filter = (("site", OwnRelated),)
    list_select_related = ("site",)
    search_fields = ("name", "url_pattern", "allow", "deny")
    search_help_text = "By its name, its pages or a selector, such as /stories/ or .advert."
    ordering = ("site__name", "priority", "pk")
    inlines = (LayoutVoiceInline,)
    change_list_template = "admin/sites/layout/change_list.html"
    fieldsets = (
        ("Which pages", {"fields": ("site", "name", "url_pattern", "priority")}),
        ("What is read", {"fields": ("allow", "deny", "title")}),
        ("What the pages say of themselves", {"fields": ("language", "level", "story"), "description": _RULES}),
        ("Links to other articles", {"fields": ("badges", "badges_play")}),
        ("How it is heard", {"fields": ("default_rate",)}),
    )
    formfield_overrides = {
        models.TextField: {
            "widget": forms.Textarea(attrs={"rows": 4, "cols": 60, "class": "selectors", "spellcheck": "false"})
        }
    }

    def get_readonly_fields(self, request: HttpRequest, obj: Layout | None = None) -> tuple[str, ...]:
        # Its voices are the site's rows too: a layout for another site is another layout.
        return ("site",) if obj else ()

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for row in formset.forms:
            if isinstance(row.instance, VoiceChoice):
                row.instance.site = form.instance.site
        super().save_formset(request, form, formset, change)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        # Taken off the query, which the list would read as one of its own filters.
        query = request.GET.copy()
        address = str(query.pop("address", [""])[-1]).strip()
        request.GET = query  # type: ignore[assignment]
        context = {"address": address} | (extra_context or {})
        if address:
            context |= self._which(request, address if "//" in address else f"https://{address.removeprefix('https:')}")
        return super().changelist_view(request, context)

    def _which(self, request: HttpRequest, url: str) -> dict[str, Any]:
        try:
            parts = urlsplit(url)
            host, _ = host_and_path(url)
        except ValueError:
            return {"malformed": True}
        layouts = self.get_queryset(request).select_related("site").order_by("site__name", "site", "priority", "pk")
        here = layouts.filter(site__origins__origin=f"{parts.scheme}://{host}".lower())
        return {"answers": answers(here, url), "elsewhere": not here.exists(), "host": host}
