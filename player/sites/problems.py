"""Problems: errors as RFC 9457 ``application/problem+json``, with the types that docs/api.md lists."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, JsonResponse

STATUS: Final = {
    "unknown-site": HTTPStatus.NOT_FOUND,
    "origin-refused": HTTPStatus.FORBIDDEN,
    "unknown-narration": HTTPStatus.NOT_FOUND,
    "bad-request": HTTPStatus.BAD_REQUEST,
    "too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "narration-failed": HTTPStatus.SERVICE_UNAVAILABLE,
    "not-voiced": HTTPStatus.SERVICE_UNAVAILABLE,
    "implausible": HTTPStatus.BAD_REQUEST,
    "elsewhere": HTTPStatus.CONFLICT,
    "over-quota": HTTPStatus.TOO_MANY_REQUESTS,
    "overloaded": HTTPStatus.SERVICE_UNAVAILABLE,
    "not-offered": HTTPStatus.FORBIDDEN,
    "no-token": HTTPStatus.UNAUTHORIZED,
    "not-signed": HTTPStatus.UNAUTHORIZED,
    "out-of-scope": HTTPStatus.FORBIDDEN,
    "not-found": HTTPStatus.NOT_FOUND,
    "not-let-in": HTTPStatus.FORBIDDEN,
    "overtaken": HTTPStatus.CONFLICT,
    "unsigned": HTTPStatus.FORBIDDEN,
    "wrong-method": HTTPStatus.METHOD_NOT_ALLOWED,
}


class Problem(Exception):
    """An answer that is an error; ``detail`` names the thing, the reason and the next step."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail

    def response(self) -> JsonResponse:
        status = STATUS[self.kind]
        body = {
            "type": f"urn:readalong:{self.kind}",
            "title": self.kind.replace("-", " ").capitalize(),
            "status": int(status),
            "detail": self.detail,
        }
        answer = JsonResponse(body, status=status, content_type="application/problem+json")
        answer["Cache-Control"] = "no-store"
        return answer


def answering_problems(*methods: str) -> Callable[[Callable[..., JsonResponse]], Callable[..., JsonResponse]]:
    """Call the view for these methods only, and answer its problems: for views that neither pages nor tokens ask."""

    def decorate(view: Callable[..., JsonResponse]) -> Callable[..., JsonResponse]:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
            try:
                if request.method not in methods:
                    raise Problem("wrong-method", f"{request.method} is not answered here. Use {' or '.join(methods)}.")
                return view(request, *args, **kwargs)
            except Problem as problem:
                return problem.response()

        return answer

    return decorate
