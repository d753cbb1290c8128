"""Service: Amazon Polly over HTTP, through boto3. boto3's errors end here."""

import os
import threading
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final

from synthesis.errors import EngineError, EngineUnavailable, UtteranceRefused

# Together with the wait for a turn (synthesis/engines/limits.py) this stays under the 60 seconds that a claim on a narration holds:
# 15 + 3 × (3 + 10) + up to 3 seconds between the attempts.
_CONNECT_WITHIN_S: Final = 3
_ANSWER_WITHIN_S: Final = 10
_ATTEMPTS: Final = 3

# What is wrong with these lies in the request, which will be the same the next time.
_REFUSALS: Final = frozenset({
    "EngineNotSupportedException",
    "InvalidLexiconException",
    "InvalidSampleRateException",
    "InvalidSsmlException",
    "LanguageNotSupportedException",
    "LexiconNotFoundException",
    "MarksNotSupportedForFormatException",
    "SsmlMarksNotSupportedForTextTypeException",
    "TextLengthExceededException",
    "ValidationException",
})  # fmt: skip
_NEXT_STEPS: Final = {
    "InvalidSsmlException": "Look at the phonemes and aliases that the lexicon has for this sentence.",
    "TextLengthExceededException": "A lexicon rule can say it shorter.",
}
_OTHER_NEXT_STEP: Final = "Choose another voice for this language."

_CREDENTIALS: Final = "AWS credentials that may call polly:SynthesizeSpeech and polly:DescribeVoices (docs/engines.md)"
_DENIALS: Final = frozenset({
    "AccessDeniedException",
    "ExpiredTokenException",
    "IncompleteSignature",
    "IncompleteSignatureException",
    "InvalidClientTokenId",
    "InvalidSignatureException",
    "MissingAuthenticationTokenException",
    "OptInRequired",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
})  # fmt: skip
_UNREACHED: Final = frozenset({
    "ConnectTimeoutError",
    "EndpointConnectionError",
    "InvalidRegionError",
    "ProxyConnectionError",
    "SSLError",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """The body of an answer, and the characters that it was billed for."""

    body: bytes
    characters: int


class Service:
    """Amazon Polly in one region. Its connections belong to the process that opened them; threads share them."""

    def __init__(self, region: str, endpoint: str) -> None:
        self.region = region
        self._endpoint = endpoint
        self._client: Any = None
        self._owner = 0
        self._lock = threading.Lock()

    def synthesize(self, request: Mapping[str, object]) -> Answer:
        """Polly's answer to SynthesizeSpeech, read to its end."""
        try:
            answer = self._connected().synthesize_speech(**request)
            # Not the stream's own context manager: that gives the stream beneath it, which raises urllib3's errors.
            with closing(answer["AudioStream"]) as stream:
                return Answer(stream.read(), int(answer.get("RequestCharacters", 0)))
        except _errors() as error:
            raise _translated(error, f"speech of {request['VoiceId']} ({request['Engine']})") from error

    def describe_voices(self) -> list[dict[str, Any]]:
        """Every page of Polly's answer to DescribeVoices."""
        try:
            pages = self._connected().get_paginator("describe_voices").paginate()
            return [row for page in pages for row in page["Voices"]]
        except _errors() as error:
            raise _translated(error, "the list of voices") from error

    def close(self) -> None:
        """Close the connections; the next request opens others."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _connected(self) -> Any:
        with self._lock:
            # Connections inherited through a fork are the parent's conversation.
            if self._client is None or self._owner != os.getpid():
                self._client, self._owner = self._connect(), os.getpid()
            return self._client

    def _connect(self) -> Any:
        # Imported here: it takes a quarter of a second, and most processes never speak to AWS.
        from boto3.session import Session  # type: ignore[import-untyped]
        from botocore.config import Config  # type: ignore[import-untyped]

        config = Config(
            connect_timeout=_CONNECT_WITHIN_S,
            read_timeout=_ANSWER_WITHIN_S,
            retries={"mode": "standard", "total_max_attempts": _ATTEMPTS},
        )
        return Session().client("polly", region_name=self.region, endpoint_url=self._endpoint or None, config=config)


def _errors() -> tuple[type[Exception], ...]:
    from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]

    return BotoCoreError, ClientError


def _translated(error: Any, wanted: str) -> EngineError:
    """The error in our terms: whether it helps to ask again, and what to do."""
    code = _code(error)
    if code in _REFUSALS:
        return UtteranceRefused(f"Amazon Polly refused {wanted}: {error} {_NEXT_STEPS.get(code, _OTHER_NEXT_STEP)}")
    return EngineUnavailable(f"Amazon Polly did not give {wanted}: {error} {_next_step(code)}")


def _code(error: Any) -> str:
    """The name that Polly gave the error, or else boto3."""
    answer = getattr(error, "response", None)
    return str(answer["Error"]["Code"]) if isinstance(answer, dict) else type(error).__name__


def _next_step(code: str) -> str:
    if "Credential" in code or "Token" in code or code == "ProfileNotFound" or code in _DENIALS:
        return f"Give the process {_CREDENTIALS}."
    if code in _UNREACHED:
        return "Check READALONG_POLLY_REGION, READALONG_POLLY_ENDPOINT and the way to the network."
    return "It is asked again later."
