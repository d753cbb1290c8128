"""The admin of sites and layouts."""

from player.sites.admin.layout import LayoutAdmin
from player.sites.admin.site import SiteAdmin

__all__ = ["LayoutAdmin", "SiteAdmin"]
