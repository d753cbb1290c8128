"""Dashboards."""

from django.urls import path

from player.engagement.dashboards import article, articles, health, levels, now, overview, sites

app_name = "dashboard"
urlpatterns = [
    path("", sites.sites, name="sites"),
    path("<slug:key>", overview.overview, name="overview"),
    path("<slug:key>/now", now.now, name="now"),
    path("<slug:key>/articles", articles.list_articles, name="articles"),
    path("<slug:key>/articles/<int:pk>", article.article, name="article"),
    path("<slug:key>/levels", levels.levels, name="levels"),
    path("<slug:key>/health", health.health, name="health"),
]
