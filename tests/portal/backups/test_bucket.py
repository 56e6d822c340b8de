"""Pictures that are kept in a bucket belong to the site, and so to its backup."""

import shutil
import zipfile

import pytest

from tests.servers import bucket

from .sites import Place

pytestmark = pytest.mark.slow
NAME = "pictures/0123456789abcdef-320.webp"


@pytest.fixture(scope="module")
def running():
    with bucket.running() as server:
        yield server


@pytest.fixture
def server(running):
    running.empty()
    return running


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    site = Place(tmp_path_factory.mktemp("migrated"))
    assert site.manage("migrate", "-v0")[0] == 0
    return site


@pytest.fixture
def site(migrated, tmp_path):
    """A site that keeps its pictures in its own folder."""
    shutil.copytree(migrated.folder, tmp_path / "site")
    return Place(tmp_path / "site")


def put(server, name=NAME, data=b"a picture"):
    server.bucket().put_object(Key=name, Body=data)


def test_a_backup_holds_the_pictures_of_a_bucket_and_a_restore_puts_them_back(
    server, site, tmp_path
):
    file = tmp_path / "site.backup"
    put(server)
    code, said = site.manage("backup", file, STORAGE_URL=server.address)
    assert code == 0, said
    put(server, data=b"spoiled")
    put(server, "pictures/later-320.webp")

    restored = site.manage("restore", file, "--force", STORAGE_URL=server.address)

    assert restored[0] == 0, restored[1]
    assert "the database and 1 upload," in said
    assert server.names() == [NAME]
    assert server.bucket().Object(NAME).get()["Body"].read() == b"a picture"


def test_a_backup_and_a_restore_move_pictures_from_a_folder_into_a_bucket(server, site, tmp_path):
    file = tmp_path / "site.backup"
    picture = site.folder / "media" / NAME
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"a picture")
    assert site.manage("backup", file)[0] == 0

    code, said = site.manage("restore", file, "--force", STORAGE_URL=server.address)

    assert code == 0, said
    assert server.names() == [NAME]


def test_without_the_bucket_there_is_no_backup_and_nothing_half_done(server, site, tmp_path):
    file = tmp_path / "site.backup"
    address = server.address.replace("/pictures?", "/another?")

    code, said = site.manage("backup", file, STORAGE_URL=address)

    assert code == 1
    assert "The specified bucket does not exist" in said
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_backup_tells_each_picture_by_its_name(server, site, tmp_path):
    file = tmp_path / "site.backup"
    put(server)
    put(server, "pictures/0123456789abcdef-640.jpg", b"larger")

    site.manage("backup", file, STORAGE_URL=server.address)

    with zipfile.ZipFile(file) as archive:
        held = {name: archive.read(name) for name in archive.namelist() if "media" in name}
    assert held == {
        f"media/{NAME}": b"a picture",
        "media/pictures/0123456789abcdef-640.jpg": b"larger",
    }
