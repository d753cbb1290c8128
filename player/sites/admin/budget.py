"""The budget of a site: fields of its account, edited on the site's page."""

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils import timezone

from player.sites.models import Site
from synthesis.models import Account

if TYPE_CHECKING:
    _SiteModelForm = forms.ModelForm[Site]
else:
    _SiteModelForm = forms.ModelForm

SITES_CHOICE: Final = ("soft_percent", "at_limit")
BUDGET: Final = ("monthly_budget", *SITES_CHOICE)
_FIELDS: Final = forms.fields_for_model(Account, BUDGET)


class SiteForm(_SiteModelForm):
    """A site, and what becomes of it when its budget is spent."""

    soft_percent = _FIELDS["soft_percent"]
    at_limit = _FIELDS["at_limit"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.account_id is not None:
            for name in self._of_account():
                self.initial.setdefault(name, getattr(self.instance.account, name))

    def save_account(self) -> None:
        """To be called once the site has its account."""
        changes = {name: self.cleaned_data[name] for name in self._of_account()}
        if set(changes) & set(self.changed_data):
            # Narrations that are held are tried again.
            changes["budget_changed_at"] = timezone.now()
        Account.objects.filter(pk=self.instance.account_id).update(**changes)

    def _of_account(self) -> list[str]:
        return [name for name in BUDGET if name in self.fields]


class BudgetForm(SiteForm):
    """As the operator sees it, who pays the provider and sets the limit."""

    monthly_budget = _FIELDS["monthly_budget"]
