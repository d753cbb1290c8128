"""How long narrations take: measurements for `benchmarks.narration`, each called in a process of its own."""

import os
import time
from dataclasses import replace
from unittest.mock import patch

from django.conf import settings

from benchmarks.narration_costs import LANGUAGE, narrate, requested
from benchmarks.plan import article
from synthesis import engines, pipeline
from synthesis.models import Content, Lexicon, Narration
from tests.polly_server import PollyAsDocumented


def first_sound(words: int) -> dict[str, float]:
    """Milliseconds from an article nobody has seen to its first part that can be played: in a worker's first narration, and later."""
    first = _narrated(words, seed=1)
    return {"cold_ms": first["first_ms"], "warm_ms": min(_narrated(words, seed=seed)["first_ms"] for seed in (2, 3, 4))}


def polly(words: int, latency_ms: int) -> dict[str, float]:
    """The same, later, with Amazon Polly as we read its documentation, every request answered ``latency_ms`` late."""
    with PollyAsDocumented() as server:
        settings.POLLY_REGION, settings.POLLY_ENDPOINT = "us-east-1", server.endpoint
        _narrated(20, seed=2, engine="polly")
        # By then the quota allows a burst again.
        time.sleep(2)
        server.latency_s, before = latency_ms / 1000, len(server.spoken)
        times = _narrated(words, seed=1, engine="polly")
        return times | {"requests": len(server.spoken) - before}


def _narrated(words: int, seed: int, engine: str = "espeak") -> dict[str, float]:
    """When its first part could be played, and when the whole."""
    content = Content.objects.keep(LANGUAGE, article(words, seed))
    voice = engines.default_voice(engine, LANGUAGE)
    renew, parts = Narration.renew, []

    def noting(narration: Narration, **progress: object) -> bool:
        if "parts" in progress:
            parts.append(time.monotonic())
        return renew(narration, **progress)

    began = time.monotonic()
    with patch.object(Narration, "renew", noting):
        narration, _ = pipeline.request(content, voice, Lexicon.objects.common())
        if not pipeline.narrate(narration.pk):
            raise RuntimeError(Narration.objects.get(pk=narration.pk).error)
    ended = time.monotonic()
    return {"first_ms": 1000 * (min([*parts, ended]) - began), "whole_ms": 1000 * (ended - began)}


def queue(articles: int, words: int) -> list[int]:
    """Narrations that wait for a worker."""
    return [requested(article(words, seed)).pk for seed in range(100, 100 + articles)]


def work(ids: list[int], cores: list[int]) -> list[float]:
    """Speak them as a worker would that has spoken before and has these cores for itself and its engine; when it began and ended."""
    os.sched_setaffinity(0, cores)
    narrate([replace(block, text=f"{ids} {block.text}") for block in article(100, seed=1)])
    began = time.time()
    for each in ids:
        pipeline.narrate(each)
    return [began, time.time()]
