"""The admin, for whoever the table of rights lets in."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest

from synthesis.rights import Area, may


class StaffSite(AdminSite):
    """Django's admin, entered by role instead of by a flag at the account."""

    def has_permission(self, request: HttpRequest) -> bool:
        return may(request, "view", Area.ADMIN)
