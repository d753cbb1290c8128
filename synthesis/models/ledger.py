"""Account and Spending: who pays for speech, how much a month of it may cost, and what was sent to which engine."""

from datetime import UTC, date, datetime
from typing import ClassVar, Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Sum
from django.utils import timezone

MICRO: Final = 1_000_000  # Micro-dollars in a dollar: money is counted in whole ones.
OPERATORS_ACCOUNT: Final = "operator"


def month_of(moment: datetime) -> date:
    """The first day of the moment's month in UTC: the calendar that providers bill by."""
    return moment.astimezone(UTC).date().replace(day=1)


class AccountQuerySet(models.QuerySet["Account"]):
    def named(self, name: str) -> "Account":
        """The account of this name, opened now if there was none."""
        return self.get_or_create(name=name)[0]

    def operators(self) -> "Account":
        """The account of what is spoken for no site."""
        return self.named(OPERATORS_ACCOUNT)


class Account(models.Model):
    """Whoever pays for speech: a site as a rule."""

    class AtLimit(models.TextChoices):
        FALL_BACK = "fall_back", "read new texts with the built-in voice"
        KEEP = "keep", "offer no audio for new texts"

    name = models.CharField(max_length=100, unique=True)
    monthly_budget = models.DecimalField(
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=(MinValueValidator(0),),
        help_text="Dollars that paid voices may cost in a calendar month (UTC). Empty: no limit.",
    )
    soft_percent = models.PositiveSmallIntegerField(
        "warn at",
        default=80,
        validators=(MinValueValidator(1), MaxValueValidator(100)),
        help_text="Percent of the monthly budget from which this page warns.",
    )
    at_limit = models.CharField(
        "when the budget is spent",
        max_length=10,
        choices=AtLimit.choices,
        default=AtLimit.FALL_BACK,
        help_text="What has been spoken is heard as before, whatever you choose.",
    )
    budget_changed_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[AccountQuerySet] = AccountQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.name

    @property
    def budget(self) -> int | None:
        """The monthly budget in micro-dollars; None without a limit."""
        return None if self.monthly_budget is None else int(self.monthly_budget * MICRO)

    @property
    def reopened_at(self) -> datetime:
        """Since when the money that there is now has been there: the month's first moment, or when the budget was last changed."""
        month = month_of(timezone.now())
        began = datetime(month.year, month.month, 1, tzinfo=UTC)
        return max(began, self.budget_changed_at or began)

    def spent(self) -> int:
        """Micro-dollars of this month."""
        total = Spending.objects.this_month(self.pk).aggregate(total=Sum("micro_dollars"))["total"]
        return int(total or 0)


class SpendingQuerySet(models.QuerySet["Spending"]):
    def this_month(self, account_id: int) -> "SpendingQuerySet":
        return self.filter(account=account_id, month=month_of(timezone.now()))

    def note(
        self, account_id: int, engine: str, tier: str, *, requests: int, characters: int, micro_dollars: int
    ) -> None:
        """Add to this month's row: any number of workers at once, and nothing is lost."""
        row, _ = self.get_or_create(account_id=account_id, engine=engine, tier=tier, month=month_of(timezone.now()))
        self.filter(pk=row.pk).update(
            requests=F("requests") + requests,
            characters=F("characters") + characters,
            micro_dollars=F("micro_dollars") + micro_dollars,
        )


class Spending(models.Model):
    """What one account sent to one engine and tier in one month, and what that is estimated to cost."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="spending")
    engine = models.CharField(max_length=20)
    tier = models.CharField(max_length=20, blank=True)
    month = models.DateField(help_text="Its first day, in UTC.")
    requests = models.PositiveBigIntegerField(default=0)
    characters = models.PositiveBigIntegerField(default=0)
    micro_dollars = models.PositiveBigIntegerField(default=0)

    objects: ClassVar[SpendingQuerySet] = SpendingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-month", "engine", "tier")
        verbose_name_plural = "spending"
        constraints = (
            # Also the index of what is asked before each paid utterance: this account's month.
            models.UniqueConstraint(fields=("account", "month", "engine", "tier"), name="spending_once_a_month"),
        )

    def __str__(self) -> str:
        return f"{self.account}, {self.month:%B %Y}: {self.label}"

    @property
    def label(self) -> str:
        """The engine, and the tier where it has tiers."""
        return f"{self.engine} {self.tier}".strip()
