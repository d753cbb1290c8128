"""Beacons, and the figures that they become."""

from django.urls import path

from player.engagement import views
from player.engagement.exports import api

urlpatterns = [
    path("sites/<slug:key>/events", views.events, name="events"),
    path("engagement", api.Tables.as_view(), name="tables"),
    path("engagement/<slug:table>", api.OneTable.as_view(), name="table"),
    path("engagement/<slug:table>.csv", api.OneTableAsCsv.as_view(), name="table_as_csv"),
    path("articles/<int:pk>/sentences", api.Sentences.as_view(), name="sentences"),
]
