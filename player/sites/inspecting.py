"""What the inspector on a live page asks: to be let in, and to save a layout. No cookie counts: the body says who asks."""

from typing import Annotated, Final, TypeVar

import msgspec
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from msgspec import Meta

from player.sites import inspections
from player.sites.access import for_pages_of_site
from player.sites.bodies import decoded
from player.sites.models import Layout, Site
from player.sites.problems import Problem
from player.sites.revisions import Overtaken, Revision, faults_of

_MOST_BYTES: Final = 50_000
Asked = TypeVar("Asked")
Signed = Annotated[str, Meta(max_length=1000)]
Selectors = Annotated[tuple[Annotated[str, Meta(max_length=200)], ...], Meta(max_length=100)]
Line = Annotated[str, Meta(max_length=200)]


class Admission(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The ticket of the page's address."""

    ticket: Signed


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is read by a layout."""

    allow: Selectors
    deny: Selectors
    title: Line

    def as_texts(self) -> dict[str, str]:
        return {"allow": "\n".join(self.allow), "deny": "\n".join(self.deny), "title": self.title}


class Saving(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A layout as it is to be, and as it was seen; a new one has a name and a pattern, and was not seen."""

    capability: Signed
    layout: Texts
    id: int | None = None
    before: Texts | None = None
    name: Annotated[str, Meta(max_length=100)] = ""
    url_pattern: Line = ""


@for_pages_of_site("POST")
def admission(request: HttpRequest, site: Site) -> JsonResponse:
    """Let somebody in who has a ticket."""
    asked = _decoded(request, Admission)
    inspector = inspections.admitted(asked.ticket, site, request.headers["Origin"])
    return _private(
        {
            "capability": inspector.capability(),
            "expires_in_s": inspections.CAPABILITY_S,
            "may_change": inspector.may("change"),
            "may_add": inspector.may("add"),
            "layouts": [_as_edited(layout) for layout in site.layouts.select_related("site")],
        }
    )


@for_pages_of_site("POST")
def layouts(request: HttpRequest, site: Site) -> JsonResponse:
    """Save what is read, for somebody who may."""
    asked = _decoded(request, Saving)
    inspector = inspections.empowered(asked.capability, site, request.headers["Origin"])
    revision = _revision(site, asked)
    if not inspector.may(revision.right):
        raise Problem("not-let-in", "You may look, but not change layouts of this site. Ask its owner.")
    try:
        layout = revision.save(inspector.user)
    except Layout.DoesNotExist as error:
        raise Problem("not-found", "This layout is gone. Load the page again.") from error
    except Overtaken as error:
        raise Problem("overtaken", "Somebody has changed this layout meanwhile. Open the page again.") from error
    except ValidationError as error:
        raise Problem("bad-request", faults_of(error)) from error
    return _private({"layout": _as_edited(layout)})


def _revision(site: Site, asked: Saving) -> Revision:
    new = {"name": asked.name.strip(), "url_pattern": asked.url_pattern.strip()} if asked.id is None else {}
    return Revision(site, asked.id, asked.layout.as_texts() | new, asked.before.as_texts() if asked.before else None)


def _decoded(request: HttpRequest, kind: type[Asked]) -> Asked:
    return decoded(msgspec.json.Decoder(kind), request.body, "body", _MOST_BYTES)


def _as_edited(layout: Layout) -> dict[str, object]:
    return layout.as_config() | {"name": layout.name}


def _private(body: dict[str, object]) -> JsonResponse:
    response = JsonResponse(body)
    response["Cache-Control"] = "no-store"
    return response
