"""The own account: password, second factor, recovery codes."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import views
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from player.sites import audit, second_factor
from player.sites.pages.addresses import next_address


@never_cache
@require_safe
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Who is signed in, what that person looks after, and what keeps others out."""
    user: Any = request.user
    has, must = second_factor.standing(user)
    context = {
        "memberships": user.memberships.select_related("site").order_by("site__name"),
        "has_second_factor": has,
        "must_have_second_factor": must,
        "codes_left": second_factor.recovery_codes_left(user),
    }
    return render(request, "people/account.html", context)


class Password(views.PasswordChangeView):
    """A new password; every other session of the person ends by it."""

    template_name = "people/password.html"
    success_url = reverse_lazy("staff:account")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        audit.note_of_person(form.user, audit.Action.PASSWORD_CHANGED)
        messages.success(self.request, "The password is changed. You are signed out everywhere else.")
        return response


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def set_up(request: HttpRequest) -> HttpResponse:
    """Teach an app the secret; on once a code of it was given, and then the recovery codes are shown."""
    user: Any = request.user
    has, must = second_factor.standing(user)
    if has:
        return redirect("staff:account")
    wrong = request.method == "POST"
    if wrong and second_factor.turn_on(user, "".join(request.POST.get("code", "").split())):
        second_factor.pass_on(request)
        audit.note_of_person(user, audit.Action.SECOND_FACTOR_ON)
        return _show_codes(request, second_factor.new_recovery_codes(user))
    device = second_factor.proposed_to(user)
    context = {
        "picture": second_factor.picture_of(device),
        "link": second_factor.link_of(device),
        "secret": second_factor.spelt_out(device),
        "wrong": wrong,
        "must": must,
        "next": next_address(request),
    }
    return render(request, "people/second_factor.html", context)


class OwnPassword(forms.Form):
    """The password again, from somebody who may have found the screen unlocked."""

    password = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        if not self.user.check_password(self.cleaned_data["password"]):
            audit.note_failure(self.user)
            raise forms.ValidationError("This is not your password.")
        return ""


@never_cache
@require_POST
@login_required
def turn_off(request: HttpRequest) -> HttpResponse:
    """Go on without a second factor."""
    user: Any = request.user
    if not OwnPassword(user, request.POST).is_valid():
        messages.error(request, "This is not your password. The second factor stays on.")
    else:
        second_factor.turn_off(user)
        audit.note_of_person(user, audit.Action.SECOND_FACTOR_OFF)
        messages.success(request, "The second factor is off.")
    return redirect("staff:account")


@never_cache
@require_POST
@login_required
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes, in place of those before."""
    user: Any = request.user
    if not second_factor.standing(user)[0] or not OwnPassword(user, request.POST).is_valid():
        messages.error(request, "This is not your password. The recovery codes stay as they are.")
        return redirect("staff:account")
    audit.note_of_person(user, audit.Action.RECOVERY_CODES)
    return _show_codes(request, second_factor.new_recovery_codes(user))


def _show_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return render(request, "people/recovery_codes.html", {"codes": codes, "next": next_address(request)})
