"""The magazine's addresses."""

from typing import Final

from django.urls import path

from readalong_site.magazine import views

urlpatterns: Final = [
    path("", views.front, name="front"),
    path("about", views.about, name="about"),
    path("login", views.log_in, name="login"),
    path("logout", views.log_out, name="logout"),
    path("newsletter", views.newsletter, name="newsletter"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("feed.xml", views.feed, name="feed"),
    path("robots.txt", views.robots, name="robots"),
    path("stories/<slug:slug>", views.story, {"language": "en-US"}, name="story"),
    path("es/historias/<slug:slug>", views.story, {"language": "es-MX"}, name="historia"),
]

handler404 = views.not_found
