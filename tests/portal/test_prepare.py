"""`manage.py prepare` leaves nothing to do before serving."""

import pytest
from django.core.management import call_command

from fbss.models import Topic
from portal.static import AssetStorage


@pytest.mark.django_db
@pytest.mark.usefixtures("assets")
def test_one_command_brings_seed_and_assets_up_to_date(tmp_path):
    call_command("prepare")

    assert Topic.objects.count() == 7
    assert (tmp_path / "static" / AssetStorage.manifest_name).exists()
