"""Recital: a narration that grows in reading order while its utterances are spoken in any; what can be played already is told."""

import time
from collections.abc import Callable
from typing import Any, Final

from synthesis import audio, storage
from synthesis.audio import Encoded
from synthesis.manifests import Timeline, part_url, sentences
from synthesis.models import Narration, Speech
from synthesis.speeches import Spoken
from synthesis.text.plans import Plan

# How often progress is written when nothing new can be played: seldom against the work, often against the lease.
_RENEW_EVERY_S: Final = 0.5
# So many utterances are spoken at once by every engine.
_SOON: Final = 1

Progress = Callable[[int, int], None]  # Told how many utterances are there, of how many.


class Recital:
    """One narration's timeline, its parts, and its claim."""

    def __init__(self, narration: Narration, planned: Plan, on_progress: Progress) -> None:
        self._narration, self._planned, self._on_progress = narration, planned, on_progress
        self._total = len({utterance.key for utterance in planned.utterances})
        self._ends = {sentence.utterances[-1] for sentence in planned.sentences if sentence.utterances}
        self._parts: list[dict[str, Any]] = []
        self._renewed_at = 0.0
        self._encoded: dict[str, Encoded] = {}
        self.timeline = Timeline()

    @property
    def complete(self) -> bool:
        return len(self.timeline.spoken) == len(self._planned.utterances)

    def advance(self, spoken: Spoken) -> bool:
        """Join what has become continuous, publish a part where it is time for one, keep the claim; False when it is lost."""
        self._encoded |= Speech.objects.encoded(spoken[key] for key in spoken.keys() - self._encoded.keys())
        joined = len(self.timeline.spoken)
        lacking = (number for number, each in enumerate(self._planned.utterances) if each.key not in self._encoded)
        continuous = range(joined, next(lacking, len(self._planned.utterances)))
        last_end = max((number for number in continuous if number in self._ends), default=-1)
        # Of what is there already one part is made; and none when the whole file comes as early as a part would.
        soon = len(self._planned.utterances) - len(self._encoded) <= _SOON
        published = False
        for number in continuous:
            utterance = self._planned.utterances[number]
            self.timeline.add(utterance, self._encoded[utterance.key], spoken[utterance.key].engine_times())
            published |= number == last_end and not soon and self._publish_part()
        return self._renew(len(spoken), published)

    def _publish_part(self) -> bool:
        if self.complete or not (part := self.timeline.next_part()):
            return False
        file = audio.to_m4a(part.data)
        storage.keep(storage.part_name(file.name), file.data)
        self._parts.append({"url": part_url(file.name), "start_ms": part.start_ms, "end_ms": part.end_ms})
        return True

    def _renew(self, done: int, published: bool) -> bool:
        self._narration.done = done
        self._on_progress(done, self._total)
        if not published and time.monotonic() - self._renewed_at < _RENEW_EVERY_S:
            return True
        self._renewed_at = time.monotonic()
        progress: dict[str, Any] = {"done": done, "total": self._total}
        if published:
            told = sentences(self._narration.content, self._planned.sentences, self.timeline)
            end_ms = self._parts[-1]["end_ms"]
            progress |= {"parts": self._parts, "sentences": [each for each in told if each["end_ms"] <= end_ms]}
        return self._narration.renew(**progress)
