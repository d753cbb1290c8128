"""The theme of a site: its colours, type and launcher, tried on a page before they are saved."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, ClassVar, Final

from csp.constants import SELF
from csp.decorators import csp_replace
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from player.sites import audit
from player.sites.looks import LOOKS
from player.sites.models import Site, Theme
from player.sites.models.theme import COLOURS, OWN_DAY, OWN_NIGHT
from player.sites.staff import for_staff_of_site
from synthesis.rights import Area

if TYPE_CHECKING:
    _ThemeModelForm = forms.ModelForm[Theme]
else:
    _ThemeModelForm = forms.ModelForm

_COLOURS: Final = (*COLOURS, *(f"night_{name}" for name in COLOURS))
_CORNERS: Final = (
    ("", "Readalong’s own"),
    *(("0", "Square"), ("6", "Slightly round"), ("12", "Soft"), ("24", "Round"), ("40", "Very round")),
)
_FONTS: Final = ("Atkinson Hyperlegible", "Inter", "Lexend", "Nunito", "Open Sans", "Roboto")


class ColourField(forms.CharField):
    """A colour, however people write it, as it is kept."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).lower()


class ThemeForm(_ThemeModelForm):
    """What a site may choose; what is left empty is Readalong's own."""

    radius = forms.TypedChoiceField(label="Corners", choices=_CORNERS, coerce=int, empty_value=None, required=False)

    class Meta:
        model = Theme
        exclude = ("site",)
        field_classes: ClassVar[dict[str, Any]] = dict.fromkeys(_COLOURS, ColourField)
        widgets: ClassVar[dict[str, Any]] = {
            "scheme": forms.RadioSelect,
            "shape": forms.RadioSelect,
            "size": forms.RadioSelect,
            "font": forms.TextInput(attrs={"list": "fonts", "placeholder": "Readalong’s own"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in COLOURS:
            # The two stand under headings that say when.
            self.fields[f"night_{name}"].label = self.fields[name].label
        own = OWN_DAY | {f"night_{name}": colour for name, colour in OWN_NIGHT.items()}
        for name, colour in own.items():
            hints = {"placeholder": colour, "pattern": "#[0-9a-fA-F]{6}", "spellcheck": "false", "autocomplete": "off"}
            self.fields[name].widget.attrs.update(hints)

    @property
    def by_day(self) -> list[forms.BoundField]:
        return [self[name] for name in COLOURS]

    @property
    def by_night(self) -> list[forms.BoundField]:
        return [self[f"night_{name}"] for name in COLOURS]


def theme_of(site: Site) -> Theme:
    """The site's theme; one that is not saved, and chooses nothing, where it has none."""
    return Theme.objects.filter(site=site).first() or Theme(site=site)


@csp_replace({"frame-src": [SELF]})
@for_staff_of_site(Area.SITES, "change", "GET", "POST")
def theme(request: HttpRequest, site: Site) -> HttpResponse:
    """What may be chosen, and how it looks. With ``?draft`` what is to be said of a choice that is not saved."""
    if "draft" in request.GET:
        form = ThemeForm(request.GET, instance=theme_of(site))
        return render(request, "people/theme_verdicts.html", {"form": form, "valid": form.is_valid()})
    form = ThemeForm(request.POST or None, instance=theme_of(site))
    if request.method == "POST" and form.is_valid():
        return _save(request, site, form)
    context = {
        "site": site,
        "form": form,
        "looks": [asdict(look) for look in LOOKS],
        "fonts": _FONTS,
        "valid": not form.errors,
    }
    return render(request, "people/theme.html", context)


def _save(request: HttpRequest, site: Site, form: ThemeForm) -> HttpResponse:
    form.save()
    if form.changed_data:
        audit.note(request.user, audit.Action.CHANGED, site, "theme", ", ".join(form.changed_data))
    messages.success(request, "The theme is saved. Readers’ pages show it within a minute.")
    return redirect("staff:theme", key=site.key)
