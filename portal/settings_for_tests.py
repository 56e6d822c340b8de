"""The portal's settings under a known environment, whatever the shell of the tester holds."""

import os
import tempfile

# An empty value counts as not set. DATABASE_URL stays: the suite also runs on PostgreSQL.
os.environ |= {
    "ALLOWED_HOSTS": "testserver",
    "BACKUP_KEY": "",
    "BACKUP_KEY_FILE": "",
    "BEHIND_PROXY": "",
    "DATA_DIR": tempfile.gettempdir(),
    "DEBUG": "",
    "EMAIL_FROM": "",
    "EMAIL_URL": "",
    "HSTS_SECONDS": "",
    "HSTS_SUBDOMAINS": "",
    "LOCAL": "",
    # Tests of a limit turn it on.
    "LIMITS": "0",
    "LOG_FORMAT": "line",
    "LOG_LEVEL": "",
    "METRICS_TOKEN": "",
    "METRICS_TOKEN_FILE": "",
    # A test that wants pages kept builds the cache itself.
    "PAGE_CACHE": "0",
    # Tests of the second step turn it on.
    "SECOND_STEP": "0",
    "REDIS_URL": "",
    "REDIS_URL_FILE": "",
    "STORAGE_URL": "",
    "STORAGE_URL_FILE": "",
    "SECURITY_CONTACT": "mailto:security@example.org",
    "SECRET_KEY": "only-for-tests-" * 5,
    "SECRET_KEY_FILE": "",
    # The test client speaks plain HTTP.
    "SECURE_SSL_REDIRECT": "0",
    "SITE_ADDRESS": "",
    "TIME_ZONE": "",
    "TRUSTED_PROXIES": "",
}

from portal.settings import *  # noqa: F403 -- they read the environment above

# Assets come straight from their sources: no test waits for collectstatic.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# In memory, and one for both: what empties one empties the other.
IN_MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
CACHES = dict.fromkeys(("default", "worker", "counts", "sightings"), IN_MEMORY)
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True

# The slow hash protects real passwords; tests have none.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A file, as an operator has it: one that is in memory is locked as a whole, so that a browser which
# asks for two things at once is refused one of them.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405 -- the import above
    file = os.path.join(tempfile.gettempdir(), f"fbss-tests-{os.getpid()}.sqlite3")  # noqa: PTH118 -- a name for Django
    DATABASES["default"]["TEST"] = {"NAME": file}  # noqa: F405 -- the same
    # Nothing of it has to outlive the machine.
    DATABASES["default"]["OPTIONS"] |= {  # noqa: F405 -- the same
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    }
