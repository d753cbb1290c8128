"""The Django app ``engagement``."""

from django.apps import AppConfig


class EngagementConfig(AppConfig):
    name = "player.engagement"
    label = "engagement"
    default_auto_field = "django.db.models.BigAutoField"
