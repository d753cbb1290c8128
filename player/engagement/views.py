"""Beacons from pages. 204 means counted, and kept for good; everything else says why not."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from django.db import Error, IntegrityError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from player.engagement import beacons, ingest, refusals
from player.engagement.admission import places, quota, worth_of
from player.engagement.beacons import Beacon
from player.engagement.models import Refusal
from player.engagement.remembering import remembered
from player.sites.models import Site
from player.sites.problems import Problem

_ADDRESS: Final = re.compile(r"/v1/sites/([-\w]+)/events")
# Crawlers that run scripts name themselves. Looked at and forgotten.
_ROBOT: Final = re.compile(r"bot\b|bot/|crawl|spider|slurp|lighthouse|prerender", re.IGNORECASE)
_REASONS: Final = {
    "bad-request": Refusal.Reason.MALFORMED,
    "too-large": Refusal.Reason.TOO_LARGE,
    "origin-refused": Refusal.Reason.ORIGIN,
    "unknown-narration": Refusal.Reason.UNKNOWN,
    "implausible": Refusal.Reason.IMPLAUSIBLE,
    "elsewhere": Refusal.Reason.ELSEWHERE,
    "over-quota": Refusal.Reason.QUOTA,
    "overloaded": Refusal.Reason.OVERLOAD,
}


def events_first(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: answers beacons before all others, which have nothing to do for a request without cookie, session or user."""

    def answer(request: HttpRequest) -> HttpResponse:
        found = _ADDRESS.fullmatch(request.path_info)
        return events(request, found[1]) if found else get_response(request)

    return answer


@dataclass(frozen=True, slots=True)
class _Gate:
    """A site, and whose pages it lets in."""

    site: Site
    origins: frozenset[str]


@csrf_exempt
def events(request: HttpRequest, key: str) -> HttpResponse:
    """Take one beacon."""
    origin = request.META.get("HTTP_ORIGIN", "").lower()
    gate = None
    try:
        gate = _gate(key)
        response = _answer(request, gate, origin)
    except Problem as problem:
        if gate and problem.kind in _REASONS:
            refusals.note(gate.site, _REASONS[problem.kind])
        response = problem.response()
    response["Vary"] = "Origin"
    if gate and origin in gate.origins:
        response["Access-Control-Allow-Origin"] = request.META["HTTP_ORIGIN"]
        response["Access-Control-Allow-Methods"] = "POST"
        response["Access-Control-Allow-Headers"] = "Content-Type"
    return response


@remembered(1024, 10)
def _gate(key: str) -> _Gate:
    site = Site.objects.filter(key=key).first()
    if site is None:
        raise Problem("unknown-site", f"No site has the key {key!r}. Copy the tag from the site's page in the admin.")
    return _Gate(site, frozenset(site.origins.values_list("origin", flat=True)))


def _answer(request: HttpRequest, gate: _Gate, origin: str) -> HttpResponse:
    if origin not in gate.origins:
        raise Problem("origin-refused", f"Only pages of the origins of the site {gate.site.key!r} send beacons for it.")
    if request.method == "OPTIONS":
        return HttpResponse(status=204)
    if request.method != "POST":
        raise Problem("wrong-method", f"{request.method} is not answered here. Use POST.")
    beacon = beacons.parse(_body(request))
    if reason := _uncounted(request, beacon, origin):
        refusals.note(gate.site, reason)
        return JsonResponse({"counted": False, "reason": reason.value})
    with places.place(worth_of(beacon)):
        _keep(gate.site, beacon)
    return HttpResponse(status=204)


def _body(request: HttpRequest) -> bytes:
    """The body, unread where it says itself that it is too large."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > beacons.MOST_BYTES:
        raise Problem("too-large", f"The beacon has {length} bytes; at most {beacons.MOST_BYTES} are taken.")
    return request.body


def _uncounted(request: HttpRequest, beacon: Beacon, origin: str) -> Refusal.Reason | None:
    """Why the beacon is well made and still no reader's."""
    if beacon.robot or _ROBOT.search(request.META.get("HTTP_USER_AGENT", "")):
        return Refusal.Reason.ROBOT
    if urlsplit(origin).netloc == request.META.get("HTTP_HOST", "").lower():
        return Refusal.Reason.PREVIEW  # The workbench shows pages under the service's own address.
    return None


def _keep(site: Site, beacon: Beacon) -> None:
    """Keep it, if need be on a new connection: what is done may be done twice. Problem when the database does not answer."""
    # The statement is its own check of the connection.
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        _try_to_keep(site, beacon)
    except (OperationalError, InterfaceError):
        connection.close()
        try:
            _try_to_keep(site, beacon)
        except Error as error:
            raise Problem("overloaded", "The database does not answer; this beacon was not counted.") from error


def _try_to_keep(site: Site, beacon: Beacon) -> None:
    quota.spend(site.pk, worth_of(beacon))
    try:
        ingest.take(site, beacon)
    except IntegrityError as error:
        # What it refers to was deleted since this process looked it up.
        raise Problem("unknown-narration", "The article was deleted; nothing was counted.") from error
    refusals.write_down()
