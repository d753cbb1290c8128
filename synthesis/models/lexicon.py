"""Lexicon and Lexeme: how names, brands and acronyms are to be said, and where that holds."""

from typing import Any, ClassVar, cast

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F
from django.db.models.functions import MD5

from synthesis.text import lexicon as text
from synthesis.text.blocks import KINDS, Kind
from synthesis.text.overrides import LONGEST, LONGEST_PAUSE_MS

GLOBAL_LEXICON = "global"
COLUMNS = (
    *("grapheme", "kind", "value", "fallback", "language", "case_sensitive", "match", "before", "after", "reach"),
    *("sentence_start", "kinds", "pages", "pattern", "note", "enabled", "pause_ms", "take"),
)
"""What a rule consists of, as changes keep it."""

_DEEPEST = 8  # Lexicons in a chain; four are in use (global, site, section, article).


class LexiconQuerySet(models.QuerySet["Lexicon"]):
    def common(self) -> "Lexicon":
        """The lexicon that holds everywhere."""
        return self.get_or_create(name=GLOBAL_LEXICON)[0]

    def lock(self) -> None:
        """One publication at a time, until the transaction's end: those of a site and those of every site concern the same narrations."""
        self.select_for_update().get(pk=self.common().pk)

    def under_common(self, name: str) -> "Lexicon":
        """The lexicon of this name, whose rules go before those of the global one."""
        return self.get_or_create(name=name, defaults={"parent": self.common()})[0]


