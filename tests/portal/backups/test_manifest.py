import json

import pytest

from portal.backups.manifest import BackupFault, Content, Manifest

HELD = {"database.sqlite3": Content(3, "abc"), "media/a/b.webp": Content(4, "def")}
MANIFEST = Manifest("1.2.0", "2026-11-23T10:00:00+00:00", "sqlite", ["fbss.0001_initial"], HELD)


def changed(**parts):
    return json.dumps(json.loads(MANIFEST.to_json()) | parts).encode()


def test_it_reads_what_it_wrote():
    assert Manifest.from_json(MANIFEST.to_json().encode()) == MANIFEST


def test_it_tells_the_database_from_the_uploads():
    assert (MANIFEST.database, MANIFEST.media) == ("database.sqlite3", ["media/a/b.webp"])


def test_steps_that_a_release_does_not_know_are_named():
    assert MANIFEST.unknown({"fbss.0001_initial", "fbss.0002_more"}) == []
    assert MANIFEST.unknown({"fbss.0002_more"}) == ["fbss.0001_initial"]


def test_a_form_of_a_later_release_is_refused():
    with pytest.raises(BackupFault, match="newer release"):
        Manifest.from_json(changed(format=2, more="things"))


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"{}",
        b'{"format": "?"}',
        changed(files=[]),
        changed(files={"database.sqlite3": {"bytes": 3}}),
        changed(surprise=1),
    ],
)
def test_a_broken_list_of_contents_is_a_sentence(text):
    with pytest.raises(BackupFault, match="list of contents is broken"):
        Manifest.from_json(text)


@pytest.mark.parametrize(
    "name", ["media/../../etc/passwd", "/etc/passwd", "media//x", "media/a\\b", "c:/x", "media/."]
)
def test_a_file_cannot_leave_its_folder(name):
    with pytest.raises(BackupFault, match="forbidden name"):
        Manifest.from_json(changed(files={name: {"bytes": 1, "sha256": "a"}}))


def test_a_backup_without_a_database_is_damaged():
    with pytest.raises(BackupFault, match="no database"):
        _ = Manifest.from_json(changed(files={})).database
