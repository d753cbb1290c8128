"""The form for an override: what is said in place of one whole sentence, by a voice or in a take, and the silence after it."""

from typing import Any, ClassVar, Final

from django import forms

from player.articles.workbench.forms import ARTICLE, SITE, RuleForm
from synthesis.models import Lexeme, Lexicon, Take
from synthesis.text.overrides import LONGEST

_ROWS: Final = 3


class OverrideForm(RuleForm):
    """An override, which is not saved: what it says becomes a draft. Its sentence is the instance's."""

    take = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    template = "lexicon/override_fields.html"

    class Meta(RuleForm.Meta):
        fields = ("value", "pause_ms", "note", "enabled")  # type: ignore[assignment]
        labels = RuleForm.Meta.labels | {
            "value": "What is said instead",
            "pause_ms": "Silence after it, in milliseconds",
            "enabled": "The override is on",
        }
        help_texts = RuleForm.Meta.help_texts | {
            "value": "Only the words that you change are said otherwise.",
            "pause_ms": "Such as 800. Empty: as usual.",
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "value": forms.Textarea(attrs={"rows": _ROWS, "autocomplete": "off"}),
            "pause_ms": forms.NumberInput(attrs={"min": 0, "max": 10_000, "step": 50, "inputmode": "numeric"}),
        }

    def __init__(self, *args: Any, instance: Lexeme, **kwargs: Any) -> None:
        initial = {"take": instance.take, "value": instance.value or instance.grapheme} | (
            kwargs.pop("initial", None) or {}
        )
        super().__init__(*args, instance=instance, initial=initial, **kwargs)
        self._choice("scope").initial = ARTICLE if self.place else SITE

    def _near(self, scopes: "dict[str, Lexicon]") -> "dict[str, Lexicon]":
        return {ARTICLE: scopes[SITE]} if SITE in scopes else {}

    def _offer_kinds(self) -> None:
        """An override has no kinds."""

    @property
    def more(self) -> "list[forms.BoundField]":
        return [self[name] for name in ("note", "enabled")]

    @property
    def kept_take(self) -> Take | None:
        """The take that is in the form."""
        key = self["take"].value()
        return Take.objects.filter(key=key, lexicon__in=list(self.scopes.values())).first() if key else None

    def clean_value(self) -> str:
        # What is as it was written is no wording of its own.
        value = " ".join(self.cleaned_data["value"].split())
        return "" if value == self.instance.grapheme else value

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if len(self.instance.grapheme) > LONGEST:
            self.add_error(None, f"The sentence has more than {LONGEST} characters. Make rules for its words instead.")
        elif (
            not (cleaned.get("value") or cleaned.get("take") or cleaned.get("pause_ms") is not None) and not self.errors
        ):
            self.add_error(None, "Say what is to be said instead, set a silence, or upload a recording.")
        self._bind(cleaned)
        return cleaned

    def _bind(self, cleaned: dict[str, Any]) -> None:
        if self.place:
            self.instance.pages = self.place.page if self.chosen in ("", ARTICLE) else ""
        self.instance.take = self._own_take(cleaned.get("take", ""))

    def _own_take(self, key: str) -> str:
        """The take, as one of the lexicon in which the override will stand."""
        take = self.kept_take if key else None
        if key and take is None:
            self.add_error(None, "The recording is not stored any more. Upload it again.")
        return take.within(self.lexicon).key if take else ""
