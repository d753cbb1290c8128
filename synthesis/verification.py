"""Verification: whether what is stored of a narration is what its manifest and its plan say. Nothing is changed, and nothing spoken."""

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

from synthesis import pipeline, storage
from synthesis.errors import SynthesisError
from synthesis.models import Narration, Speech
from synthesis.text.blocks import Block
from synthesis.text.offsets import Utf16


@dataclass(frozen=True, slots=True)
class Verified:
    """What is wrong, in words, and what is only to be known; nothing wrong where there are no ``faults``."""

    faults: tuple[str, ...]
    notes: tuple[str, ...]


def verify(narration: Narration) -> Verified:
    """Compare the narration's audio, manifest and speech with one another and with what would be spoken now."""
    if not narration.audio or not narration.manifest:
        return Verified((), (f"There is no audio to verify: it is {narration.get_state_display().lower()}.",))
    try:
        manifest = json.loads(gzip.decompress(bytes(narration.manifest)))
    except (OSError, ValueError, EOFError):
        return Verified(("The manifest cannot be read.",), ())
    faults = [
        *_audio(narration, manifest),
        *_contents(narration, manifest),
        *_marks(narration.content.blocks, manifest),
    ]
    missing, notes = _speech(narration)
    return Verified((*faults, *missing), tuple(notes))


def _audio(narration: Narration, manifest: Mapping[str, Any]) -> Iterator[str]:
    name = PurePosixPath(narration.audio).name
    if manifest["audio"]["url"].rpartition("/")[2] != name:
        yield "The manifest names another audio file."
    try:
        data = storage.read(narration.audio)
    except FileNotFoundError:
        yield "The audio file is gone from the storage."
        return
    if sha256(data).hexdigest() != PurePosixPath(name).stem:
        yield "The audio file is damaged: its bytes are not those that its name stands for."
    if len(data) != manifest["audio"]["bytes"]:
        yield f"The audio file has {len(data):,} bytes; the manifest says {manifest['audio']['bytes']:,}."


def _contents(narration: Narration, manifest: Mapping[str, Any]) -> Iterator[str]:
    if manifest["fingerprint"] != narration.content.fingerprint:
        yield "The manifest is of another text."
    if manifest["duration_ms"] != narration.duration_ms:
        yield f"The manifest says {manifest['duration_ms']:,} ms, the narration {narration.duration_ms:,} ms."


def _marks(blocks: tuple[Block, ...], manifest: Mapping[str, Any]) -> Iterator[str]:
    """Sentences follow one another in text and time, words in their sentence, all within the text and the audio."""
    sentences = manifest["sentences"]
    lengths = [Utf16(block.text).length for block in blocks]
    for one, two in pairwise(sentences):
        if (one["block"], one["end"]) > (two["block"], two["start"]) or one["end_ms"] > two["start_ms"]:
            yield f"Sentences overlap at {two['start_ms']:,} ms."
    for each in sentences:
        if each["block"] >= len(lengths) or not 0 <= each["start"] <= each["end"] <= lengths[each["block"]]:
            yield f"The sentence at {each['start_ms']:,} ms lies outside the text."
        elif not 0 <= each["start_ms"] <= each["end_ms"] <= manifest["duration_ms"]:
            yield f"The sentence at {each['start_ms']:,} ms lies outside the audio."
        elif not _in_order(each):
            yield f"The words of the sentence at {each['start_ms']:,} ms are out of order."


def _in_order(sentence: Mapping[str, Any]) -> bool:
    flat = sentence["words"]
    words = [
        (sentence["start"], sentence["start"], sentence["start_ms"]),
        *zip(flat[::3], flat[1::3], flat[2::3], strict=True),
    ]
    ordered = all(one[1] <= two[0] <= two[1] and one[2] <= two[2] for one, two in pairwise(words))
    return ordered and words[-1][1] <= sentence["end"] and words[-1][2] <= sentence["end_ms"]


def _speech(narration: Narration) -> tuple[list[str], list[str]]:
    """What is wrong with the speech it is made of, and what is to be known of it."""
    try:
        planned = pipeline.plan_of(narration)
    except SynthesisError as error:
        return [], [f"It cannot be planned now: {error}"]
    if planned.key != narration.plan_key:
        return [], [
            "By today’s rules and voices it would be said otherwise: it is spoken again when somebody next listens."
        ]
    wanted = {each.key for each in planned.utterances}
    kept = set(narration.speeches.values_list("key", flat=True))
    faults = [f"{len(wanted ^ kept)} utterances are not those that it says it is made of."] if wanted != kept else []
    stored = Speech.objects.ready(wanted)
    lost = sum(not storage.exists(each.audio) for each in stored.values()) + len(wanted - set(stored))
    if lost:
        faults.append(
            f"{lost} of {len(wanted)} utterances have lost their speech. The audio plays; a change speaks them again."
        )
    return faults, [f"{len(wanted)} utterances, all as planned."] if not faults else []
