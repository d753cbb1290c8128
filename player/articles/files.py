"""Audio files over HTTP: from a folder in byte ranges; from a bucket by sending the browser there.

The manifest always names the service's own address, which never changes; only the redirect knows where the bucket is.
"""

import re
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, cast
from wsgiref.util import FileWrapper

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from whitenoise.responders import SlicedFile

from player.articles import grants
from synthesis.storage import Folder, audio_storage

if TYPE_CHECKING:
    from synthesis.bucket import Bucket

_CHUNK: Final = 1 << 16
_FOR_ANY_PAGE: Final = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
_TYPES: Final = {".m4a": "audio/mp4", ".mp3": "audio/mpeg"}
# Those that some system forbids, and those that turn the writing round and so can hide what kind of file it is.
_NOT_IN_NAMES: Final = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_LONGEST_NAME: Final = 60  # Characters, of which each may take four of the 255 bytes that a name may have.
_YEAR_S: Final = 31_536_000
# A bucket that moves is found again within minutes.
_REDIRECT_LASTS_S: Final = 300


def file_response(request: HttpRequest, name: str, save_as: str = "") -> HttpResponseBase:
    """The file stored as ``name``, as a page's audio element wants it; to be saved under the name ``save_as`` where there is one."""
    if not grants.allows(request.GET.get("grant", ""), name.rpartition("/")[2]):
        return _refusal(
            "This audio is fetched with a grant, which is missing or has run out. Ask for its narration again.", 403
        )
    storage = audio_storage()
    if not isinstance(storage, Folder):
        return _redirect(cast("Bucket", storage), name, save_as)
    path = Path(storage.path(name))
    if not path.is_file():
        return _refusal("There is no such audio. Ask for its narration again.", 404)
    size, headers = path.stat().st_size, _headers(name, save_as)
    asked = _range_of(request, headers["ETag"], size)
    if asked is not None and not asked:
        refused = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    return _content(path, asked, size, headers, body=request.method != "HEAD")


def file_name(title: str, suffix: str) -> str:
    """A name that every system takes for a file, made of a title.

    >>> file_name('Who? Me/You: "The crab"...', ".mp3"), file_name("\r\n/", ".mp3")
    ('Who Me You The crab.mp3', 'narration.mp3')
    """
    name = " ".join(_NOT_IN_NAMES.sub(" ", title).split())[:_LONGEST_NAME].strip(" .")
    return f"{name or 'narration'}{suffix}"


def _refusal(reason: str, status: int) -> HttpResponse:
    return HttpResponse(
        reason, status=status, content_type="text/plain", headers={"Cache-Control": "no-store", **_FOR_ANY_PAGE}
    )


def _redirect(bucket: "Bucket", name: str, save_as: str) -> HttpResponse:
    # A name to be saved under must be signed.
    public = "" if settings.SIGNED_AUDIO or save_as else bucket.public_address(name)
    # As long as a grant: an audio element goes on asking the address that it was once sent to.
    address = public or bucket.signed_address(name, grants.LIFETIME_S, _disposition(save_as))
    response = HttpResponseRedirect(address, headers=_FOR_ANY_PAGE)
    response["Cache-Control"] = f"public, max-age={_REDIRECT_LASTS_S}" if public else "no-store"
    return response


def _headers(name: str, save_as: str) -> dict[str, str]:
    # What needs a grant stays in the browser of whom it was granted to.
    sharing = "private" if settings.SIGNED_AUDIO else "public"
    path = PurePosixPath(name)
    headers = {
        **_FOR_ANY_PAGE,
        "Accept-Ranges": "bytes",
        "Cache-Control": f"{sharing}, max-age={_YEAR_S}, immutable",
        "Content-Type": _TYPES[path.suffix],
        "ETag": f'"{path.stem}"',
    }
    # The address of what is saved stays the same when its narration is spoken anew.
    saved = {"Cache-Control": "private, no-cache", "Content-Disposition": _disposition(save_as)}
    return headers | saved if save_as else headers


def _disposition(save_as: str) -> str:
    return content_disposition_header(True, save_as) or "" if save_as else ""


def _range_of(request: HttpRequest, etag: str, size: int) -> range | None:
    """The bytes asked for; None for all of them, which whoever has the beginning of another file is given (RFC 9110, 13.1.5)."""
    if request.headers.get("If-Range", etag) != etag:
        return None
    return byte_range(request.headers.get("Range", ""), size)


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


def _content(path: Path, asked: range | None, size: int, headers: dict[str, str], *, body: bool) -> HttpResponseBase:
    span = range(size) if asked is None else asked
    chunks = FileWrapper(SlicedFile(path.open("rb"), span.start, span.stop - 1), _CHUNK) if body else ()
    response = StreamingHttpResponse(chunks, status=HTTPStatus.OK, headers=headers)
    response["Content-Length"] = str(len(span))
    if asked is not None:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{size}"
    return response
