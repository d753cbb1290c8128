"""The staff API: what a publisher's own programs may do at their site, shown for by a token.

A resource is a view on `StaffView` in its app's ``api.py`` and a line in that app's ``urls.py``; the schema at ``/v1/schema`` grows
by itself. A view takes the site from ``self.site`` and starts every query there: rows of other sites do not exist for it.
"""

import re
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import inline_serializer
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework import exceptions, serializers
from rest_framework.authentication import BaseAuthentication
from rest_framework.pagination import CursorPagination
from rest_framework.parsers import JSONParser
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from player.sites.models import Site, Token
from player.sites.problems import Problem

MOST_BYTES: Final = 5_000_000  # A page's HTML in JSON.
_COUNT: Final = re.compile("[1-9][0-9]{0,8}")

problem_serializer: Final = inline_serializer(
    "Problem",
    {
        "type": serializers.CharField(),
        "title": serializers.CharField(),
        "status": serializers.IntegerField(),
        "detail": serializers.CharField(),
    },
)


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Bearer readalong_…``"""

    def authenticate(self, request: Request) -> tuple[AnonymousUser, Token]:
        kind, _, secret = request.headers.get("Authorization", "").partition(" ")
        token = Token.objects.bearing(secret.strip()) if kind.lower() == "bearer" else None
        if token is None:
            raise Problem(
                "no-token", "Send a token of your site: Authorization: Bearer readalong_…. Make one in the admin."
            )
        token.note_use()
        return AnonymousUser(), token


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema describes it."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}


class InScope(BasePermission):
    def has_permission(self, request: Request, view: APIView) -> bool:
        if request.method in SAFE_METHODS or _token(request).may_write:
            return True
        raise Problem(
            "out-of-scope", f"The token “{request.auth}” may only read. Make one that may write, in the admin."
        )


class Pages(CursorPagination):
    """The newest rows first, fifty at a time; ``next`` is the address of those that follow."""

    ordering = "-pk"
    page_size = 50
    max_page_size = 200
    page_size_query_param = "limit"

    def get_page_size(self, request: Request) -> int:
        limit = request.query_params.get("limit", str(self.page_size))
        if not _COUNT.fullmatch(limit):
            raise Problem("bad-request", f"limit: “{limit[:20]}” is no number from 1 to {self.max_page_size}.")
        return min(int(limit), self.max_page_size)

    def decode_cursor(self, request: Request) -> Any:
        try:
            return super().decode_cursor(request)
        except exceptions.NotFound as error:
            raise Problem(
                "bad-request", "cursor: it is none of ours. Take the whole address from next or previous."
            ) from error


class StaffView(APIView):
    """Parse, authorise by token, answer in JSON; errors are problems."""

    authentication_classes = (TokenAuthentication,)
    permission_classes = (InScope,)
    parser_classes = (JSONParser,)
    renderer_classes = (JSONRenderer,)
    schema = AutoSchema()

    @property
    def site(self) -> Site:
        return _token(self.request).site

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            raise Problem("too-large", f"The body is larger than {MOST_BYTES:,} bytes; it was not read.")

    def handle_exception(self, exc: Exception) -> Any:
        problem = _problem_of(exc)
        return problem.response() if problem else super().handle_exception(exc)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer["Cache-Control"] = "no-store"
        return answer


class Schema(SpectacularJSONAPIView):
    """The staff API as OpenAPI 3, for everybody."""

    authentication_classes = ()
    permission_classes = ()
    schema = None  # It does not describe itself.
    custom_settings = {
        "TITLE": "Readalong staff API",
        "DESCRIPTION": "What a publisher's own programs may do at their site. Errors are application/problem+json (RFC 9457).",
        "VERSION": "1",
        "OAS_VERSION": "3.1.0",
        "SCHEMA_PATH_PREFIX": "/v1",
        "SERVERS": [],
    }


def _token(request: Request) -> Token:
    assert isinstance(request.auth, Token)
    return request.auth


def _problem_of(error: Exception) -> Problem | None:
    match error:
        case Problem():
            return error
        case RequestDataTooBig():
            return Problem("too-large", f"The body is larger than {MOST_BYTES:,} bytes; it was not read.")
        case exceptions.MethodNotAllowed():
            return Problem("wrong-method", str(error.detail))
        case exceptions.NotFound():
            return Problem("not-found", f"{error.detail} Your token sees the rows of its own site only.")
        case exceptions.ValidationError():
            return Problem("bad-request", _sentence(error.detail))
        case exceptions.UnsupportedMediaType():
            return Problem("bad-request", f"{error.detail} Send JSON, and say so: Content-Type: application/json.")
        case exceptions.APIException():
            return Problem("bad-request", str(error.detail))
    return None


def _sentence(detail: Any) -> str:
    """What a serializer found wrong, field by field."""
    if isinstance(detail, dict):
        return " ".join(f"{field}: {_sentence(faults)}" for field, faults in detail.items())
    return " ".join(map(str, detail)) if isinstance(detail, list) else str(detail)
