"""Backup, restore and the move between databases on a real PostgreSQL."""

import json
import os

import pytest

from portal.backups import engines
from tests.search.postgresql import binaries, running

from .sites import KEY, Place

REASON = "no PostgreSQL here: install the server, for example with apt-get install postgresql"

pytestmark = pytest.mark.slow


@pytest.fixture
def address():
    if binaries() is None:
        if os.environ.get("CI"):
            pytest.fail(REASON)
        pytest.skip(REASON)
    with running() as address:
        yield address


@pytest.fixture
def programs(monkeypatch):
    """PostgreSQL's programs of the version that the server has."""
    monkeypatch.setenv("PATH", f"{binaries()}{os.pathsep}{os.environ['PATH']}")


ROWS = """
from django.db import connection as c
from portal.backups.moving import _digest, _models
import json
print(json.dumps({m._meta.db_table: _digest(m, "default") for m in _models()}))
"""
NEXT = """
from tests.factories import EntryFactory
print(EntryFactory(key="a-new-one").pk)
"""


def test_a_site_moves_to_postgresql_is_restored_there_and_moves_back(
    programs, address, site, other, tmp_path
):
    there = Place(tmp_path / "there", DATABASE_URL=address)
    there.folder.mkdir()
    rows = json.loads(site.do(ROWS))
    file = tmp_path / "a.backup"

    moved = site.manage("move_database", NEW_DATABASE_URL=address)
    rows_there, pages_there = json.loads(there.do(ROWS)), there.pages()
    again = site.manage("move_database", NEW_DATABASE_URL=address)
    saved = there.manage("backup", file, BACKUP_KEY=KEY)
    number = int(there.do(NEXT))
    there.do("from fbss.models import Word; Word.objects.all().delete()")
    restored = there.manage("restore", file, "--force", BACKUP_KEY=KEY)
    rows_restored, pages_restored = json.loads(there.do(ROWS)), there.pages()
    url = f"sqlite:///{other.folder / 'db.sqlite3'}"
    back = there.manage("move_database", NEW_DATABASE_URL=url)

    assert moved[0] == 0, moved
    assert differing(rows_there, rows) == []
    assert len(pages_there) > 200
    assert again == (
        1,
        "CommandError: There is a site in the new database already. Choose an empty one.\n",
    )
    assert saved[0] == 0, saved
    assert number > 0
    assert restored[0] == 0, restored
    assert differing(rows_restored, rows) == []
    assert differing(pages_restored, pages_there) == []
    assert back[0] == 0, back
    assert differing(json.loads(other.do(ROWS)), rows) == []
    # A search index that was moved finds as the one that grew.
    assert other.do(FOUND) == site.do(FOUND)


def differing(one, other):
    """The names of what is not the same in both."""
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


FOUND = """
from fbss.search import search
print([hit.key for hit in search("numb leg after surgery")])
"""


def test_a_backup_of_the_other_database_is_refused_with_the_way_to_do_it(
    programs, address, site, tmp_path
):
    there = Place(tmp_path / "there", DATABASE_URL=address)
    there.folder.mkdir()
    file = tmp_path / "a.backup"
    site.manage("backup", file)

    code, said = there.manage("restore", file)

    assert code == 1
    assert "This backup is of a sqlite database and the site runs on postgresql." in said
    assert "then use move_database" in said


def test_without_postgresqls_programs_it_says_what_to_install(address, tmp_path):
    there = Place(tmp_path / "there", DATABASE_URL=address, PATH="/nowhere")
    there.folder.mkdir()
    there.manage("migrate", "-v0")

    code, said = there.manage("backup", tmp_path / "a.backup")

    assert (code, "install PostgreSQL's client" in said) == (1, True), said


def test_no_password_is_shown_to_other_users_of_the_machine(monkeypatch):
    class Server:
        vendor = "postgresql"
        settings_dict = {"PASSWORD": "s3cret"}

        def get_connection_params(self):
            return {"dbname": "portal", "user": "me", "password": "s3cret", "host": "db"}

    monkeypatch.setattr(engines, "connection", Server())

    assert engines._target() == ["--dbname", "dbname=portal user=me host=db"]
    assert engines._password() == {"PGPASSWORD": "s3cret"}


@pytest.mark.parametrize(
    ("address_given", "code", "sentence"),
    [
        ("", 2, "Set NEW_DATABASE_URL to the address of an empty database."),
        ("mysql://db/portal", 2, "NEW_DATABASE_URL: names a database that is not known here"),
        ("sqlite:///{folder}/db.sqlite3", 1, "names the database that the site has already"),
    ],
)
def test_an_address_that_cannot_be_moved_to_is_said(site, address_given, code, sentence):
    given = address_given.format(folder=site.folder)

    result = site.manage("move_database", NEW_DATABASE_URL=given)

    assert (result[0], sentence in result[1]) == (code, True), result
