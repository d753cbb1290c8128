"""Articles in the admin: what their pages said, and how it sounds."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from player.articles import departures, edits, joining
from player.articles.feeds.admin import DiscoveryAdmin, FeedAdmin
from player.articles.models import Article
from player.articles.trust.admin import TrustAdmin
from player.articles.webhooks.admin import WebhookAdmin
from player.sites import audit
from synthesis import budgets, pipeline, tasks
from synthesis.errors import SynthesisError
from synthesis.models import Narration
from synthesis.models.narration import Priority
from synthesis.own_rows import OwnRelated, OwnRowsAdmin
from synthesis.rights import Area, counted, may

__all__ = ["ArticleAdmin", "DiscoveryAdmin", "FeedAdmin", "TrustAdmin", "WebhookAdmin"]

_MOST_EDITS: Final = 10
_MOST_NARRATED: Final = 100  # Each is planned before the page answers.


class ByNarration(admin.SimpleListFilter):
    """Filter articles by how what they say now is narrated: which of them failed, which nobody has heard."""

    title = "narration"
    parameter_name = "narration"
    _NONE: Final = "none"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        return [*Narration.State.choices, (self._NONE, "Not narrated yet")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Article]") -> "QuerySet[Article]":
        if self.value() is None:
            return queryset
        own = Narration.objects.filter(content=OuterRef("content"), lexicon=OuterRef("site__lexicon"))
        if self.value() == self._NONE:
            return queryset.exclude(Exists(own))
        return queryset.filter(Exists(own.filter(state=self.value())))


@admin.register(Article)
class ArticleAdmin(OwnRowsAdmin):
    area = Area.ARTICLES
    site_path = "site"
    list_display = ("name", "state", "site", "language", "level", "seen_at")
    list_filter = (ByNarration, ("site", OwnRelated), "language", "level", "seen_at")
    search_fields = ("title", "url")
    search_help_text = "By words of its title, or by a piece of its address, such as /stories/crab."
    list_per_page = 50
    actions = ("narrate", "link", "part", "join")
    readonly_fields = ("address", "plays", "narrations", "to_speak", "characters", "text", "edits", "versions")
    fieldsets = (
        (None, {"fields": ("address", "site", "language", "level", "versions", "plays", "created_at", "seen_at")}),
        ("How it sounds", {"fields": ("narrations", "to_speak")}),
        ("What it says", {"fields": ("characters", "text")}),
        ("What has changed", {"fields": ("edits",)}),
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        narrations = Narration.objects.defer("manifest").order_by("-rung_at")
        return (
            super()
            .get_queryset(request)
            .select_related("site", "content")
            .defer("content__stored_blocks")
            .prefetch_related(Prefetch("content__narrations", narrations))
        )

    @admin.action(description="Narrate, again if it is already", permissions=("narrate",))
    def narrate(self, request: HttpRequest, queryset: "QuerySet[Article]") -> None:
        own = [each for each in queryset if may(request, "narrate", Area.NARRATIONS, (each.site_id,))]
        if len(own) > _MOST_NARRATED:
            self.message_user(
                request, f"Only the first {_MOST_NARRATED} were taken; choose the others next.", messages.WARNING
            )
            own = own[:_MOST_NARRATED]
        done = [each for each in own if self._narrate(request, each)]
        if done:
            self.message_user(request, f"Being narrated: {len(done)}.", messages.SUCCESS)
        if under_way := len(own) - len(done):
            self.message_user(request, f"Being narrated already, or not to be: {under_way}.", messages.WARNING)

    def _narrate(self, request: HttpRequest, article: Article) -> bool:
        """Have the article spoken in its site's voice; whether a worker was called for it."""
        site = article.site
        try:
            voice = site.voice_for(article.language, article.url)
            narration, called = pipeline.request(
                article.content, voice, site.lexicon, article.url, account_id=site.account_id, priority=Priority.REWORK
            )
        except SynthesisError as error:
            self.message_user(request, f"“{article}”: {error}", messages.ERROR)
            return False
        wanted = called or narration.queue(Priority.REWORK)
        if wanted:
            tasks.ring(narration)
        return wanted

    def has_narrate_permission(self, request: HttpRequest) -> bool:
        return may(request, "narrate", Area.NARRATIONS)

    def has_arrange_permission(self, request: HttpRequest) -> bool:
        return may(request, "change", Area.LAYOUTS)

    @admin.action(description="Link as versions of one story", permissions=("arrange",))
    def link(self, request: HttpRequest, queryset: "QuerySet[Article]") -> None:
        self._arrange(request, queryset, joining.link, "Linked as versions of one story.")

    @admin.action(description="Take out of their story", permissions=("arrange",))
    def part(self, request: HttpRequest, queryset: "QuerySet[Article]") -> None:
        self._arrange(request, queryset, joining.part, "Taken out of their story.")

    @admin.action(description="Join: one article under several addresses", permissions=("arrange",))
    def join(self, request: HttpRequest, queryset: "QuerySet[Article]") -> None:
        self._arrange(request, queryset, joining.join, "Joined: all addresses lead to the one that was seen last.")

    def _arrange(
        self,
        request: HttpRequest,
        queryset: "QuerySet[Article]",
        arrange: Callable[[Sequence[Article]], object],
        done: str,
    ) -> None:
        articles = list(queryset)
        if not all(may(request, "change", Area.LAYOUTS, (article.site_id,)) for article in articles):
            self.message_user(request, "You may not arrange articles of that site.", messages.ERROR)
            return
        try:
            arrange(articles)
        except joining.NotJoined as error:
            self.message_user(request, str(error), messages.ERROR)
            return
        for article in articles:
            audit.note(request.user, audit.Action.CHANGED, article.site, f"article “{article}”", done)
        self.message_user(request, done)

    def what_goes(self, row: Article) -> Iterator[str]:
        told = row.site.webhooks.filter(active=True, on_deleted=True).count()
        narrations = departures.narrations_of(row)
        yield f"{counted(row.sessions.count(), 'play')} of the last weeks, and all that was counted for it before"
        if narrations:
            yield f"{counted(len(narrations), 'narration')} that no other article of the site is heard in; audio goes within two days"
        if told:
            yield f"{counted(told, 'webhook')} will be told of it"
        yield "A reader who opens its page makes a new article of it, without all that"

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        departures.delete(obj)

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Article]") -> None:
        for article in queryset:
            departures.delete(article)

    @admin.display(description="article", ordering="title")
    def name(self, article: Article) -> str:
        return str(article)

    @admin.display(description="addresses")
    def address(self, article: Article) -> str:
        addresses = sorted(article.addresses.all(), key=lambda each: each.source != each.Source.OWN)
        return render_to_string("admin/addresses.html", {"addresses": addresses})

    @admin.display(description="other versions")
    def versions(self, article: Article) -> str:
        others = article.story.versions.exclude(pk=article.pk).order_by("language", "level") if article.story else ()
        return render_to_string("admin/versions.html", {"versions": others})

    @admin.display(description="edits")
    def edits(self, article: Article) -> str:
        said = list(article.deliveries.exclude(adopted_at=None).select_related("content").order_by("adopted_at"))
        found = [
            {
                "at": after.adopted_at,
                "word": after.get_word_display(),
                "language": after.content.language,
                "lines": edits.edits(before.content.blocks, after.content.blocks, after.content.language),
            }
            for before, after in pairwise(said[-_MOST_EDITS - 1 :])
        ]
        waiting = article.deliveries.filter(adopted_at=None).count()
        first = said[0].adopted_at if said else None
        return render_to_string("admin/edits.html", {"edits": found[::-1], "first": first, "waiting": waiting})

    @admin.display(description="narration")
    def state(self, article: Article) -> str:
        narrations = _narrations(article)
        return render_to_string("admin/state.html", {"narration": narrations[0] if narrations else None})

    @admin.display(description="audio")
    def narrations(self, article: Article) -> str:
        return render_to_string("admin/narrations.html", {"narrations": _narrations(article)})

    @admin.display(description="in the site’s voice")
    def to_speak(self, article: Article) -> str:
        """What this text takes in the voice that the site has for it, before anything of it is spent."""
        site = article.site
        try:
            voice = site.voice_for(article.language, article.url)
            found = pipeline.estimate(article.content, voice, site.lexicon, article.url)
        except SynthesisError as error:
            return str(error)
        return f"{voice.label}: {budgets.in_words(found)}"

    @admin.display(description="plays")
    def plays(self, article: Article) -> SafeString:
        sessions = reverse("admin:engagement_playbacksession_changelist")
        return format_html('<a href="{}?article__id__exact={}">{}</a>', sessions, article.pk, article.sessions.count())

    @admin.display(description="characters")
    def characters(self, article: Article) -> str:
        return f"{sum(len(block.text) for block in article.content.blocks):,}"

    @admin.display(description="text")
    def text(self, article: Article) -> str:
        return render_to_string("admin/blocks.html", {"content": article.content})


def _narrations(article: Article) -> list[Narration]:
    """The narrations that readers of the article's site hear, the newest first. Other sites have their own of the same text."""
    return [each for each in article.content.narrations.all() if each.lexicon_id == article.site.lexicon_id]
