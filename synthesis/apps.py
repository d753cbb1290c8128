"""The Django app ``synthesis``."""

from django.apps import AppConfig


class SynthesisConfig(AppConfig):
    name = "synthesis"
    verbose_name = "Speech"
    default_auto_field = "django.db.models.BigAutoField"
