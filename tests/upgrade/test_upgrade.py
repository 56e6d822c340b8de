"""What earlier releases left migrates to this one, and loads its seed. `keep.py` adds a release."""

import json
import lzma
import tarfile
from pathlib import Path

import pytest

from tests.portal.backups.sites import Place

from .keep import DRAFTED, PUBLISHED

pytestmark = pytest.mark.slow
FOLDER = Path(__file__).parent
RELEASES = sorted(path.name.removesuffix(".sqlite3.xz") for path in FOLDER.glob("*.sqlite3.xz"))

LIVE = """
import json
from fbss.models import FAQ, CareCard, InfoPage, Topic, Treatment, Word
print(json.dumps({
    f"{model.__name__} {text.entry.key}": [text.title, text.fingerprint]
    for model in (FAQ, CareCard, InfoPage, Topic, Treatment, Word)
    for text in model.objects.published().select_related("entry")
}))
"""
DRAFTS = """
import json
from fbss.models import FAQ
drafts = FAQ.objects.filter(state="draft", origin="editor").select_related("entry")
print(json.dumps([[text.entry.key, text.title] for text in drafts]))
"""
ANSWERS = """
import json
from django.test import Client, override_settings
from fbss.models import FAQ
plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
with override_settings(STORAGES={"staticfiles": plain}, ALLOWED_HOSTS=["testserver"]):
    client = Client()
    text = FAQ.objects.published().get(entry__key="how-common-is-it")
    addresses = [text.get_absolute_url(), "/search/?q=editors+words", "/", "/readyz"]
    print(json.dumps([client.get(address).status_code for address in addresses]))
    print(text.title in client.get(addresses[0]).content.decode().replace("&#x27;", "'"))
"""


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A site that began with this release."""
    return Place(tmp_path_factory.mktemp("fresh")).load()


@pytest.fixture(scope="module", params=RELEASES)
def upgraded(request, tmp_path_factory):
    """A site that began with an earlier one."""
    site = Place(tmp_path_factory.mktemp("upgraded"))
    kept = FOLDER / f"{request.param}.sqlite3.xz"
    (site.folder / "db.sqlite3").write_bytes(lzma.decompress(kept.read_bytes()))
    return site.load()


def test_there_is_a_release_to_come_from():
    assert RELEASES != []


def test_nothing_is_left_to_migrate_or_to_load(upgraded):
    assert upgraded.manage("migrate", "--check")[0] == 0
    code, said = upgraded.manage("load_seed", "--check")
    assert code == 0, said


def test_what_editors_wrote_is_as_they_left_it(upgraded):
    live = json.loads(upgraded.do(LIVE))
    drafts = json.loads(upgraded.do(DRAFTS))

    assert live[f"FAQ {PUBLISHED[0]}"][0] == PUBLISHED[1]
    assert drafts == [list(DRAFTED)]


def test_all_else_is_what_a_new_site_says(upgraded, fresh):
    here, there = json.loads(upgraded.do(LIVE)), json.loads(fresh.do(LIVE))

    other = {name for name, text in there.items() if here.get(name) != text}
    assert len(there) > 100
    assert other == {f"FAQ {PUBLISHED[0]}"}


def test_its_pages_answer_and_are_found(upgraded):
    statuses, says_it = upgraded.do(ANSWERS).splitlines()

    assert json.loads(statuses) == [200, 200, 200, 200]
    assert says_it == "True"


@pytest.mark.parametrize("release", RELEASES)
def test_its_seed_loads_into_a_new_site(release, tmp_path):
    site = Place(tmp_path / "site")
    site.folder.mkdir()
    with tarfile.open(FOLDER / f"{release}.seeds.tar.xz") as archive:
        archive.extractall(tmp_path, filter="data")
    assert site.manage("migrate", "-v0")[0] == 0

    loaded = site.manage("load_seed", tmp_path / "seeds")
    again = site.manage("load_seed", tmp_path / "seeds", "--check")

    assert loaded[0] == 0, loaded[1]
    assert again[0] == 0, again[1]
