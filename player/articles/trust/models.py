"""Trust and Intake: whose word a site takes, and how much it was brought this month."""

from datetime import date
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F
from django.utils import timezone

from player.sites.models import Site


class Word(models.TextChoices):
    """Whose word a delivery has. Empty: nobody's yet, it waits."""

    NOBODY = "", "waiting"
    READER = "reader", "one reader’s page"
    READERS = "readers", "several readers’ pages"
    SERVICE = "service", "Readalong saw it on the page"
    PUBLISHER = "publisher", "the publisher"


class Trust(models.Model):
    """Who may have new texts of a site spoken. A site without a row has the defaults."""

    class Mode(models.TextChoices):
        OPEN = "open", "Every page that a reader opens"
        CONFIRMED = "confirmed", "Only what Readalong finds on the page when it looks itself"
        AGREED = "agreed", "Only what several readers’ pages say"
        SIGNED = "signed", "Only what the publisher’s system has signed"

    site = models.OneToOneField(Site, models.CASCADE, related_name="trust")
    mode = models.CharField("who may have a text spoken", max_length=10, choices=Mode.choices, default=Mode.OPEN)
    readers = models.PositiveSmallIntegerField(
        "readers who must agree",
        default=3,
        validators=(MinValueValidator(2), MaxValueValidator(20)),
        help_text="From different networks, on one day. Which reader it was is not kept.",
    )
    monthly_texts = models.PositiveIntegerField(
        "new texts a month",
        default=20_000,
        help_text="Further ones are refused until the next month. A text that was brought before costs nothing.",
    )
    longest = models.PositiveIntegerField(
        "longest text",
        default=400_000,
        validators=(MinValueValidator(1_000), MaxValueValidator(400_000)),
        help_text="In characters. A long feature has 30,000, a book of 70,000 words 400,000.",
    )
    generation = models.PositiveIntegerField(default=0, editable=False, help_text="How often the secret was made anew.")
    changed_at = models.DateTimeField(null=True, editable=False, help_text="When the secret was last made anew.")

    class Meta:
        verbose_name = "trust"
        verbose_name_plural = "trust"

    def __str__(self) -> str:
        return f"{self.site}: {self.get_mode_display()}"

    def renew(self) -> None:
        """Make the secret anew; the old one holds for a while, so that no page is refused meanwhile."""
        self.generation += 1
        self.changed_at = timezone.now()
        self.save()

    @classmethod
    def of(cls, site: Site) -> "Trust":
        """What the site has chosen; unsaved defaults where it has not."""
        return cls.objects.filter(site=site).first() or cls(site=site)


class IntakeQuerySet(models.QuerySet["Intake"]):
    def take(self, site: Site, most: int) -> bool:
        """Count one more new text this month; False, and nothing counted, when that is over ``most``."""
        month = _this_month()
        if self._add(site, month, most):
            return True
        # There is no place, or no row yet; others may be making it at this moment.
        self.get_or_create(site=site, month=month)
        return self._add(site, month, most)

    def _add(self, site: Site, month: date, most: int) -> bool:
        # One statement, so that no two requests take the last place.
        return bool(self.filter(site=site, month=month, texts__lt=most).update(texts=F("texts") + 1))


class Intake(models.Model):
    """How many new texts a site was brought in a month."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="intakes")
    month = models.DateField(help_text="Its first day.")
    texts = models.PositiveIntegerField(default=0)

    objects: ClassVar[IntakeQuerySet] = IntakeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=("site", "month"), name="intake_once_a_month"),)

    def __str__(self) -> str:
        return f"{self.site}, {self.month:%B %Y}: {self.texts}"

    @property
    def is_current(self) -> bool:
        """Whether the month is this one."""
        return self.month == _this_month()


def _this_month() -> date:
    return timezone.now().date().replace(day=1)
