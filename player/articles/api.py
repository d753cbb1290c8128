"""The staff API's articles: list them, see how they sound and what they said, narrate them in advance, delete them."""

from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from player.articles import arrivals, departures
from player.articles.feeds.models import Discovery, origins_of
from player.articles.fetching import AddressRefused, origin_of
from player.articles.models import Article, Delivery
from player.sites.api import MOST_BYTES, Pages, StaffView, problem_serializer
from player.sites.models import Site
from player.sites.problems import Problem
from synthesis.errors import SynthesisError
from synthesis.models import Narration

_PROBLEMS: dict[int | tuple[int, str], Any] = {
    (status, "application/problem+json"): problem_serializer for status in (400, 401, 403, 404, 413, 503)
}


class NarrationSerializer(serializers.ModelSerializer[Narration]):
    class Meta:
        model = Narration
        fields = ("state", "engine", "voice", "done", "total", "duration_ms", "cost", "error", "ready_at")
        read_only_fields = fields


class DeliverySerializer(serializers.ModelSerializer[Delivery]):
    fingerprint = serializers.CharField(source="content.fingerprint")
    language = serializers.CharField(source="content.language")

    class Meta:
        model = Delivery
        fields = ("fingerprint", "language", "delivered_at")
        read_only_fields = fields


class ArticleSerializer(serializers.ModelSerializer[Article]):
    fingerprint = serializers.CharField(source="content.fingerprint", help_text="Of what it says now.")
    narrations = NarrationSerializer(source="content.own_narrations", many=True)

    class Meta:
        model = Article
        fields: ClassVar[tuple[str, ...]] = (
            "id",
            "url",
            "title",
            "language",
            "level",
            "fingerprint",
            "created_at",
            "seen_at",
            "narrations",
        )
        read_only_fields = fields


class ArticleInFullSerializer(ArticleSerializer):
    deliveries = DeliverySerializer(many=True, help_text="What it said, the newest first.")

    class Meta(ArticleSerializer.Meta):
        fields = (*ArticleSerializer.Meta.fields, "deliveries")
        read_only_fields = fields


class DiscoverySerializer(serializers.ModelSerializer[Discovery]):
    """A page that is to be fetched, and what came of it."""

    status_url = serializers.SerializerMethodField()

    class Meta:
        model = Discovery
        fields = ("id", "url", "source", "state", "reason", "found_at", "fetched_at", "article", "status_url")
        read_only_fields = fields

    def get_status_url(self, discovery: Discovery) -> str:
        return reverse("api:discovery", args=(discovery.pk,))


class PageSerializer(serializers.Serializer[Any]):
    """A page to narrate in advance. With ``html`` it is not fetched: for pages behind a login, or not published yet."""

    url = serializers.CharField(max_length=1000)
    html = serializers.CharField(max_length=MOST_BYTES, required=False)

    def validate_url(self, url: str) -> str:
        return own_address(self.context["site"], url)


class ArticlePage(serializers.Serializer[Any]):
    """A page of the list; ``next`` and ``previous`` are addresses or null."""

    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = ArticleSerializer(many=True)


class Articles(StaffView):
    @extend_schema(
        operation_id="list_articles",
        parameters=[OpenApiParameter("cursor", str), OpenApiParameter("limit", int), OpenApiParameter("url", str)],
        responses={200: ArticlePage, **_PROBLEMS},
    )
    def get(self, request: Request) -> Response:
        """The site's articles, the newest first; with ``url`` the one at this address."""
        rows = articles_of(self.site)
        if url := request.query_params.get("url"):
            if "\0" in url:
                raise Problem("bad-request", "url: it holds a null character, as no address does.")
            rows = rows.filter(url=url)
        pages = Pages()
        return pages.get_paginated_response(ArticleSerializer(pages.paginate_queryset(rows, request), many=True).data)

    @extend_schema(
        operation_id="narrate_page",
        request=PageSerializer,
        responses={201: ArticleInFullSerializer, 202: DiscoverySerializer, **_PROBLEMS},
    )
    def post(self, request: Request) -> Response:
        """Have a page narrated in advance: the one at ``url``, which is fetched, or ``html`` as the page at ``url``."""
        page = PageSerializer(data=request.data, context={"site": self.site})
        page.is_valid(raise_exception=True)
        if "html" not in page.validated_data:
            found = Discovery.objects.announce(self.site, page.validated_data["url"], Discovery.Source.STAFF)
            return Response(DiscoverySerializer(found).data, status=202)
        article = _taken_in(self.site, page.validated_data["url"], page.validated_data["html"])
        return Response(ArticleInFullSerializer(articles_of(self.site).get(pk=article.pk)).data, status=201)


class OneArticle(StaffView):
    @extend_schema(operation_id="show_article", responses={200: ArticleInFullSerializer, **_PROBLEMS})
    def get(self, request: Request, pk: int) -> Response:
        """The article, its narrations, and what it said before."""
        return Response(ArticleInFullSerializer(self._article(pk)).data)

    @extend_schema(operation_id="delete_article", responses={204: None, **_PROBLEMS})
    def delete(self, request: Request, pk: int) -> Response:
        """Delete the article with what was counted for it. A reader's page or a feed may bring it back."""
        departures.delete(self._article(pk))
        return Response(status=204)

    def _article(self, pk: int) -> Article:
        article = articles_of(self.site).filter(pk=pk).first()
        if article is None:
            raise NotFound("There is no such article.")
        return article


class OneDiscovery(StaffView):
    @extend_schema(operation_id="show_discovery", responses={200: DiscoverySerializer, **_PROBLEMS})
    def get(self, request: Request, pk: str) -> Response:
        """What came of a page that was to be fetched."""
        found = Discovery.objects.filter(site=self.site, pk=pk).first()
        if found is None:
            raise NotFound("There is no such discovery.")
        return Response(DiscoverySerializer(found).data)


def articles_of(site: Site) -> "QuerySet[Article]":
    """The site's articles with what the API shows of them; narrations are those that its own readers hear."""
    own = Narration.objects.filter(lexicon=site.lexicon_id).defer("manifest").order_by("-pk")
    deliveries = Delivery.objects.select_related("content").defer("content__stored_blocks").order_by("-delivered_at")
    return (
        Article.objects.filter(site=site)
        .select_related("content")
        .defer("content__stored_blocks")
        .prefetch_related(
            Prefetch("content__narrations", own, to_attr="own_narrations"), Prefetch("deliveries", deliveries)
        )
    )


def own_address(site: Site, url: str) -> str:
    """The address, without its fragment, if it is one of the site's pages; Problem if not."""
    try:
        origin = origin_of(url)
    except AddressRefused as error:
        raise Problem("bad-request", str(error)) from error
    if origin not in origins_of(site):
        raise Problem("bad-request", f"{origin} is not one of the site's origins. Add it in the admin.")
    return url.partition("#")[0]


def _taken_in(site: Site, url: str, html: str) -> Article:
    try:
        return arrivals.take_in(site, url, html).article
    except arrivals.NothingToRead as error:
        raise Problem("bad-request", f"{url} was not narrated. {error}") from error
    except SynthesisError as error:
        raise Problem("narration-failed", str(error)) from error
