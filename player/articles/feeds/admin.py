"""Feeds and discoveries in the admin: what is asked, what was found, what was passed over and why."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from player.articles.feeds.models import Discovery, Feed, Host
from synthesis.own_rows import OwnRelated, OwnRowsAdmin
from synthesis.rights import Area


@admin.register(Feed)
class FeedAdmin(OwnRowsAdmin):
    area = Area.FEEDS
    site_path = "site"
    chosen_alone = "site"
    helps: ClassVar[Mapping[str, str]] = {
        "site": "Whose pages it names.",
        "interval_minutes": "How often it is asked at most: 60 is hourly, 1440 daily.",
    }
    list_display = ("url", "site", "kind", "state", "pages", "asked_at")
    list_filter = ("active", ("site", OwnRelated))
    search_fields = ("url",)
    search_help_text = "By a piece of the address, such as sitemap."
    actions = ("ask_now",)
    fields = ("site", "url", "active", "interval_minutes", "daily_limit")
    _findings = ("state", "found", "pages", "kind", "asked_at", "next_at")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Feeds as people named them: the sitemaps of an index show at the index."""
        states = {
            f"{state}_pages": Count("discoveries", filter=Q(discoveries__state=state))
            for state in Discovery.State.values
        }
        rows: QuerySet[Any] = super().get_queryset(request).filter(index=None).select_related("site").annotate(**states)
        # Counting forgets the order that the model names.
        return rows.order_by("site", "url")

    def get_fieldsets(self, request: HttpRequest, obj: Feed | None = None) -> Any:
        asked = [("What came of it", {"fields": self._findings})] if obj else []
        return [(None, {"fields": self.fields}), *asked]

    def get_readonly_fields(self, request: HttpRequest, obj: Feed | None = None) -> tuple[str, ...]:
        return ("site", *self._findings) if obj else ()

    @admin.display(description="state")
    def state(self, feed: Feed) -> str:
        return render_to_string("admin/feed_state.html", {"feed": feed})

    @admin.display(description="named")
    def found(self, feed: Feed) -> str:
        parts = feed.parts.order_by("url") if feed.pk else ()
        return render_to_string("admin/feed_report.html", {"feed": feed, "parts": parts})

    @admin.display(description="pages")
    def pages(self, feed: Feed) -> SafeString:
        counts = [(state.label.lower(), getattr(feed, f"{state}_pages")) for state in Discovery.State]
        told = ", ".join(f"{count:,} {label}" for label, count in counts if count) or "none yet"
        address = reverse("admin:articles_discovery_changelist")
        return format_html('<a href="{}?feed__id__exact={}">{}</a>', address, feed.pk, told)

    @admin.action(description="Ask now", permissions=("change",))
    def ask_now(self, request: HttpRequest, queryset: "QuerySet[Feed]") -> None:
        chosen = list(queryset.values_list("pk", flat=True))
        asked = Feed.objects.filter(pk__in=chosen).update(next_at=timezone.now(), failures=0)
        self.message_user(request, f"Asked within seconds, as far as their hosts may be asked: {asked}.")


@admin.register(Discovery)
class DiscoveryAdmin(OwnRowsAdmin):
    area = Area.FEEDS
    site_path = "site"
    chosen_alone = "site"
    helps: ClassVar[Mapping[str, str]] = {
        "site": "Whose page it is.",
        "url": "Of one page, such as https://www.example.org/stories/crab: it is fetched and narrated before what feeds name.",
    }
    list_display = ("url", "site", "shown_state", "source", "changed_at", "fetched_at")
    list_filter = ("state", "source", ("site", OwnRelated))
    search_fields = ("url",)
    search_help_text = "By a piece of the address, such as /stories/crab."
    list_per_page = 100
    show_full_result_count = False
    _facts = ("shown_state", "source", "feed", "article", "changed_at", "found_at", "fetched_at", "next_at")
    actions = ("fetch_again",)

    def get_fields(self, request: HttpRequest, obj: Discovery | None = None) -> tuple[str, ...]:
        return ("site", "url", *self._facts) if obj else ("site", "url")

    def get_readonly_fields(self, request: HttpRequest, obj: Discovery | None = None) -> tuple[str, ...]:
        return ("site", "url", *self._facts) if obj else ()

    def save_model(self, request: HttpRequest, obj: Discovery, form: Any, change: bool) -> None:
        """Somebody names a page here: it is fetched before those that feeds name."""
        obj.host, obj.source = Host.objects.of(obj.url), Discovery.Source.STAFF
        super().save_model(request, obj, form, change)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return lookup == "feed__id__exact" or super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(
            request, {"title": "Pages that feeds and programs named"} | (extra_context or {})
        )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).select_related("site", "feed", "article")

    @admin.display(description="state", ordering="state")
    def shown_state(self, discovery: Discovery) -> str:
        return render_to_string("admin/discovery_state.html", {"discovery": discovery})

    @admin.action(description="Fetch again", permissions=("change",))
    def fetch_again(self, request: HttpRequest, queryset: "QuerySet[Discovery]") -> None:
        for discovery in queryset:
            Discovery.objects.announce(discovery.site, discovery.url, Discovery.Source.STAFF)
        self.message_user(request, f"Fetched within seconds, as far as their hosts may be asked: {len(queryset)}.")
