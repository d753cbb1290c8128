"""Rights: one table says what each role may do, and every admin page, dashboard and staff API asks it.

People have a role at each site that they look after; superusers are the operator and have the last column at every site. What is
not granted in `TABLE` is not there: rows of other sites are neither listed, nor offered, nor found by their address.

How a page asks:

* a view of one site takes it from ``Site.objects.visible_to(request.user, Area.RULES, "change")``: no row, no page;
* a page of the admin is an `OwnRowsAdmin` (`synthesis.own_rows`) that names its ``area``, and in ``site_path`` the way from a row to its
  site;
* a template that offers a link asks ``{% may "change" "rules" site as edits %}`` (``{% load rights %}``);
* anything else calls `may`.

A new kind of rows gets a line in `TABLE` here, and in docs/security.md; a new address its line in ``tests/player/addresses.py``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Literal

from django.db import models
from django.http import HttpRequest

Right = Literal["view", "add", "change", "delete", "narrate"]
Rights = frozenset[Right]
NOTHING: Final[Rights] = frozenset()
LOOK: Final[Rights] = frozenset({"view"})
EDIT: Final[Rights] = LOOK | {"change"}
EVERYTHING: Final[Rights] = EDIT | {"add", "delete"}
NARRATE: Final[Rights] = LOOK | {"narrate"}
CLEAR: Final[Rights] = LOOK | {"delete"}
CREATE: Final[Rights] = LOOK | {"add", "delete"}


def counted(number: int, noun: str) -> str:
    """How many of something, in words for people.

    >>> counted(1, "rule"), counted(1200, "play")
    ('1 rule', '1,200 plays')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


class Role(models.TextChoices):
    """What somebody is at a site."""

    OWNER = "owner", "Owner"
    EDITOR = "editor", "Editor"
    ANALYST = "analyst", "Analyst"

    @property
    def does(self) -> str:
        """What people of this role do, for whoever hands it out."""
        return _DOES[self]


_DOES: Final = {
    Role.OWNER: "everything, also people and voices",
    Role.EDITOR: "lexicon, layouts, dashboards",
    Role.ANALYST: "dashboards only",
}


class Area(StrEnum):
    """What a right is about."""

    ADMIN = "admin"
    ENGAGEMENT = "engagement"
    ARTICLES = "articles"
    TEXTS = "texts"
    NARRATIONS = "narrations"
    LEXICONS = "lexicons"
    RULES = "rules"
    LAYOUTS = "layouts"
    SITES = "sites"
    ORIGINS = "origins"
    VOICES = "voices"
    FEEDS = "feeds"
    TOKENS = "tokens"
    WEBHOOKS = "webhooks"
    PEOPLE = "people"
    AUDIT = "audit"
    SPEECH = "speech"
    ACCOUNTS = "accounts"


@dataclass(frozen=True, slots=True)
class Granted:
    """A line of the table: the rights of each role in one area."""

    owner: Rights
    editor: Rights
    analyst: Rights
    operator: Rights

    def to(self, role: Role) -> Rights:
        return {Role.OWNER: self.owner, Role.EDITOR: self.editor, Role.ANALYST: self.analyst}[role]


# fmt: off
TABLE: Final[Mapping[Area, Granted]] = {
    #                          owner       editor      analyst  operator
    Area.ADMIN:       Granted(LOOK,       LOOK,       NOTHING, LOOK),        # Whether the admin opens at all.
    Area.ENGAGEMENT:  Granted(LOOK,       LOOK,       LOOK,    CLEAR),       # Dashboards, playback sessions, their exports.
    Area.ARTICLES:    Granted(CLEAR,      LOOK,       NOTHING, CLEAR),       # Articles, with all that is theirs.
    Area.TEXTS:       Granted(LOOK,       LOOK,       NOTHING, LOOK),        # What they say. Sites share it; it goes with the last one.
    Area.NARRATIONS:  Granted(NARRATE,    NARRATE,    NOTHING, NARRATE),     # How they sound; "narrate again".
    Area.LEXICONS:    Granted(LOOK,       LOOK,       NOTHING, LOOK),        # A site's lexicon as a whole.
    Area.RULES:       Granted(EVERYTHING, EVERYTHING, NOTHING, EVERYTHING),  # Its lexemes. Those of every site: the operator.
    Area.LAYOUTS:     Granted(EVERYTHING, EVERYTHING, NOTHING, EVERYTHING),  # What is read on which pages.
    Area.SITES:       Granted(EDIT,       LOOK,       NOTHING, EVERYTHING),  # Name, rate, what happens when the budget is spent.
    Area.ORIGINS:     Granted(EVERYTHING, LOOK,       NOTHING, EVERYTHING),  # Whose pages may use the site.
    Area.VOICES:      Granted(EVERYTHING, LOOK,       NOTHING, EVERYTHING),  # Voices cost money, so owners choose them.
    Area.FEEDS:       Granted(EVERYTHING, EVERYTHING, NOTHING, EVERYTHING),  # Sitemaps and feeds that are asked, and what they name.
    Area.TOKENS:      Granted(CREATE,     NOTHING,    NOTHING, CREATE),      # What the publisher's own programs show for themselves.
    Area.WEBHOOKS:    Granted(EVERYTHING, NOTHING,    NOTHING, EVERYTHING),  # Addresses that are told what happens, and their log.
    Area.PEOPLE:      Granted(EVERYTHING, NOTHING,    NOTHING, EVERYTHING),  # Members, their roles, invitations.
    Area.AUDIT:       Granted(LOOK,       NOTHING,    NOTHING, LOOK),        # Who did what; nobody changes it.
    Area.SPEECH:      Granted(NOTHING,    NOTHING,    NOTHING, LOOK),        # Belongs to no site: who says the same shares it.
    Area.ACCOUNTS:    Granted(NOTHING,    NOTHING,    NOTHING, EVERYTHING),  # Everybody who can sign in.
}
# fmt: on


def roles_with(right: Right, area: Area) -> tuple[Role, ...]:
    """The roles that have this right at their site."""
    return tuple(role for role in Role if right in TABLE[area].to(role))


def is_operator(user: Any) -> bool:
    return bool(user.is_active and getattr(user, "is_superuser", False))


def sites_with(user: Any, right: Right, area: Area) -> "models.QuerySet[Any]":
    """The keys of the sites at which this person, who is no operator, has the right; a subquery."""
    sites: models.QuerySet[Any] = user.memberships.filter(role__in=roles_with(right, area)).values("site")
    return sites


def may(request: HttpRequest, right: Right, area: Area, sites: Iterable[int] | None = None) -> bool:
    """Whether the request's sender has the right at one of the sites; at any site, if none are named."""
    user: Any = request.user
    if is_operator(user):
        return right in TABLE[area].operator
    if not (user.is_authenticated and user.is_active):
        return False
    roles = _roles(request)
    return any(right in TABLE[area].to(roles[site]) for site in (roles if sites is None else sites) if site in roles)


def _roles(request: Any) -> dict[int, Role]:
    """The sender's role at each of the own sites, asked for once a request."""
    if not hasattr(request, "readalong_roles"):
        rows = request.user.memberships.values_list("site_id", "role")
        request.readalong_roles = {site: Role(role) for site, role in rows}
    roles: dict[int, Role] = request.readalong_roles
    return roles
