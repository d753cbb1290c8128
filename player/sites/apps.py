"""The Django app ``sites``."""

from django.apps import AppConfig


class SitesConfig(AppConfig):
    name = "player.sites"
    label = "sites"
    default_auto_field = "django.db.models.BigAutoField"
