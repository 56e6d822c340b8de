"""manage.py doctor: what it says is so, and what to do about it."""

import datetime
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from fbss.models import SearchStamp
from fbss.search.index import rebuild
from portal import doctor, state
from portal.backups.site import remember
from portal.doctor import Finding, Grade
from tests.factories import FAQFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    tmp_path.chmod(0o755)
    return tmp_path


def grades(look):
    return [finding.grade.value for finding in look()]


def says(look):
    return " ".join(finding.says for finding in look())


def test_backups_that_were_never_made(home):
    assert grades(doctor.backups) == ["advice"]
    assert "run manage.py backup FOLDER --keep 14 each night" in says(doctor.backups)


@pytest.mark.parametrize(
    ("hours", "grade"), [(1, "ok"), (47, "ok"), (49, "fault"), (24 * 30, "fault")]
)
def test_a_backup_grows_old(home, settings, hours, grade):
    settings.BACKUP_KEY = "k" * 20
    path = home / "a.backup"
    path.touch()
    remember(path, (timezone.now() - datetime.timedelta(hours=hours)).isoformat())

    assert grades(doctor.backups) == [grade]


def test_a_backup_that_is_gone_or_open_is_told(home):
    remember(home / "gone.backup", timezone.now().isoformat())

    assert grades(doctor.backups) == ["fault", "advice"]
    assert "is not there any more" in says(doctor.backups)
    assert "set BACKUP_KEY" in says(doctor.backups)


def test_a_note_that_is_broken_counts_as_none(home):
    (home / "last_backup.json").write_text("[]")

    assert grades(doctor.backups) == ["advice"]


def test_a_secret_that_others_can_read_is_named(home):
    key = home / "secret_key"
    key.write_text("x")
    key.chmod(0o644)
    open_to_all = grades(doctor.files), says(doctor.files)
    key.chmod(0o600)

    assert open_to_all == (
        ["advice"],
        f"Others on this machine can read {key}: run chmod 600 {key}",
    )
    assert grades(doctor.files) == ["ok"]


def test_a_closed_folder_keeps_what_is_in_it(home):
    (home / "secret_key").write_text("x")
    home.chmod(0o700)

    assert grades(doctor.files) == ["ok"]


@pytest.mark.parametrize(
    ("free", "grade"), [(10**6, "fault"), (5 * 10**8, "advice"), (5 * 10**9, "ok")]
)
def test_room_on_the_disk(monkeypatch, free, grade):
    monkeypatch.setattr(state, "free_bytes", lambda: free)

    assert grades(doctor.disk) == [grade]


def test_a_search_index_that_lacks_texts_is_told():
    FAQFactory(published=True)
    rebuild()
    whole = grades(doctor.search_index)
    SearchStamp.objects.update(documents=99)

    assert whole == ["ok"]
    assert (grades(doctor.search_index), says(doctor.search_index)) == (
        ["fault"],
        "The index is incomplete: run manage.py rebuild_search.",
    )


def test_a_search_index_that_was_never_made_is_told():
    FAQFactory(published=True)
    SearchStamp.objects.all().delete()

    assert says(doctor.search_index) == "The index is missing: run manage.py rebuild_search."


def test_a_clock_that_went_back_is_noticed():
    right = grades(doctor.clock)
    MigrationRecorder(connection).migration_qs.filter(app="fbss").update(
        applied=timezone.now() + datetime.timedelta(days=400)
    )

    assert (right, grades(doctor.clock)) == (["ok"], ["fault"])


def test_one_person_alone_cannot_publish():
    UserFactory(is_superuser=True)
    alone = grades(doctor.people)
    UserFactory()

    assert (alone, grades(doctor.people)) == (["advice"], ["ok"])


def test_who_may_approve_without_a_second_step_is_named(settings):
    settings.SECOND_STEP = True
    UserFactory(username="ann", is_superuser=True)
    UserFactory(username="ben")

    assert says(doctor.people) == "Without a second step at login: ann."


def test_pictures_in_the_folder_of_one_of_several_hosts_are_told(settings):
    alone = grades(doctor.pictures)
    settings.REDIS_URL = "redis://host"

    assert (alone, grades(doctor.pictures)) == ([], ["advice"])


def test_mail_that_nobody_takes_is_a_fault(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    assert grades(doctor.mail_server) == ["fault"]


def test_mail_that_is_only_printed_is_told(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

    assert grades(doctor.mail_server) == ["advice"]


def test_a_site_for_a_look_around_is_told_from_a_live_one(settings):
    settings.LOCAL = True

    assert says(doctor.configuration).startswith("LOCAL is on")


def test_a_faulty_configuration_is_told_as_django_says_it(settings):
    settings.SESSION_COOKIE_SECURE = False
    settings.LIMITS = 1

    assert "security.W" in says(doctor.configuration)
    assert set(grades(doctor.configuration)) == {"fault"}


def test_when_the_database_is_away_nothing_else_is_asked_of_it(monkeypatch):
    monkeypatch.setattr(state, "database", lambda: state.AWAY)

    about = {finding.about for finding in doctor.examine()}

    assert about == {"configuration", "files", "disk", "database", "cache", "mail", "backups"}


def test_the_command_says_it_in_lines_or_in_json(monkeypatch, capsys):
    found = [Finding("disk", Grade.OK, "Room."), Finding("mail", Grade.FAULT, "None.")]
    monkeypatch.setattr("portal.management.commands.doctor.examine", lambda: iter(found))

    with pytest.raises(CommandError, match="one thing needs attention") as caught:
        call_command("doctor", no_color=True)
    lines = capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("doctor", json=True)

    assert caught.value.returncode == 1
    assert lines == "ok     disk          Room.\nfault  mail          None.\n"
    assert json.loads(capsys.readouterr().out)[1] == {
        "about": "mail",
        "grade": "fault",
        "says": "None.",
    }
