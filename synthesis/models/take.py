"""Take: somebody's recording of one sentence, and when each of its words begins in it."""

import json
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from synthesis.models.change import Change
from synthesis.models.lexicon import Lexeme, Lexicon
from synthesis.text.fingerprints import digest
from synthesis.text.marks import EngineTime

_VERSION = "readalong take 1"


class TakeQuerySet(models.QuerySet["Take"]):
    def keep(self, lexicon: Lexicon, **columns: Any) -> "Take":
        """The take with this sound, sentence and times; the same ones again are the same take."""
        content = [_VERSION, lexicon.pk, *(columns[name] for name in ("audio", "gain_db", "sentence", "times"))]
        key = digest(json.dumps(content, ensure_ascii=True))
        take, created = self.get_or_create(key=key, defaults={"lexicon": lexicon, **columns})
        if not created:
            self.filter(pk=take.pk).update(unused_since=None)
        return take

    def mark_unused(self, now: datetime) -> None:
        """Note since when neither a rule nor a draft has a take."""
        self.filter(_wanted(), unused_since__isnull=False).update(unused_since=None)
        self.filter(unused_since=None).exclude(_wanted()).update(unused_since=now)

    def unused(self, before: datetime) -> "TakeQuerySet":
        """Those that neither a rule nor a draft has had since ``before``."""
        return self.filter(unused_since__lte=before).exclude(_wanted())


def _wanted() -> Q:
    drafts = Change.objects.drafts().values_list("after", flat=True)
    drafted = [state["take"] for state in drafts if state and state.get("take")]
    return Q(key__in=Lexeme.objects.exclude(take="").values("take")) | Q(key__in=drafted)


class Take(models.Model):
    """Samples in storage, trimmed, at the rate of narrations; never changed: other times are another take of the same sound.

    What is heard of it in a narration is a speech like any other, made of it whenever there is none.
    """

    lexicon = models.ForeignKey(Lexicon, models.CASCADE, related_name="takes")
    key = models.CharField(max_length=64, unique=True)
    audio = models.CharField(max_length=200)
    gain_db = models.FloatField(help_text="Brings it to the loudness of voices.")
    duration_ms = models.PositiveIntegerField()
    sentence = models.TextField()
    times = models.JSONField(help_text="Triples: start and end of a word in the sentence, milliseconds.")
    file_name = models.CharField(max_length=200, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=150)
    created_at = models.DateTimeField(auto_now_add=True)
    unused_since = models.DateTimeField(
        null=True, blank=True, help_text="Since when it is known that no rule and no draft has it."
    )

    objects: ClassVar[TakeQuerySet] = TakeQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.file_name or self.key[:12]

    @property
    def words(self) -> list[tuple[str, int]]:
        """Each word, and the millisecond at which it begins."""
        return [(self.sentence[start:end], at_ms) for start, end, at_ms in self.times]

    def within(self, lexicon: Lexicon) -> "Take":
        """The same take as one of this lexicon."""
        if lexicon.pk == self.lexicon_id:
            return self
        names = ("audio", "gain_db", "duration_ms", "sentence", "times", "file_name", "user", "who")
        return Take.objects.keep(lexicon, **{name: getattr(self, name) for name in names})

    def engine_times(self) -> tuple[EngineTime, ...]:
        return tuple(EngineTime(start, end, at_ms) for start, end, at_ms in self.times)
