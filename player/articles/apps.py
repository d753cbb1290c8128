"""The Django app ``articles``."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "player.articles"
    label = "articles"
    default_auto_field = "django.db.models.BigAutoField"
