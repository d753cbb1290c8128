"""How far a webhook has been told of playback sessions."""

from uuid import UUID

from django.db import models

from player.articles.models import Webhook

_FIRST: UUID = UUID(int=0)


class Mirror(models.Model):
    """Sessions whose newest beacon came up to this one have been told."""

    webhook = models.OneToOneField(Webhook, models.CASCADE, primary_key=True, related_name="mirror")
    seen_at = models.DateTimeField()
    session = models.UUIDField(default=_FIRST, help_text="Of those of the same moment, the last one.")

    def __str__(self) -> str:
        return f"{self.webhook} until {self.seen_at}"
