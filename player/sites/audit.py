"""Writing the audit log. Whatever changes something at a site, and is no page of the admin, calls `note`; those are noted already.

`about` and `details` are names: of a person, a row, a field, a role. Nothing that opens a door may stand there.
"""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from player.sites.models import AuditEntry, Site

Action = AuditEntry.Action
_COUNTED_FOR: Final = timedelta(hours=1)


def note(user: Any, action: Action, site: Site | None, about: str = "", details: str = "") -> None:
    """Write that this person did something to a site; to the installation, where there is none."""
    AuditEntry.objects.create(
        at=timezone.now(),
        user=user if user is not None and user.pk else None,
        who=user.get_username() if user is not None else "",
        site=site,
        site_name=site.name if site else "",
        action=action,
        about=about[:300],
        details=details[:1000],
    )


def note_of_person(user: AbstractBaseUser, action: Action) -> None:
    """Write what somebody did to the own account where those read it who answer for it: at each of the own sites."""
    for site in _sites_of(user):
        note(user, action, site)


def note_failure(user: AbstractBaseUser) -> None:
    """Count a failure to sign in as this person: one entry an hour, however often it is tried."""
    since = timezone.now() - _COUNTED_FOR
    found = AuditEntry.objects.filter(user=user.pk, action=Action.SIGN_IN_FAILED, at__gte=since)
    if not found.update(times=F("times") + 1):
        note_of_person(user, Action.SIGN_IN_FAILED)


def note_row(request: HttpRequest, action: Action, row: Any, sites: Sequence[int], message: Any) -> None:
    """Write what somebody did to a row in the admin."""
    about = f"{row._meta.verbose_name} “{row}”"
    details = LogEntry(change_message=json.dumps(message)).get_change_message() if message else ""
    for site in Site.objects.filter(pk__in=sites) or (None,):
        note(request.user, action, site, about, str(details))


def _sites_of(user: AbstractBaseUser) -> "list[Site | None]":
    return list(Site.objects.filter(members__user=user.pk)) or [None]
