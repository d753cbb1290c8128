"""Amazon Polly as we read its documentation: its wire protocol on a real socket, for the real boto3 client.

This is not Amazon Polly. Where the documentation is silent it guesses, and says so at the place. Sources: the developer guide
(https://docs.aws.amazon.com/polly/latest/dg/) and botocore's model of the service. What it answers is in `polly_speech`.
"""

import json
import re
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from tests.polly_speech import VOICES, Refusal, check, marks, ogg_opus, tones, words

_PAGE: Final = 4

_SIGNED: Final = re.compile(
    r"AWS4-HMAC-SHA256 Credential=\w+/\d{8}/[a-z0-9-]+/polly/aws4_request, SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*, Signature=[0-9a-f]{64}"
)
THROTTLED: Final = Refusal("ThrottlingException", message="Rate exceeded")
FAILED: Final = Refusal("ServiceFailureException", 500)
TRUNCATED: Final = "truncated"  # The connection ends in the middle of the answer's body.
CUT_MARKS: Final = "cut marks"  # A whole answer whose last line is half a mark.


class PollyAsDocumented:
    """A server on loopback. ``next_answers`` are given instead of the true ones, each once, None for a true one.

    ``requests`` are the operations in order, as (path, body or query); ``billed`` the characters so far, those of marks included:
    that marks are billed like speech is our reading of the price list.
    """

    def __init__(self) -> None:
        self.next_answers: deque[Refusal | str | None] = deque()
        self.latency_s = 0.0
        self.requests: list[tuple[str, dict[str, Any]]] = []
        self.billed = 0
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._server.polly = self  # type: ignore[attr-defined]
        self.endpoint = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> "PollyAsDocumented":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def spoken(self) -> list[dict[str, Any]]:
        """The bodies of the requests for speech and for marks."""
        return [body for path, body in self.requests if path == "/v1/speech"]

    @contextmanager
    def serving(self, path: str, body: dict[str, Any]) -> Iterator[Refusal | str | None]:
        """Count the request; yields what is to be answered instead of the truth."""
        with self._lock:
            self.requests.append((path, body))
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
            fault = self.next_answers.popleft() if self.next_answers else None
        time.sleep(self.latency_s)
        try:
            yield fault
        finally:
            with self._lock:
                self._at_once -= 1

    def bill(self, characters: int) -> None:
        with self._lock:
            self.billed += characters


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        self._serve(
            url.path, {name: values[0] for name, values in parse_qs(url.query).items()}, {"/v1/voices": self._voices}
        )

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._serve(self.path, body, {"/v1/speech": self._speech})

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the tests look at ``requests``."""

    def _serve(self, path: str, body: dict[str, Any], operations: dict[str, Any]) -> None:
        with self._polly.serving(path, body) as fault:
            try:
                if isinstance(fault, Refusal):
                    raise fault
                if not _SIGNED.fullmatch(self.headers.get("Authorization", "")) or "X-Amz-Date" not in self.headers:
                    raise Refusal("MissingAuthenticationTokenException", 403, "Missing Authentication Token")
                if path not in operations:
                    raise Refusal("UnknownOperationException", 404)
                operations[path](body, fault)
            except Refusal as refusal:
                self._refuse(refusal)

    @property
    def _polly(self) -> PollyAsDocumented:
        return self.server.polly  # type: ignore[attr-defined,no-any-return]

    def _refuse(self, refusal: Refusal) -> None:
        body = json.dumps({"message": refusal.message}).encode()
        self.send_response(refusal.status)
        self.send_header("x-amzn-ErrorType", refusal.code)
        self.send_header("Content-Type", "application/x-amz-json-1.1")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _voices(self, query: dict[str, str], _: object) -> None:
        wanted = [
            voice
            for voice in VOICES
            if query.get("LanguageCode", voice["LanguageCode"]) == voice["LanguageCode"]
            and query.get("Engine", voice["SupportedEngines"][0]) in voice["SupportedEngines"]
        ]
        token = query.get("NextToken", "0")
        if not token.isdecimal():
            raise Refusal("InvalidNextTokenException")
        end = int(token) + _PAGE
        page = {"Voices": wanted[int(token) : end], **({"NextToken": str(end)} if end < len(wanted) else {})}
        body = json.dumps(page).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _speech(self, request: dict[str, Any], fault: str | None) -> None:
        characters = check(request)
        said = words(request["Text"], ssml=request.get("TextType") == "ssml")
        if request["OutputFormat"] == "json":
            content_type, body = "application/x-json-stream", marks(said)
        else:
            content_type, body = "audio/ogg", ogg_opus(tones(said))
        if fault == CUT_MARKS and request["OutputFormat"] == "json":
            body = body[:-12]
        self._polly.bill(characters)
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("x-amzn-RequestCharacters", str(characters))
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self._chunk(body[: len(body) // 2])
        if fault == TRUNCATED:
            self.close_connection = True
            return
        self._chunk(body[len(body) // 2 :])
        self.wfile.write(b"0\r\n\r\n")

    def _chunk(self, data: bytes) -> None:
        if data:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
