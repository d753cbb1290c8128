"""All addresses: the API for pages, the dashboards, the admin."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from player.sites.views import nothing

api: list[URLPattern | URLResolver] = [
    path("", include("player.sites.urls")),
    path("", include("player.articles.urls")),
    path("", include("player.engagement.urls")),
    path("<path:rest>", nothing),
]

handler404 = "player.sites.pages.missing.not_found"
handler403 = "player.sites.pages.missing.refused"
urlpatterns = [
    path("v1/", include((api, "api"))),
    path("", include("player.sites.staff_urls")),
    path("sites/<slug:key>/lexicon/", include("player.articles.workbench.urls")),
    path("", include("player.articles.staff_urls")),
    path("", include("player.articles.showing.urls")),
    path("dashboard/", include("player.engagement.dashboard_urls")),
    path("admin/", admin.site.urls),
    path("admin", RedirectView.as_view(pattern_name="admin:index")),
    path("", RedirectView.as_view(pattern_name="dashboard:sites"), name="home"),
]
