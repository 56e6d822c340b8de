"""The portal's settings under a known environment, whatever the shell of the tester holds."""

import os
import tempfile

# An empty value counts as not set. DATABASE_URL stays: the suite also runs on PostgreSQL.
os.environ |= {
    "ALLOWED_HOSTS": "testserver",
    "BEHIND_PROXY": "",
    "DATA_DIR": tempfile.gettempdir(),
    "DEBUG": "",
    "EMAIL_FROM": "",
    "EMAIL_URL": "",
    "HSTS_SECONDS": "",
    "HSTS_SUBDOMAINS": "",
    "LOCAL": "",
    "LOG_LEVEL": "",
    # A test that wants pages kept builds the cache itself.
    "PAGE_CACHE": "0",
    "SECURITY_CONTACT": "mailto:security@example.org",
    "SECRET_KEY": "only-for-tests-" * 5,
    "SECRET_KEY_FILE": "",
    # The test client speaks plain HTTP.
    "SECURE_SSL_REDIRECT": "0",
    "TIME_ZONE": "",
}

from portal.settings import *  # noqa: F403 -- they read the environment above

# Assets come straight from their sources: no test waits for collectstatic.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True

# The slow hash protects real passwords; tests have none.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
