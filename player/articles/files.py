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
    asked = byte_range(request.headers.get("Range", ""), size)
    if asked is not None and not asked:
        refused = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=_HEADERS)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    return _content(path, asked, size, body=request.method != "HEAD")


def byte_range(header: str, size: int) -> range | None:
    """Which bytes of a file of ``size`` a Range header asks for, an empty range when the file has no such bytes.

    None when the header is to be ignored, as RFC 9110, 14.2 allows: there is none, it asks for several ranges or in other units.

    >>> byte_range("bytes=0-0", 10), byte_range("bytes=-4", 10), byte_range("bytes=10-", 10), byte_range("", 10)
    (range(0, 1), range(6, 10), range(10, 10), None)
    """
    match = re.fullmatch(r"bytes=(\d{0,15})-(\d{0,15})", header.strip())
    if match is None or match[0] == "bytes=-":
        return None
    first, last = match.groups()
    if first and last and int(last) < int(first):
        return None
    start = int(first) if first else max(0, size - int(last))
    return range(start, min(size, int(last) + 1) if first and last else size)


def _content(path: Path, asked: range | None, size: int, *, body: bool) -> HttpResponseBase:
    span = range(size) if asked is None else asked
    chunks = FileWrapper(SlicedFile(path.open("rb"), span.start, span.stop - 1), _CHUNK) if body else ()
    response = StreamingHttpResponse(chunks, status=HTTPStatus.OK, headers=_HEADERS)
    response["Content-Length"] = str(len(span))
    if asked is not None:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{size}"
    return response