class Lexicon(models.Model):
    """Lexemes of one scope. What it does not know is looked up in its parent; the last parent is the global lexicon."""

    name = models.CharField(max_length=100, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    edition = models.PositiveIntegerField(
        default=0, editable=False, help_text="Counts the changes, so that narrations know when to compare their plans."
    )

    objects: ClassVar[models.Manager["Lexicon"]] = LexiconQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "lexicons"

    def __str__(self) -> str:
        return self.name

    def chain(self) -> tuple["Lexicon", ...]:
        """The global lexicon first, this one last."""
        chain = [self]
        while (parent := chain[-1].parent) is not None and len(chain) < _DEEPEST:
            chain.append(parent)
        return tuple(reversed(chain))

    def edition_of_chain(self) -> int:
        """A number that grows with every change to this lexicon or one above it."""
        return sum(lexicon.edition for lexicon in self.chain())

    def family(self) -> "models.QuerySet[Lexicon]":
        """This lexicon and those that look up in it what they do not know: every one, for the global lexicon."""
        return type(self).objects.filter(models.Q(pk=self.pk) | models.Q(parent=self.pk))

    @property
    def is_common(self) -> bool:
        return self.name == GLOBAL_LEXICON

    def changed(self) -> None:
        """Take note that a lexeme was added, edited or removed."""
        type(self).objects.filter(pk=self.pk).update(edition=F("edition") + 1)


class Lexeme(models.Model):
    """One rule: where ``grapheme`` is written, ``value`` is said."""

    class Kind(models.TextChoices):
        ALIAS = "alias", "say it like this"
        SPELL = "spell", "spell it out"
        WORD = "word", "say it as a word"
        PHONEME = "phoneme", "phonemes (IPA)"
        LANGUAGE = "language", "word of another language"

    class Match(models.TextChoices):
        WORD = "word", "whole words"
        PREFIX = "prefix", "the beginning of a word"
        SUFFIX = "suffix", "the end of a word"
        ANYWHERE = "anywhere", "anywhere"
        SENTENCE = "sentence", "one whole sentence"

    lexicon = models.ForeignKey(Lexicon, models.CASCADE, related_name="lexemes")
    grapheme = models.CharField(
        "written", max_length=LONGEST, help_text="As it stands in the text: Loch Awe, NASA, Siobhán."
    )
    kind = models.CharField("rule", max_length=10, choices=Kind.choices, default=Kind.ALIAS)
    value = models.CharField(
        "said",
        max_length=LONGEST,
        blank=True,
        help_text="As you would write it for someone who has never heard it: lock aw, shi-vawn. "
        "For phonemes: IPA. For a word of another language: its tag, such as fr.",
    )
    fallback = models.CharField(
        max_length=200, blank=True, help_text="Said by voices that cannot speak phonemes. Empty: as it is written."
    )
    language = models.CharField(
        max_length=35, blank=True, help_text="Only in texts of this language, such as es. Empty: in every language."
    )
    case_sensitive = models.BooleanField(default=False, help_text="Tell US from us.")
    match = models.CharField(max_length=10, choices=Match.choices, default=Match.WORD)
    before = models.CharField(
        max_length=200, blank=True, help_text="Only after one of these words, separated by spaces: will to can."
    )
    after = models.CharField(
        max_length=200, blank=True, help_text="Only before one of these words, separated by spaces: music concert."
    )
    reach = models.PositiveSmallIntegerField(default=1, help_text="How many words away those words may stand.")
    sentence_start = models.BooleanField(default=False, help_text="Only at the start of a sentence.")
    kinds = models.CharField(
        "elements",
        max_length=100,
        blank=True,
        help_text="Only in these, separated by spaces: title heading paragraph list_item quote caption cell code.",
    )
    pages = models.CharField(
        max_length=1000,
        blank=True,
        help_text="Only on these pages: a section such as /recipes/*, or one article’s path. Empty: on every page.",
    )
    pattern = models.BooleanField(default=False, help_text="What is written is a pattern in RE2's syntax.")
    enabled = models.BooleanField("on", default=True, help_text="Off: the rule is kept and does nothing.")
    pause_ms = models.PositiveIntegerField(
        "silence after it",
        null=True,
        blank=True,
        validators=(MaxValueValidator(LONGEST_PAUSE_MS),),
        help_text="Milliseconds, after a whole sentence. Empty: as usual.",
    )
    take = models.CharField(max_length=64, blank=True, editable=False, help_text="The key of the take that is heard.")
    note = models.CharField(max_length=200, blank=True)
    changed_by = models.CharField("changed by", max_length=150, blank=True, editable=False)
    articles = models.PositiveIntegerField(
        null=True, editable=False, help_text="In how many articles it stands, as last counted."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("grapheme", "pk")
        constraints = (
            models.UniqueConstraint(
                "lexicon",
                # A digest, as an index has no room for a whole sentence.
                MD5("grapheme"),
                *("language", "case_sensitive", "before", "after", "pages"),
                name="lexeme_once_a_lexicon",
                violation_error_message="This lexicon already has a rule for this word in this language and context.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.grapheme} → {self.said}"

    @property
    def is_override(self) -> bool:
        return self.match == self.Match.SENTENCE

    @property
    def said(self) -> str:
        """What is heard, in words."""
        if not self.is_override:
            return self.value or str(self.get_kind_display())
        heard = "a recording" if self.take else self.value or "as it is written"
        return heard if self.pause_ms is None else f"{heard}, then {self.pause_ms} ms of silence"

    def clean(self) -> None:
        if unknown := set(self.kinds.split()) - KINDS:
            raise ValidationError(
                {"kinds": f"There is no element {', '.join(sorted(unknown))}. Known: {' '.join(sorted(KINDS))}."}
            )
        if self.match != self.Match.SENTENCE and (self.pause_ms is not None or self.take):
            raise ValidationError("Only a whole sentence has a silence after it, or a take in place of the voice.")
        if self.take and not self.lexicon.takes.filter(key=self.take).exists():
            raise ValidationError("Its take is not stored any more. Upload the recording again, or do without.")
        try:
            text.compile_lexicon((self.as_rule(text.GLOBAL),))
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def state(self) -> dict[str, Any]:
        """What the rule consists of."""
        return {name: getattr(self, name) for name in COLUMNS}

    @property
    def scope(self) -> int:
        """How special the rule is: the one for an article goes before those for its section, its site, and every site."""
        if not self.pages:
            return text.GLOBAL if self.lexicon.is_common else text.SITE
        return text.SECTION if "*" in self.pages else text.ARTICLE

    def as_rule(self, scope: int) -> text.Lexeme:
        """The rule as the text core takes it; a higher ``scope`` goes before a lower one."""
        return text.Lexeme(
            id=self.pk or 0,
            grapheme=self.grapheme,
            kind=cast(text.LexemeKind, self.kind),
            value=self.value,
            fallback=self.fallback,
            language=self.language,
            case_sensitive=self.case_sensitive,
            match=cast(text.Match, self.match),
            before=tuple(self.before.split()),
            after=tuple(self.after.split()),
            reach=self.reach,
            sentence_start=self.sentence_start,
            kinds=cast(tuple[Kind, ...], tuple(self.kinds.split())),
            pattern=self.pattern,
            scope=scope,
            pages=self.pages,
            note=self.note,
            enabled=self.enabled,
            pause_ms=self.pause_ms,
            take=self.take,
        )

    @staticmethod
    def state_of(rule: text.Lexeme) -> dict[str, Any]:
        """What a row consists of for ``rule``; its scope is its lexicon's affair."""
        return {
            **{name: getattr(rule, name) for name in COLUMNS},
            **{name: " ".join(getattr(rule, name)) for name in ("before", "after", "kinds")},
        }
