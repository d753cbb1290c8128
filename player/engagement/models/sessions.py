"""What one reader did on one page view: saw the launcher, played. Nothing here identifies a person."""

from typing import ClassVar, Final

from django.db import models
from django.db.models import F, Q

from player.articles.models import Article
from player.engagement.ranges import RangesField
from player.sites.models import Site
from synthesis.models import Content, Narration

# Whole milliseconds: the division drops what is less than one, so that these are 95 % and 50 % exactly, and never more than fits.
COMPLETED: Final = Q(duration_ms__gt=0, heard_ms__gte=F("duration_ms") - F("duration_ms") / 20)
HALF: Final = Q(duration_ms__gt=0, heard_ms__gte=F("duration_ms") - F("duration_ms") / 2)


class Device(models.TextChoices):
    PHONE = "phone"
    TABLET = "tablet"
    DESKTOP = "desktop"


class Source(models.TextChoices):
    """What a playback was started from; ``page`` is a script of the publisher's."""

    LAUNCHER = "launcher"
    BADGE = "badge"
    SENTENCE = "sentence"
    PAGE = "page"


class Recording(models.Model):
    """One audio of a narration and where its sentences lie: what the times of a session are times of.

    A narration that is spoken again, since a rule has changed, gets another recording; the old one's sessions keep theirs. Without
    ``audio`` it is a narration that was still being spoken when its first reader came, and is filled in when it is finished.
    """

    content = models.ForeignKey(Content, models.PROTECT, related_name="recordings")
    narration = models.ForeignKey(Narration, models.SET_NULL, null=True, related_name="recordings")
    engine = models.CharField(max_length=20)
    voice = models.CharField(max_length=60)
    audio = models.CharField(max_length=100, blank=True, help_text="The audio file’s name.")
    duration_ms = models.PositiveIntegerField(default=0)
    sentences = models.JSONField(
        default=list, help_text="For each sentence: block, start and end in its text (UTF-16), start_ms, end_ms."
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=("narration", "audio"), name="recording_once"),)
        # The sweep's question: which are to be filled in.
        indexes = (models.Index(fields=("id",), condition=Q(audio=""), name="recording_unfinished"),)

    def __str__(self) -> str:
        return f"{self.engine} {self.voice}, {self.audio or 'still being spoken'}"


class PlaybackSessionQuerySet(models.QuerySet["PlaybackSession"]):
    def completed(self) -> "PlaybackSessionQuerySet":
        """Sessions that heard at least 95 % of the narration."""
        return self.filter(COMPLETED)

    def half(self) -> "PlaybackSessionQuerySet":
        """Sessions that heard at least half of the narration."""
        return self.filter(HALF)


class PlaybackSession(models.Model):
    """One playback session: the union of all that its beacons said."""

    id = models.UUIDField(primary_key=True)
    site = models.ForeignKey(Site, models.CASCADE, related_name="sessions")
    day = models.DateField(help_text="The day on which it began, where the site is.")
    article = models.ForeignKey(Article, models.CASCADE, related_name="sessions")
    content = models.ForeignKey(Content, models.PROTECT, related_name="sessions")
    recording = models.ForeignKey(Recording, models.PROTECT, related_name="sessions")
    duration_ms = models.PositiveIntegerField(help_text="How long the narration is; 0 while that is not known.")
    heard = RangesField(help_text="Ranges of media time that were really played, in milliseconds.")
    heard_ms = models.PositiveIntegerField()
    sentences = RangesField(help_text="The sentences of the recording that were heard: those whose middle was.")
    rate = models.PositiveSmallIntegerField(help_text="The newest rate, in hundredths.")
    seeks = models.PositiveIntegerField(default=0)
    replays = models.JSONField(default=dict, help_text="How often a sentence was heard again, by its index.")
    replayed = models.PositiveIntegerField(default=0, help_text="The sum of these.")
    source = models.CharField(max_length=10, choices=Source.choices)
    device = models.CharField(max_length=10, choices=Device.choices)
    at_ms = models.PositiveIntegerField(help_text="How old it was at its newest beacon, on the page’s clock.")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(help_text="When the newest beacon came.")

    objects: ClassVar[PlaybackSessionQuerySet] = PlaybackSessionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "playback session"
        indexes = (
            # Rebuilding a day, what is heard now, and what is old enough to be deleted.
            models.Index(fields=("site", "day"), name="session_site_day"),
            # The admin's question: an article's sessions.
            models.Index(fields=("article", "day"), name="session_article_day"),
            # What was heard before its narration was finished, and is to be compared with it then.
            models.Index(fields=("recording",), condition=Q(duration_ms=0), name="session_unfinished"),
        )

    def __str__(self) -> str:
        return str(self.id)

    @property
    def share_heard(self) -> float:
        return self.heard_ms / self.duration_ms if self.duration_ms else 0.0

    @property
    def voice(self) -> str:
        return self.recording.voice


class LauncherView(models.Model):
    """The launcher was on a reader's screen. Kept until its day is closed; the number stays."""

    id = models.UUIDField(primary_key=True, help_text="The page view’s: the same as its playback session’s.")
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    day = models.DateField()
    article = models.ForeignKey(Article, models.CASCADE, related_name="+")
    recording = models.ForeignKey(Recording, models.PROTECT, related_name="+")
    device = models.CharField(max_length=10, choices=Device.choices)

    class Meta:
        # Rebuilding a day, and deleting it.
        indexes = (models.Index(fields=("site", "day"), name="view_site_day"),)

    def __str__(self) -> str:
        return str(self.id)
