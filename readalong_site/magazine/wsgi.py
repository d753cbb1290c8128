"""The magazine as a WSGI application: ``gunicorn readalong_site.magazine.wsgi``."""

import os

from django.core.wsgi import get_wsgi_application

# Set, not defaulted: whoever starts this application means the magazine, even where the service's settings are exported.
os.environ["DJANGO_SETTINGS_MODULE"] = "readalong_site.magazine.settings"

application = get_wsgi_application()
