"""What a page asks for before it reads itself."""

from django.urls import path

from player.sites import api, inspecting, views

urlpatterns = [
    path("readalong.js", views.loader, name="loader"),
    path("readalong-<str:version>.js", views.pinned, name="pinned"),
    path("sites/<slug:key>", views.config, name="config"),
    path("sites/<slug:key>/inspections", inspecting.admission, name="inspections"),
    path("sites/<slug:key>/layouts", inspecting.layouts, name="layouts"),
    path("schema", api.Schema.as_view(), name="schema"),
]
