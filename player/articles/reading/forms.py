"""What somebody asks to be read: a page, and by which layout."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError

from player.articles.addresses import BadAddress, normal
from player.sites.models import Layout, Site
from player.sites.revisions import FIELDS

if TYPE_CHECKING:
    _LayoutForm = forms.ModelForm[Layout]
else:
    _LayoutForm = forms.ModelForm

MOST_PASTED: Final = 900_000  # Characters; a form is at most 1 MB.
BY_ADDRESS: Final = ""
NONE: Final = "none"
_SELECTORS: Final = {"rows": 4, "spellcheck": "false", "autocapitalize": "off", "class": "selectors"}
_ROWS: Final = {"rows": 2, "spellcheck": "false", "autocapitalize": "off", "class": "selectors"}


class Asked(forms.Form):
    """``html`` in place of what stands at the address; ``layout`` a key, or which else."""

    address = forms.CharField(max_length=1000, label="Address of the page")
    html = forms.CharField(
        required=False,
        max_length=MOST_PASTED,
        label="HTML of the page",
        help_text="In place of what stands at the address: for pages behind a login, or not published yet.",
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "class": "selectors"}),
    )
    layout = forms.ChoiceField(required=False, label="Read by")
    edited = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, site: Site, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self._site = site
        own = [(str(layout.pk), str(layout)) for layout in site.layouts.all()]
        choices = [
            (BY_ADDRESS, "the layout that the address has"),
            *own,
            (NONE, "no layout: the article is found by itself"),
        ]
        self.fields["layout"] = forms.ChoiceField(choices=choices, required=False, label="Read by")

    def clean_address(self) -> str:
        text: str = self.cleaned_data["address"].strip()
        try:
            return normal(text if "//" in text else f"https://{text}")
        except BadAddress as error:
            raise ValidationError(str(error)) from error

    def layout_asked(self) -> Layout | None:
        """The layout that the page is read by; none where none is wanted, or none matches."""
        chosen = self.cleaned_data["layout"]
        if chosen == NONE:
            return None
        if chosen:
            return self._site.layouts.select_related("site").get(pk=chosen)
        found: Layout | None = self._site.layout_for(self.cleaned_data["address"])
        return found


class LayoutTexts(_LayoutForm):
    """What a layout reads, as it is being edited."""

    class Meta:
        model = Layout
        fields = FIELDS
        widgets = {
            name: forms.Textarea(attrs=_SELECTORS if name in ("allow", "deny") else _ROWS) for name in FIELDS
        } | {"title": forms.TextInput(attrs={"spellcheck": "false", "class": "selectors"})}
