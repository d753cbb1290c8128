"""A stand-in for the service, and a publisher on another origin: what the player's browser tests run against.

The true service has its own tests; here the answers are made to order, so that each guest's rule can be tried alone.
"""

import hashlib
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import parse_qs, urlsplit

import av
import numpy

BUILT = Path(__file__).parents[2] / "static" / "readalong"
RELEASES = BUILT.parent / "releases"
WORD_MS = 240
GAP_MS = 200
AAC_FRAME = 1024
HINT = ("kind", "start", "end", "value")
TRIM_MS = 43  # A part's sound ends one frame before the part does.
KEY = "periwinkle"


@dataclass
class Stub:
    """The service's state, set by a test before it opens a page."""

    config: dict[str, Any] = field(default_factory=dict)
    origin: str = ""
    allowed_origin: str = ""
    polls: int = 0
    # After which sentences a narration is parted, and how many of the parts are spoken; `None` when the narration is finished.
    cuts: tuple[int, ...] = ()
    spoken: int | None = None
    # The grant that audio is fetched with, as it comes with a finished narration; none where audio is public.
    grant: str = ""
    status: int = 200
    problem: str = ""
    delivered: list[dict[str, Any]] = field(default_factory=list)
    known: dict[str, dict[str, Any]] = field(default_factory=dict)
    beacons: list[dict[str, Any]] = field(default_factory=list)
    cookies: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    # What is told of articles, by the address that is asked for.
    versions: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


@dataclass
class Publisher:
    """Pages by path: HTML and the headers to serve it with."""

    origin: str = ""
    pages: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)

    def serve(self, html: str, path: str = "/stories/crab", **headers: str) -> str:
        """Serve a page, and return its address."""
        self.pages[path] = (html, headers)
        return self.origin + path


def layout(**changes: Any) -> dict[str, Any]:
    plain = {
        "id": 1, "url_pattern": "/stories/*", "allow": [".story p", ".story h2", ".story li"], "deny": [".advert"],
        "title": "h1", "language": "", "default_rate": 0.9,
    }  # fmt: skip
    return plain | changes


def config(*layouts: dict[str, Any]) -> dict[str, Any]:
    return {
        "version": 1,
        "site": KEY,
        "name": "Periwinkle",
        "default_rate": 0.9,
        "layouts": list(layouts or (layout(),)),
    }


def manifest(fingerprint: str, blocks: list[dict[str, str]]) -> dict[str, Any]:
    """A narration of even words: 240 ms each, 200 ms between sentences."""
    sentences = []
    now = 0
    for number, block in enumerate(blocks):
        for sentence in re.finditer(r"[^.!?\s][^.!?]*[.!?]*", block["text"]):
            words = []
            start_ms = now
            for word in re.finditer(r"[\w’-]+", sentence[0]):
                start = sentence.start() + word.start()
                words += [utf16(block["text"], start), utf16(block["text"], start + len(word[0])), now]
                now += WORD_MS
            edges = {"start": utf16(block["text"], sentence.start()), "end": utf16(block["text"], sentence.end())}
            sentences.append({"block": number, **edges, "start_ms": start_ms, "end_ms": now, "words": words})
            now += GAP_MS
    audio = {"url": f"/v1/audio/{now}.m4a", "type": "audio/mp4", "bytes": now * 8}  # Encoded when it is asked for.
    return {
        "version": 1, "state": "ready", "fingerprint": fingerprint, "language": "en", "duration_ms": now,
        "voice": {"engine": "silent", "name": "even", "label": "Even"}, "audio": audio, "sentences": sentences,
    }  # fmt: skip


def speaking(whole: dict[str, Any], cuts: tuple[int, ...]) -> dict[str, Any]:
    """The narration as it is told when no more than the parts between the cuts have been spoken."""
    sentences = whole["sentences"]
    edges = [0, *(sentences[cut]["start_ms"] for cut in cuts)]
    parts = [
        {"url": f"/v1/parts/{start_ms}-{end_ms}.m4a", "start_ms": start_ms, "end_ms": end_ms}
        for start_ms, end_ms in pairwise(edges)
    ]
    told = {key: whole[key] for key in ("version", "fingerprint", "language", "voice")}
    counts = {"done": cuts[-1] if cuts else 0, "total": len(sentences), "retry_after_ms": 100}
    return {**told, "state": "speaking", "parts": parts, "sentences": sentences[: cuts[-1] if cuts else 0], **counts}


