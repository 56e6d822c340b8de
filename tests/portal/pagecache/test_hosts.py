"""Two hosts on one PostgreSQL: what is changed on one is public on the other."""

import os
import threading
import time

import psycopg
import pytest

from tests.search import postgresql
from tests.servers.asking import get, wait_for
from tests.servers.home import Home

pytestmark = pytest.mark.slow
HANG_UP = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'portal'"
# One topic a test: they run in any order.
BACKS, KEPT = "/understand/backs/", "/understand/kept/"


@pytest.fixture(scope="module")
def address():
    if postgresql.binaries() is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed: apt-get install postgresql")
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with postgresql.running() as address:
        yield address


@pytest.fixture(scope="module")
def hosts(address, tmp_path_factory):
    """Two data folders with nothing but the database in common, and their ports."""
    homes = [Home(tmp_path_factory.mktemp(name), DATABASE_URL=address) for name in ("one", "two")]
    homes[0].set_up()
    homes[1].take_assets()
    homes[0].do("topic('backs'), topic('kept')\nperson('writer'), person('reviewer')")
    with homes[0].served("granian") as one, homes[1].served("granian") as two:
        yield [(homes[0], one), (homes[1], two)]


def heading(port, path=BACKS, **headers):
    status, text, _ = get(port, path, **headers)
    return text.partition("<h1>")[2].partition("</h1>")[0] if status == 200 else status


def test_a_new_text_is_public_on_the_other_host_within_a_second(hosts):
    (home, one), (_, two) = hosts
    before = [heading(port) for port in (one, two) for _ in range(20)]

    told = float(home.do("next_text('backs', 'Second title')\nprint(timezone.now().timestamp())"))
    seen = [wait_for(lambda port=port: heading(port) == "Second title", 5) for port in (two, one)]
    took = time.time() - told

    assert set(before) == {"First title"}
    assert took < 1.5, seen
    # Both workers of both hosts.
    assert {heading(port) for port in (one, two) for _ in range(20)} == {"Second title"}


def test_kept_pages_outlive_the_database_and_heal_after_it(hosts, address):
    (home, one), _ = hosts
    assert heading(one, KEPT) == "First title"
    with psycopg.connect(address.replace("/portal", "/postgres"), autocommit=True) as admin:
        admin.execute("ALTER DATABASE portal ALLOW_CONNECTIONS false")
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname='portal'"
        )
        wait_for(lambda: "age" in get(one, KEPT)[2], 10)
        kept, uncached, ready = heading(one, KEPT), get(one, "/questions/"), get(one, "/readyz")[0]
        admin.execute("ALTER DATABASE portal ALLOW_CONNECTIONS true")
    wait_for(lambda: get(one, "/readyz")[0] == 200, 10)
    wait_for(lambda: "age" not in get(one, KEPT)[2], 10)
    home.do("next_text('kept', 'Second title')")

    assert (kept, uncached[0], ready) == ("First title", 503, 503)
    assert "Call 911" in uncached[1]
    wait_for(
        lambda: {heading(port, KEPT) for _, port in hosts for _ in range(10)} == {"Second title"}, 5
    )


def test_a_start_without_the_database_shows_what_was_kept(hosts, address, tmp_path):
    home = Home(tmp_path, DATABASE_URL=address)
    home.take_assets()
    with home.served("granian") as port:
        before = heading(port, KEPT, Host="localhost")
    with psycopg.connect(address.replace("/portal", "/postgres"), autocommit=True) as admin:
        admin.execute("ALTER DATABASE portal ALLOW_CONNECTIONS false")
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname='portal'"
        )
        try:
            with home.served("granian") as port:
                after = heading(port, KEPT, Host="localhost")
                other = get(port, "/questions/", Host="localhost")[0]
                wait_for(lambda: "age" in get(port, KEPT, Host="localhost")[2], 10)
        finally:
            admin.execute("ALTER DATABASE portal ALLOW_CONNECTIONS true")
    for _, running in hosts:
        wait_for(lambda running=running: get(running, "/readyz")[0] == 200, 10)

    assert before in ("First title", "Second title")
    assert (after, other) == (before, 503)


def test_editors_at_once_leave_no_change_unseen(hosts):
    """Numbers are given before commits: a reader must not pass one by."""
    (home, _), _ = hosts
    programs = [
        "from django.db import transaction\nimport time\n"
        "from fbss.models import ContentChange\n"
        "for _ in range(20):\n"
        "    with transaction.atomic():\n"
        "        ContentChange.objects.record('fbss_topic')\n"
        f"        time.sleep({pause})\n"
        for pause in (0.02, 0.001)
    ]
    threads = [threading.Thread(target=home.do, args=[program]) for program in programs]
    for thread in threads:
        thread.start()
    program = (
        "from fbss.models import ContentChange\nimport time\n"
        "last, seen, end = 0, [], time.time() + 6\n"
        "while time.time() < end:\n"
        "    for row in ContentChange.objects.filter(pk__gt=last).order_by('pk'):\n"
        "        seen.append(row.pk); last = row.pk\n"
        "print(len(seen) - ContentChange.objects.filter(pk__lte=last).count())"
    )
    missed = home.do(program)
    for thread in threads:
        thread.join()

    assert missed == "0"
