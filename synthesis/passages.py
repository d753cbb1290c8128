"""A narration sentence by sentence: what is said, in which utterances, by which stored speech, and when it is heard."""

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from synthesis import pipeline
from synthesis.models import Narration, Speech
from synthesis.text.offsets import Utf16
from synthesis.text.utterances import Utterance


@dataclass(frozen=True, slots=True)
class Voiced:
    """An utterance, and its speech where that is stored."""

    utterance: Utterance
    speech: Speech | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence as it is written and as it is said. ``start_ms`` and ``end_ms`` are None where the audio does not hold it."""

    text: str
    spoken: str
    voiced: tuple[Voiced, ...]
    start_ms: int | None
    end_ms: int | None


def passages_of(narration: Narration) -> Iterator[Passage]:
    """The sentences that the narration's plan has by now. Raises SynthesisError where it cannot be planned."""
    planned = pipeline.plan_of(narration)
    stored = Speech.objects.ready(each.key for each in planned.utterances)
    heard = _heard(narration)
    blocks = narration.content.blocks
    for sentence in planned.sentences:
        if not sentence.utterances:
            continue
        utterances = [planned.utterances[at] for at in sentence.utterances]
        text = blocks[sentence.block].text
        times = heard.get((sentence.block, Utf16(text).to16(sentence.start)), {})
        yield Passage(
            text[sentence.start : sentence.end],
            sentence.spoken,
            tuple(Voiced(each, stored.get(each.key)) for each in utterances),
            times.get("start_ms"),
            times.get("end_ms"),
        )


def _heard(narration: Narration) -> Mapping[tuple[int, int], Mapping[str, Any]]:
    """The manifest's sentences, by where they begin."""
    listed = json.loads(gzip.decompress(bytes(narration.manifest)))["sentences"] if narration.manifest else ()
    return {(each["block"], each["start"]): each for each in listed}
