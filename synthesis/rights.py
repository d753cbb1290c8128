"""Rights in the admin: superusers see every row, other staff the rows of the sites that they are members of.

Being a member is the right; nothing is handed out permission by permission. Which way leads from a row to its site's members is
named in ``members``, as a path for the ORM, so that no layer needs to import another one's models.
"""

from typing import TYPE_CHECKING, Any, ClassVar, Final

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

Rights = frozenset[str]
NOTHING: Final[Rights] = frozenset()
LOOK: Final[Rights] = frozenset({"view"})
EDIT: Final[Rights] = LOOK | {"change"}
EVERYTHING: Final[Rights] = EDIT | {"add", "delete"}


class _Rights(_BaseModelAdmin):
    """What superusers and members may do with the rows that they see, and which other rows they may choose for them."""

    superuser_rights: ClassVar[Rights] = EVERYTHING
    member_rights: ClassVar[Rights] = LOOK

    def rights(self, request: HttpRequest) -> Rights:
        user = request.user
        if not (user.is_active and getattr(user, "is_staff", False)):
            return NOTHING
        return self.superuser_rights if getattr(user, "is_superuser", False) else self.member_rights

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return "view" in self.rights(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return "add" in self.rights(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return "change" in self.rights(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return "delete" in self.rights(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(self.rights(request))

    def formfield_for_foreignkey(self, db_field: "models.ForeignKey[Any]", request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the rows that the related model's own pages would show."""
        if "queryset" not in kwargs and (related := _admin_of(self.admin_site, db_field.related_model)):
            kwargs["queryset"] = related.get_queryset(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        # Plain selects: a row is edited on its own page, not in a window over another one.
        if isinstance(field, Field) and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


class OwnRowsAdmin(_Rights, _ModelAdmin):
    """A model's pages in the admin: all rows for superusers, and for other staff those of their own sites."""

    members: ClassVar[str]
    chosen_alone: ClassVar[str] = ""  # The foreign key that is filled in where there is but one row to choose.

    def get_queryset(self, request: HttpRequest) -> "models.QuerySet[Any]":
        rows = super().get_queryset(request)
        if getattr(request.user, "is_superuser", False):
            return rows
        # A subquery: a join would show a row twice that several sites share, and could not be deleted from.
        own = self.model._default_manager.filter(**{f"{self.members}__user": request.user.pk})
        return rows.filter(pk__in=own.values("pk"))

    def get_changeform_initial_data(self, request: HttpRequest) -> "dict[str, Any]":
        given: dict[str, Any] = dict(super().get_changeform_initial_data(request))
        if self.chosen_alone and (
            related := _admin_of(self.admin_site, self.opts.get_field(self.chosen_alone).related_model)
        ):
            choices = related.get_queryset(request)[:2]
            return {self.chosen_alone: choices[0].pk} | given if len(choices) == 1 else given
        return given

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
    """Rows on the page of the row they belong to, whose own admin decides who sees it."""

    member_rights = EVERYTHING
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
