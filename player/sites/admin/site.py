"""Sites in the admin."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from player.sites.admin.budget import BUDGET, SITES_CHOICE, BudgetForm, SiteForm
from player.sites.admin.voices import VoiceInline
from player.sites.models import DefaultRate, Origin, Site
from player.sites.steps import way_of
from player.sites.tags import tag_of
from synthesis import budgets
from synthesis.own_rows import OwnInline, OwnRowsAdmin
from synthesis.rights import Area, counted, is_operator


class OriginInline(OwnInline):
    area = Area.ORIGINS
    model = Origin
    verbose_name_plural = "Origins: whose pages may use the site"

    def get_extra(self, request: HttpRequest, obj: Site | None = None, **kwargs: Any) -> int:
        # A new site is of no use without one.
        return 0 if obj else 1


class RateInline(OwnInline):
    # Who hears what is the owners' choice, as voices are.
    area = Area.VOICES
    model = DefaultRate
    verbose_name_plural = "Rates: where reading starts slower or faster"


@admin.register(Site)
class SiteAdmin(OwnRowsAdmin):
    area = Area.SITES
    site_path = "pk"
    helps: ClassVar[Mapping[str, str]] = {
        "name": "As your staff call it, such as Periwinkle Magazine. Readers do not see it."
    }
    list_display = ("name", "key", "default_rate", "dashboard")
    search_fields = ("name", "key")
    search_help_text = "By its name, or the key in its tag: periwinkle."
    inlines = (OriginInline, VoiceInline, RateInline)

    @admin.display(description="dashboard")
    def dashboard(self, site: Site) -> SafeString:
        return format_html('<a href="{}">Open</a>', reverse("dashboard:overview", args=(site.key,)))

    @admin.display(description="this month")
    def spending(self, site: Site) -> str:
        return render_to_string("admin/spending.html", {"month": budgets.this_month(site.account)})

    def get_readonly_fields(self, request: HttpRequest, obj: Site | None = None) -> tuple[str, ...]:
        # The key stands in the publisher's pages: changing it here would silence them.
        return ("key", "spending") if obj else ()

    def get_fieldsets(self, request: HttpRequest, obj: Site | None = None) -> Any:
        shown = ("spending",) if obj else ()
        return (
            (None, {"fields": ("name", "key")}),
            ("What readers meet", {"fields": ("default_rate", "launcher", "next_article", "unconfigured")}),
            ("What readers may do", {"fields": ("allow_download", "allow_complaints")}),
            ("What readers heard", {"fields": ("time_zone", "keep_sessions_days")}),
            ("What voices cost", {"fields": (*shown, *(BUDGET if is_operator(request.user) else SITES_CHOICE))}),
        )

    def get_form(self, request: HttpRequest, obj: Site | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = BudgetForm if is_operator(request.user) else SiteForm
        return super().get_form(request, obj, change, **{"form": form} | kwargs)

    def response_add(self, request: HttpRequest, obj: Site, post_url_continue: str | None = None) -> HttpResponse:
        return redirect("staff:tag", key=obj.key)

    def what_goes(self, row: Site) -> Iterator[str]:
        yield f"{counted(row.articles.count(), 'article')}, with what was counted for them and how they sound"
        yield f"{counted(row.lexicon.lexemes.count(), 'rule')} of its lexicon, and their history"
        yield f"{counted(row.layouts.count(), 'layout')}, {counted(row.members.count(), 'member')}, its tokens, feeds and webhooks"
        yield "The tag on its pages stays silent from then on. Its webhooks are told nothing: they go, too."
        yield "Texts that another site has as well stay there. What its speech has cost stays in the books. Audio goes within two days."

    def delete_model(self, request: HttpRequest, obj: Site) -> None:
        obj.depart()

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Site]") -> None:
        for site in queryset:
            site.depart()

    def save_model(self, request: HttpRequest, obj: Site, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        form.save_account()

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
            context |= {"tag": tag_of(obj, request), "way": way_of(obj, request)}
        return super().render_change_form(request, context, add, change, form_url, obj)
