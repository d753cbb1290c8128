"""Dashboards."""

from django.urls import path, re_path

from player.engagement.dashboards import article, articles, health, levels, now, overview, sites
from player.engagement.exports import pages as exports
from player.engagement.letters import pages as letters

app_name = "dashboard"
urlpatterns = [
    path("", sites.sites, name="sites"),
    path("letters/stop/<str:token>", letters.stop_letters, name="stop_letters"),
    path("<slug:key>", overview.overview, name="overview"),
    path("<slug:key>/now", now.now, name="now"),
    path("<slug:key>/articles", articles.list_articles, name="articles"),
    path("<slug:key>/articles/<int:pk>", article.article, name="article"),
    path("<slug:key>/levels", levels.levels, name="levels"),
    path("<slug:key>/health", health.health, name="health"),
    path("<slug:key>/exports", exports.exports, name="exports"),
    re_path(r"^(?P<key>[-\w]+)/exports/(?P<table>[a-z]+)\.(?P<form>csv|json)$", exports.table, name="table"),
    re_path(
        r"^(?P<key>[-\w]+)/articles/(?P<pk>\d+)/sentences\.(?P<form>csv|json)$", exports.sentences, name="sentences"
    ),
    path("<slug:key>/letters", letters.letters, name="letters"),
]
