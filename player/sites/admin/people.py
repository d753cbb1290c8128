"""Accounts and the audit log in the admin. The people of a site have pages of their own (``player/sites/pages/people.py``)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from player.sites import audit, second_factor
from player.sites.models import AuditEntry
from synthesis.own_rows import OwnRelated, OwnRowsAdmin
from synthesis.rights import Area

if TYPE_CHECKING:
    _UserAdmin = UserAdmin[User]
else:
    _UserAdmin = UserAdmin

# Rights are roles at sites: Django's groups and permissions would be a second table that says nothing.
admin.site.unregister((Group, User))
# Their pages show the secrets of other people.
admin.site.unregister((StaticDevice, TOTPDevice))


@admin.register(User)
class AccountAdmin(OwnRowsAdmin, _UserAdmin):
    """Everybody who can sign in, for the operator."""

    area = Area.ACCOUNTS
    site_path = "memberships__site"
    helps: ClassVar[Mapping[str, str]] = {
        "first_name": "Such as Maria. Empty is fine.",
        "last_name": "Such as Okafor. Empty is fine.",
        "email": "Where letters go, and a forgotten password is made anew: maria@example.org.",
    }
    list_display = ("username", "first_name", "email", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "is_superuser")
    search_help_text = "By sign-in name, name or e-mail."
    actions = ("turn_second_factor_off",)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        ("Signing in", {"fields": ("is_active", "is_superuser", "last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()

    @admin.action(description="Turn the second factor off (phone and codes lost)", permissions=("change",))
    def turn_second_factor_off(self, request: HttpRequest, queryset: "QuerySet[User]") -> None:
        for user in queryset:
            second_factor.turn_off(user)
            audit.note_row(request, audit.Action.SECOND_FACTOR_OFF, user, self.sites_of(user), None)
        self.message_user(request, f"Sign in with the password alone: {len(queryset)}.", messages.SUCCESS)


class When(admin.DateFieldListFilter):
    """Filter entries by when it was."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = "when it was"


@admin.register(AuditEntry)
class AuditEntryAdmin(OwnRowsAdmin):
    """Who did what when: to be read."""

    area = Area.AUDIT
    site_path = "site"
    list_display = ("at", "what", "who", "details", "site_name")
    list_display_links = ("what",)
    list_filter = ("action", ("site", OwnRelated), ("at", When))
    search_fields = ("who", "about")
    search_help_text = "By who did it, or what it was done to: maria, or Quillabree."
    list_per_page = 100
    show_full_result_count = False

    @admin.display(description="what", ordering="action")
    def what(self, entry: AuditEntry) -> str:
        times = f", {entry.times} times" if entry.times > 1 else ""
        return f"{entry.get_action_display()} {entry.about}".strip() + times
