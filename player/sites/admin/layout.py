"""Layouts in the admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from player.sites.admin.voices import LayoutVoiceInline
from player.sites.models import Layout, VoiceChoice
from synthesis.rights import Area, OwnRelated, OwnRowsAdmin


@admin.register(Layout)
class LayoutAdmin(OwnRowsAdmin):
    area = Area.LAYOUTS
    site_path = "site"
    chosen_alone = "site"
    list_display = ("name", "site", "url_pattern", "priority")
    list_filter = (("site", OwnRelated),)
    list_select_related = ("site",)
    search_fields = ("name", "url_pattern", "allow", "deny")
    ordering = ("site__name", "priority", "pk")
    inlines = (LayoutVoiceInline,)
    fieldsets = (
        ("Which pages", {"fields": ("site", "name", "url_pattern", "priority")}),
        ("What is read", {"fields": ("allow", "deny", "title", "level")}),
        ("How it is heard", {"fields": ("language", "default_rate")}),
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
