"""Signing in: name and password, then the code where one is asked for; and a new password by e-mail for who forgot it."""

from typing import Any

from django.contrib.auth import get_user_model, views
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from player.sites import audit, second_factor
from player.sites.pages.addresses import next_address


def as_account_name(typed: str) -> str:
    """Accounts that began with an invitation are named after its address, in lower case."""
    typed = typed.strip()
    return typed.lower() if "@" in typed else typed


class SignInForm(AuthenticationForm):
    """Name and password."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": "Name and password do not fit together. Mind capital letters in the password.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "E-mail or user name"

    def clean_username(self) -> str:
        return as_account_name(self.cleaned_data["username"])


class SignIn(views.LoginView):
    template_name = "people/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        return str(reverse_lazy("home"))

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        if not second_factor.standing(form.get_user())[0]:
            audit.note_of_person(form.get_user(), audit.Action.SIGNED_IN)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        # A name that no account has is not written down: it may be a password in the wrong field.
        if user := get_user_model()._default_manager.filter(username=form.cleaned_data.get("username", "")).first():
            audit.note_failure(user)
        return super().form_invalid(form)


def locked(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """What django-axes answers to who has guessed too often."""
    return render(request, "people/locked.html", status=429)


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code, after the password was right."""
    user: Any = request.user
    if not second_factor.standing(user)[0]:
        return redirect(next_address(request))
    if request.method == "GET":
        return render(request, "people/code.html", {"next": next_address(request)})
    if second_factor.verify(user, "".join(request.POST.get("code", "").split()).lower()):
        second_factor.pass_on(request)
        audit.note_of_person(user, audit.Action.SIGNED_IN)
        return redirect(next_address(request))
    audit.note_failure(user)
    wait = second_factor.seconds_to_wait(user)
    return render(request, "people/code.html", {"next": next_address(request), "wrong": True, "wait": wait})


class ForgottenPassword(views.PasswordResetView):
    template_name = "people/forgotten.html"
    email_template_name = "people/letters/password.txt"
    subject_template_name = "people/letters/password_subject.txt"
    success_url = reverse_lazy("staff:forgotten_sent")


class ForgottenPasswordSent(views.PasswordResetDoneView):
    template_name = "people/forgotten_sent.html"


class NewPassword(views.PasswordResetConfirmView):
    template_name = "people/new_password.html"
    success_url = reverse_lazy("staff:sign_in")

    def form_valid(self, form: Any) -> HttpResponse:
        audit.note_of_person(form.user, audit.Action.PASSWORD_CHANGED)
        return super().form_valid(form)
