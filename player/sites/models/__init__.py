"""What a publisher's staff decide: sites, their origins, layouts and voices, and who looks after them; and what was seen and done."""

from player.sites.models.audit import AuditEntry
from player.sites.models.layout import Layout
from player.sites.models.people import Invitation, LastOwner, Member
from player.sites.models.rate import DefaultRate
from player.sites.models.sighting import Sighting
from player.sites.models.site import Origin, Site
from player.sites.models.theme import Theme
from player.sites.models.token import Token
from player.sites.models.voice import VoiceChoice

__all__ = [
    "AuditEntry",
    "DefaultRate",
    "Invitation",
    "LastOwner",
    "Layout",
    "Member",
    "Origin",
    "Sighting",
    "Site",
    "Theme",
    "Token",
    "VoiceChoice",
]
