"""What a page asks for before it reads itself."""

from django.urls import path

from player.sites import api, views

urlpatterns = [
    path("readalong.js", views.loader, name="loader"),
    path("sites/<slug:key>", views.config, name="config"),
    path("schema", api.Schema.as_view(), name="schema"),
]
