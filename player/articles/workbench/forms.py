"""The form for a rule: how it is written, how it should sound, and for who wants it, where that holds."""

import re
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError

from player.articles.workbench.places import Place, override_of
from player.sites.models import Site
from synthesis.models import Change, Lexeme, Lexicon
from synthesis.models.change import name_of
from synthesis.text.phonemes import not_ipa

if TYPE_CHECKING:
    _LexemeModelForm = forms.ModelForm[Lexeme]
else:
    _LexemeModelForm = forms.ModelForm

SENTENCE: Final = "sentence"
ARTICLE: Final = "article"
SITE: Final = "site"
EVERYWHERE: Final = "everywhere"
# What a kind's value is asked for by, in the order in which kinds are offered.
_KINDS: Final = (
    (Lexeme.Kind.ALIAS, "as I write it here"),
    (Lexeme.Kind.SPELL, "spelt out, letter by letter"),
    (Lexeme.Kind.WORD, "as one word"),
    (Lexeme.Kind.LANGUAGE, "as a word of another language"),
    (Lexeme.Kind.PHONEME, "by its phonemes (IPA)"),
)
_NEEDS_VALUE: Final = {
    Lexeme.Kind.ALIAS: "Write how it should sound, as for somebody who has never heard it: kwill-a-bree.",
    Lexeme.Kind.PHONEME: "Write its phonemes in IPA: ˈkwɪləbriː.",
    Lexeme.Kind.LANGUAGE: "Write the language's tag: fr for French, es for Spanish.",
}


class RuleForm(_LexemeModelForm):
    """A rule, which is not saved: what it says becomes a draft."""

    scope = forms.ChoiceField(label="Where does it hold?", required=False)
    template = "lexicon/rule_fields.html"

    class Meta:
        model = Lexeme
        fields = (
            *("grapheme", "value", "kind", "language", "case_sensitive", "match", "before", "after", "reach"),
            *("sentence_start", "kinds", "pages", "pattern", "fallback", "note", "enabled"),
        )
        labels = {
            "grapheme": "How is it written?",
            "value": "How should it sound?",
            "kind": "Say it",
            "language": "Only in texts of this language",
            "case_sensitive": "Capitals matter",
            "match": "Where in a word",
            "before": "Only after one of these words",
            "after": "Only before one of these words",
            "reach": "How many words away those may stand",
            "sentence_start": "Only at the start of a sentence",
            "kinds": "Only in these elements",
            "pages": "Only on these pages",
            "pattern": "It is a pattern (RE2)",
            "fallback": "For voices that cannot speak phonemes",
            "note": "Note for your colleagues",
            "enabled": "The rule is on",
        }
        help_texts = {
            "grapheme": "",
            "value": "",
            "case_sensitive": "Tells US from us.",
            "reach": "",
            "sentence_start": "",
            "pattern": "Such as: colou?r.",
            "fallback": "Empty: as it is written.",
            "enabled": "Off, it is kept and does nothing.",
            "before": "Such as: will to can.",
            "after": "Such as: music concert.",
            "kinds": "Such as: title heading caption.",
            "pages": "Such as /recipes/*.",
            "language": "Such as es. Empty: in every language.",
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "grapheme": forms.TextInput(
                attrs={"placeholder": "Quillabree", "autocomplete": "off", "spellcheck": "false"}
            ),
            "value": forms.TextInput(
                attrs={"placeholder": "kwill-a-bree", "autocomplete": "off", "spellcheck": "false"}
            ),
        }

    def __init__(
        self, site: Site, scopes: "dict[str, Lexicon]", *args: Any, place: Place | None = None, **kwargs: Any
    ) -> None:
        """``scopes`` are the lexicons that the sender may put rules into, by the names of `SITE` and `EVERYWHERE`.

        At a ``place`` in a text the rule may also hold for that sentence or that article alone.
        """
        super().__init__(*args, **kwargs)
        self.site, self.place = site, place
        self._override: tuple[Lexeme, Change | None] | None = None
        self.scopes = self._near(scopes) | scopes if place else scopes
        names = {SENTENCE: "In this sentence only", ARTICLE: "In this article", SITE: f"On {site}"}
        names[EVERYWHERE] = "On every site"
        self._choice("scope").choices = [(name, names[name]) for name in self.scopes]
        self._choice("scope").initial = SITE
        self._offer_kinds()

    def _near(self, scopes: "dict[str, Lexicon]") -> "dict[str, Lexicon]":
        """The scopes that a place adds: their rules stand in the site's own lexicon."""
        return {name: scopes[SITE] for name in (SENTENCE, ARTICLE) if SITE in scopes}

    def _offer_kinds(self) -> None:
        self._choice("kind").choices = [(kind.value, label) for kind, label in _KINDS]

    def _choice(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field

    @property
    def chosen(self) -> str:
        """The scope that was chosen; empty where there is nothing to choose."""
        return str(self.cleaned_data.get("scope", "")) if self.is_bound else ""

    @property
    def lexicon(self) -> Lexicon:
        """Where the rule will stand."""
        return self.scopes.get(self.chosen or SITE) or next(iter(self.scopes.values()))

    @property
    def more(self) -> "list[forms.BoundField]":
        """The fields that most rules do not need."""
        first = ("grapheme", "value", "kind", "scope")
        return [field for field in self if field.name not in first]

    @property
    def opens_more(self) -> bool:
        """Whether one of those says something, or is wrong."""
        usual = Lexeme().state()
        return any(field.errors or getattr(self.instance, field.name) != usual[field.name] for field in self.more)

    def clean_value(self) -> str:
        value: str = self.cleaned_data["value"].strip()
        return value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind, value = cleaned.get("kind"), cleaned.get("value", "")
        if kind in _NEEDS_VALUE and not value and "value" not in self.errors:
            self.add_error("value", _NEEDS_VALUE[Lexeme.Kind(kind)])
        elif kind == Lexeme.Kind.PHONEME and (strange := not_ipa(value)):
            self.add_error("value", f"{' '.join(strange)} is no sign of the IPA. Stress is ˈ, length is ː.")
        self._bind(cleaned)
        return cleaned

    def _bind(self, cleaned: dict[str, Any]) -> None:
        """Make the rule one of the chosen scope."""
        if self.place and self.chosen == ARTICLE:
            cleaned["pages"] = self.place.page
        if self.place and self.chosen == SENTENCE and not self.errors:
            try:
                self._override = overriding(self.site, self.place, self.cleaned_data)
            except ValidationError as error:
                self.add_error(None, error)

    def _post_clean(self) -> None:
        self.instance.lexicon = self.lexicon
        super()._post_clean()  # type: ignore[misc]

    def validate_constraints(self) -> None:
        # What becomes an override of the sentence is no rule beside those that there are.
        if self._override is None:
            super().validate_constraints()

    def _get_validation_exclusions(self) -> set[str]:
        # The lexicon is no field of the form, and yet decides whether there is such a rule already.
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"lexicon"}

    def draft(self, user: Any, existing: Change | None = None) -> Change:
        """What the rule is to become, not saved."""
        if self._override is not None:
            row, drafted = self._override
            change = drafted or Change(rule=row.pk)
            change.lexicon, change.after, change.user, change.who = row.lexicon, row.state(), user, name_of(user)
            return change
        draft = existing or Change(rule=self.instance.pk)
        draft.lexicon, draft.after, draft.user, draft.who = (
            self.lexicon,
            self.instance.state(),
            user,
            name_of(user),
        )
        return draft


