"""The staff API's engagement: the dashboards' tables, for a publisher's own programs."""

from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from player.articles.models import Article
from player.engagement.exports.answers import as_csv, as_json, asked_period
from player.engagement.exports.tables import LABELS, TABLES, Table, sentences
from player.sites.api import StaffView, problem_serializer
from player.sites.models import Site

_PROBLEMS: Final[dict[int | tuple[int, str], Any]] = {
    (status, "application/problem+json"): problem_serializer for status in (400, 401, 404)
}
_PERIOD: Final = [
    OpenApiParameter("days", str, enum=["7", "28", "84", "364", "all"], description="So many, ending with yesterday."),
    OpenApiParameter("from", OpenApiTypes.DATE),
    OpenApiParameter("to", OpenApiTypes.DATE),
]
_NAME: Final = OpenApiParameter("table", str, OpenApiParameter.PATH, enum=list(TABLES))
_table: Final = inline_serializer(
    "Table",
    {
        "site": serializers.CharField(),
        "demonstration": serializers.BooleanField(help_text="Whether the figures are made up."),
        "table": serializers.CharField(),
        "from": serializers.DateField(),
        "to": serializers.DateField(),
        "time_zone": serializers.CharField(),
        "columns": serializers.DictField(child=serializers.CharField(), help_text="What each column counts."),
        "rows": serializers.ListField(child=serializers.DictField()),
        "rest": serializers.DictField(allow_null=True, help_text="The sum of the hidden rows."),
        "hidden": serializers.IntegerField(help_text="Rows about fewer plays than `fewest`."),
        "fewest": serializers.IntegerField(),
    },
)
_list: Final = inline_serializer(
    "Tables",
    {
        "fewest": serializers.IntegerField(),
        "tables": inline_serializer(
            "TableAddress",
            {"table": serializers.CharField(), "label": serializers.CharField(), "url": serializers.CharField()},
            many=True,
        ),
    },
)


class Tables(StaffView):
    @extend_schema(operation_id="list_tables", responses={200: _list, **_PROBLEMS})
    def get(self, request: Request) -> Response:
        """The tables that there are."""
        found = [{"table": name, "label": LABELS[name], "url": reverse("api:table", args=(name,))} for name in TABLES]
        return Response({"fewest": settings.EXPORT_FEWEST, "tables": found})


class OneTable(StaffView):
    @extend_schema(operation_id="show_table", parameters=[_NAME, *_PERIOD], responses={200: _table, **_PROBLEMS})
    def get(self, request: Request, table: str) -> Response:
        """A table of the dashboards, as JSON."""
        return Response(as_json(self.site, table_of(self.site, table, request.query_params.dict())))


class OneTableAsCsv(StaffView):
    @extend_schema(
        operation_id="show_table_as_csv",
        parameters=[_NAME, *_PERIOD],
        responses={(200, "text/csv"): OpenApiTypes.STR, **_PROBLEMS},
    )
    def get(self, request: Request, table: str) -> HttpResponse:
        """A table of the dashboards, as CSV."""
        return as_csv(self.site, table_of(self.site, table, request.query_params.dict()))


class Sentences(StaffView):
    @extend_schema(operation_id="show_sentences", parameters=_PERIOD, responses={200: _table, **_PROBLEMS})
    def get(self, request: Request, pk: int) -> Response:
        """How many heard each sentence of an article."""
        return Response(as_json(self.site, sentences_of(self.site, pk, request.query_params.dict())))


def table_of(site: Site, name: str, asked: dict[str, str]) -> Table:
    if name not in TABLES:
        raise NotFound(f"There is no table {name!r}. There are {', '.join(TABLES)}.")
    return TABLES[name](site, asked_period(site, asked))


def sentences_of(site: Site, pk: int, asked: dict[str, str]) -> Table:
    article = Article.objects.filter(site=site, pk=pk).select_related("content").first()
    if article is None:
        raise NotFound("There is no such article.")
    return sentences(article, asked_period(site, asked))
