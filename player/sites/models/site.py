"""Site, and its origins."""

import re
import secrets
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.utils import timezone

from player.sites.selectors import fault_of
from synthesis import engines
from synthesis.models import Account, Lexicon
from synthesis.models.change import depart
from synthesis.rights import Area, Right, is_operator, sites_with
from synthesis.text.languages import best_match
from synthesis.text.voices import Voice

SLOWEST, FASTEST = Decimal("0.75"), Decimal("1.50")
RATE_VALIDATORS = (MinValueValidator(SLOWEST), MaxValueValidator(FASTEST))


def new_key() -> str:
    return secrets.token_hex(8)


def validate_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError("“%(name)s” is no time zone. Write it as America/Chicago or UTC.", params={"name": name})


def check_selector(text: str) -> None:
    if fault := fault_of(text):
        raise ValidationError(fault)


class SiteQuerySet(models.QuerySet["Site"]):
    def visible_to(
        self, user: AbstractBaseUser | AnonymousUser, area: Area = Area.ENGAGEMENT, right: Right = "view"
    ) -> "SiteQuerySet":
        """The sites at which this person has the right; as it stands, those whose dashboards are shown."""
        if is_operator(user):
            return self
        if not (user.is_authenticated and user.is_active):
            return self.none()
        return self.filter(pk__in=sites_with(user, right, area))


class Next(models.TextChoices):
    """What follows the end of an article."""

    NOTHING = "", "nothing"
    OFFER = "offer", "the next article is offered"
    PLAY = "play", "it is offered, and opened after ten seconds"


class Site(models.Model):
    """A publisher's website, named in the tag by its key. The key is a name, not a secret."""

    key = models.CharField(
        max_length=40,
        unique=True,
        default=new_key,
        validators=(RegexValidator(r"\A[a-z0-9-]+\Z", "Only lower-case letters, digits and hyphens."),),
        help_text="Stands in the script tag as data-site.",
    )
    name = models.CharField(max_length=100)
    default_rate = models.DecimalField(
        max_digits=3,
        decimal_places=2,
        default=Decimal("0.90"),
        validators=RATE_VALIDATORS,
        help_text="How fast reading starts, from 0.75 to 1.5. Early readers follow best at 0.9.",
    )
    time_zone = models.CharField(
        max_length=40,
        default="UTC",
        validators=(validate_time_zone,),
        help_text="By which its days are counted, such as America/Chicago. A new one counts from the next session on.",
    )
    keep_sessions_days = models.PositiveSmallIntegerField(
        "days that sessions are kept",
        default=90,
        validators=(MinValueValidator(4), MaxValueValidator(1100)),
        help_text="Single playback sessions are deleted then; the daily sums stay.",
    )
    second_factor = models.BooleanField(
        "second factor required",
        default=False,
        help_text="Whoever looks after the site signs in with a code from an app besides the password.",
    )
    allow_download = models.BooleanField(
        "readers may download", default=False, help_text="The player offers each narration as an MP3 file."
    )
    allow_complaints = models.BooleanField(
        "readers may complain",
        default=False,
        help_text="The player offers “That sounded wrong”: a word is pressed, nothing typed. Editors hear it in the lexicon’s inbox.",
    )
    launcher = models.CharField(
        "where the launcher stands",
        max_length=200,
        blank=True,
        validators=(check_selector,),
        help_text="CSS selector of the element after which it stands, such as .byline. Empty, or not on the page: under the title.",
    )
    next_article = models.CharField(
        "at the end of an article",
        max_length=5,
        blank=True,
        choices=Next.choices,
        default=Next.OFFER,
        help_text="The next one is what the page links with rel=next, else the first of its links with badges. Only what is ready is "
        "offered.",
    )
    unconfigured = models.BooleanField(
        "pages without a layout are read",
        default=True,
        help_text="Title and text of articles are found by themselves. Other pages, such as front pages and lists, stay silent.",
    )
    demonstration = models.BooleanField(
        default=False, editable=False, help_text="Its figures are made up, and every dashboard says so."
    )
    lexicon = models.OneToOneField(Lexicon, models.PROTECT, related_name="site", editable=False)
    account = models.OneToOneField(Account, models.PROTECT, related_name="site", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[SiteQuerySet] = SiteQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        # What a new row cannot do without: the lexicon that its rules will stand in, and the account that pays.
        if self.lexicon_id is None:
            self.lexicon = Lexicon.objects.under_common(f"site:{self.key}")
        if self.account_id is None:
            self.account = Account.objects.named(f"site:{self.key}")
        super().save(*args, **kwargs)

    @transaction.atomic
    def depart(self) -> None:
        """Delete the site with all that is its own alone: pages, articles, figures, rules, narrations, whose audio is collected.

        What its speech has cost stays in the books.
        """
        lexicon, account = self.lexicon, self.account
        self.delete()
        depart(lexicon)
        if not account.spending.exists():
            account.delete()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def today(self) -> date:
        """The date where the site is."""
        return timezone.localdate(timezone=self.zone)

    def voice_for(self, language: str, url: str) -> Voice:
        """The voice that reads a text of this language on this page: the layout's choice, the site's, or the engine's own."""
        choices = tuple(self.voices.all())
        # Layouts are asked for only where one of them has a voice: a reader waits.
        layout = self.layout_for(url) if any(choice.layout_id for choice in choices) else None
        for layout_id in (layout.pk if layout else None, None):
            by_language = {choice.language: choice for choice in choices if choice.layout_id == layout_id}
            if match := best_match(language, tuple(by_language)):
                return by_language[match].voice
        return engines.default_voice(settings.DEFAULT_ENGINE, language)

    @property
    def can_stress(self) -> bool:
        """Whether some voice of the site stresses what the page stresses."""
        return any(choice.can_stress for choice in self.voices.all())

    def layout_for(self, url: str) -> "Any":
        """The first layout whose pattern the address matches, or None."""
        return next((layout for layout in self.layouts.all() if layout.matches(url)), None)


class Origin(models.Model):
    """A scheme, host and port whose pages may use the site."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="origins")
    origin = models.CharField(
        max_length=200, help_text="As in the address bar, up to the path: https://www.example.org"
    )

    class Meta:
        ordering = ("origin",)
        constraints = (models.UniqueConstraint(fields=("site", "origin"), name="origin_once_a_site"),)

    def __str__(self) -> str:
        return self.origin

    def clean(self) -> None:
        if self.site_id and self.site.demonstration:
            raise ValidationError(
                {"origin": "This site’s figures are made up: no page can use it. Add a site of your own."}
            )
        self.origin = self.origin.strip().lower()
        parts = urlsplit(self.origin)
        if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"[\s*]", self.origin):
            raise ValidationError({"origin": f"“{self.origin}” is no origin. Write it as https://www.example.org."})
        if parts.path not in ("", "/") or parts.query or parts.fragment:
            raise ValidationError({"origin": f"Leave out what follows the host: {parts.scheme}://{parts.netloc}."})
        self.origin = f"{parts.scheme}://{parts.netloc}"
