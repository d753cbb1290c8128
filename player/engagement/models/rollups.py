"""Roll-ups: what sessions add up to, a day each. Rebuilt whole from the sessions of a day, never counted up; kept when those go.

Figures are sums, so that days and rows can be added. `player.engagement.figures` has what is made of them.
"""

from django.db import models

from player.articles.models import Article
from player.engagement.models.sessions import Recording
from player.sites.models import Site


class Figures(models.Model):
    """The sums that every roll-up holds."""

    seen = models.PositiveIntegerField(default=0, help_text="Page views with the launcher on screen, or a play.")
    plays = models.PositiveIntegerField(default=0)
    half = models.PositiveIntegerField(default=0, help_text="Plays that heard at least 50 %.")
    completed = models.PositiveIntegerField(default=0, help_text="Plays that heard at least 95 %.")
    heard_ms = models.PositiveBigIntegerField(default=0)
    share_sum = models.PositiveBigIntegerField(default=0, help_text="Of shares heard, in thousandths.")
    rate_sum = models.PositiveBigIntegerField(default=0, help_text="Of rates, in hundredths.")

    class Meta:
        abstract = True


class SiteDay(Figures):
    """A site's day, by what readers and texts have in common."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="days")
    day = models.DateField()
    language = models.CharField(max_length=35)
    level = models.CharField(max_length=40)
    engine = models.CharField(max_length=20)
    voice = models.CharField(max_length=60)
    device = models.CharField(max_length=10)
    source = models.CharField(max_length=10, help_text="Empty for views without a play: they have none.")

    class Meta:
        constraints = (
            # Its index answers every question about a site and a period.
            models.UniqueConstraint(
                fields=("site", "day", "language", "level", "engine", "voice", "device", "source"), name="site_day_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.site} on {self.day}"


class ArticleDay(Figures):
    """A day of one version of an article: the article, and the recording of what it said."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="article_days")
    day = models.DateField()
    article = models.ForeignKey(Article, models.CASCADE, related_name="days")
    recording = models.ForeignKey(Recording, models.PROTECT, related_name="days")

    class Meta:
        constraints = (
            # Its index finds a site's period, to list its articles.
            models.UniqueConstraint(fields=("site", "day", "article", "recording"), name="article_day_once"),
        )
        # The days of one article.
        indexes = (models.Index(fields=("article", "day"), name="article_day"),)

    def __str__(self) -> str:
        return f"{self.article} on {self.day}"


class CurveDay(models.Model):
    """Where a day's listeners of one version of an article were: how many heard each sentence, and heard it again."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    day = models.DateField()
    article = models.ForeignKey(Article, models.CASCADE, related_name="curves")
    recording = models.ForeignKey(Recording, models.PROTECT, related_name="curves")
    plays = models.PositiveIntegerField()
    steps = models.JSONField(
        default=dict,
        help_text="By how much the number of listeners changes at a sentence; their running sum is the curve.",
    )
    replays = models.JSONField(default=dict, help_text="How often a sentence was heard again, by its index.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("site", "day", "article", "recording"), name="curve_day_once"),)
        # The curve of one article.
        indexes = (models.Index(fields=("article", "day"), name="curve_article_day"),)

    def __str__(self) -> str:
        return f"Curve of {self.article} on {self.day}"


class ChangedDay(models.Model):
    """A day of a site for which beacons come in. Before one is kept, ``changing_until`` lies in the future; a rebuild that began
    later than that has seen them all."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    day = models.DateField()
    changing_until = models.DateTimeField()
    rebuilt_at = models.DateTimeField(null=True, help_text="When the newest rebuild began.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("site", "day"), name="changed_day_once"),)

    def __str__(self) -> str:
        return f"{self.site} on {self.day}"
