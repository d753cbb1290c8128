"""Receiver: a publisher's own system on loopback, which is told things over HTTP and answers as its test wants."""

import hashlib
import hmac
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Received:
    """One post: its path, its headers in small letters, its body."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def is_signed_with(self, secret: str) -> bool:
        """As a receiver checks it, by docs/embedding.md and not by our code."""
        header = self.headers["readalong-signature"]
        at = re.search(r"t=(\d+)", header)
        expected = hmac.new(secret.encode(), f"{at and at[1]}.".encode() + self.body, hashlib.sha256).hexdigest()
        return expected in re.findall(r"v1=([0-9a-f]{64})", header)


Answer = Callable[["Received"], tuple[int, dict[str, str], bytes]]


def fine(received: Received) -> tuple[int, dict[str, str], bytes]:
    return 200, {}, b"thanks"


@dataclass
class Receiver:
    port: int
    received: list[Received] = field(default_factory=list)
    answer: Answer = fine

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.origin}/hook"

    def answers(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.answer = lambda received: (status, headers, body)


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver until the block ends."""
    receiver: Receiver

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            received = Received(self.path, headers, body)
            receiver.received.append(received)
            status, more, text = receiver.answer(received)
            try:
                self.send_response(status)
                for name, value in more.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(text)
            except OSError:
                # Whoever sent it has hung up, which is what some tests are about.
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        receiver = Receiver(server.server_address[1])
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield receiver
        server.shutdown()
