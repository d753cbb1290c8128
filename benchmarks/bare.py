"""The service with peers beside it, for `benchmarks.manifest`: one WSGI application that three stacks of middleware share.

``/bare`` answers 204 behind all of the service's middleware; ``/stripped`` does behind none; under ``/looked-up/`` lies the whole
service without the middleware that gives ready answers again.
"""

import os
from collections.abc import Callable, Iterable
from typing import Any, Final

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

LOOKED_UP: Final = "/looked-up"

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "readalong_site.settings")
settings.ROOT_URLCONF = "benchmarks.bare_urls"
django.setup()


def _behind(middleware: list[str]) -> WSGIHandler:
    with override_settings(MIDDLEWARE=middleware):
        return WSGIHandler()


_whole: Final = WSGIHandler()
_looking: Final = _behind([each for each in settings.MIDDLEWARE if not each.endswith("ready_answers")])
_stripped: Final = _behind([])


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The stack that the address asks for."""
    asked = environ["PATH_INFO"]
    if asked == "/stripped":
        return _stripped(environ, start_response)
    if asked.startswith(LOOKED_UP):
        return _looking(environ | {"PATH_INFO": asked.removeprefix(LOOKED_UP)}, start_response)
    return _whole(environ, start_response)
