"""Rights: one table says what each role may do, and every admin page, dashboard and staff API asks it.

People have a role at each site that they look after; superusers are the operator and have the last column at every site. What is
not granted in `TABLE` is not there: rows of other sites are neither listed, nor offered, nor found by their address.

How a page asks:

* a view of one site takes it from ``Site.objects.visible_to(request.user, Area.RULES, "change")``: no row, no page;
* a page of the admin is an `OwnRowsAdmin` that names its ``area``, and in ``site_path`` the way from a row to its site;
* a template that offers a link asks ``{% may "change" "rules" site as edits %}`` (``{% load rights %}``);
* anything else calls `may`.

A new kind of rows gets a line in `TABLE` here, and in docs/security.md; a new address its line in ``tests/player/addresses.py``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal

from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.forms import Field
from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    _BaseModelAdmin = admin.options.BaseModelAdmin[Any]
    _ModelAdmin = admin.ModelAdmin[Any]
    _TabularInline = admin.TabularInline[Any, Any]
else:
    _BaseModelAdmin = admin.options.BaseModelAdmin
    _ModelAdmin = admin.ModelAdmin
    _TabularInline = admin.TabularInline

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


class _Rights(_BaseModelAdmin):
    """The admin's questions, answered by the table."""

    area: ClassVar[Area]
    helps: ClassVar[Mapping[str, str]] = {}
    """What people are told beside a field, with an example, where its model says nothing."""

    def may(self, request: HttpRequest, right: Right, row: Any = None) -> bool:
        """Whether the sender has the right on this row; on any, where there is none yet."""
        return may(request, right, self.area, None if row is None else self.sites_of(row))

    def sites_of(self, row: Any) -> list[int]:
        """The sites that a row belongs to, as its own pages in the admin say."""
        owner = _admin_of(self.admin_site, type(row))
        if not isinstance(owner, OwnRowsAdmin) or not owner.site_path:
            return []
        found = type(row)._default_manager.filter(pk=row.pk)
        return [site for site in found.values_list(owner.site_path, flat=True) if site is not None]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, "view", obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, "add", obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, "change", obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, "delete", obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may(request, "view")

    def formfield_for_foreignkey(self, db_field: "models.ForeignKey[Any]", request: HttpRequest, **kwargs: Any) -> Any:
        kwargs.setdefault("queryset", self.offered(request, db_field.related_model))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: "models.ManyToManyField[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        kwargs.setdefault("queryset", self.offered(request, db_field.related_model))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def offered(self, request: HttpRequest, model: Any) -> "models.QuerySet[Any]":
        """The rows that may be chosen for a row of this kind: those of sites at which such rows may be added."""
        if isinstance(related := _admin_of(self.admin_site, model), OwnRowsAdmin):
            return related.rows(request, "add", self.area)
        rows: models.QuerySet[Any] = model._default_manager.all()
        return rows if is_operator(request.user) else rows.none()

    def formfield_for_dbfield(self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        # Plain selects: a row is edited on its own page, not in a window over another one.
        if isinstance(field, Field) and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        if isinstance(field, Field) and not field.help_text:
            field.help_text = self.helps.get(db_field.name, "")
        return field


class OwnRowsAdmin(_Rights, _ModelAdmin):
    """A model's pages in the admin: all rows for the operator, and for other staff those of their own sites."""

    site_path: ClassVar[str]  # From a row to its site, for the ORM: "lexicon__site". Empty: rows belong to no site.
    chosen_alone: ClassVar[str] = ""  # The foreign key that is filled in where there is but one row to choose.

    def get_queryset(self, request: HttpRequest) -> "models.QuerySet[Any]":
        return self.rows(request, "view", self.area)

    def rows(self, request: HttpRequest, right: Right, area: Area) -> "models.QuerySet[Any]":
        """The rows of those sites at which the sender has the right in this area."""
        found = super().get_queryset(request)
        if is_operator(request.user):
            return found
        if not self.site_path:
            return found.none()
        # A subquery: a join would show a row twice that several sites share, and could not be deleted from.
        own = self.model._default_manager.filter(**{f"{self.site_path}__in": sites_with(request.user, right, area)})
        return found.filter(pk__in=own.values("pk"))

    def has_narrate_permission(self, request: HttpRequest) -> bool:
        return self.may(request, "narrate")

    def get_changeform_initial_data(self, request: HttpRequest) -> "dict[str, Any]":
        given: dict[str, Any] = dict(super().get_changeform_initial_data(request))
        if self.chosen_alone:
            choices = self.offered(request, self.opts.get_field(self.chosen_alone).related_model)[:2]
            return {self.chosen_alone: choices[0].pk} | given if len(choices) == 1 else given
        return given

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self._record(request, "added", obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        if message:
            self._record(request, "changed", obj, message)
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for row in queryset:
            self._record(request, "deleted", row)
        return super().log_deletions(request, queryset)

    def _record(self, request: HttpRequest, action: str, row: Any, message: Any = None) -> None:
        # The audit log is another layer's: the admin's site writes it.
        site: Any = self.admin_site
        site.record(request, action, row, self.sites_of(row), message)

    def what_goes(self, row: Any) -> Iterable[str]:
        """What is deleted along with a row, in words, for who is asked to confirm it; nothing, where Django's own list will do."""
        return ()

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        rows = list(objs)
        told = [(row, list(self.what_goes(row))) for row in rows]
        if not any(lines for _, lines in told):
            return super().get_deleted_objects(objs, request)
        # Counted, not listed: an old site has a million rows. Who may delete a row may delete what belongs to it.
        listed = [
            each for row, lines in told for each in (f"{str(self.opts.verbose_name).capitalize()} “{row}”", lines)
        ]
        refused = {str(self.opts.verbose_name) for row in rows if not self.may(request, "delete", row)}
        return listed, {self.opts.verbose_name_plural: len(rows)}, refused, []

    def heading(self, row: Any) -> str:
        """What a row's page is headed by."""
        return str(row)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None:
            context["subtitle"] = self.heading(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)


class OwnInline(_Rights, _TabularInline):
    """Rows on the page of the row they belong to, whose own admin says which site that is."""

    extra = 0


class OwnRelated(admin.RelatedFieldListFilter):
    """A filter that names only rows which the related model's own pages would show."""

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: "admin.ModelAdmin[Any]"
    ) -> list[tuple[Any, Any]]:
        related = _admin_of(model_admin.admin_site, field.related_model)
        rows = related.get_queryset(request) if related else field.related_model._default_manager.none()
        return [(row.pk, self.label(row)) for row in rows]

    def label(self, row: Any) -> str:
        return str(row)


def _admin_of(site: admin.AdminSite, model: Any) -> "admin.ModelAdmin[Any] | None":
    try:
        return site.get_model_admin(model)
    except NotRegistered:
        return None
