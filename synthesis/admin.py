"""The admin of lexicons and of what was spoken."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from synthesis import budgets, pipeline, tasks
from synthesis.durations import clock
from synthesis.errors import SynthesisError
from synthesis.models import Change, Content, Lexeme, Lexicon, Narration, Speech
from synthesis.models.lexicon import GLOBAL_LEXICON
from synthesis.models.narration import Priority
from synthesis.rights import Area, OwnRelated, OwnRowsAdmin

if TYPE_CHECKING:
    _LexiconChoiceField = forms.ModelChoiceField[Lexicon]
else:
    _LexiconChoiceField = forms.ModelChoiceField

_MOST_LISTED = 500


def scope_of(lexicon: Lexicon) -> str:
    """Where the lexicon's rules hold, in words."""
    return "Every site" if lexicon.name == GLOBAL_LEXICON else str(getattr(lexicon, "site", lexicon.name))


@admin.register(Lexicon)
class LexiconAdmin(OwnRowsAdmin):
    area = Area.LEXICONS
    site_path = "site"
    list_display = ("scope", "rules", "edition")
    ordering = ("name",)
    readonly_fields = ("scope", "above", "lexemes_listed")
    fields = ("scope", "above", "lexemes_listed")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        rows: QuerySet[Any] = super().get_queryset(request).annotate(rules=Count("lexemes"))
        return rows.select_related("site", "parent__site")

    def heading(self, row: Lexicon) -> str:
        return scope_of(row)

    @admin.display(description="holds for")
    def scope(self, lexicon: Lexicon) -> str:
        return scope_of(lexicon)

    @admin.display(description="after these")
    def above(self, lexicon: Lexicon) -> str:
        return f"the rules for {scope_of(lexicon.parent).lower()}" if lexicon.parent else "no others"

    @admin.display(description="rules", ordering="rules")
    def rules(self, lexicon: Any) -> int:
        return int(lexicon.rules)

    @admin.display(description="rules")
    def lexemes_listed(self, lexicon: Any) -> str:
        listed = lexicon.lexemes.all()[:_MOST_LISTED]
        return render_to_string("admin/lexemes.html", {"lexicon": lexicon, "lexemes": listed, "all": lexicon.rules})


