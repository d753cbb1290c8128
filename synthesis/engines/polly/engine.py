"""The Amazon Polly engine: two requests an utterance, one for the audio and one for the marks."""

import json
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Final

from django.conf import settings

from synthesis.engines import limits
from synthesis.engines.base import Sound
from synthesis.engines.limits import Limit
from synthesis.engines.polly.catalogue import Catalogue
from synthesis.engines.polly.marks import engine_times
from synthesis.engines.polly.opus import SAMPLE_RATE, decoded
from synthesis.engines.polly.service import Answer, Service
from synthesis.engines.polly.voices import split_name
from synthesis.errors import EngineUnavailable
from synthesis.text.marks import EngineTime
from synthesis.text.voices import Traits, Voice

_API_VERSION: Final = "2016-06-10"
# PCM ends at 16 kHz, and an MP3's encoder delay is not known.
_AUDIO: Final = {"OutputFormat": "ogg_opus", "SampleRate": str(SAMPLE_RATE)}
_MARKS: Final = {"OutputFormat": "json", "SpeechMarkTypes": ["word"]}
_TEXT_TYPE: Final = "ssml"
# Quotas of SynthesizeSpeech for an account in a region: https://docs.aws.amazon.com/polly/latest/dg/limits.html
# They count requests, and the marks of an utterance are a request of their own.
_QUOTAS: Final = {
    "neural": {"per_second": 8, "burst": 10, "at_once": 18},
    "long-form": {"per_second": 8, "burst": 10, "at_once": 26},
    "standard": {"per_second": 80, "burst": 100, "at_once": 80},
}
# Answers that wait for their other half. Few ever do; those of texts that nobody asks for again make room.
_MOST_HALVES: Final = 50


class Polly:
    """Engine ``polly``, where the operator has named a region for it."""

    def __init__(self) -> None:
        self._halves: dict[str, Answer] = {}

    @property
    def traits(self) -> Traits:
        # Spoken forms are ours: what Polly makes of numbers and of <sub> has marks that its documentation does not describe.
        return Traits(
            "polly",
            _API_VERSION,
            _TEXT_TYPE,
            normalises=False,
            phonemes=True,
            max_characters=3000,
            max_text=6000,
            settings=f"{_AUDIO['OutputFormat']} {_AUDIO['SampleRate']} {settings.POLLY_GAIN_DB}dB",
        )

    @property
    def concurrency(self) -> int:
        # Eight requests under way use up the neural quota of eight a second when an answer takes a second.
        return 4

    def voices(self) -> tuple[Voice, ...]:
        return self._catalogue.voices() if settings.POLLY_REGION else ()

    def speak(self, text: str, voice: Voice) -> Sound:
        voice_id, tier = split_name(voice.name)
        limit = quota(self._service.region, tier)
        request = {"Text": text, "TextType": _TEXT_TYPE, "VoiceId": voice_id, "Engine": tier}
        audio, marks = self._ask_both(limit, {**request, **_AUDIO}, {**request, **_MARKS})
        samples, times = decoded(audio.body), engine_times(marks.body, text)
        _check_length(samples, times)
        return Sound(samples, SAMPLE_RATE, times, settings.POLLY_GAIN_DB, audio.characters + marks.characters)

    def close(self) -> None:
        """Close the connections; the next utterance opens others."""
        if "_service" in self.__dict__:
            self._service.close()

    def _ask_both(self, limit: Limit, *requests: dict[str, object]) -> list[Answer]:
        """Both answers; when one request fails, the answer to the other waits in `_halves`, since it is paid for."""
        keys = [json.dumps(request) for request in requests]
        # Side by side: whoever listens waits for one answer instead of two.
        with ThreadPoolExecutor(len(requests)) as pool:
            asked = [pool.submit(self._ask, limit, *each) for each in zip(keys, requests, strict=True)]
        answers = [each.result() for each in asked]
        for key in keys:
            self._halves.pop(key, None)
        return answers

    def _ask(self, limit: Limit, key: str, request: dict[str, object]) -> Answer:
        answer = self._halves.get(key)
        if answer is None:
            with limits.within(limit):
                answer = self._service.synthesize(request)
            self._halves[key] = answer
            for oldest in list(self._halves)[:-_MOST_HALVES]:
                self._halves.pop(oldest, None)
        return answer

    @cached_property
    def _service(self) -> Service:
        if not settings.POLLY_REGION:
            raise EngineUnavailable(
                "Engine 'polly' is off. Set READALONG_POLLY_REGION to the AWS region whose voices are used, such as us-east-1."
            )
        return Service(settings.POLLY_REGION, settings.POLLY_ENDPOINT)

    @cached_property
    def _catalogue(self) -> Catalogue:
        path = settings.DATA / "polly" / f"voices-{settings.POLLY_REGION}.json"
        return Catalogue(path, self._service.describe_voices)


def quota(region: str, tier: str) -> Limit:
    """What Amazon grants an account in a region."""
    return Limit(f"polly-{region}-{tier}", **_QUOTAS[tier])


def _check_length(samples: bytes, times: tuple[EngineTime, ...]) -> None:
    """EngineUnavailable for audio that ends before its last word begins."""
    length_ms = len(samples) // 2 * 1000 // SAMPLE_RATE
    last_ms = max((time.at_ms for time in times), default=0)
    if last_ms > length_ms:
        raise EngineUnavailable(
            f"Amazon Polly's audio ends after {length_ms} ms, its last word begins at {last_ms} ms. It is asked again later."
        )
