"""Settings, all from the environment; every one is described in docs/operations.md.

With nothing set, Readalong runs on embedded defaults: SQLite, a folder, the built-in engine, a broker made of files.
"""

import json
from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
VERSION: str = json.loads((BASE_DIR / "package.json").read_text())["version"]
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
    "axes",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
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
    "player.sites.second_factor.SecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "axes.middleware.AxesMiddleware",
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
# Beside today's parts of the player's script those of the last releases, for pages whose loader is older: the names carry hashes.
_released = (("readalong", folder) for folder in sorted((BASE_DIR / "static" / "releases" / "parts").iterdir()))
STATICFILES_DIRS = [BASE_DIR / "static", *_released]
# Static files are served from where they lie.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
# The names of the script's parts carry hashes of what they hold: no page needs to ask for one again.
WHITENOISE_IMMUTABLE_FILE_TEST = r"/readalong/[\w-]+-[0-9a-f]{10}\.js$"

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "staff:sign_in"
LOGIN_REDIRECT_URL = "home"
PASSWORD_RESET_TIMEOUT = 3600  # Seconds for which the link of a forgotten password works.
X_FRAME_OPTIONS = "DENY"

# Guessing: ten wrong passwords for one name from one address close that door for a quarter of an hour. Neither a whole school behind
# one address is locked out by one of its people, nor somebody by a stranger elsewhere who knows the name.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "player.sites.pages.signing_in.locked"
AXES_CLIENT_IP_CALLABLE = "player.sites.pages.addresses.client_address"
# Failures are kept while they count. Who signed in stands in the audit log, without an address.
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
# How many proxies of the operator's own stand before the service, each adding to X-Forwarded-For.
PROXIES = env.int("READALONG_PROXIES", default=0)

# A second factor is each person's choice, the site's, or the operator's.
SECOND_FACTOR_REQUIRED = env.bool("READALONG_SECOND_FACTOR", default=False)
OTP_TOTP_ISSUER = "Readalong"

# Letters, for invitations and forgotten passwords; with no server named they stand in the log.
_email = env.email("READALONG_EMAIL_URL", default="consolemail://")
EMAIL_BACKEND = _email["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = _email["EMAIL_HOST"] or "localhost", _email["EMAIL_PORT"] or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_USER"] or "", _email["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = _email.get("EMAIL_USE_TLS", False), _email.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("READALONG_EMAIL_FROM", default="readalong@localhost")

# Behind HTTPS (READALONG_HTTPS=1) cookies are for HTTPS only, and browsers are told to come back by HTTPS.
HTTPS = env.bool("READALONG_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# Browsers take a cookie of such a name from this host alone, over HTTPS alone.
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

# Pages for staff run our own scripts and styles only. Audio is played from wherever a bucket, or the CDN before it, sends it.
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/v1/",),
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # A single speech, which has no address of its own, stands in its page.
        "media-src": ["*" if _bucket_name else SELF, "data:"],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}

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
# Groups of fewer plays are not told one by one in what leaves the dashboards.
EXPORT_FEWEST = env.int("READALONG_EXPORT_FEWEST", default=10)
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
        # Who signs in stands in the audit log.
        "axes": {"level": "WARNING"},
        # The broker of files has no host name, and says so at every start.
        "kombu.connection": {"level": "ERROR"},
    },
    "root": {"handlers": ["console"], "level": env.str("READALONG_LOG_LEVEL", default="INFO")},
}
