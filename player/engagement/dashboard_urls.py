"""Dashboards."""

from django.urls import path

from player.engagement import dashboards

app_name = "dashboard"
urlpatterns = [
    path("", dashboards.sites, name="sites"),
    path("<slug:key>", dashboards.overview, name="overview"),
]
