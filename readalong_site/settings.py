"""Settings, all from the environment; every one is described in docs/operations.md.

With nothing set, Readalong runs on embedded defaults: SQLite, a folder, the built-in engine, a broker made of files.
"""

from datetime import timedelta
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA = Path(env.str("READALONG_DATA", default=str(BASE_DIR / "var")))

DEBUG = env.bool("READALONG_DEBUG", default=False)
SECRET_KEY = env.str("READALONG_SECRET_KEY", default="")
if not SECRET_KEY:
    from readalong_site.secret import stored_secret

    SECRET_KEY = stored_secret(DATA)
ALLOWED_HOSTS = env.list("READALONG_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("READALONG_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "readalong_site.apps.ReadalongConfig",
    "player.sites",
    "player.articles",
    "player.engagement",
    "synthesis",
    "readalong_site.apps.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "player.engagement.views.events_first",
    "player.articles.ready.ready_answers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "readalong_site.urls"
WSGI_APPLICATION = "readalong_site.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA / 'db.sqlite3'}")}
if "ENGINE" not in DATABASES["default"]:
    raise ImproperlyConfigured("DATABASE_URL names no database. Write it as postgres://user:password@host/name.")
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # One writer at a time, who waits for the one before; readers never wait.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# Audio lies in a folder, or in an S3 bucket where one is named; keys come from where AWS's own tools look for them.
_folder = {"BACKEND": "synthesis.storage.Folder", "OPTIONS": {"location": str(DATA / "audio")}}
_bucket_name = env.str("READALONG_S3_BUCKET", default="")
_bucket = {
    "BACKEND": "synthesis.bucket.Bucket",
    "OPTIONS": {
        "bucket_name": _bucket_name,
        "endpoint_url": env.str("READALONG_S3_ENDPOINT", default="") or None,
        "region_name": env.str("READALONG_S3_REGION", default="") or None,
        "location": env.str("READALONG_S3_FOLDER", default=""),
        "public_url": env.str("READALONG_S3_PUBLIC_URL", default=""),
    },
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "audio": _bucket if _bucket_name else _folder,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Static files are served from where they lie; the player's built files carry their own hashes.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
X_FRAME_OPTIONS = "DENY"

# Behind HTTPS (READALONG_HTTPS=1) cookies are for HTTPS only, and browsers are told to come back by HTTPS.
HTTPS = env.bool("READALONG_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

# A delivery is at most 1 MB of JSON (docs/api.md).
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

# How long a worker's claim on a narration holds. It is renewed after every utterance, so it must outlast the slowest one.
NARRATION_LEASE = timedelta(seconds=env.int("READALONG_LEASE_SECONDS", default=60))

# Audio is fetched with a grant that runs out, which only a page with the text is given.
SIGNED_AUDIO = env.bool("READALONG_SIGNED_AUDIO", default=False)
# How long a ready narration's answer may be given again without looking whether a rule, an origin or a voice has changed.
FRESH_FOR = timedelta(seconds=1)
# Processes remember for a while what beacons refer to.
REMEMBERING = True
# How many beacons a site may send in a minute, and how many a process keeps at once: fewer than it has threads.
BEACONS_A_MINUTE = env.int("READALONG_BEACONS_A_MINUTE", default=60_000)
BEACONS_AT_ONCE = env.int("READALONG_BEACONS_AT_ONCE", default=6)
# Speech that no narration needs is kept for so long: an undone edit, or the same sentence elsewhere, costs nothing then.
KEEP_UNUSED_SPEECH = timedelta(days=env.int("READALONG_KEEP_UNUSED_DAYS", default=30))

DEFAULT_ENGINE = env.str("READALONG_ENGINE", default="espeak")

# Amazon Polly is on where a region is named (docs/engines.md).
POLLY_REGION = env.str("READALONG_POLLY_REGION", default="")
POLLY_ENDPOINT = env.str("READALONG_POLLY_ENDPOINT", default="")
POLLY_GAIN_DB = env.float("READALONG_POLLY_GAIN_DB", default=0.0)

# A folder of Piper's voices, .onnx and .onnx.json; with none, the engine is off (docs/engines.md).
PIPER_VOICES = env.str("READALONG_PIPER_VOICES", default="")

BROKER_URL = env.str("READALONG_BROKER_URL", default="filesystem://")

# The staff API (player/sites/api.py) says the rest itself.
REST_FRAMEWORK = {"DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema"}

# Pages are fetched from public addresses only. Origins named here are servers of the operator's own network: they may lie at a
# private address or this machine's own, at any port. Name none that a stranger could make answer.
FETCH_OWN_ORIGINS = env.list("READALONG_FETCH_OWN_ORIGINS", default=[])
# Where publishers complain of our requests: an address of a page or an e-mail address, sent as a part of the user agent.
FETCH_CONTACT = env.str("READALONG_FETCH_CONTACT", default="")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        # Refusals are answers, not faults; the browser's console shows them to whom they concern.
        "django.request": {"level": "ERROR"},
        # The broker of files has no host name, and says so at every start.
        "kombu.connection": {"level": "ERROR"},
    },
    "root": {"handlers": ["console"], "level": env.str("READALONG_LOG_LEVEL", default="INFO")},
}
