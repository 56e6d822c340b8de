"""Sites in folders of their own, each with the commands that work on it."""

import json
import re

from tests.servers.home import Home

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


class Place(Home):
    """A folder for a site, which need not be there yet."""

    def __init__(self, folder, **variables):
        super().__init__(folder, ALLOWED_HOSTS="testserver", PAGE_CACHE="0", **variables)

    def manage(self, *arguments, **variables):
        """Exit code and all that a command says."""
        code, output, errors = super().manage(*arguments, **variables)
        return code, output + errors

    def pages(self):
        """Every page that a link leads to, with a mark of what it says."""
        return json.loads(self.run("-c", PAGES))

    def load(self):
        for command in (("migrate", "-v0"), ("load_seed",)):
            code, said = self.manage(*command)
            assert code == 0, said
        return self
