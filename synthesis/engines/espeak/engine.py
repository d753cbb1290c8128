"""The eSpeak NG engine: sends utterances to the child process, and survives its death."""

import re
from pathlib import Path
from typing import Any, Final

from synthesis.engines.base import Sound
from synthesis.engines.child_process import ChildLost, ChildProcess
from synthesis.engines.espeak.library import find_library
from synthesis.engines.espeak.voices import VARIANTS, all_voices, gain_db
from synthesis.errors import UtteranceRefused
from synthesis.text.marks import EngineTime
from synthesis.text.voices import Traits, Voice

# An utterance takes 4 ms on average and never came near a second; a longer silence is a hang.
_ANSWER_WITHIN_S: Final = 20.0
# Control characters are commands to eSpeak NG (one of them crashes it); characters it has no use for have crashed it in crowds.
_UNSPEAKABLE: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\uffff\ud800-\uf8ff\U00010000-\U0010ffff]"
)


class Espeak:
    """Engine ``espeak``. One child process, started at the first utterance, used by one thread at a time."""

    def __init__(self) -> None:
        self._child = ChildProcess(Path(__file__).with_name("child.py"), _arguments)

    @property
    def traits(self) -> Traits:
        return Traits(
            "espeak",
            find_library().version,
            "espeak",
            normalises=False,
            phonemes=True,
            max_characters=2000,
            settings=" ".join(f"{variant.name}{variant.gain_db:+}dB" for variant in VARIANTS),
        )

    @property
    def concurrency(self) -> int:
        # One speaks while the other's samples are encoded.
        return 2

    def voices(self) -> tuple[Voice, ...]:
        return all_voices()

    def speak(self, text: str, voice: Voice) -> Sound:
        head, samples = self._ask({"text": sanitised(text), "voice": voice.name, "phonemes": "[[" in text})
        times = tuple(EngineTime(offset, None, round(sample * 1000 / head["rate"])) for offset, sample in head["times"])
        return Sound(samples, head["rate"], times, gain_db(voice.name))

    def close(self) -> None:
        """End the child process; the next utterance starts another."""
        self._child.close()

    def _ask(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        try:
            head, samples = self._child.ask(request, _ANSWER_WITHIN_S)
        except ChildLost as error:
            raise UtteranceRefused(
                f"eSpeak NG {error} on {request['text'][:80]!r}. It was restarted; a lexicon rule can word this text differently."
            ) from error
        if "error" in head:
            raise UtteranceRefused(head["error"])
        return head, samples


def sanitised(text: str) -> str:
    """``text`` with every character that eSpeak NG cannot use replaced by a space, so that offsets stay."""
    return _UNSPEAKABLE.sub(" ", text)


def _arguments() -> tuple[str, str]:
    library = find_library()
    return library.path, library.data_path
