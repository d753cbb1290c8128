"""Change and Publication: what becomes of rules. A change is a draft until it is published, and history after."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from synthesis.models.lexicon import Lexeme, Lexicon
from synthesis.models.narration import Narration


def name_of(user: Any) -> str:
    """The name by which history knows somebody; empty for the service itself."""
    return user.get_username() if user else ""


class PublicationQuerySet(models.QuerySet["Publication"]):
    def unspread(self) -> "PublicationQuerySet":
        """Those whose articles are still to be queued."""
        return self.filter(spread_at=None).order_by("pk")


class Publication(models.Model):
    """Changes that began to hold together."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=150)
    at = models.DateTimeField(default=timezone.now)
    undoes = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="undone_by")
    editions = models.JSONField(
        default=list, help_text="Triples: a lexicon whose rules are others now, its edition before and after."
    )
    spread_at = models.DateTimeField(null=True, blank=True, help_text="When all narrations it changes were queued.")
    narrations = models.ManyToManyField(
        Narration, related_name="publications", help_text="What was queued because of it."
    )

    objects: ClassVar[PublicationQuerySet] = PublicationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (
            # The background's question: whose articles are still to be queued?
            models.Index(fields=("id",), name="publication_unspread", condition=Q(spread_at=None)),
        )

    def raise_editions(self, pks: Iterable[int]) -> None:
        """Tell the narrations of these lexicons, and of those under them, that their plans may have changed."""
        changed = list(Lexicon.objects.filter(pk__in=pks).order_by("pk"))
        concerned = {each.pk: each for lexicon in changed for each in lexicon.family()}
        before = {pk: each.edition_of_chain() for pk, each in concerned.items()}
        for lexicon in changed:
            lexicon.changed()
        after = {each.pk: each.edition_of_chain() for each in Lexicon.objects.filter(pk__in=concerned)}
        self.editions = [[pk, before[pk], after[pk]] for pk in sorted(concerned)]
        self.save(update_fields=("editions",))

    def __str__(self) -> str:
        return f"{self.who}, {self.at:%d %B %Y %H:%M}"


class ChangeQuerySet(models.QuerySet["Change"]):
    def drafts(self) -> "ChangeQuerySet":
        return self.filter(publication=None).order_by("pk")

    def of_rule(self, rule: int) -> "ChangeQuerySet":
        """The published ones of one rule, the newest first."""
        return self.filter(rule=rule, publication__isnull=False).order_by("-publication", "-pk")

    def draft(
        self,
        lexicon: Lexicon,
        after: dict[str, Any] | None,
        user: Any,
        rule: int | None = None,
        *,
        pk: int | None = None,
    ) -> "Change":
        """Note what is to become of a rule: a new one without ``rule``, none any more without ``after``.

        A rule has one draft: a newer one takes its place. ``pk`` is the draft of a new rule that is edited again.
        """
        values = {"lexicon": lexicon, "after": after, "user": user, "who": name_of(user)}
        if rule is None and pk is None:
            return self.create(**values)
        key = {"pk": pk} if rule is None else {"rule": rule}
        change, _ = self.update_or_create(publication=None, **key, defaults=values)
        return change

    def draft_many(
        self, lexicon: Lexicon, wanted: Iterable[tuple[int | None, dict[str, Any] | None]], user: Any
    ) -> int:
        """As `draft`, for many pairs of a rule's number and what is to become of it; how many there are."""
        some = tuple(wanted)
        with transaction.atomic():
            self.drafts().filter(rule__in=[rule for rule, _ in some if rule]).delete()
            who = name_of(user)
            made = [Change(lexicon=lexicon, rule=rule, after=after, user=user, who=who) for rule, after in some]
            self.bulk_create(made, batch_size=500)
        return len(made)

    def publish(self, user: Any, *, undoes: Publication | None = None) -> Publication:
        """Make these drafts hold, together. Raises ValidationError where a rule cannot be as its draft wants it; then none holds."""
        with transaction.atomic():
            Lexicon.objects.lock()
            publication = Publication.objects.create(user=user, who=name_of(user), undoes=undoes)
            changes = list(self.drafts().select_related("lexicon"))
            # What goes makes room for what comes.
            for change in sorted(changes, key=lambda each: each.after is not None):
                change.hold(publication)
            publication.raise_editions({each.lexicon_id for each in changes})
        return publication


