"""Admin pages of own rows: who may do what on them is the table in `synthesis.rights`, and rows of other sites are not there."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.forms import Field
from django.http import HttpRequest, HttpResponse

from synthesis.rights import Area, Right, is_operator, may, sites_with

if TYPE_CHECKING:
    _BaseModelAdmin = admin.options.BaseModelAdmin[Any]
    _ModelAdmin = admin.ModelAdmin[Any]
    _TabularInline = admin.TabularInline[Any, Any]
else:
    _BaseModelAdmin = admin.options.BaseModelAdmin
    _ModelAdmin = admin.ModelAdmin
    _TabularInline = admin.TabularInline


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
