"""Narrations and audio."""

from django.urls import path, re_path

from player.articles import api, badges, publications, views
from player.articles.complaints.views import complaints

urlpatterns = [
    path("sites/<slug:key>/badges", badges.badges, name="badges"),
    path("sites/<slug:key>/narrations", views.narrations, name="narrations"),
    re_path(r"^sites/(?P<key>[-\w]+)/narrations/(?P<fingerprint>[0-9a-f]{64})$", views.narration, name="narration"),
    re_path(
        r"^sites/(?P<key>[-\w]+)/narrations/(?P<fingerprint>[0-9a-f]{64})/audio\.mp3$", views.download, name="download"
    ),
    path("sites/<slug:key>/complaints", complaints, name="complaints"),
    path("sites/<slug:key>/published", publications.published, name="published"),
    path("sites/<slug:key>/published/<uuid:pk>", publications.publication, name="publication"),
    path("articles", api.Articles.as_view(), name="articles"),
    path("articles/<int:pk>", api.OneArticle.as_view(), name="article"),
    path("discoveries/<uuid:pk>", api.OneDiscovery.as_view(), name="discovery"),
    re_path(r"^audio/(?P<name>[0-9a-f]{64}\.m4a)$", views.audio, name="audio"),
    re_path(r"^parts/(?P<name>[0-9a-f]{64}\.m4a)$", views.part, name="part"),
]
