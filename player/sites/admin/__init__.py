"""The admin of sites, layouts, accounts and the audit log."""

from player.sites.admin.layout import LayoutAdmin
from player.sites.admin.people import AccountAdmin, AuditEntryAdmin
from player.sites.admin.site import SiteAdmin
from player.sites.admin.token import TokenAdmin

__all__ = ["AccountAdmin", "AuditEntryAdmin", "LayoutAdmin", "SiteAdmin", "TokenAdmin"]
