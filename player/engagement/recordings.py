"""Recordings: which audio a page is playing, and where the sentences lie in it."""

import gzip
import json
from array import array
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from player.articles.models import Article
from player.engagement.models import Recording
from player.sites.models import Site
from player.sites.problems import Problem
from synthesis.models import Content, Narration

_SPEAKING: Final = Q(state__in=(Narration.State.QUEUED, Narration.State.SPEAKING))


def recording_at(site: Site, fingerprint: str, audio: str) -> tuple[Article, Recording]:
    """What a page of the site plays that says this content, and whose narration has this audio, or none yet."""
    delivery = Article.objects.saying(site, fingerprint)
    if delivery is not None and (
        found := _known(site, delivery.content, audio) or _current(site, delivery.content, audio)
    ):
        return delivery.article, found
    raise Problem("unknown-narration", "The site has no narration with this fingerprint; nothing was counted.")


def recording_of(narration: Narration) -> Recording:
    """The narration's recording as it is now: found, filled in or made."""
    name = narration.audio.rpartition("/")[2] if narration.state == Narration.State.READY else ""
    facts = {"audio": name, **(_timeline(narration) if name else {})}
    with transaction.atomic():
        if name and not Recording.objects.filter(narration=narration, audio=name).exists():
            Recording.objects.filter(narration=narration, audio="").update(**facts)
        found, _ = Recording.objects.get_or_create(
            narration=narration,
            audio=name,
            defaults={
                "content_id": narration.content_id,
                "engine": narration.engine,
                "voice": narration.voice,
                **facts,
            },
        )
    return found


def middles_of(recording: Recording) -> "array[int]":
    """The time of each sentence's middle, in order."""
    return array("I", ((start_ms + end_ms) // 2 for *_, start_ms, end_ms in recording.sentences))


def _known(site: Site, content: Content, audio: str) -> Recording | None:
    return (
        Recording.objects.filter(narration__lexicon=site.lexicon_id, content=content, audio=audio).first()
        if audio
        else None
    )


def _current(site: Site, content: Content, audio: str) -> Recording | None:
    """The recording of the narration that has this audio, of the one being spoken where there is none, else of the newest."""
    narrations = Narration.objects.filter(content=content, lexicon=site.lexicon_id).order_by("-ready_at", "-created_at")
    asked = Q(audio__endswith=f"/{audio}") if audio else _SPEAKING
    narration = narrations.filter(asked).first() or narrations.filter(ready_at__isnull=False).first()
    return recording_of(narration) if narration else None


def _timeline(narration: Narration) -> dict[str, Any]:
    manifest = json.loads(gzip.decompress(bytes(narration.manifest or b"")))
    keys = ("block", "start", "end", "start_ms", "end_ms")
    sentences = [[sentence[key] for key in keys] for sentence in manifest["sentences"]]
    return {"duration_ms": manifest["duration_ms"], "sentences": sentences}
