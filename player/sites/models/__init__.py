"""What a publisher's staff decide: sites, their origins, layouts and voices, and who looks after them."""

from player.sites.models.layout import Layout
from player.sites.models.people import Member
from player.sites.models.site import Origin, Site
from player.sites.models.voice import VoiceChoice

__all__ = ["Layout", "Member", "Origin", "Site", "VoiceChoice"]
