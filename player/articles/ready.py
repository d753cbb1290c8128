"""Ready answers, given again at once: an article that many are opening costs the database one look a second in each process.

The middleware stands before all others and gives again what they all have made: status, headers and stored bytes, to a request of the
same address, host, scheme and origin. What a second ago was true is given for a second (FRESH_FOR), so that a changed rule is heard
at the next play.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

_MOST: Final = 256  # Manifests of some 30 kB.
_OF_A_BODY: Final = ("Content-Type", "Content-Length", "Content-Encoding")
_MARK: Final = "readalong_ready"

Key = tuple[str, ...]
Kept = tuple[float, bytes, dict[str, str]]


def marked(response: HttpResponse) -> HttpResponse:
    """The response, as one that may be given again for a second."""
    setattr(response, _MARK, True)
    return response


def ready_answers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: keep and give again the responses that are `marked`."""
    kept = _Answers()

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method != "GET" or not settings.FRESH_FOR:
            return get_response(request)
        key = _key(request)
        if (found := kept.get(key)) is not None:
            return _again(request, found)
        response = get_response(request)
        # A 304 has no body to keep.
        if response.status_code == 200 and hasattr(response, _MARK):
            kept.put(key, response)
        return response

    return answer


class _Answers:
    """The latest answers of this process, each until it is too old."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> Kept | None:
        found = self._kept.get(key)
        return found if found and found[0] > time.monotonic() else None

    def put(self, key: Key, response: HttpResponse) -> None:
        until = time.monotonic() + settings.FRESH_FOR.total_seconds()
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = (until, response.content, dict(response.items()))
            if len(self._kept) > _MOST:
                self._kept.popitem(last=False)


def _key(request: HttpRequest) -> Key:
    asked = request.META
    names = ("HTTP_HOST", "HTTP_ORIGIN", "QUERY_STRING")
    return (request.scheme or "", request.path_info, *(asked.get(name, "") for name in names))


def _again(request: HttpRequest, kept: Kept) -> HttpResponse:
    _, body, headers = kept
    if "HTTP_IF_NONE_MATCH" not in request.META:
        return HttpResponse(body, headers=headers)
    whole = HttpResponse(body, headers=headers)
    conditional = get_conditional_response(request, etag=headers["ETag"], response=whole)
    assert isinstance(conditional, HttpResponse)
    for name, value in headers.items():
        if name not in _OF_A_BODY:
            conditional[name] = value
    return conditional
