"""``manage.py tidy``: delete now what the workers delete by themselves every day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from synthesis import collection


class Command(BaseCommand):
    """Prints what was removed, and what was found missing."""

    help = "Delete speech, audio and parts that nothing refers to any more, after their times of grace."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        parts, collected = collection.collect_parts(now), collection.collect(now)
        self.stdout.write(f"{parts} parts of narrations under way, deleted after a day")
        self.stdout.write(f"{collected.speech} speeches that no narration needs any more, deleted")
        self.stdout.write(f"{collected.audio} audio files that no narration plays any more, deleted")
        self.stdout.write(f"{collected.takes} takes that no rule has any more, deleted")
        self.stdout.write(f"{collected.strays} files of speech without a row, deleted")
        self.stdout.write(f"{collected.queued} narrations whose audio was lost, queued to be spoken again")
