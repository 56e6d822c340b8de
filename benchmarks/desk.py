"""How long the editors' desk takes at 10,000 pages of 100 revisions: `python benchmarks/desk.py`.

Makes a database of its own in a temporary folder (about 1 GB, a minute or two) and asks the desk as
one editor. `--pages` and `--revisions` make it smaller. Prints milliseconds, the best of five, and
queries; exits with 1 where a gate is missed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PARAGRAPH = "Some people still have pain after the operation. [@weir-2017] Others do not.\n\n"
LONG_TEXT = PARAGRAPH * (12_000 // len(PARAGRAPH) + 1)
# Milliseconds and queries that each page may take.
GATES = {
    "home": (300, 30),
    "list": (None, 19),
    "edit page": (None, 19),
    "what is typed (page and findings)": (1000, 30),
    "save 12 KB": (150, 40),
    "versions": (None, 19),
    "compare 12 KB": (None, 19),
}


def start(folder: str) -> None:
    """Django on a database of its own."""
    os.environ |= {"LOCAL": "1", "DATA_DIR": folder, "DATABASE_URL": "", "LOG_LEVEL": "ERROR"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    sys.path.insert(0, str(ROOT))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)


def fill(pages: int, revisions: int) -> Any:
    """Questions with their histories; gives back the newest text of the first."""
    from django.db import connection

    from fbss.models import FAQ, Entry, Source

    Source.objects.create(key="weir-2017", title="Pain", authors="Weir S", read="R1")
    Entry.objects.bulk_create(
        Entry(kind="faq", key=f"question-{number}", slug=f"question-{number}")
        for number in range(pages)
    )
    first = Entry.objects.filter(kind="faq").earliest("pk")
    topic = Entry.objects.create(kind="topic", key="pain", slug="pain")
    said = {"title": "Why?", "short_answer": "Often.", "body": PARAGRAPH}
    model = FAQ.objects.create(entry=first, number=0, topic=topic, **said)
    names = [field.column for field in FAQ._meta.concrete_fields if not field.primary_key]
    own = {"entry_id": "e.id", "number": "n.number", "title": "'Question ' || e.id"} | {
        "state": "'approved'",
        "origin": "'seed'",
        "live_from": "datetime('2026-01-01', '+' || n.number || ' hours')",
        "live_until": "CASE WHEN n.number < %s THEN"
        " datetime('2026-01-01', '+' || (n.number + 1) || ' hours') END",
    }
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(own.get(name, f'f."{name}"') for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE n(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM n"
            f" WHERE number < %s) INSERT INTO fbss_faq ({columns}) SELECT {values}"
            " FROM n, fbss_entry e, fbss_faq f WHERE f.number = 0 AND e.kind = 'faq'",
            [revisions, revisions],
        )
        cursor.execute("ANALYZE")
    model.delete()
    FAQ.objects.filter(entry=first, number__gte=revisions - 1).update(body=LONG_TEXT)
    return FAQ.objects.newest().get(entry=first)


def editor() -> Any:
    """Somebody who is logged in."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.test.utils import setup_test_environment

    setup_test_environment()
    user = get_user_model().objects.create_superuser("editor", password=None)
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def measured(ask: Callable[[], Any]) -> tuple[float, int]:
    """Milliseconds, the best of five, and queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        response = ask()
        queries = len(seen)
    assert response.status_code in {200, 302}, response.content[:500]
    times = []
    for _ in range(5):
        began = time.perf_counter()
        ask()
        times.append(time.perf_counter() - began)
    return min(times) * 1000, queries


def form_of(client: Any, address: str) -> dict[str, Any]:
    """What the form at that address would send."""
    form = client.get(address).context["adminform"].form
    return {
        bound.html_name: bound.value()
        for bound in form
        if bound.value() is not None and not isinstance(bound.value(), list)
    }


def asked(client: Any, text: Any) -> dict[str, Callable[[], Any]]:
    """Each page of the desk, as a browser asks for it."""
    from django.urls import reverse

    from fbss.models import FAQ

    def at(view: str) -> str:
        pk = FAQ.objects.newest().get(entry=text.entry).pk
        return reverse(f"admin:fbss_faq_{view}", args=[pk])

    typed = form_of(client, at("change"))
    as_json = {"accept": "application/json"}

    def save() -> Any:
        address = at("change")
        sent = form_of(client, address) | {"body": f"{LONG_TEXT}{time.perf_counter()}"}
        return lambda: client.post(address, sent)

    return {
        "home": lambda: client.get(reverse("admin:index")),
        "list": lambda: client.get(reverse("admin:fbss_faq_changelist")),
        "edit page": lambda: client.get(at("change")),
        "what is typed (page and findings)": lambda: client.post(
            at("page"), typed | {"aim": str(time.perf_counter())}, headers=as_json
        ),
        "versions": lambda: client.get(at("versions")),
        "compare 12 KB": lambda: client.get(at("compare")),
        "save 12 KB": save,
    }


def save_times(make: Callable[[], Callable[[], Any]]) -> tuple[float, int]:
    """Each save has a form of its own: a second one with the first would be refused."""
    found = []
    queries = 0
    for _ in range(5):
        send = make()
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        began = time.perf_counter()
        with CaptureQueriesContext(connection) as seen:
            response = send()
        found.append(time.perf_counter() - began)
        assert response.status_code == 302, response.content[:2000]
        queries = len(seen)
    return min(found) * 1000, queries


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--revisions", type=int, default=100)
    chosen = parser.parse_args()
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        start(folder)
        text, client = fill(chosen.pages, chosen.revisions), editor()
        for name, ask in asked(client, text).items():
            taken, queries = save_times(ask) if name.startswith("save") else measured(ask)
            most, allowed = GATES[name]
            is_slow = most is not None and taken > most
            if is_slow or queries > allowed:
                missed.append(name)
            print(f"{name:36} {taken:8.1f} ms {queries:4} queries (at most {allowed})")
    print(f"Missed: {', '.join(missed)}" if missed else "All gates are met.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
