"""What an operator should know about this site, with what to do about it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import cast

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import checks, mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail.backends.smtp import EmailBackend
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max
from django.utils import timezone

from fbss.editing.roles import GUARDED
from fbss.models import ContentChange
from portal import state
from portal.accounts.second_step import is_missing_for
from portal.backups.site import last_backup

OLD_BACKUP = timedelta(days=2)
ROOM_TO_WORK = 10**9
# Two clocks may differ by so much.
LEEWAY = timedelta(minutes=2)
PATIENCE = 10
PROBE = "pictures/probe"


class Grade(StrEnum):
    OK = "ok"
    ADVICE = "advice"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    about: str
    grade: Grade
    says: str


def ok(about: str, says: str) -> Finding:
    return Finding(about, Grade.OK, says)


def advice(about: str, says: str) -> Finding:
    return Finding(about, Grade.ADVICE, says)


def fault(about: str, says: str) -> Finding:
    return Finding(about, Grade.FAULT, says)


def examine() -> Iterator[Finding]:
    """Everything, in the order in which to mend it. What needs the database comes last."""
    for look in (configuration, files, disk, database, cache, pictures, mail_server, backups):
        yield from look()
    if state.database() == state.OK:
        for look in (clock, search_index, people):
            yield from look()


def configuration() -> Iterator[Finding]:
    if settings.LOCAL:
        yield advice("configuration", "LOCAL is on: for a look around on this machine alone.")
        return
    found = checks.run_checks(include_deployment_checks=True)
    serious = [
        check for check in found if check.level >= checks.WARNING and not check.is_silenced()
    ]
    for check in serious:
        hint = f" {check.hint}" if check.hint else ""
        yield fault("configuration", f"{check.msg}{hint} ({check.id})")
    if not settings.LIMITS:
        yield advice("configuration", "LIMITS is 0: one visitor can keep the search busy.")
    if not serious:
        yield ok("configuration", "Django's deployment check is clean.")


def files() -> Iterator[Finding]:
    """Others on the machine must not read what is secret or personal."""
    folder = Path(settings.DATA_DIR)
    names = ["secret_key", Path(str(connection.settings_dict["NAME"])).name]
    open_ones = [name for name in names if _is_open(folder / name)]
    for name in open_ones:
        path = folder / name
        yield advice("files", f"Others on this machine can read {path}: run chmod 600 {path}")
    if not os.access(folder, os.W_OK):
        yield fault("files", f"{folder} cannot be written: give it to the user of the portal.")
    elif not open_ones:
        yield ok("files", f"{folder} is writable, and its secrets are for its owner alone.")


def _is_open(path: Path) -> bool:
    if not path.is_file() or path.stat().st_mode & stat.S_IROTH == 0:
        return False
    # A folder that is closed closes what is in it.
    return path.parent.stat().st_mode & stat.S_IXOTH != 0


def disk() -> Iterator[Finding]:
    said = state.disk()
    free = state.free_bytes() if said != state.AWAY else 0
    if said != state.OK:
        yield fault("disk", f"{settings.DATA_DIR}: {said}. Make room: saving may fail any time.")
    elif free < ROOM_TO_WORK:
        yield advice("disk", f"Only {free // 10**6} MB are free at {settings.DATA_DIR}.")
    else:
        yield ok("disk", f"{free / 10**9:.0f} GB are free at {settings.DATA_DIR}.")


def database() -> Iterator[Finding]:
    said = state.database()
    if said == state.AWAY:
        yield fault("database", "It does not answer. Is it running, and is DATABASE_URL right?")
    elif said == state.WAITING:
        yield fault("database", "It is of an older release: run manage.py migrate.")
    else:
        yield ok("database", f"{connection.display_name} answers, and its shape is up to date.")


def cache() -> Iterator[Finding]:
    said = state.cache()
    if said != state.OK:
        yield fault("cache", f"Limits: {said}. Look at REDIS_URL, or who may write to DATA_DIR.")
    else:
        yield ok("cache", "Workers count together how often one network asks.")


def pictures() -> Iterator[Finding]:
    """A bucket must take, show and drop what is put into it. A folder is looked at by `files`."""
    if not settings.STORAGES["default"].get("OPTIONS"):
        if settings.REDIS_URL:
            yield advice("pictures", "They are in media/ of DATA_DIR: do all hosts share that?")
        return
    try:
        name = default_storage.save(PROBE, ContentFile(b"by manage.py doctor"))
        with default_storage.open(name) as file:
            file.read()
        default_storage.delete(name)
    except OSError as error:
        yield fault("pictures", f"Look at STORAGE_URL: {error}")
    else:
        yield ok("pictures", "The bucket takes them, shows them and drops them.")


def mail_server() -> Iterator[Finding]:
    server = mail.get_connection()
    if not isinstance(server, EmailBackend):
        yield advice(
            "mail", "EMAIL_URL is not set: nobody gets mail, forgotten passwords among it."
        )
        return
    server.timeout = PATIENCE
    try:
        server.open()
        server.close()
    except OSError as error:
        yield fault("mail", f"The server of EMAIL_URL does not take mail: {error}")
    else:
        yield ok("mail", "The mail server answers.")


def backups() -> Iterator[Finding]:
    last = last_backup()
    if last is None:
        yield advice("backups", "There is none: run manage.py backup FOLDER --keep 14 each night.")
        return
    age = timezone.now() - last.made
    when = f"the last one, {last.path}, is {age.days} days old"
    if not Path(last.path).exists():
        yield fault("backups", f"{last.path}, the last one, is not there any more.")
    elif age > OLD_BACKUP:
        yield fault("backups", f"{when[0].upper()}{when[1:]}. Is the nightly run still there?")
    else:
        yield ok("backups", f"{when[0].upper()}{when[1:]}.")
    if not settings.BACKUP_KEY:
        yield advice("backups", "They are not encrypted: set BACKUP_KEY, and keep it elsewhere.")


def clock() -> Iterator[Finding]:
    """Scheduled texts, review dates and logins go by it."""
    now = timezone.now()
    there = _database_clock()
    if there and abs(there - now) > LEEWAY:
        yield fault("clock", f"This host and the database differ by {abs(there - now)}: use NTP.")
    elif (known := _last_known_time()) and known - now > LEEWAY:
        yield fault(
            "clock",
            f"It shows {now:%Y-%m-%d %H:%M}, but was at {known:%Y-%m-%d %H:%M} before: use NTP."
            " What is published stays so; no text can be scheduled for a time between the two.",
        )
    else:
        yield ok("clock", f"{now:%Y-%m-%d %H:%M} UTC.")


def _database_clock() -> datetime | None:
    """That of a server; a file has none."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        return cast("datetime", cursor.fetchone()[0])


