"""Outcome: what became of a narration, until whoever wants to know has been told. Written with the narration's own state, or not at all."""

from django.db import models

from synthesis.models.narration import Narration


class Outcome(models.Model):
    """A narration became ready, or was given up. Who tells others of it deletes the row in the same transaction."""

    narration = models.ForeignKey(Narration, models.CASCADE, related_name="outcomes")
    state = models.CharField(max_length=10, choices=Narration.State.choices)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.narration} is {self.state}"