def utf16(text: str, offset: int) -> int:
    return len(text[:offset].encode("utf-16-le")) // 2


@cache
def tone(length_ms: int) -> bytes:
    """A quiet tone as AAC in MP4."""
    rate = 24_000
    with (
        NamedTemporaryFile(suffix=".m4a") as out,
        av.open(out.name, "w", options={"movflags": "+faststart"}) as container,
    ):
        stream = container.add_stream("aac", rate=rate, layout="mono")
        wave = (
            numpy.sin(numpy.arange(rate * length_ms // 1000) * (440 * 2 * numpy.pi / rate)).astype(numpy.float32) * 0.1
        )
        for start in range(0, len(wave), AAC_FRAME):
            frame = av.AudioFrame.from_ndarray(wave[None, start : start + AAC_FRAME], format="fltp", layout="mono")
            frame.sample_rate, frame.pts = rate, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        container.close()
        return Path(out.name).read_bytes()


def fingerprint_of(content: dict[str, Any]) -> str:
    lines = ["readalong 1", content["language"].lower()]
    for block in content["blocks"]:
        lines.append(f"{block['kind']}\t{block['text']}")
        lines += [f"language\t{block['language']}"] if "language" in block else []
        lines += ["\t".join(map(str, map(hint.get, HINT))) for hint in block.get("hints", ())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def handle_one_request(self) -> None:
        # A page that is closed while it is being answered is no error.
        with suppress(ConnectionError):
            super().handle_one_request()

    def log_message(self, *_: Any) -> None:
        """Says nothing."""

    def answer(self, status: int, body: bytes, content_type: str, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": content_type, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class ServiceHandler(Handler):
    def __init__(self, stub: Stub, *rest: Any) -> None:
        self.stub = stub
        super().__init__(*rest)

    def do_GET(self) -> None:
        self._note()
        if self.path == "/v1/readalong.js":
            return self._file(BUILT / "readalong.js")
        if self.path.startswith("/v1/readalong-"):
            return self._file(RELEASES / self.path.rsplit("/", 1)[1])
        if self.path.startswith("/static/readalong/"):
            return self._file(BUILT / self.path.rsplit("/", 1)[1])
        if self.path.startswith("/v1/audio/"):
            path, _, query = self.path.partition("?")
            if self.stub.grant and query != f"grant={self.stub.grant}":
                return self.answer(403, b"", "text/plain", Access_Control_Allow_Origin="*")
            return self._audio(tone(int(Path(path).stem)))
        if self.path.startswith("/v1/parts/"):
            start_ms, end_ms = map(int, Path(self.path).stem.split("-"))
            return self._audio(tone(end_ms - start_ms - TRIM_MS))
        if not self.path.startswith(f"/v1/sites/{KEY}"):
            return self._json(404, {"type": "urn:readalong:unknown-site"})
        if self.path == f"/v1/sites/{KEY}":
            return self._json(200, self.stub.config)
        if self.path.startswith(f"/v1/sites/{KEY}/badges?"):
            urls = parse_qs(urlsplit(self.path).query)["url"]
            badges = [{"url": url, "versions": self.stub.versions.get(url, [])} for url in urls]
            return self._json(200, {"version": 1, "badges": badges})
        return self._narration(self.path.rsplit("/", 1)[1])

    def do_POST(self) -> None:
        self._note()
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path.endswith("/events"):
            self.stub.beacons.append(body)
            return self._json(204, None)
        self.stub.delivered.append(body)
        if body["fingerprint"] != fingerprint_of(body):
            return self._json(400, {"type": "urn:readalong:bad-request", "detail": "fingerprint"})
        self.stub.known[body["fingerprint"]] = manifest(body["fingerprint"], body["blocks"])
        return self._narration(body["fingerprint"])

    def do_OPTIONS(self) -> None:
        allowed = {"Access_Control_Allow_Headers": "content-type", "Access_Control_Allow_Methods": "POST"}
        self.answer(204, b"", "text/plain", **self._cors(), **allowed)

    def _note(self) -> None:
        self.stub.asked.append(f"{self.command} {self.path}")
        if "Cookie" in self.headers and self.path != "/v1/readalong.js":
            self.stub.cookies.append(f"{self.path} {self.headers['Cookie']}")

    def _narration(self, fingerprint: str) -> None:
        if fingerprint not in self.stub.known:
            return self._json(200, {"version": 1, "state": None, "fingerprint": fingerprint})
        if self.stub.problem:
            return self._json(self.stub.status, {"type": f"urn:readalong:{self.stub.problem}", "detail": "to order"})
        whole = self.stub.known[fingerprint]
        if self.stub.polls > 0:
            self.stub.polls -= 1
            return self._json(202, speaking(whole, ()))
        if self.stub.spoken is not None:
            return self._json(202, speaking(whole, self.stub.cuts[: self.stub.spoken]))
        headers = {"Readalong-Audio-Grant": self.stub.grant, "Access-Control-Expose-Headers": "Readalong-Audio-Grant"}
        return self._json(200, whole, **(headers if self.stub.grant else {}))

    def _cors(self) -> dict[str, str]:
        allowed = self.headers.get("Origin") == self.stub.allowed_origin
        return {"Access_Control_Allow_Origin": self.stub.allowed_origin} if allowed else {}

    def _json(self, status: int, body: Any, **headers: str) -> None:
        text = b"" if body is None else json.dumps(body).encode()
        self.answer(status, text, "application/json", **self._cors(), **headers)

    def _file(self, path: Path) -> None:
        self.answer(200, path.read_bytes(), "text/javascript", Access_Control_Allow_Origin="*")

    def _audio(self, data: bytes) -> None:
        wanted = re.match(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        start, end = (int(wanted[1]), int(wanted[2] or len(data) - 1)) if wanted else (0, len(data) - 1)
        headers = {
            "Access_Control_Allow_Origin": "*",
            "Accept_Ranges": "bytes",
            "Content_Range": f"bytes {start}-{end}/{len(data)}",
        }
        self.answer(206 if wanted else 200, data[start : end + 1], "audio/mp4", **headers)


class PublisherHandler(Handler):
    def __init__(self, publisher: Publisher, *rest: Any) -> None:
        self.publisher = publisher
        super().__init__(*rest)

    def do_GET(self) -> None:
        page, headers = self.publisher.pages.get(self.path.split("?")[0], ("", {}))
        self.answer(200 if page else 404, page.encode(), "text/html; charset=utf-8", **headers)


@contextmanager
def serving(handler: Any) -> Iterator[str]:
    """The origin of a server that runs while the context lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.05), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def tag(service: str, key: str = KEY) -> str:
    return f'<script async src="{service}/v1/readalong.js" data-site="{key}"></script>'


STORY = """
<header class="top"><nav>Home Stories</nav></header>
<main><article class="story">
<h1>The crab that counted</h1>
<p class="lead"><span class="drop">O</span>nce a small crab counted <em>all</em> the waves&nbsp;it saw.
One, two, three! 🦀 It never stopped.</p>
<div class="advert">Buy a bucket!</div>
<h2>A long day</h2>
<p>The tide came in<sup><a href="#n1">1</a></sup> and the tide went out.<br>Nobody asked why.</p>
<ul><li>Seven gulls slept.</li><li>Two boats left.</li></ul>
PARAGRAPHS
</article></main>
"""
SENTENCES = "The sun stood high over the bay. A gull laughed at the crab. The crab counted on and on. "
STYLE = """
<style>body{margin:0;font:18px/1.6 Georgia,serif;color:#222;background:#fff}
.top{position:sticky;top:0;background:#0a6e78;color:#fff;padding:16px}
main{max-width:40em;margin:auto;padding:1em}.drop{float:left;font-size:3em;line-height:1}
@media(prefers-color-scheme:dark){body{background:#14181c;color:#e8e4da}}</style>
"""


def pinned_tag(service: str, version: str, integrity: str, key: str = KEY) -> str:
    return (
        f'<script async src="{service}/v1/readalong-{version}.js" integrity="{integrity}" crossorigin="anonymous" '
        f'data-site="{key}"></script>'
    )


def story(
    service: str, *, key: str = KEY, paragraphs: int = 6, head: str = "", style: str = STYLE, language: str = "en"
) -> str:
    """An article page that carries the tag."""
    body = STORY.replace("PARAGRAPHS", f"<p>{SENTENCES}</p>" * paragraphs)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Periwinkle</title>{style}{head}{tag(service, key)}</head><body>{body}</body></html>"
    )
