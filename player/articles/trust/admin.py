"""Trust in the admin: whose word a site takes, its secret, and how much it was brought."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.safestring import SafeString

from player.articles.models import Trust
from player.articles.trust import signed_articles
from player.sites import secrets
from synthesis.own_rows import OwnRelated, OwnRowsAdmin
from synthesis.rights import Area

_RENEW = "_renew"
# When to choose which, for whoever has never thought of it.
_WHEN = {
    Trust.Mode.OPEN: "Right for nearly everyone. Every article is heard at once, also behind a paywall. Somebody who can open your "
    "pages could have a changed text spoken, and would be the only one who hears it.",
    Trust.Mode.CONFIRMED: "Readalong fetches the page and compares. New articles take a few seconds. Not for pages that only "
    "subscribers can open.",
    Trust.Mode.AGREED: "For pages behind a paywall: an article is heard once several readers have opened it.",
    Trust.Mode.SIGNED: "The strictest. Your system signs each article with the secret below; whatever is not signed stays silent.",
}


@admin.register(Trust)
class TrustAdmin(OwnRowsAdmin):
    area = Area.ORIGINS
    site_path = "site"
    chosen_alone = "site"
    helps: ClassVar[Mapping[str, str]] = {
        "site": "Whose texts it is about.",
        "mode": "If you are not sure, take the first: it is what a site without this page has.",
    }
    list_display = ("site", "mode", "used")
    list_filter = (("site", OwnRelated), "mode")
    list_select_related = ("site",)
    readonly_fields = ("used", "secret")
    change_form_template = "admin/articles/trust/change_form.html"
    radio_fields: ClassVar[dict[str, Literal[1, 2]]] = {"mode": admin.VERTICAL}
    fieldsets = (
        (None, {"fields": ("site", "mode", "readers")}),
        ("Limits", {"fields": ("used", "monthly_texts", "longest")}),
        ("Signed articles", {"fields": ("secret",)}),
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).prefetch_related("site__intakes")

    def get_readonly_fields(self, request: HttpRequest, obj: Trust | None = None) -> tuple[str, ...]:
        return (*self.readonly_fields, "site") if obj else self.readonly_fields

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "mode":
            label = "<strong>{}</strong><span class='choice-help'>{}</span>"
            kwargs["choices"] = [(mode.value, format_html(label, mode.label, _WHEN[mode])) for mode in Trust.Mode]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    @admin.display(description="new texts this month")
    def used(self, trust: Trust) -> str:
        if not trust.pk:
            return "0"
        newest = max(trust.site.intakes.all(), key=lambda each: each.month, default=None)
        return f"{newest.texts if newest and newest.is_current else 0:,} of {trust.monthly_texts:,}"

    @admin.display(description="secret")
    def secret(self, trust: Trust) -> SafeString:
        if not trust.generation or trust.changed_at is None:
            return format_html("<span class='quiet'>{}</span>", "None yet. Make one below; it is shown once.")
        return format_html(
            "Made on {}. It was shown once; a new one can be made below.", f"{trust.changed_at:%d %B %Y}"
        )

    def response_change(self, request: HttpRequest, obj: Trust) -> HttpResponse:
        if _RENEW not in request.POST:
            return super().response_change(request, obj)
        obj.renew()
        self.log_change(request, obj, "Made a new secret.")
        before = f" The one before holds for {signed_articles.OVERLAP.days} more days." if obj.generation > 1 else ""
        secrets.show_once(request, f"The new secret.{before}", signed_articles.secret_of(obj))
        return HttpResponseRedirect(request.path)
