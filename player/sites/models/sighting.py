"""Sightings: from where a site's tag was seen."""

from django.db import models

from player.sites.models.site import Site


class Sighting(models.Model):
    """A page of this origin asked for the site: the tag is there. Nothing about who opened it is known."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="sightings")
    origin = models.CharField(max_length=200)
    first_seen_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    text_at = models.DateTimeField(null=True)  # When a page with the tag last found something to read.

    class Meta:
        ordering = ("-seen_at",)
        constraints = (models.UniqueConstraint(fields=("site", "origin"), name="sighting_once_an_origin"),)

    def __str__(self) -> str:
        return f"{self.origin}, {self.site}"
