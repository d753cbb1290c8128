"""PlaybackSession: what one reader heard of one article, once."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from player.articles.models import Article
from player.sites.models import Site


class PlaybackSessionQuerySet(models.QuerySet["PlaybackSession"]):
    def completed(self) -> "PlaybackSessionQuerySet":
        """Sessions that heard at least 95 % of the narration."""
        return self.filter(COMPLETED)

    def half(self) -> "PlaybackSessionQuerySet":
        """Sessions that heard at least half of the narration."""
        return self.filter(HALF)


# Whole milliseconds: the division drops less than one.
COMPLETED = Q(duration_ms__gt=0, heard_ms__gte=F("duration_ms") * 95 / 100)
HALF = Q(duration_ms__gt=0, heard_ms__gte=F("duration_ms") / 2)


class PlaybackSession(models.Model):
    """One playback session. It holds nothing that identifies a person."""

    id = models.UUIDField(primary_key=True)
    site = models.ForeignKey(Site, models.CASCADE, related_name="sessions")
    article = models.ForeignKey(Article, models.CASCADE, related_name="sessions")
    voice = models.CharField(max_length=60)
    duration_ms = models.PositiveIntegerField(help_text="How long the narration is.")
    heard = models.JSONField(help_text="Ranges of media time that were really played, in milliseconds.")
    heard_ms = models.PositiveIntegerField()
    rate = models.FloatField(help_text="The newest rate.")
    seeks = models.PositiveIntegerField(default=0)
    replays = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=10)
    device = models.CharField(max_length=10)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(help_text="When the newest beacon came.")

    objects: ClassVar[PlaybackSessionQuerySet] = PlaybackSessionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "playback session"
        indexes = (
            # The dashboard's question: the sessions of a site in a period, by article.
            models.Index(fields=("site", "started_at"), name="session_site_time"),
            models.Index(fields=("article", "started_at"), name="session_article_time"),
        )

    def __str__(self) -> str:
        return str(self.id)

    @property
    def share_heard(self) -> float:
        return self.heard_ms / self.duration_ms if self.duration_ms else 0.0