class Change(models.Model):
    """What becomes of one rule of one lexicon. To move a rule is to take it from one and to add it to another."""

    lexicon = models.ForeignKey(Lexicon, models.CASCADE, related_name="changes")
    rule = models.PositiveBigIntegerField(
        null=True, help_text="The rule's number, which outlives it. None: one that never held."
    )
    before = models.JSONField(null=True, help_text="What the rule was when this was published; none where it is new.")
    after = models.JSONField(null=True, help_text="What it is from then on; none where it is deleted.")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=150)
    created_at = models.DateTimeField(auto_now=True)
    publication = models.ForeignKey(Publication, models.CASCADE, null=True, related_name="changes")

    objects: ClassVar[ChangeQuerySet] = ChangeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("rule",), condition=Q(publication=None), name="change_one_draft_a_rule"),
        )
        indexes = (
            # The history of one rule.
            models.Index(fields=("rule", "publication"), name="change_of_rule"),
        )

    def __str__(self) -> str:
        return str(self.lexeme)

    @property
    def lexeme(self) -> Lexeme:
        """The rule as it is from the change on, or as it was where it is deleted; not of the database."""
        return Lexeme(pk=self.rule, lexicon=self.lexicon, **(self.after or self.before or self.held or {}))

    @property
    def held(self) -> dict[str, Any] | None:
        """What the rule is now."""
        row = Lexeme.objects.filter(pk=self.rule).first() if self.rule else None
        return row.state() if row else None

    def hold(self, publication: Publication) -> None:
        """Make the rule what the draft says."""
        row = Lexeme.objects.filter(pk=self.rule, lexicon=self.lexicon_id).first() if self.rule else None
        self.before = row.state() if row else None
        if self.after is None:
            if row:
                row.delete()
        else:
            self.rule = self._written(row)
        self.publication, self.who = publication, publication.who
        self.save()

    def _written(self, row: Lexeme | None) -> int:
        lexeme = self.lexeme
        lexeme.changed_by = self.who
        if row:
            lexeme._state.adding = False
            lexeme.created_at, lexeme.articles = row.created_at, row.articles
        try:
            lexeme.full_clean(validate_unique=row is None)
        except ValidationError as error:
            raise ValidationError(f"“{lexeme.grapheme}”: {' '.join(error.messages)}") from error
        # A rule that comes back has the number it had: of two rules, the newer one wins.
        lexeme.save(force_insert=row is None, force_update=row is not None)
        return lexeme.pk


def depart(lexicon: Lexicon) -> None:
    """Delete a lexicon with what stands under it: rules, drafts, history, and the narrations that were spoken by them."""
    for narrower in lexicon.children.all():
        depart(narrower)
    published = list(lexicon.changes.exclude(publication=None).values_list("publication", flat=True))
    lexicon.narrations.all().delete()
    lexicon.delete()
    # What was published together with rules of other lexicons is their history as well.
    Publication.objects.filter(pk__in=published, changes=None).delete()


def undo(publication: Publication, user: Any) -> Publication:
    """Make every rule what it was before ``publication``, as changes of their own.

    Raises ValidationError, and changes nothing, where a rule was changed again since.
    """
    with transaction.atomic():
        Lexicon.objects.lock()
        changes = list(publication.changes.select_related("lexicon"))
        since = [str(each) for each in changes if each.held != (each.after and each.lexeme.state())]
        if since:
            raise ValidationError(f"Changed again since: {', '.join(since[:5])}. Undo the newer change first.")
        # A draft was made for the rule as it is now.
        Change.objects.drafts().filter(rule__in=[each.rule for each in changes]).delete()
        drafts = [reversed_change(each, user) for each in changes]
        for each in drafts:
            each.save()
        return Change.objects.filter(pk__in=[each.pk for each in drafts]).publish(user, undoes=publication)


def reversed_change(change: Change, user: Any) -> Change:
    """The draft, not saved, that undoes a published change."""
    return Change(lexicon=change.lexicon, rule=change.rule, after=change.before, user=user, who=name_of(user))
