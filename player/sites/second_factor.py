"""The second factor: a code from an app (TOTP), or one of the recovery codes that were printed for the day the phone is lost.

A session is signed in by the password alone, and then held at the door by `SecondFactor` until the code was given: no page of the
staff answers before. django-otp keeps the secrets, compares the codes, takes each once, and slows down whoever guesses.
"""

from base64 import b32encode
from collections.abc import Callable
from math import ceil
from typing import Any, Final

import segno
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

_PASSED: Final = "second_factor"
_RECOVERY_CODES: Final = 10
_DIGITS: Final = 6

# Pages that answer while the code is missing: those that ask for it, and the way out.
_AT_THE_DOOR: Final = frozenset({"staff:code", "staff:sign_out"})
_AT_THE_SETUP: Final = _AT_THE_DOOR | {"staff:second_factor"}
# What pages ask, and whose answers depend on nobody's session.
_WITHOUT_SESSION: Final = "api"


def standing(user: Any) -> tuple[bool, bool]:
    """Whether this person gives a code at signing in; whether the operator, or a site of theirs, wants one."""
    device = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    demanding = get_user_model()._default_manager.filter(pk=OuterRef("pk"), memberships__site__second_factor=True)
    has, must = get_user_model()._default_manager.values_list(Exists(device), Exists(demanding)).get(pk=user.pk)
    return has, must or settings.SECOND_FACTOR_REQUIRED


def proposed_to(user: AbstractBaseUser) -> TOTPDevice:
    """The secret that an app is to be taught; the same one until a code of it was given."""
    device, _ = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "app"})
    return device


def picture_of(device: TOTPDevice) -> str:
    """The secret as a QR code, an SVG."""
    return segno.make(device.config_url, error="m").svg_inline(omitsize=True, border=2, dark="#000", light="#fff")


def link_of(device: TOTPDevice) -> str:
    """The secret as an address that opens the app, where it is on the device which shows the page."""
    return str(device.config_url)


def spelt_out(device: TOTPDevice) -> str:
    """The secret, for who types it."""
    letters = b32encode(device.bin_key).decode()
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


@transaction.atomic
def turn_on(user: AbstractBaseUser, code: str) -> bool:
    """Take the proposed secret if the app knows its code."""
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
    if device is None:
        return False
    # Nothing can be guessed here, the secret is on the same page: after a slip the next code is looked at without a wait.
    device.throttle_reset(commit=False)
    if not _takes(device, code):
        return False
    TOTPDevice.objects.filter(user=user, confirmed=True).delete()
    device.confirmed = True
    device.save()
    return True


def turn_off(user: AbstractBaseUser) -> None:
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


@transaction.atomic
def new_recovery_codes(user: AbstractBaseUser) -> list[str]:
    """Ten codes, each good once; those before are void."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery")
    codes = [StaticToken.random_token() for _ in range(_RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def recovery_codes_left(user: AbstractBaseUser) -> int:
    return int(StaticToken.objects.filter(device__user=user).count())


@transaction.atomic
def verify(user: AbstractBaseUser, code: str) -> bool:
    """Whether this is the app's code of the moment, or a recovery code, which is used up by it."""
    kind: Any = TOTPDevice if code.isdecimal() and len(code) == _DIGITS else StaticDevice
    device = kind.objects.select_for_update().filter(user=user, confirmed=True).first()
    return device is not None and _takes(device, code)


def seconds_to_wait(user: AbstractBaseUser) -> int:
    """How long no code is looked at, after wrong ones."""
    devices = (*TOTPDevice.objects.filter(user=user, confirmed=True), *StaticDevice.objects.filter(user=user))
    reasons = [device.verify_is_allowed()[1] for device in devices]
    waits = [reason["locked_until"] - timezone.now() for reason in reasons if reason]
    return max((ceil(wait.total_seconds()) for wait in waits), default=0)


def _takes(device: Device, code: str) -> bool:
    return bool(device.verify_token(code))


def pass_on(request: HttpRequest) -> None:
    """Let this session in; its key changes, as it does at signing in."""
    request.session.cycle_key()
    request.session[_PASSED] = True


class SecondFactor:
    """Middleware: lead whoever has not given the code, or is yet to set one up, to where that is done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or _WITHOUT_SESSION in match.namespaces or not request.user.is_authenticated:
            return None
        if request.session.get(_PASSED) or match.view_name in _AT_THE_DOOR:
            return None
        has, must = standing(request.user)
        if has:
            return _to("staff:code", request)
        if must and match.view_name not in _AT_THE_SETUP:
            return _to("staff:second_factor", request)
        return None


def _to(name: str, request: HttpRequest) -> HttpResponse:
    query = {"next": request.get_full_path()} if request.method in ("GET", "HEAD") else {}
    return redirect(reverse(name, query=query))
