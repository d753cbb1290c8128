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
_OF_A_BODY: Final = {"Content-Type", "Content-Length", "Content-Encoding"}
_MARK: Final = "readalong_ready"

Key = tuple[str, ...]
Kept = tuple[float, bytes, dict[str, str]]


def marked(response: HttpResponse) -> HttpResponse:
    """The response, whole and with an ETag, as one that may be given again for a second."""
    setattr(response, _MARK, True)
    return response


def ready_answers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: keep and give again the responses that are `marked`, as a 304 to who has them."""
    kept = _Answers()

    def answer(request: HttpRequest) -> HttpResponse:
        key = _key(request)
        if request.method == "GET" and (found := kept.get(key)):
            return _unless_known(request, HttpResponse(found[1], headers=found[2]))
        response = get_response(request)
        if not hasattr(response, _MARK):
            return response
        if request.method == "GET":
            kept.put(key, response)
        return _unless_known(request, response)

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


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if "HTTP_IF_NONE_MATCH" not in request.META:
        return response
    conditional = get_conditional_response(request, etag=response["ETag"], response=response)
    assert isinstance(conditional, HttpResponse)
    if conditional is not response:
        for name in response.headers.keys() - _OF_A_BODY:
            conditional[name] = response[name]
    return conditional
