"""Tokens in the admin: made, shown once, deleted; never changed."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.html import format_html

from player.sites.models import Token
from synthesis.rights import Area, OwnRelated, OwnRowsAdmin


@admin.register(Token)
class TokenAdmin(OwnRowsAdmin):
    area = Area.TOKENS
    site_path = "site"
    chosen_alone = "site"
    list_display = ("name", "site", "scope", "created_at", "used_at")
    list_filter = (("site", OwnRelated), "scope")
    fields = ("site", "name", "scope")

    def get_fields(self, request: HttpRequest, obj: Token | None = None) -> Any:
        return (*self.fields, "created_at", "used_at") if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Token | None = None) -> tuple[str, ...]:
        return (*self.fields, "created_at", "used_at") if obj else ()

    def save_model(self, request: HttpRequest, obj: Token, form: Any, change: bool) -> None:
        secret = obj.renew()
        super().save_model(request, obj, form, change)
        text = "The secret of “{}” is shown this once. Copy it now: <code>{}</code>"
        self.message_user(request, format_html(text, obj.name, secret), messages.WARNING)
