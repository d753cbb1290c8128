"""Settings of the demo magazine: a site of its own, without a database, that shares nothing with the service but this checkout."""

from pathlib import Path
from typing import Final

import environ
from django.core.management.utils import get_random_secret_key

env: Final = environ.Env()
_ROOT: Final = Path(__file__).resolve().parents[2]

READALONG_URL: Final = env.str("READALONG_URL", default="http://127.0.0.1:8000").rstrip("/")
READALONG_SITE_KEY: Final = env.str("READALONG_SITE_KEY", default="periwinkle")

# A key made at start signs everybody out at the next start. Several worker processes need one from the environment.
SECRET_KEY: Final = env.str("MAGAZINE_SECRET_KEY", default="") or get_random_secret_key()
ALLOWED_HOSTS: Final = env.list("MAGAZINE_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
DEBUG: Final = False

ROOT_URLCONF: Final = "readalong_site.magazine.urls"
WSGI_APPLICATION: Final = "readalong_site.magazine.wsgi.application"
INSTALLED_APPS: Final = ["django.contrib.sessions", "django.contrib.staticfiles"]
MIDDLEWARE: Final = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES: Final = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_ROOT / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "readalong_site.magazine.views.page_context",
            ],
        },
    },
]

# Cookies do not know ports: names of its own keep the magazine's apart from those of a service on the same host.
SESSION_ENGINE: Final = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_NAME: Final = "periwinkle_session"
SESSION_COOKIE_HTTPONLY: Final = True
SESSION_COOKIE_SAMESITE: Final = "Lax"
CSRF_COOKIE_NAME: Final = "periwinkle_csrf"
CSRF_COOKIE_HTTPONLY: Final = True

# Over plain HTTP, browsers ignore this header and say so in the console of every page.
SECURE_CROSS_ORIGIN_OPENER_POLICY: Final = None

LANGUAGE_CODE: Final = "en-us"
USE_I18N: Final = True
USE_TZ: Final = True

STATIC_URL: Final = "/static/"
STATICFILES_DIRS: Final = [_ROOT / "static" / "magazine"]
WHITENOISE_USE_FINDERS: Final = True

# The demonstration's only subscriber. The login page shows both to everybody.
SUBSCRIBER_NAME: Final = "subscriber"
SUBSCRIBER_PASSWORD: Final = "periwinkle"  # noqa: S105  A password that is printed on the page is no secret.
