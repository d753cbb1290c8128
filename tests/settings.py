"""Settings of the tests: Readalong's own, on a private PostgreSQL and a data folder that goes when the tests end."""

import atexit
import os
import shutil
import tempfile
from datetime import timedelta

from tests.servers import postgresql_url

_data = tempfile.mkdtemp(prefix="readalong-tests-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.environ["READALONG_DATA"] = _data
os.environ["DATABASE_URL"] = postgresql_url()

from readalong_site.settings import *  # noqa: E402, F403

# Every client of Django's has middleware of its own: files are looked for when they are asked for, not all of them each time.
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# What a test has changed is seen by its next request.
FRESH_FOR = timedelta(0)
REMEMBERING = False
