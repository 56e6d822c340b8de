"""portal.addresses: one line names a database or a mail server."""

import re
from pathlib import Path

import pytest

from portal.addresses import SQLITE_OPTIONS, MailServer, bucket, database, mail, redis

ROOT = Path("/srv/portal")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("sqlite:///var/db.sqlite3", "/srv/portal/var/db.sqlite3"),
        ("sqlite:////data/db.sqlite3", "/data/db.sqlite3"),
        ("sqlite:///a%20b%3F.db", "/srv/portal/a b?.db"),
        ("sqlite:///:memory:", ":memory:"),
    ],
)
def test_sqlite_addresses_name_a_file(address, name):
    assert database(address, root=ROOT) == {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": SQLITE_OPTIONS,
        "CONN_MAX_AGE": 60,
    }


def test_a_postgresql_address_is_taken_apart_and_decoded():
    address = "postgres://ed%40itor:p%2Fw%23%25@[2001:db8::1]:5433/por%20tal?sslmode=require"

    assert database(address, root=ROOT) == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "por tal",
        "USER": "ed@itor",
        "PASSWORD": "p/w#%",
        "HOST": "2001:db8::1",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def test_a_postgresql_address_may_say_little():
    entry = database("postgresql:///portal", root=ROOT)

    assert {key: entry[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")} == {
        "NAME": "portal",
        "USER": "",
        "PASSWORD": "",
        "HOST": "",
        "PORT": "",
        "OPTIONS": {},
    }


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("db.sqlite3", "names a database that is not known here"),
        ("mysql://u:hunter2@host/db", "names a database that is not known here"),
        ("sqlite:///", "names no SQLite file; three slashes, then the path"),
        ("sqlite://db.sqlite3", "names no SQLite file; three slashes, then the path"),
        ("sqlite:///db?mode=ro", "has options, which SQLite does not take here"),
        (
            "postgres://u:hunter2@host",
            "names no database after the host (write '/' in a password as %2F)",
        ),
        ("postgres://u:hunter2@host:54x/db", "has a port that is not a number (write '/' as %2F)"),
        (
            "postgres://u:hunt/er2@host/db",
            "names no database after the host (write '/' in a password as %2F)",
        ),
        ("postgres://u:hunter#2@host/db", "holds a '#'; write it as %23"),
        ("postgres://u:hunter2#", "holds a '#'; write it as %23"),
        ("postgres://[hunter2/db", "is not an address"),
        ("postgres://host/db?hunter2", "has options that are not name=value"),
    ],
)
def test_a_faulty_database_address_is_told_without_its_password(address, fault):
    with pytest.raises(ValueError, match=r".") as caught:
        database(address, root=ROOT)

    assert str(caught.value) == fault


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("console:", MailServer(over_smtp=False)),
        ("smtp://mail.example", MailServer(True, "mail.example", 25)),
        (
            "smtp+tls://me%40x:p%2Fw@mail.example",
            MailServer(True, "mail.example", 587, "me@x", "p/w", starttls=True),
        ),
        ("smtps://mail.example:2465", MailServer(True, "mail.example", 2465, tls=True)),
    ],
)
def test_a_mail_address_names_a_server(address, server):
    assert mail(address) == server


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("mail.example", "names a kind of mail server that is not known here"),
        ("smtp://", "names no mail server"),
        ("smtp://u:hunter2@host:x", "has a port that is not a number (write '/' as %2F)"),
    ],
)
def test_a_faulty_mail_address_is_told_without_its_password(address, fault):
    with pytest.raises(ValueError, match=r".") as caught:
        mail(address)

    assert str(caught.value) == fault


def test_a_mail_server_is_told_to_django_in_either_way():
    server = mail("smtp+tls://me:pw@mail.example")

    assert server.backend == "django.core.mail.backends.smtp.EmailBackend"
    assert server.options == {
        "host": "mail.example",
        "port": 587,
        "username": "me",
        "password": "pw",
        "use_tls": True,
        "use_ssl": False,
    }
    assert mail("console:").backend == "django.core.mail.backends.console.EmailBackend"
    assert mail("console:").options == {}


def test_a_redis_address_stays_as_it_is():
    assert redis("rediss://user:p%40w@cache.example:6380/2") == (
        "rediss://user:p%40w@cache.example:6380/2"
    )
    assert redis("") == ""


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("http://host", "names no Redis server"),
        ("redis://", "names no Redis server"),
        ("redis://:hunter2@host:x", "has a port that is not a number (write '/' as %2F)"),
        ("redis://:hunter2@host/one", "names a Redis database that is not a number"),
    ],
)
def test_a_faulty_redis_address_is_told_without_its_password(address, fault):
    with pytest.raises(ValueError, match=r".") as caught:
        redis(address)

    assert str(caught.value) == fault


def test_a_bucket_has_a_server_a_name_and_perhaps_a_key():
    assert bucket("s3://key:a%2Fsecret@s3.example.org:9000/pictures?region=eu-1") == {
        "endpoint_url": "https://s3.example.org:9000",
        "bucket_name": "pictures",
        "access_key": "key",
        "secret_key": "a/secret",
        "region_name": "eu-1",
    }
    assert bucket("s3+http://10.0.0.7/pictures/") == {
        "endpoint_url": "http://10.0.0.7",
        "bucket_name": "pictures",
        "access_key": None,
        "secret_key": None,
        "region_name": None,
    }
    assert bucket("") == {}


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("https://host/pictures", "names no server that speaks S3"),
        ("s3:///pictures", "names no server that speaks S3"),
        ("s3://host", "names no bucket after the host (write '/' in a secret as %2F)"),
        ("s3://host/a/b", "names no bucket after the host (write '/' in a secret as %2F)"),
        ("s3://key:hunter2@host:x/a", "has a port that is not a number (write '/' as %2F)"),
        ("s3://host/a?zone=eu", "has options that are not known here: zone"),
        ("s3://host/a?region", "has options that are not name=value"),
    ],
)
def test_a_faulty_address_of_a_bucket_is_told_without_its_secret(address, fault):
    with pytest.raises(ValueError, match="^" + re.escape(fault) + "$"):
        bucket(address)