class ByScope(OwnRelated):
    """Filter rules by where they hold."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = "where it holds"

    def label(self, row: Lexicon) -> str:
        return scope_of(row)


class ScopeField(_LexiconChoiceField):
    """The choice of a lexicon, by where its rules hold."""

    def label_from_instance(self, obj: Lexicon) -> str:
        return scope_of(obj)


@admin.register(Lexeme)
class LexemeAdmin(OwnRowsAdmin):
    """Rules. What is added, edited, moved or deleted here is published at once; the workbench shows before what it changes."""

    area = Area.RULES
    site_path = "lexicon__site"
    chosen_alone = "lexicon"
    list_display = ("grapheme", "said", "language_shown", "scope", "updated_at")
    list_filter = (("lexicon", ByScope), "language", "kind")
    list_select_related = ("lexicon__site",)
    search_fields = ("grapheme", "value", "note")
    fieldsets = (
        (None, {"fields": ("grapheme", "kind", "value", "lexicon")}),
        (
            "More",
            {
                "classes": ("collapse",),
                "description": "When the rule holds only in some languages, places or neighbourhoods.",
                "fields": (
                    "language", "case_sensitive", "match", "before", "after", "reach", "sentence_start", "pattern",
                    "fallback", "kinds", "pages", "note",
                ),
            },
        ),
    )  # fmt: skip

    @admin.display(description="said", ordering="value")
    def said(self, lexeme: Lexeme) -> str:
        return lexeme.value or f"({lexeme.get_kind_display()})"

    @admin.display(description="language", ordering="language")
    def language_shown(self, lexeme: Lexeme) -> str:
        return lexeme.language or "every"

    @admin.display(description="holds for", ordering="lexicon")
    def scope(self, lexeme: Lexeme) -> str:
        return scope_of(lexeme.lexicon)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs |= {"form_class": ScopeField, "label": "Holds for"}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Lexeme, form: Any, change: bool) -> None:
        held = Lexeme.objects.filter(pk=obj.pk).select_related("lexicon").first()
        moved = held is not None and held.lexicon_id != obj.lexicon_id
        wanted = [(obj.lexicon, None if moved else obj.pk, obj.state())]
        obj.pk = _publish(request, [(held.lexicon, held.pk, None), *wanted] if held and moved else wanted)

    def delete_model(self, request: HttpRequest, obj: Lexeme) -> None:
        _publish(request, [(obj.lexicon, obj.pk, None)])

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        _publish(request, [(row.lexicon, row.pk, None) for row in queryset.select_related("lexicon")])


def _publish(request: HttpRequest, wanted: "Iterable[tuple[Lexicon, int | None, dict[str, Any] | None]]") -> int | None:
    """Make rules what they are to be, as changes that hold at once and stand in the history; the number of the last one."""
    with transaction.atomic():
        drafts = [Change.objects.draft(lexicon, after, request.user, rule) for lexicon, rule, after in wanted]
        Change.objects.filter(pk__in=[each.pk for each in drafts]).publish(request.user)
        return Change.objects.get(pk=drafts[-1].pk).rule if drafts else None


@admin.register(Narration)
class NarrationAdmin(OwnRowsAdmin):
    area = Area.NARRATIONS
    site_path = "lexicon__site"
    list_display = ("name", "progress", "length", "voice")
    list_filter = ("state", "engine", ("lexicon", ByScope))
    search_fields = ("content__fingerprint", "voice", "error")
    ordering = ("-rung_at",)
    actions = ("narrate_again",)
    readonly_fields = ("progress", "text", "scope", "length", "player", "paid", "to_speak")
    fields = (
        "progress", "error", "priority", "player", "length", "text", "voice", "engine", "scope", "paid", "to_speak", "failures",
        "created_at", "ready_at",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        rows = super().get_queryset(request).select_related("content", "lexicon__site").defer("manifest")
        return rows.prefetch_related("content__articles")

    @admin.action(description="Narrate again", permissions=("narrate",))
    def narrate_again(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        with transaction.atomic():
            own = queryset.filter(pk__in=self.rows(request, "narrate", self.area).values("pk"))
            queued = [narration for narration in own if narration.queue(Priority.REWORK)]
            for narration in queued:
                tasks.ring(narration)
        if queued:
            self.message_user(request, f"Being narrated again: {len(queued)}.", messages.SUCCESS)
        if under_way := len(queryset) - len(queued):
            self.message_user(request, f"Being narrated already: {under_way}.", messages.WARNING)

    def heading(self, row: Narration) -> str:
        return self.name(row)

    @admin.display(description="narration")
    def name(self, narration: Narration) -> str:
        """The title of an article that says this; the fingerprint where none does any more."""
        return next((str(each) for each in _articles(narration)), str(narration.content))

    @admin.display(description="text")
    def text(self, narration: Narration) -> SafeString:
        return format_html("{}<br><span class='quiet'>{}</span>", self.name(narration), narration.content.fingerprint)

    @admin.display(description="state", ordering="state")
    def progress(self, narration: Narration) -> str:
        return render_to_string("admin/state.html", {"narration": narration})

    @admin.display(description="holds for")
    def scope(self, narration: Narration) -> str:
        return scope_of(narration.lexicon)

    @admin.display(description="length", ordering="duration_ms")
    def length(self, narration: Narration) -> str:
        return clock(narration.duration_ms) if narration.duration_ms else "—"

    @admin.display(description="it cost")
    def paid(self, narration: Narration) -> str:
        return budgets.dollars(narration.cost)

    @admin.display(description="the whole")
    def to_speak(self, narration: Narration) -> str:
        try:
            return budgets.in_words(pipeline.estimate_of(pipeline.plan_of(narration)))
        except SynthesisError as error:
            return str(error)

    @admin.display(description="audio")
    def player(self, narration: Narration) -> str:
        return render_to_string("admin/audio.html", {"narration": narration})


def _articles(narration: Narration) -> list[Any]:
    """Articles of the narration's own site that say its content. Articles are another layer's rows: they are reached by name."""
    site = getattr(narration.lexicon, "site", None)
    return [each for each in narration.content.articles.all() if site and each.site_id == site.pk]


@admin.register(Content)
class ContentAdmin(OwnRowsAdmin):
    area = Area.ARTICLES
    site_path = "deliveries__article__site"
    # When it was first kept is not shown: another site may have said the same before.
    list_display = ("fingerprint", "language")
    list_filter = ("language",)
    search_fields = ("fingerprint",)
    ordering = ("-created_at",)
    readonly_fields = ("text",)
    fields = ("fingerprint", "language", "text")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).defer("stored_blocks")

    @admin.display(description="text")
    def text(self, content: Content) -> str:
        return render_to_string("admin/blocks.html", {"content": content})


@admin.register(Speech)
class SpeechAdmin(OwnRowsAdmin):
    """Speech belongs to no site: whoever says the same sentence shares it. Only the operator sees it."""

    area = Area.SPEECH
    site_path = ""
    list_display = ("key", "characters", "created_at")
    search_fields = ("key",)
    ordering = ("-created_at",)
    show_full_result_count = False
