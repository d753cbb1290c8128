"""Subscription: somebody wants the weekly letter of a site."""

from datetime import date, timedelta
from typing import ClassVar, Final

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from player.sites.models import Site

LEASE: Final = timedelta(minutes=5)  # Of one worker on one letter; sending one takes seconds.
_SALT: Final = "player.engagement.letters"


class Language(models.TextChoices):
    """What letters are written in."""

    ENGLISH = "en", "English"
    SPANISH = "es", "Español"


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def claim(self, pk: int, monday: date) -> "Subscription | None":
        """Take the letter of the week that begins on this day for this worker; None if it was sent, or another worker's."""
        now = timezone.now()
        free = Q(lease_until=None) | Q(lease_until__lt=now)
        unsent = Q(sent_for=None) | Q(sent_for__lt=monday)
        taken = self.filter(free, unsent, pk=pk).update(lease_until=now + LEASE, claims=F("claims") + 1)
        return self.select_related("site", "user").get(pk=pk) if taken else None

    def signed(self, token: str) -> "Subscription | None":
        """The subscription of a letter's own link; None if the link was forged, or it has ended."""
        try:
            pk = signing.loads(token, salt=_SALT)
        except signing.BadSignature:
            return None
        return self.select_related("site", "user").filter(pk=pk).first()


class Subscription(models.Model):
    """A member wants the weekly letter of a site: their own wish, ended by them with one click."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="subscriptions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="subscriptions")
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.ENGLISH)
    service = models.URLField(help_text="The address at which the service was asked: the letter's links lead there.")
    sent_for = models.DateField(null=True, help_text="The Monday of the newest week that was written of.")
    lease_until = models.DateTimeField(null=True)
    claims = models.PositiveIntegerField(default=0, help_text="The newest one may say that it was sent.")
    error = models.TextField(blank=True, help_text="Why the newest letter could not be sent.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[SubscriptionQuerySet] = SubscriptionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=("site", "user"), name="subscription_once"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.site}"

    def token(self) -> str:
        """What the link ends with that ends it. It never runs out, as nobody should have to sign in for that."""
        return signing.dumps(self.pk, salt=_SALT)

    def sent(self, monday: date) -> None:
        self._claimed().update(sent_for=monday, lease_until=None, error="")

    def passed_over(self, monday: date) -> None:
        """There is nothing to be written of this week."""
        self.sent(monday)

    def failed(self, reason: str, pause: timedelta) -> None:
        """Try again after a pause: the lease holds others off as long."""
        self._claimed().update(lease_until=timezone.now() + pause, error=reason[:1000])

    def _claimed(self) -> SubscriptionQuerySet:
        # Zero rows: the lease ran out, and the letter is another worker's.
        return Subscription.objects.filter(pk=self.pk, claims=self.claims)
