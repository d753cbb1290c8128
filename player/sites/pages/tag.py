"""The tag of a site: to copy, and to see whether it works."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timesince import timesince

from player.sites import audit
from player.sites.models import Origin, Sighting, Site
from player.sites.staff import for_staff_of_site
from player.sites.tags import pinned_tag_of, policy_of, tag_of
from synthesis.rights import Area

_NOT_LONG_AGO: Final = timedelta(days=2)


class State(StrEnum):
    """How far a site has come, from the first page on."""

    UNSEEN = "unseen"
    REFUSED = "refused"
    NO_TEXT = "no_text"
    WORKS = "works"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Seen:
    """A sighting, and whether its pages may use the site."""

    sighting: Sighting
    listed: bool

    @property
    def seen(self) -> str:
        """How long ago its pages asked last, in words."""
        return _ago(self.sighting.seen_at)

    @property
    def text(self) -> str:
        """How long ago they last found something to read, in words."""
        return _ago(self.sighting.text_at) if self.sighting.text_at else "none yet"


def _ago(moment: datetime) -> str:
    long = timezone.now() - moment >= timedelta(minutes=1)
    return f"{timesince(moment, depth=1)} ago" if long else "just now"


def state_of(seen: Sequence[Seen]) -> State:
    """What to tell, and so what to do next.

    The pages that came furthest count: a test page of another origin does not make a site that works look broken.
    """
    listed = [each.sighting for each in seen if each.listed]
    if any(each.text_at for each in listed):
        newest = max(each.seen_at for each in listed)
        return State.WORKS if newest > timezone.now() - _NOT_LONG_AGO else State.SILENT
    if listed:
        return State.NO_TEXT
    return State.REFUSED if seen else State.UNSEEN


def seen_of(site: Site) -> list[Seen]:
    """From where the site's tag was seen, the newest first."""
    origins = {each.origin for each in site.origins.all()}
    return [Seen(each, each.origin in origins) for each in site.sightings.all()]


def state_of_site(site: Site) -> State:
    """How far the site has come."""
    return state_of(seen_of(site))


@for_staff_of_site(Area.ORIGINS, "view", "GET")
def tag(request: HttpRequest, site: Site) -> HttpResponse:
    """The tag, and what is known of it. With ``?status`` only the latter, which the page asks for while somebody waits."""
    seen = seen_of(site)
    context = {
        "site": site,
        "origins": sorted(each.origin for each in site.origins.all()),
        "seen": seen,
        "state": state_of(seen).value,
        "tag": tag_of(site, request),
        "pinned": pinned_tag_of(site, request),
        "policy": policy_of(request),
    }
    return render(request, "people/tag_status.html" if "status" in request.GET else "people/tag.html", context)


@for_staff_of_site(Area.ORIGINS, "add", "POST")
def add_origin(request: HttpRequest, site: Site) -> HttpResponse:
    """Let the pages of an origin use the site: one that was seen, or one that was typed."""
    origin = Origin(site=site, origin=request.POST.get("origin", ""))
    try:
        origin.full_clean()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        origin.save()
        audit.note(request.user, audit.Action.ADDED, site, f"origin “{origin}”")
        messages.success(request, f"Pages of {origin} may use the site now.")
    return redirect("staff:tag", key=site.key)