def _last_known_time() -> datetime | None:
    """When something was published, the database brought up to date, or somebody logged in."""
    applied = MigrationRecorder(connection).migration_qs.aggregate(last=Max("applied"))
    logged_in = get_user_model()._default_manager.aggregate(last=Max("last_login"))
    moments = (applied["last"], logged_in["last"], ContentChange.objects.last_made_at())
    return max(filter(None, moments), default=None)


def search_index() -> Iterator[Finding]:
    said = state.search_index()
    if said != state.OK:
        yield fault("search", f"The index is {said}: run manage.py rebuild_search.")
    else:
        yield ok("search", "The index is complete.")


def people() -> Iterator[Finding]:
    """Nobody approves their own text, so one person alone cannot publish."""
    found = list(get_user_model()._default_manager.filter(is_active=True))
    approving = [person for person in found if any(map(person.has_perm, sorted(GUARDED)))]
    without = [person.get_username() for person in approving if is_missing_for(person)]
    if len(found) < 2 or not approving:
        yield advice("people", "A site needs two people, one of them a reviewer, to publish.")
    if without:
        yield advice("people", f"Without a second step at login: {', '.join(sorted(without))}.")
    if len(found) > 1 and approving and not without:
        yield ok("people", f"{len(found)} people, {len(approving)} of them may approve.")
