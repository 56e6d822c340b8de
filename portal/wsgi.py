"""The door for WSGI servers: granian (see bin/serve) or gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402 -- needs loaded settings

from portal import search_keeper  # noqa: E402 -- the same
from portal.pagecache.build import in_front_of  # noqa: E402 -- the same

application = in_front_of(django_application)
if settings.PAGE_CACHE:
    search_keeper.begin()
