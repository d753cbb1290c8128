"""Tokens in the admin: made, shown once, deleted; never changed."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final, Literal

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from player.sites import secrets
from player.sites.models import Token
from synthesis.own_rows import OwnRelated, OwnRowsAdmin
from synthesis.rights import Area

Scope = Token.Scope
_FOR: Final = {
    Scope.READ: ("Read", "Lists articles and asks for their state. Right for a program that only looks."),
    Scope.WRITE: (
        "Read and write",
        "Also narrates pages in advance and deletes articles. Right for your publishing system.",
    ),
    Scope.PUBLISH: (
        "Publish",
        "Signs the message that a page was published. It can do nothing else, and reads nothing.",
    ),
}


@admin.register(Token)
class TokenAdmin(OwnRowsAdmin):
    area = Area.TOKENS
    site_path = "site"
    chosen_alone = "site"
    helps: ClassVar[Mapping[str, str]] = {
        "site": "The one whose rows the program may ask for.",
        "scope": "The least that will do: whoever has the token may do as much.",
    }
    list_display = ("name", "site", "may_do", "created_at", "used_at")
    empty_value_display = "Never"  # Nothing but its last use can be empty.
    list_filter = (("site", OwnRelated), "scope")
    radio_fields: ClassVar[dict[str, Literal[1, 2]]] = {"scope": admin.VERTICAL}
    fields = ("site", "name", "scope")

    @admin.display(description="may", ordering="scope")
    def may_do(self, token: Token) -> str:
        return _FOR[Scope(token.scope)][0]

    @admin.display(description="how it is used")
    def usage(self, token: Token) -> str:
        return render_to_string("admin/sites/token/usage.html", {"token": token, "signs": token.scope == Scope.PUBLISH})

    def get_fields(self, request: HttpRequest, obj: Token | None = None) -> Any:
        return ("site", "name", "may_do", "usage", "created_at", "used_at") if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Token | None = None) -> Any:
        return self.get_fields(request, obj) if obj else ()

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "scope":
            label = "<strong>{}</strong><span class='choice-help'>{}</span>"
            kwargs["choices"] = [(scope.value, format_html(label, *words)) for scope, words in _FOR.items()]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Token, form: Any, change: bool) -> None:
        secret = obj.renew()
        super().save_model(request, obj, form, change)
        secrets.show_once(request, f"The secret of “{obj.name}”.", secret)

    def response_add(self, request: HttpRequest, obj: Token, post_url_continue: str | None = None) -> HttpResponse:
        # Its own page says how it is used; the secret stands above.
        return redirect(reverse("admin:sites_token_change", args=(obj.pk,)))
