"""UnusedAudio: finished files that no narration plays any more, and since when that is known."""

from typing import ClassVar

from django.db import models


class UnusedAudioQuerySet(models.QuerySet["UnusedAudio"]):
    def spare(self, name: str) -> None:
        """Keep the file, which is about to be stored again; waits for a collection that is deleting it just now."""
        self.filter(name=name).delete()


class UnusedAudio(models.Model):
    """A file that waits to be deleted: a reader may still be playing what a newer narration has replaced."""

    name = models.TextField(unique=True)
    since = models.DateTimeField()

    objects: ClassVar[UnusedAudioQuerySet] = UnusedAudioQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name_plural = "unused audio"

    def __str__(self) -> str:
        return self.name
