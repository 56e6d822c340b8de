"""manage.py backup and restore, each in a process of its own, as an operator runs them."""

import json
import re
import sqlite3
import threading
import zipfile
from contextlib import closing

import pytest

from .sites import KEY

pytestmark = pytest.mark.slow

TABLES = """
from django.db import connection as c
names = sorted(c.introspection.table_names())
cursor = c.cursor()
print({name: cursor.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names})
"""


def test_a_restored_site_is_the_same_on_every_page(site, other, tmp_path):
    site.do(
        "from tests.factories import *\n"
        "UserFactory(username='nurse'); FAQFactory(title='Not yet public?')"
    )
    file = tmp_path / "a.backup"
    before, rows = site.pages(), site.do(TABLES)

    made = site.manage("backup", file)
    restored = other.manage("restore", file)

    assert made[0] == 0, made
    assert re.match(
        rf"Wrote {file}: \d+\.\d MB, not encrypted; the database and 0 uploads, checked, in",
        made[1],
    )
    assert restored[0] == 0, restored
    assert re.search(r"Restored the site of .* in \d+\.\d s\. Everybody logs in", restored[1])
    assert len(before) > 200
    assert other.pages() == before
    assert other.do(TABLES) == rows


def test_an_encrypted_backup_comes_back_with_its_key_alone(site, other, tmp_path):
    file = tmp_path / "a.backup"
    code, said = site.manage("backup", file, BACKUP_KEY=KEY)

    refused = other.manage("restore", file)
    wrong = other.manage("restore", file, BACKUP_KEY=KEY * 2)
    right = other.manage("restore", file, BACKUP_KEY=KEY)

    assert (code, "MB, encrypted" in said) == (0, True)
    assert refused == (
        1,
        "CommandError: This backup is encrypted: set BACKUP_KEY to the key of that time.\n",
    )
    assert (wrong[0], "BACKUP_KEY is not the one" in wrong[1]) == (1, True)
    assert right[0] == 0, right


def test_a_site_that_is_there_is_replaced_only_when_told_and_saved_before(site, other, tmp_path):
    file = tmp_path / "a.backup"
    site.manage("backup", file)
    other.manage("migrate", "-v0")
    other.do("from tests.factories import UserFactory; UserFactory(username='only-here')")

    refused = other.manage("restore", file)
    kept = other.do(NAMES)
    code, said = other.manage("restore", file, "--force")

    assert (refused[0], kept) == (1, "['only-here']")
    assert "There is a site here already" in refused[1]
    assert "add --force" in refused[1]
    assert code == 0, said
    assert other.do(NAMES) == "[]"
    (saved,) = (other.folder / "before-restore").iterdir()
    assert f"Saved what was here: {saved}" in said
    assert other.manage("restore", saved, "--force")[0] == 0
    assert other.do(NAMES) == "['only-here']"


NAMES = (
    "from django.contrib.auth.models import User; print([u.username for u in User.objects.all()])"
)


def test_a_backup_of_a_newer_release_is_refused_and_nothing_changes(site, other, tmp_path):
    file = tmp_path / "a.backup"
    site.do(
        "from django.db.migrations.recorder import MigrationRecorder as R\n"
        "from django.db import connection\n"
        "R(connection).record_applied('fbss', '9999_tomorrow')"
    )
    site.manage("backup", file)

    code, said = other.manage("restore", file)

    assert code == 1
    assert re.search(r"newer release \(\d+\.\d+\.\d+, with fbss\.9999_tomorrow\)", said)
    assert "Install that release first." in said
    assert not (other.folder / "db.sqlite3").exists()


def test_a_backup_of_an_older_release_is_brought_up_to_date(site, other, tmp_path):
    file = tmp_path / "a.backup"
    assert site.manage("migrate", "sessions", "zero", "-v0")[0] == 0
    site.manage("backup", file)

    code, said = other.manage("restore", file)

    assert code == 0, said
    assert other.manage("migrate", "--check")[0] == 0


def test_a_damaged_backup_is_refused_and_the_site_stays(site, tmp_path):
    file = tmp_path / "a.backup"
    site.manage("backup", file)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 255
    file.write_bytes(data)
    before = site.do(TABLES)

    code, said = site.manage("restore", file, "--force")

    assert (code, "damaged" in said) == (1, True)
    assert site.do(TABLES) == before


