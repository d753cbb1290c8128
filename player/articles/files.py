"""Audio files over HTTP: from a folder in byte ranges; elsewhere by sending the browser to the storage's own address."""

import re
from http import HTTPStatus
from pathlib import Path
from typing import Final
from wsgiref.util import FileWrapper

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from whitenoise.responders import SlicedFile

from synthesis.storage import Folder, audio_storage

_CHUNK: Final = 1 << 16
_HEADERS: Final = {
    "Accept-Ranges": "bytes",
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Type": "audio/mp4",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


def file_response(request: HttpRequest, name: str) -> HttpResponseBase:
    """The file stored as ``name``, as a page's audio element wants it."""
    storage = audio_storage()
    if not isinstance(storage, Folder):
        return HttpResponseRedirect(storage.url(name))
    path = Path(storage.path(name))
    if not path.is_file():
        return HttpResponse(
            "There is no such audio. Ask for its narration again.", status=404, content_type="text/plain"
        )
    size = path.stat().st_size
    span = byte_range(request.headers.get("Range", ""), size)
    if span is None:
        refused = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=_HEADERS)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    return _content(path, span, size, body=request.method != "HEAD")


def byte_range(header: str, size: int) -> range | None:
    """Which bytes of a file of ``size`` a Range header asks for; None when there are no such bytes.

    All of them without a header, and for one that asks for several ranges or in other units: RFC 9110, 14.2 lets a server
    ignore it.

    >>> byte_range("bytes=0-0", 10), byte_range("bytes=-4", 10), byte_range("bytes=10-", 10), byte_range("", 10)
    (range(0, 1), range(6, 10), None, range(0, 10))
    """
    match = re.fullmatch(r"bytes=(\d{0,15})-(\d{0,15})", header.strip())
    if match is None or match[0] == "bytes=-":
        return range(size)
    first, last = match.groups()
    start = int(first) if first else max(0, size - int(last))
    end = min(size, int(last) + 1) if first and last else size
    if first and last and int(last) < start:
        return range(size)
    return range(start, end) if start < end else None


def _content(path: Path, span: range, size: int, *, body: bool) -> HttpResponseBase:
    status = HTTPStatus.OK if len(span) == size else HTTPStatus.PARTIAL_CONTENT
    chunks = FileWrapper(SlicedFile(path.open("rb"), span.start, span.stop - 1), _CHUNK) if body else ()
    response = StreamingHttpResponse(chunks, status=status, headers=_HEADERS)
    response["Content-Length"] = str(len(span))
    if status == HTTPStatus.PARTIAL_CONTENT:
        response["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{size}"
    return response
