"""Beacons."""

from django.urls import path

from player.engagement import views

urlpatterns = [path("sites/<slug:key>/events", views.events, name="events")]