def test_a_database_that_is_broken_is_put_aside_for_the_restored_one(site, tmp_path):
    file = tmp_path / "a.backup"
    site.manage("backup", file)
    rows = site.do(TABLES)
    database = site.folder / "db.sqlite3"
    database.write_bytes(b"this is no database" * 1000)

    refused = site.manage("restore", file)
    code, said = site.manage("restore", file, "--force")

    assert (refused[0], "add --force" in refused[1]) == (1, True)
    assert code == 0, said
    assert "could not be saved" in said
    assert site.do(TABLES) == rows
    assert (site.folder / "db.sqlite3.damaged").read_bytes().startswith(b"this is no database")


def test_logins_are_not_in_a_backup(site, tmp_path):
    file, secret = tmp_path / "a.backup", "abcdefghijklmnopqrstuvwxyz012345"
    site.do(
        "from django.contrib.sessions.models import Session\n"
        "from django.utils import timezone\n"
        f"Session.objects.create(session_key='{secret}', session_data='x',"
        " expire_date=timezone.now())"
    )

    site.manage("backup", file)

    with zipfile.ZipFile(file) as archive:
        copy = archive.read("database.sqlite3")
    assert b"django_session" in copy
    assert secret.encode() not in copy
    assert site.do(f"{SESSIONS}") == "1"


SESSIONS = "from django.contrib.sessions.models import Session as S; print(S.objects.count())"


def test_a_backup_while_people_write_is_one_moment_of_the_site(site, other, tmp_path):
    """Two tables get a row each in one transaction: a backup has both or none."""
    file, done = tmp_path / "a.backup", threading.Event()
    database = site.folder / "db.sqlite3"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE one (n)")
        connection.execute("CREATE TABLE two (n)")
        connection.commit()

    def write():
        number = 0
        with closing(sqlite3.connect(database, timeout=30)) as connection:
            while not done.is_set():
                number += 1
                with connection:
                    connection.execute("INSERT INTO one VALUES (?)", [number])
                    connection.execute("INSERT INTO two VALUES (?)", [number])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [site.manage("backup", file) for _ in range(3)]
    finally:
        done.set()
        writer.join()
    other.manage("restore", file)

    assert [code for code, _ in made] == [0, 0, 0], made
    with closing(sqlite3.connect(other.folder / "db.sqlite3")) as restored:
        one, two = (
            restored.execute(f"SELECT max(n), count(*) FROM {table}").fetchone()
            for table in ("one", "two")
        )
    assert one == two
    assert one[1] > 0


def test_a_folder_gets_files_by_date_and_keeps_the_newest(site, tmp_path):
    folder = tmp_path / "kept"
    folder.mkdir()
    (folder / "notes.txt").touch()
    old = [folder / f"portal-2020-01-0{day}T000000Z.backup" for day in (1, 2)]
    for path in old:
        path.touch()

    code, said = site.manage("backup", folder, "--keep", "2")

    assert code == 0, said
    names = sorted(path.name for path in folder.iterdir())
    assert names[0] == "notes.txt"
    assert names[1] == old[1].name
    assert re.fullmatch(r"portal-20\d\d-\d\d-\d\dT\d{6}Z\.backup", names[2])
    assert len(names) == 3
    assert f"Removed {old[0]}." in said


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("{folder}/no/such/a.backup",), 1, "cannot be written: No such file or directory"),
        (("{folder}/a.backup", "--keep", "3"), 2, "--keep needs a folder"),
        (("{folder}", "--keep", "0"), 2, "expected 1 or more, not '0'"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(site, tmp_path, arguments, code, sentence):
    given = [argument.format(folder=tmp_path) for argument in arguments]

    result = site.manage("backup", *given)

    assert (result[0], sentence in result[1]) == (code, True), result
    assert "Traceback" not in result[1]


def test_the_last_backup_is_remembered(site, tmp_path):
    file = tmp_path / "a.backup"

    site.manage("backup", file)

    note = json.loads((site.folder / "last_backup.json").read_text())
    assert note["path"] == str(file)
