"""Sites in folders of their own, each with the commands that work on it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
KEY = "a key of the operator's own"

# What a page says of itself as it is now; all else of a page is the same after a restore.
MOMENT = re.compile(r'name="made" value="[^"]*"|nonce="[^"]*"')
PAGES = """
import django, hashlib, json
django.setup()
from tests.portal.backups.sites import MOMENT
from django.test.utils import override_settings
from tests.test_readers import walk
# No site here has collected its assets.
assets = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
uploads = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
with override_settings(STORAGES={"staticfiles": assets, "default": uploads}):
    pages = walk()
assert all(page.status == 200 for page in pages), [page.url for page in pages if page.status != 200]
print(json.dumps({
    page.url: hashlib.sha256(MOMENT.sub("", page.html).encode()).hexdigest() for page in pages
}))
"""


class Place:
    """A folder for a site, which need not be there yet."""

    def __init__(self, folder, **variables):
        self.folder = folder
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "LOCAL": "1",
            "ALLOWED_HOSTS": "testserver",
            "SECRET_KEY": "only-for-tests-" * 5,
            "DATA_DIR": str(folder),
            "PYTHONPATH": str(ROOT),
            **variables,
        }

    def python(self, *arguments, **variables):
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment | variables,
            capture_output=True,
            text=True,
            check=False,
            timeout=200,
        )

    def manage(self, *arguments, **variables):
        """Exit code and all that a command says."""
        done = self.python("manage.py", *map(str, arguments), "--skip-checks", **variables)
        return done.returncode, done.stdout + done.stderr

    def do(self, program):
        """What a program prints that runs inside the site."""
        done = self.python("-c", f"import django\ndjango.setup()\n{program}")
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def pages(self):
        """Every page that a link leads to, with a mark of what it says."""
        done = self.python("-c", PAGES)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def load(self):
        for command in (("migrate", "-v0"), ("load_seed",)):
            code, said = self.manage(*command)
            assert code == 0, said
        return self
