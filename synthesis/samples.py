"""Samples: a short text spoken at once, for staff who look at something else: the whole of a narration but its row.

No narration plays its audio, so the collection deletes it a day later; asked for again, it is joined again from stored speech.
"""

from collections.abc import Sequence
from typing import Any

from synthesis import audio, pipeline, storage
from synthesis.budgets import Purse
from synthesis.lexicons import compiled
from synthesis.manifests import Timeline, manifest
from synthesis.models import Account, Content, Lexicon, Speech, UnusedAudio
from synthesis.speeches import speak_all
from synthesis.text.blocks import Block
from synthesis.text.fingerprints import fingerprint
from synthesis.text.voices import Voice


def narrate(blocks: Sequence[Block], language: str, voice: Voice, lexicon: Lexicon, account: Account) -> dict[str, Any]:
    """The manifest of these blocks in this voice; what is not spoken yet is spoken now. Raises SynthesisError."""
    planned = pipeline.plan_with(compiled(lexicon), blocks, language, voice)
    spoken = speak_all(planned.utterances, lambda _: True, Purse(None, account))
    encoded = Speech.objects.encoded(spoken.values())
    timeline = Timeline()
    for utterance in planned.utterances:
        timeline.add(utterance, encoded[utterance.key], spoken[utterance.key].engine_times())
    file = audio.to_m4a(timeline.data())
    name = storage.audio_name(file.name)
    UnusedAudio.objects.spare(name)
    storage.keep(name, file.data)
    content = Content(fingerprint=fingerprint(language, blocks), language=language)
    content.stored_blocks = [[block.kind, block.text] for block in blocks]
    return manifest(content, planned, timeline, file)
