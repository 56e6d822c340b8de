"""The door for WSGI servers: granian (see bin/serve) or gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

django_application = get_wsgi_application()

from portal.pagecache.build import in_front_of  # noqa: E402 -- needs loaded settings

application = in_front_of(django_application)
