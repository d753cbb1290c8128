"""Revisions: what is read by a layout is changed outside of its form in the admin: while a page is tried, or on the live page."""

from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction

from player.sites import audit
from player.sites.models import Layout, Site
from player.sites.models.layout import lines
from synthesis.rights import Right

FIELDS: Final = ("allow", "deny", "title", "language", "level", "story")


class Overtaken(Exception):
    """Somebody else has changed the layout since it was looked at."""


@dataclass(frozen=True, slots=True)
class Revision:
    """The layout ``pk`` of a site, or a new one where that is None, with these texts; fields that are not named stay.

    ``before`` are texts that must still stand: who saves has not seen what somebody else has written since.
    """

    site: Site
    pk: int | None
    texts: dict[str, str]
    before: dict[str, str] | None = None

    @property
    def right(self) -> Right:
        """What one must be allowed to do."""
        return "add" if self.pk is None else "change"

    def save(self, user: Any) -> Layout:
        """The layout as it is now. Raises ValidationError, Overtaken, Layout.DoesNotExist."""
        with transaction.atomic():
            layout = self.site.layouts.select_for_update().get(pk=self.pk) if self.pk else Layout(site=self.site)
            self._check_standing(layout)
            changed = [name for name, text in self.texts.items() if not _alike(getattr(layout, name), text)]
            for name in changed:
                setattr(layout, name, self.texts[name])
            layout.full_clean(exclude=("site",))
            if changed:
                layout.save()
                self._note(layout, user, changed)
        return layout

    def _check_standing(self, layout: Layout) -> None:
        overtaken = any(not _alike(getattr(layout, name), text) for name, text in (self.before or {}).items())
        if self.pk and overtaken:
            raise Overtaken

    def _note(self, layout: Layout, user: Any, changed: list[str]) -> None:
        names = ", ".join(map(_label, changed))
        action = audit.Action.CHANGED if self.pk else audit.Action.ADDED
        audit.note(user, action, self.site, f"layout “{layout}”", f"Changed {names}." if self.pk else "")


def _alike(one: str, other: str) -> bool:
    """Whether two texts say the same: forms end their lines in another way."""
    return lines(one) == lines(other)


def faults_of(error: ValidationError) -> str:
    """What is wrong, field by field, in one line."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    named = error.message_dict.items()
    return " ".join(f"{_label(field).capitalize()}: {' '.join(faults)}" for field, faults in named)


def _label(field: str) -> str:
    names = {each.name: str(each.verbose_name) for each in Layout._meta.fields}
    return names.get(field, field)
