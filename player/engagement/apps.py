"""The Django app ``engagement``."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from player.engagement.ranges import add_functions


class EngagementConfig(AppConfig):
    name = "player.engagement"
    label = "engagement"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        connection_created.connect(add_functions, dispatch_uid="engagement.ranges")
