"""The Django app ``readalong_site``: the commands that start Readalong, and its Celery application."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ReadalongConfig(AppConfig):
    name = "readalong_site"
    verbose_name = "Readalong"

    def ready(self) -> None:
        # Tasks find the application that is current: whoever starts Django must have it, web server and worker alike.
        from readalong_site import celery  # noqa: F401


class StaffAdminConfig(AdminConfig):
    default_site = "player.sites.staff.StaffSite"
