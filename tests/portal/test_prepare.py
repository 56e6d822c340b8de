"""`manage.py prepare` leaves nothing to do before serving."""

import pytest
from django.core.management import call_command

from fbss.models import Topic
from portal.management.commands.prepare import AWAY
from portal.static import AssetStorage
from tests.servers.home import Home


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
