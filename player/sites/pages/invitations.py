"""Accepting an invitation, into the account that is signed in or into a new one."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model, login
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from player.sites import audit
from player.sites.models import Invitation

_BACKEND = "django.contrib.auth.backends.ModelBackend"


class NewAccountForm(forms.Form):
    """What an account needs besides the address that the invitation was sent to."""

    name = forms.CharField(max_length=150, label="Your name", widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label="A password",
        help_text="At least ten characters.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, email: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user: Any = get_user_model()(username=email, email=email)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self.user.first_name = cleaned.get("name", "")
        try:
            validate_password(cleaned.get("password", ""), self.user)
        except ValidationError as error:
            self.add_error("password", error)
        return cleaned

    def save(self) -> Any:
        self.user.set_password(self.cleaned_data["password"])
        self.user.save()
        return self.user


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page that the letter leads to."""
    found = Invitation.objects.signed(token)
    if found is None:
        return render(request, "people/invitation_void.html", status=410)
    if request.user.is_authenticated:
        return _join(request, found)
    if get_user_model()._default_manager.filter(username=found.email).exists():
        return render(request, "people/invitation.html", {"invitation": found, "has_account": True})
    return _join_anew(request, found)


def _join(request: HttpRequest, found: Invitation) -> HttpResponse:
    user: Any = request.user
    if request.method == "GET":
        return render(request, "people/invitation.html", {"invitation": found})
    return _welcome(request, found) if found.accept(user) else redirect(request.path)


def _join_anew(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = NewAccountForm(found.email, request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return render(request, "people/invitation.html", {"invitation": found, "form": form})
    with transaction.atomic():
        user = form.save()
        accepted = found.accept(user)
        transaction.set_rollback(not accepted)
    if not accepted:
        return redirect(request.path)
    login(request, user, backend=_BACKEND)
    return _welcome(request, found)


def _welcome(request: HttpRequest, found: Invitation) -> HttpResponse:
    audit.note(request.user, audit.Action.JOINED, found.site, found.email, found.get_role_display())
    return redirect("dashboard:overview", key=found.site.key)
