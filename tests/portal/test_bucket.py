"""portal.bucket on a server that speaks S3, which then goes away and comes back."""

import os
import time

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.test import Client

from fbss.models import Picture
from portal import addresses, bucket, doctor
from portal.unavailable import StoreAway
from tests.admin.test_pictures import ADD, described
from tests.factories import UserFactory
from tests.servers import bucket as servers

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
NAME = "pictures/0123456789abcdef-320.webp"
ADDRESS = f"/media/{NAME}"


@pytest.fixture(scope="module")
def running():
    with servers.running() as server:
        yield server


@pytest.fixture
def server(running, settings, tmp_path, monkeypatch):
    """A bucket in which nothing is, for a site that keeps its pictures there."""
    running.empty()
    # Who waits for a server that is away has waited long enough for a test.
    monkeypatch.setattr(bucket, "CLIENT", bucket.CLIENT.merge(ONCE))
    settings.DATA_DIR = tmp_path
    use(settings, running)
    yield running
    if running.process.poll() is not None:
        running.start()


ONCE = bucket.Config(retries={"max_attempts": 0}, connect_timeout=1)


def use(settings, server):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "portal.bucket.Bucket",
            "OPTIONS": addresses.bucket(server.address),
        }
    }


def put(data=b"a picture"):
    default_storage.save(NAME, ContentFile(data))


def grow_old(folder):
    """As if the copies of this host had been made before the bucket is to be asked again."""
    then = time.time() - bucket.FRESH_SECONDS - 1
    for copy in folder.rglob("*-320.webp"):
        os.utime(copy, (then, then))


def test_an_uploaded_picture_is_in_the_bucket_and_shown_at_our_own_address(server, client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    client.post(ADD, described())

    (picture,) = Picture.objects.all()
    shown = picture.as_text().renditions[0]
    answer = Client().get(shown.webp)
    names = {files[form] for files in picture.files for form in ("webp", "fallback")}
    assert set(server.names()) == names
    assert shown.webp.startswith("/media/pictures/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer.content.startswith(b"RIFF")


def test_a_picture_that_is_deleted_leaves_the_bucket_and_this_host(server, client, tmp_path):
    put()
    assert client.get(ADDRESS).content == b"a picture"

    default_storage.delete(NAME)

    assert server.names() == []
    assert client.get(ADDRESS).status_code == 404
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_another_host_deleted_is_gone_here_after_ten_minutes(server, client, tmp_path):
    put()
    client.get(ADDRESS)
    server.empty()

    before = client.get(ADDRESS).status_code
    grow_old(tmp_path)
    after = client.get(ADDRESS).status_code

    assert (before, after) == (200, 404)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_without_the_bucket_known_pictures_go_on_and_others_are_told_to_come_again(
    server, client, tmp_path
):
    put()
    client.get(ADDRESS)
    grow_old(tmp_path)

    server.stop()
    known = client.get(ADDRESS)
    other = client.get(ADDRESS.replace("0123", "4567"))
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    upload = client.post(ADD, described())

    assert (known.status_code, known.content) == (200, b"a picture")
    assert (other.status_code, other["Retry-After"]) == (503, "10")
    assert (upload.status_code, upload["Retry-After"]) == (503, "10")
    assert not Picture.objects.exists()


def test_a_bucket_that_does_not_open_is_a_store_that_is_away(server, settings):
    options = addresses.bucket(server.address.replace("/pictures?", "/another?"))

    with pytest.raises(StoreAway, match="NoSuchBucket"):
        bucket.Bucket(**options).save(NAME, ContentFile(b"a picture"))


def test_the_doctor_tries_the_bucket(server, settings):
    well = [(finding.grade, finding.about) for finding in doctor.pictures()]
    left = server.names()
    server.stop()
    (away,) = doctor.pictures()

    assert well == [("ok", "pictures")]
    assert left == []
    assert away.grade == "fault"
    assert away.says.startswith("Look at STORAGE_URL: the bucket does not answer as it should")


def test_a_disk_without_room_for_a_copy_shows_the_picture_all_the_same(server, client, settings):
    put()
    settings.DATA_DIR = "/dev/null"

    answer = client.get(ADDRESS)

    assert (answer.status_code, answer.content) == (200, b"a picture")


def test_the_same_picture_is_fetched_once(server, client, tmp_path):
    put()
    client.get(ADDRESS)

    server.bucket().put_object(Key=NAME, Body=b"another one")
    soon = client.get(ADDRESS).content
    grow_old(tmp_path)
    later = client.get(ADDRESS).content

    assert (soon, later) == (b"a picture", b"another one")
    assert storages["default"].url(NAME) == ADDRESS