def overriding(site: Site, place: Place, rule: dict[str, Any]) -> tuple[Lexeme, Change | None]:
    """The override that says one word of its sentence as ``rule`` wants it, not saved; and its draft, if it has one.

    Raises ValidationError where the sentence cannot have one.
    """
    row, draft = override_of(site, place)
    if row.take:
        raise ValidationError("This sentence is heard from a take. Choose the whole sentence to change that.")
    if rule["kind"] in (Lexeme.Kind.PHONEME, Lexeme.Kind.LANGUAGE):
        raise ValidationError(
            "In one sentence a word is written as it should sound. Phonemes hold for an article or more."
        )
    written, said = rule["grapheme"], _in_letters(rule)
    wording, at = row.value or place.sentence, place.word.start - place.span.start if place.word else 0
    if row.value or wording[at : at + len(written)] != written:
        at = _nearest(wording, written, at)
    if at < 0:
        raise ValidationError(f"“{written}” does not stand in the wording of this sentence: {wording}")
    row.value = f"{wording[:at]}{said}{wording[at + len(written) :]}"
    row.clean_fields(exclude=("lexicon",))
    return row, draft


def _nearest(wording: str, written: str, at: int) -> int:
    """Where ``written`` stands in a wording, nearest to where it stood: as a word, else within one; -1 where it does not."""
    literal = re.escape(written)
    found = list(re.finditer(rf"(?<!\w){literal}(?!\w)", wording)) or list(re.finditer(literal, wording))
    return min((each.start() for each in found), key=lambda start: abs(start - at), default=-1)


def _in_letters(rule: dict[str, Any]) -> str:
    """What a rule says, as it is written in a wording."""
    written = rule["grapheme"]
    usual = {Lexeme.Kind.SPELL: " ".join(written.upper()), Lexeme.Kind.WORD: written.capitalize()}
    return str(rule["value"] or usual.get(rule["kind"], written))
