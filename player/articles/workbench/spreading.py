"""Spreading: what was published is spoken again, in the background, articles in use first, a few at a time.

The publication's row is the truth. Whatever is not spread yet goes on at the next call; an article that a reader opens meanwhile
compares its plan by itself.
"""

from typing import Final

from django.db import transaction
from django.utils import timezone

from player.articles.workbench import uses
from player.articles.workbench.readings import Needles, Reading, needles_of, readings
from synthesis import pipeline, tasks
from synthesis.engines import find_voice
from synthesis.models import Content, Narration, Publication
from synthesis.models.narration import Priority

# So few narrations of a publication are under way at a time, so that nearly all stay as ready for readers as they were.
MOST_UNDER_WAY: Final = 12
_UNDER_WAY: Final = (Narration.State.QUEUED, Narration.State.SPEAKING)


def spread_all() -> None:
    """Go on with every publication that is not spread yet, the oldest first."""
    for publication in Publication.objects.unspread():
        spread(publication.pk)


def spread(publication_id: int) -> None:
    """Queue the next narrations of a publication. Twice does no harm: what is queued already is not queued again."""
    publication = Publication.objects.filter(pk=publication_id, spread_at=None).first()
    if publication is None:
        return
    free = MOST_UNDER_WAY - publication.narrations.filter(state__in=_UNDER_WAY).count()
    if free <= 0:
        return
    changes = list(publication.changes.select_related("lexicon__parent"))
    needles = needles_of(changes, all_of_pages=True)
    _advance(publication, needles)
    for reading in _waiting(publication, readings(changes, needles)):
        free -= _queue(publication, reading)
        if not free:
            return
    uses.count_of(publication)
    Publication.objects.filter(pk=publication.pk).update(spread_at=timezone.now())


def _waiting(publication: Publication, found: list[Reading]) -> list[Reading]:
    """The readings that were not compared with the new rules yet, in their order."""
    done = set(publication.narrations.values_list("pk", flat=True))
    editions = {lexicon: after for lexicon, _, after in publication.editions}
    return [
        each for each in found if each.narration not in done and each.edition < editions.get(each.site.lexicon_id, 0)
    ]


def _queue(publication: Publication, reading: Reading) -> bool:
    """Compare one article with the new rules, and have it spoken where it sounds otherwise; whether it is."""
    content, voice = Content.objects.get(pk=reading.content), find_voice(reading.engine, reading.voice)
    priority = Priority.REWORK if reading.in_use else Priority.BACKFILL
    with transaction.atomic():
        narration, wanted = pipeline.request(
            content,
            voice,
            reading.site.lexicon,
            reading.url,
            account_id=reading.site.account_id,
            priority=priority,
        )
        if wanted:
            publication.narrations.add(narration)
            tasks.ring(narration)
    return wanted


def _advance(publication: Publication, needles: Needles) -> None:
    """Narrations that no rule of the publication can match need no comparison: no reader waits for one."""
    concerned = needles.standing("content__wording__folded") or needles.at("content__articles__url")
    if not concerned:
        return
    for lexicon, before, after in publication.editions:
        known = Narration.objects.filter(
            lexicon=lexicon, lexicon_edition=before, state=Narration.State.READY, content__wording__isnull=False
        )
        known.exclude(concerned).update(lexicon_edition=after)
