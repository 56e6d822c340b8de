"""PostgreSQL goes away while pages are asked for, and comes back."""

import threading
import time

import psycopg
import pytest

from tests.portal.pagecache.test_hosts import address, hosts
from tests.servers.asking import get, wait_for

from .site import is_excused, is_whole

# Nobody keeps this page, and nobody counts how often it is asked for.
MISSING = "/understand/nothing-is-here/"
pytestmark = [pytest.mark.slow, pytest.mark.alone]
__all__ = ["address", "hosts"]


def test_a_database_that_stops_in_mid_request_costs_no_answer_but_an_excuse(hosts, address):
    (_, port), _ = hosts
    get(port, "/understand/kept/")
    done, kept, missed = threading.Event(), [], []

    def visit(path, answers):
        while not done.is_set():
            answers.append(get(port, path))

    visitors = [
        threading.Thread(target=visit, args=("/understand/kept/", kept)),
        *(threading.Thread(target=visit, args=(MISSING, missed)) for _ in range(3)),
    ]
    for visitor in visitors:
        visitor.start()
    with psycopg.connect(address.replace("/portal", "/postgres"), autocommit=True) as admin:
        wait_for(lambda: len(missed) > 5, 20)
        admin.execute("ALTER DATABASE portal ALLOW_CONNECTIONS false")
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname='portal'"
        )
        time.sleep(1)
        admin.execute("ALTER DATABASE portal ALLOW_CONNECTIONS true")
    wait_for(lambda: get(port, MISSING)[0] == 404, 5)
    done.set()
    for visitor in visitors:
        visitor.join()

    assert [is_whole(page) for page in kept] == [True] * len(kept)
    assert {page[0] == 404 or is_excused(page) for page in missed} == {True}
    assert any(is_excused(page) for page in missed)
