"""VoiceChoice: who reads a language, on a site or on one of its layouts."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from player.sites.models.layout import Layout
from player.sites.models.site import Site
from synthesis import engines
from synthesis.errors import SynthesisError
from synthesis.text.voices import Voice


def default_engine() -> str:
    return str(settings.DEFAULT_ENGINE)


class VoiceChoice(models.Model):
    """The voice for a language. A layout's choice goes before the site's."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="voices")
    layout = models.ForeignKey(Layout, models.CASCADE, related_name="voices", null=True, blank=True)
    language = models.CharField(
        max_length=35, help_text="Such as en, or es-MX where Mexican texts want a voice of their own."
    )
    engine = models.CharField(max_length=20, default=default_engine)
    name = models.CharField("voice", max_length=60)

    class Meta:
        ordering = ("language",)
        verbose_name = "voice"
        constraints = (
            models.UniqueConstraint(
                fields=("site", "language"), condition=Q(layout=None), name="voice_once_a_site_and_language"
            ),
            models.UniqueConstraint(fields=("layout", "language"), name="voice_once_a_layout_and_language"),
        )

    def __str__(self) -> str:
        return f"{self.language}: {self.name}"

    def clean(self) -> None:
        try:
            engines.find_voice(self.engine, self.name)
        except SynthesisError as error:
            raise ValidationError(str(error)) from error

    @property
    def voice(self) -> Voice:
        return engines.find_voice(self.engine, self.name)

    @property
    def can_stress(self) -> bool:
        """Whether it stresses what the page stresses; not while its engine does not offer it."""
        try:
            return self.voice.emphasis
        except SynthesisError:
            return False
