"""What readers heard: playback sessions as they come in, and the roll-ups that dashboards read. docs/architecture.md draws them."""

from player.engagement.models.intake import Allowance, Refusal
from player.engagement.models.mirrors import Mirror
from player.engagement.models.rollups import ArticleDay, ChangedDay, CurveDay, SiteDay
from player.engagement.models.sessions import COMPLETED, HALF, LauncherView, PlaybackSession, Recording
from player.engagement.models.subscriptions import Subscription

__all__ = [
    "COMPLETED",
    "HALF",
    "Allowance",
    "ArticleDay",
    "ChangedDay",
    "CurveDay",
    "LauncherView",
    "Mirror",
    "PlaybackSession",
    "Recording",
    "Refusal",
    "SiteDay",
    "Subscription",
]
