"""`manage.py send_reminders`: tells reviewers which pages are due or overdue for review."""

from __future__ import annotations

import smtplib
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from fbss.editing import reminders

FAILED = 1


class Command(BaseCommand):
    help = (
        "Mail the reviewers what is due or overdue for review: each page at most once a week. Run "
        "it every night; a missed night loses nothing. Without EMAIL_URL it prints the mail. Exit "
        "codes: 0 done or nothing due, 1 the mail could not be sent, or there is nobody to mail."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="Print what would be sent; send and note nothing.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        pages = reminders.due_pages(today)
        if not pages:
            self.stdout.write("No page is due that nobody was told of in the last week.")
            return
        subject, text = reminders.letter(pages, settings.SITE_ADDRESS, today)
        if options["dry_run"]:
            self.stdout.write(f"{subject}\n\n{text}")
            return
        # Noted only once the mail is out: rather a reminder twice than none.
        with transaction.atomic():
            reminders.remember(pages, today)
            self._tell(subject, text)

    def _tell(self, subject: str, text: str) -> None:
        if not settings.MAIL_IS_SENT:
            self.stdout.write(f"{subject}\n\n{text}")
            return
        people = reminders.people_to_remind()
        if not people:
            raise CommandError("no reviewer has a mail address; give one in the admin")
        try:
            # One mail a person: nobody's address is shown to others.
            for person in people:
                EmailMessage(subject, text, to=[person.email]).send()
        except (OSError, smtplib.SMTPException) as error:
            raise CommandError(f"the mail could not be sent: {error}", returncode=FAILED) from error
        self.stdout.write(f"Told {len(people)} reviewer{'' if len(people) == 1 else 's'}.")
