"""The voice of each language: rows on the pages of sites and layouts."""

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from player.sites.models import VoiceChoice
from synthesis import engines
from synthesis.errors import SynthesisError
from synthesis.own_rows import OwnInline
from synthesis.rights import Area
from synthesis.text.voices import Voice

if TYPE_CHECKING:
    _VoiceModelForm = forms.ModelForm[VoiceChoice]
    _VoiceInlineFormSet = forms.BaseInlineFormSet[Any, Any, Any]
else:
    _VoiceModelForm = forms.ModelForm
    _VoiceInlineFormSet = forms.BaseInlineFormSet

_FOR_TESTS = "silent"
_ENGINE_HELP = "espeak is built in and free."
_VOICE_HELP = "Hear them side by side at Voices, above."
_is_tag = RegexValidator(r"\A[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", "Write a language tag, such as en, es or es-MX.")


def engines_offered(chosen: str) -> tuple[str, ...]:
    """The engines that can be chosen: silence only where it is chosen already, or the operator's default."""
    wanted = {chosen, settings.DEFAULT_ENGINE}
    return tuple(name for name in engines.names() if name != _FOR_TESTS or name in wanted)


def voices_offered(offered: tuple[str, ...], chosen: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The engines' voices by their labels, grouped by language; those of engines that cannot be asked are missing."""
    groups = [
        (f"{engine}: {language}" if len(offered) > 1 else language, [(voice.name, voice.label) for voice in voices])
        for engine in offered
        for language, voices in groupby(_voices_of(engine)[0], key=lambda voice: voice.language)
    ]
    if chosen and not any(chosen == name for _, voices in groups for name, _ in voices):
        # Without it the select would show, and save, another voice than the one that is kept.
        groups.insert(0, ("Not offered now", [(chosen, chosen)]))
    return groups


def reasons(offered: tuple[str, ...]) -> str:
    """Why the voices of some engines are missing."""
    return " ".join(filter(None, (_voices_of(engine)[1] for engine in offered)))


def _voices_of(engine: str) -> tuple[tuple[Voice, ...], str]:
    """The engine's voices; none, and the reason, when it cannot say."""
    try:
        return engines.get(engine).voices(), ""
    except SynthesisError as error:
        return (), str(error)


class VoiceForm(_VoiceModelForm):
    """A language, and who reads it."""

    engine = forms.ChoiceField()
    name = forms.ChoiceField(label="Voice")

    class Meta:
        model = VoiceChoice
        fields = ("language", "engine", "name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = engines_offered(self.instance.engine)
        self.fields["engine"] = forms.ChoiceField(choices=[(name, name) for name in offered], help_text=_ENGINE_HELP)
        voices = voices_offered(offered, self.instance.name)
        self.fields["name"] = forms.ChoiceField(
            label="Voice", choices=voices, help_text=reasons(offered) or _VOICE_HELP
        )
        self.fields["language"].validators.append(_is_tag)
        # Two rows that swap their languages would meet in the database: to change a language is to add it and remove the other.
        self.fields["language"].disabled = self.instance.pk is not None


class VoiceFormSet(_VoiceInlineFormSet):
    """The voices of one site or layout: each language once, in whatever case it is written."""

    def clean(self) -> None:
        super().clean()
        seen: set[str] = set()
        for form in self.forms:
            language = str(form.cleaned_data.get("language", "")).lower() if hasattr(form, "cleaned_data") else ""
            if not language or form in self.deleted_forms:
                continue
            if language in seen:
                raise ValidationError(f"The language {language} is listed twice. Keep the voice that is to read it.")
            seen.add(language)


class VoiceInline(OwnInline):
    """The voices of the whole site."""

    area = Area.VOICES
    model = VoiceChoice
    form = VoiceForm
    formset = VoiceFormSet
    fields = ("language", "engine", "name")
    verbose_name_plural = "Voices: who reads which language"

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).filter(layout=None)


class LayoutVoiceInline(VoiceInline):
    """The voices of one layout, which go before the site's."""

    fk_name = "layout"
    verbose_name_plural = "Voices on these pages (none: the site’s)"

    def get_queryset(self, request: Any) -> Any:
        return super(VoiceInline, self).get_queryset(request)
