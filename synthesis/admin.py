"""The admin of lexicons and of what was spoken."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from synthesis import audio, budgets, pipeline, storage, tasks
from synthesis.durations import clock
from synthesis.errors import SynthesisError
from synthesis.models import Change, Content, Lexeme, Lexicon, Narration, Speech
from synthesis.models.lexicon import GLOBAL_LEXICON
from synthesis.models.narration import Priority
from synthesis.own_rows import OwnRelated, OwnRowsAdmin
from synthesis.passages import passages_of
from synthesis.rights import Area
from synthesis.verification import verify

if TYPE_CHECKING:
    _LexiconChoiceField = forms.ModelChoiceField[Lexicon]
else:
    _LexiconChoiceField = forms.ModelChoiceField

_MOST_LISTED = 500
_MOST_VERIFIED = 20  # Each reads a whole audio file.
_MOST_PASSAGES = 100
_MOST_NARRATIONS = 20


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
    helps: ClassVar[Mapping[str, str]] = {
        "kind": "An alias is said in place of the word: Quillabree as kwill-a-bree. IPA gives its phonemes: ˈkwɪləbriː.",
        "lexicon": "On one site, or on every site.",
        "match": "Whole words: cat, but not cats. Beginnings: cat and catfish.",
        "note": "For your colleagues, such as: said this way by its people.",
    }
    list_filter = (("lexicon", ByScope), "language", "kind")
    list_select_related = ("lexicon__site",)
    search_fields = ("grapheme", "value", "note")
    search_help_text = "By how it is written or said, or by its note: Quillabree."
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
    list_display = ("name", "progress", "length", "voice", "scope", "ready_at")
    list_filter = ("state", ("lexicon", ByScope), "content__language", "engine", "ready_at")
    search_fields = ("content__articles__title", "content__articles__url", "content__fingerprint", "voice", "error")
    search_help_text = "By an article’s title or address, a voice, or a piece of what went wrong, such as timeout."
    ordering = ("-rung_at",)
    actions = ("narrate_again", "verify")
    change_form_template = "admin/synthesis/narration/change_form.html"
    readonly_fields = ("progress", "text", "said_by", "scope", "length", "player", "paid", "to_speak", "urgency")
    fieldsets = (
        (None, {"fields": ("progress", "player", "length", "text", "said_by", "scope")}),
        ("How it came to be", {"fields": ("voice", "engine", "urgency", "failures", "created_at", "ready_at")}),
        ("What it costs", {"fields": ("paid", "to_speak")}),
    )

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

    @admin.action(description="Verify: compare audio, marks and speech with one another", permissions=("view",))
    def verify(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        chosen = list(queryset[: _MOST_VERIFIED + 1])
        for narration in chosen[:_MOST_VERIFIED]:
            found, name = verify(narration), self.name(narration)
            if found.faults:
                self.message_user(
                    request, f"“{name}”: {' '.join(found.faults)} Narrate it again to mend it.", messages.ERROR
                )
            else:
                told = " ".join(found.notes)
                self.message_user(request, f"“{name}” is as it should be. {told}", messages.SUCCESS)
        if len(chosen) > _MOST_VERIFIED:
            self.message_user(request, f"Only the first {_MOST_VERIFIED} were verified.", messages.WARNING)

    def heading(self, row: Narration) -> str:
        return self.name(row)

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
            context |= _passages(obj, everything="sentences" in request.GET)
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description="articles that say this")
    def said_by(self, narration: Narration) -> str:
        return render_to_string("admin/said_by.html", {"articles": _articles(narration)})

    @admin.display(description="asked for because")
    def urgency(self, narration: Narration) -> str:
        return str(narration.get_priority_display())

    @admin.display(description="narration")
    def name(self, narration: Narration) -> str:
        return _name(narration)

    @admin.display(description="text")
    def text(self, narration: Narration) -> SafeString:
        return format_html("{}<br><span class='quiet'>{}</span>", self.name(narration), narration.content.fingerprint)

    @admin.display(description="state", ordering="state")
    def progress(self, narration: Narration) -> str:
        return render_to_string("admin/state.html", {"narration": narration})

    @admin.display(description="site", ordering="lexicon")
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


def _passages(narration: Narration, *, everything: bool) -> dict[str, Any]:
    """What the narration's page shows of its sentences."""
    try:
        found = passages_of(narration)
        shown = list(found if everything else islice(found, _MOST_PASSAGES))
        return {"passages": shown, "more": next(found, None) is not None}
    except SynthesisError as error:
        return {"passages": (), "unplanned": str(error)}


def _name(narration: Narration) -> str:
    """The title of an article that says this; the fingerprint where none does any more."""
    return next((str(each) for each in _articles(narration)), str(narration.content))


def _articles(narration: Narration) -> list[Any]:
    """Articles of the narration's own site that say its content. Articles are another layer's rows: they are reached by name."""
    site = getattr(narration.lexicon, "site", None)
    return [each for each in narration.content.articles.all() if site and each.site_id == site.pk]


@admin.register(Content)
class ContentAdmin(OwnRowsAdmin):
    area = Area.TEXTS
    site_path = "deliveries__article__site"
    # When it was first kept is not shown: another site may have said the same before.
    list_display = ("fingerprint", "language")
    list_filter = ("language",)
    search_fields = ("fingerprint",)
    search_help_text = "By the fingerprint, as the API and webhooks name a text."
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
    list_display = ("key", "length", "characters", "created_at", "unused_since")
    list_filter = ("state", ("unused_since", admin.EmptyFieldListFilter))
    search_fields = ("key",)
    search_help_text = "By its key, as file names in the storage begin."
    ordering = ("-created_at",)
    show_full_result_count = False
    readonly_fields = ("sound", "said", "length", "heard_in")
    fields = ("sound", "said", "length", "characters", "heard_in", "created_at", "unused_since", "key")

    def heading(self, row: Speech) -> str:
        return self.said(row)

    @admin.display(description="length", ordering="samples")
    def length(self, speech: Speech) -> str:
        return f"{audio.samples_to_ms(speech.samples) / 1000:.1f} s"

    @admin.display(description="what was said")
    def said(self, speech: Speech) -> str:
        """What was sent to the engine, found in one of the narrations: a speech itself keeps only what it is named by."""
        narration = speech.narrations.select_related("content", "lexicon__parent").defer("manifest").first()
        try:
            utterances = pipeline.plan_of(narration).utterances if narration else ()
        except SynthesisError:
            utterances = ()
        found = next((each.text for each in utterances if each.key == speech.key), "")
        return found or "Not known any more: no narration says it now."

    @admin.display(description="sound")
    def sound(self, speech: Speech) -> SafeString:
        if not speech.audio or not storage.exists(speech.audio):
            return format_html(
                "<span class='quiet'>{}</span>", "Its file is gone. It is spoken again when it is needed."
            )
        file = audio.to_m4a(storage.read(speech.audio))
        data = b64encode(file.data).decode()
        return format_html('<audio controls src="data:audio/mp4;base64,{}"></audio>', data)

    @admin.display(description="heard in")
    def heard_in(self, speech: Speech) -> str:
        found = speech.narrations.select_related("content", "lexicon__site").defer("manifest", "content__stored_blocks")
        rows = found.prefetch_related("content__articles")[:_MOST_NARRATIONS]
        named = [(row, _name(row)) for row in rows]
        return render_to_string("admin/heard_in.html", {"narrations": named, "count": speech.narrations.count()})
