"""Complaint: readers said that a word, or a sentence, sounded wrong."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from player.sites.models import Site
from synthesis.models import Change, Narration

if TYPE_CHECKING:
    from player.articles.complaints.taking import Heard

MOST_OF_A_SITE: Final = 1000
# Counted from the newest one, so that what readers stumble over again and again stays.
KEPT: Final = timedelta(days=180)
KEPT_CLOSED: Final = timedelta(days=30)

_SETTLED: Final = Q(change__publication__at__gte=F("newest_at"), change__publication__undone_by=None)


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def open(self) -> "ComplaintQuerySet":
        """Those that nobody has answered yet, or that came again after the answer: what most readers say comes first."""
        return (
            self.filter(dismissed_at=None).exclude(pk__in=self.solved().values("pk")).order_by("-times", "-newest_at")
        )

    def solved(self) -> "ComplaintQuerySet":
        """Those whose rule is published, and that did not come again since."""
        return self.filter(_SETTLED, dismissed_at=None).order_by("-change__publication__at")

    def dismissed(self) -> "ComplaintQuerySet":
        return self.exclude(dismissed_at=None).order_by("-dismissed_at")

    def note(self, site: Site, heard: "Heard") -> "Complaint":
        """Somebody complained of this. Who says the same of the same sentence is counted, not listed again."""
        found, created = self.get_or_create(site=site, key=heard.key, defaults=heard.columns())
        if not created:
            self.filter(pk=found.pk).update(times=F("times") + 1)
            if not found.awaits(heard.narration):
                # Said of the sound as it is now: that is what editors are to hear.
                self.filter(pk=found.pk).update(newest_at=timezone.now(), **heard.columns())
        return found

    def forget(self, now: datetime) -> int:
        """Delete what is not to be kept any longer; how many."""
        old = Q(newest_at__lt=now - KEPT) | Q(dismissed_at__lt=now - KEPT_CLOSED)
        settled = _SETTLED & Q(change__publication__at__lt=now - KEPT_CLOSED)
        return self.filter(pk__in=self.filter(old | settled).values("pk")).delete()[0]


class Complaint(models.Model):
    """One word of one sentence, or the sentence as a whole, however often readers complain of it and on however many pages it stands.

    Positions are code points: those of the sentence in its block, those of words in the sentence. All text is the article's own.
    """

    site = models.ForeignKey(Site, models.CASCADE, related_name="complaints")
    key = models.CharField(max_length=64, help_text="The same for the same word of the same sentence.")
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="complaints")
    narration = models.ForeignKey(Narration, models.CASCADE, related_name="complaints")
    block = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    sentence = models.TextField()
    word_start = models.PositiveIntegerField(null=True, help_text="Empty: the whole sentence.")
    word_end = models.PositiveIntegerField(null=True)
    audio = models.CharField(max_length=200, help_text="What was heard; it is kept as long as the complaint.")
    start_ms = models.PositiveIntegerField()
    end_ms = models.PositiveIntegerField()
    words = models.JSONField(help_text="Triples: a word's start and end in the sentence, and when it is said.")
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField(default=timezone.now)
    newest_at = models.DateTimeField(
        default=timezone.now, help_text="Of the sound as it is, not as it was before a rule."
    )
    dismissed_at = models.DateTimeField(null=True)
    who = models.CharField(max_length=150, blank=True, help_text="Who dismissed it.")
    change = models.ForeignKey(
        Change, models.SET_NULL, null=True, related_name="complaints", help_text="The rule that is to solve it."
    )

    objects: ClassVar[ComplaintQuerySet] = ComplaintQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=("site", "key"), name="complaint_once"),)
        indexes = (
            # Whether a finished audio is still wanted, which collection asks of each.
            models.Index(fields=("audio",), name="complaint_audio"),
        )

    def __str__(self) -> str:
        return self.word or self.sentence

    @property
    def word(self) -> str:
        """The word that sounded wrong; empty where it is the sentence as a whole."""
        return "" if self.word_start is None else self.sentence[self.word_start : self.word_end]

    @property
    def end(self) -> int:
        return self.start + len(self.sentence)

    @property
    def language(self) -> str:
        language: str = self.narration.content.language
        return language

    @property
    def at(self) -> int:
        """Where it stands in its block: the word, or the sentence."""
        return self.start + (self.word_start or 0)

    @property
    def stands(self) -> bool:
        """Whether the article still says the text that was heard, so that the rule may be for this place alone."""
        return bool(self.article.content_id == self.narration.content_id)

    @property
    def came_again(self) -> bool:
        """Whether it came again after a rule was published for it."""
        publication = self.change.publication if self.change else None
        return publication is not None and publication.at < self.newest_at

    def awaits(self, narration: Narration) -> bool:
        """Whether this narration is not spoken yet by the rule that answers the complaint: what is said of it is known."""
        publication = self.change.publication if self.change else None
        if publication is None:
            return False
        after = {lexicon: edition for lexicon, _, edition in publication.editions}
        return bool(narration.lexicon_edition < after.get(narration.lexicon_id, 0))

    def pieces(self) -> Iterator[tuple[str, int | None, bool]]:
        """The sentence in pieces: text, when it is said where it is a word, and whether it is what sounded wrong."""
        at = 0
        for start, end, start_ms in self.words:
            yield self.sentence[at:start], None, False
            yield self.sentence[start:end], start_ms, (start, end) == (self.word_start, self.word_end)
            at = end
        yield self.sentence[at:], None, False

    def dismiss(self, user: Any) -> None:
        self.dismissed_at, self.who = timezone.now(), user.get_username()
        self.save(update_fields=("dismissed_at", "who"))

    def reopen(self) -> None:
        """Have it looked at again, whatever answered it."""
        self.dismissed_at, self.who, self.change = None, "", None
        self.save(update_fields=("dismissed_at", "who", "change"))
