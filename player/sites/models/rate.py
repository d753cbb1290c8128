"""DefaultRate: how fast reading starts in a language, at a reading level, or both."""

from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from player.sites.models.site import RATE_VALIDATORS, Site


class DefaultRateQuerySet(models.QuerySet["DefaultRate"]):
    def as_config(self) -> list[dict[str, Any]]:
        """The rates in the order in which a page tries them: the first that holds is the page's."""
        return [row.as_config() for row in sorted(self, key=lambda row: row.precision, reverse=True)]


class DefaultRate(models.Model):
    """A rate for some of the site's articles. The most precise one holds: language and level, level, language; then the site's."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="default_rates")
    language = models.CharField(
        max_length=35,
        blank=True,
        validators=(
            RegexValidator(r"\A[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", "Write a language tag, such as en or es-MX."),
        ),
        help_text="Such as es. Empty: any.",
    )
    level = models.CharField(
        "reading level", max_length=40, blank=True, help_text="As it stands on the page, such as 2. Empty: any."
    )
    rate = models.DecimalField(
        max_digits=3, decimal_places=2, validators=RATE_VALIDATORS, help_text="From 0.75 to 1.5."
    )

    objects: ClassVar[DefaultRateQuerySet] = DefaultRateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("language", "level")
        constraints = (
            models.UniqueConstraint(fields=("site", "language", "level"), name="rate_once_a_language_and_level"),
            models.CheckConstraint(
                condition=~Q(language="", level=""),
                name="rate_for_something",
                violation_error_message="Name a language or a reading level: the rate of everything else is the site’s.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.language or 'any language'}, {self.level or 'any level'}: {self.rate}"

    @property
    def precision(self) -> tuple[bool, int]:
        """How narrow it is, to be compared."""
        return bool(self.level), len(self.language)

    def clean(self) -> None:
        self.language, self.level = self.language.lower(), " ".join(self.level.split())

    def as_config(self) -> dict[str, Any]:
        return {"language": self.language, "level": self.level, "rate": float(self.rate)}
