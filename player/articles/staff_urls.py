"""Pages for staff about what is read."""

from django.urls import path

from player.articles.reading import views

app_name = "articles"
urlpatterns = [path("sites/<slug:key>/reading", views.reading, name="reading")]
