"""Narrations and audio."""

from django.urls import path, re_path

from player.articles import views

urlpatterns = [
    path("sites/<slug:key>/narrations", views.narrations, name="narrations"),
    re_path(r"^sites/(?P<key>[-\w]+)/narrations/(?P<fingerprint>[0-9a-f]{64})$", views.narration, name="narration"),
    re_path(
        r"^sites/(?P<key>[-\w]+)/narrations/(?P<fingerprint>[0-9a-f]{64})/audio\.mp3$", views.download, name="download"
    ),
    re_path(r"^audio/(?P<name>[0-9a-f]{64}\.m4a)$", views.audio, name="audio"),
    re_path(r"^parts/(?P<name>[0-9a-f]{64}\.m4a)$", views.part, name="part"),
]
