"""`manage.py prepare` leaves nothing to do before serving."""

import subprocess

import pytest
from django.core.management import call_command

from fbss.models import Topic
from portal.management.commands.prepare import AWAY
from portal.static import AssetStorage
from tests.search import postgresql
from tests.servers.home import Home
from tests.servers.installed import without


@pytest.mark.django_db
@pytest.mark.usefixtures("assets")
def test_one_command_brings_seed_and_assets_up_to_date(tmp_path):
    call_command("prepare")

    assert Topic.objects.count() == 7
    assert (tmp_path / "static" / AssetStorage.manifest_name).exists()


def test_without_the_database_assets_are_there_and_the_end_says_try_again(tmp_path):
    home = Home(tmp_path, DATABASE_URL="postgres://nobody@127.0.0.1:1/portal")

    done = home.python("manage.py", "prepare")

    assert done.returncode == AWAY
    assert "The database does not answer" in done.stderr
    assert (tmp_path / "static" / AssetStorage.manifest_name).exists()


@pytest.mark.slow
def test_hosts_that_begin_together_take_turns(tmp_path):
    if postgresql.binaries() is None:
        without("PostgreSQL is not installed: apt-get install postgresql")
    with postgresql.running() as address:
        homes = [Home(tmp_path / name, DATABASE_URL=address) for name in ("one", "two", "three")]
        for home in homes:
            home.folder.mkdir()
            home.take_assets()

        begun = [home.begin("manage.py", "prepare", stderr=subprocess.PIPE) for home in homes]
        said = [process.communicate(timeout=200)[1].decode() for process in begun]

        assert [process.returncode for process in begun] == [0, 0, 0], said
        assert homes[0].manage("migrate", "--check")[0] == 0
