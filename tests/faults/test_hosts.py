"""Past one machine: what two hosts share, and what readers notice when one of them goes."""

import time

import pytest

from tests.servers.asking import get, wait_for
from tests.servers.home import ROOT

from .hosts import Editor, Readers, next_release, running
from .site import PAGE, is_excused, is_whole

pytestmark = [pytest.mark.slow, pytest.mark.alone]
PASSWORD = "a password for tests"  # of every person that the factory makes
# Nobody keeps this page.
MISSING = "/understand/nothing-is-here/"


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    with running(tmp_path_factory.mktemp("hosts")) as hosts:
        yield hosts


@pytest.fixture
def hosts(servers):
    """Two hosts that are well; whatever a test did to them is mended for the next one."""
    yield servers
    for host in servers.hosts:
        if host.tree != ROOT:
            host.exchange(ROOT)
        if host.process.poll() is not None:
            host.start()
    servers.until_well()


def headings(hosts):
    """What each host says itself, whichever of its workers answers."""
    return {host.heading() for host in hosts.hosts for _ in range(6)}


def test_a_text_that_is_published_on_one_host_is_public_on_the_other_within_a_second(hosts):
    one, two = hosts.hosts
    headings(hosts)

    answer = one.publish("From one host to the other")
    took = wait_for(lambda: two.heading() == "From one host to the other", 5)
    through = wait_for(lambda: hosts.heading() == "From one host to the other", 5)

    assert answer[0] == 302
    assert took < 1
    # A page that nginx keeps may be a second old, and one more while it is asked for anew.
    assert through < 2.5
    assert headings(hosts) == {"From one host to the other"}


def test_who_logged_in_on_one_host_is_logged_in_on_the_other_and_logged_out_on_both(hosts):
    one, two = hosts.hosts
    one.do("UserFactory(username='visitor', is_staff=True, is_superuser=True)")

    status, _text, session = one.log_in("visitor", PASSWORD)
    inside = (one.desk(session), two.desk(session))
    two.do(
        "from django.contrib.sessions.models import Session\n"
        f"Session.objects.get(pk={session!r}).delete()"
    )

    assert (status, inside) == (302, (200, 200))
    assert (one.desk(session), two.desk(session)) == (302, 302)


def test_wrong_passwords_count_together(hosts):
    one, two = hosts.hosts

    five = [host.is_patient("somebody") for host in (one, two, one, two, one)]

    assert five == [True] * 5
    assert (one.is_patient("somebody"), two.is_patient("somebody")) == (False, False)
    assert two.is_patient("somebody-else")


def test_searches_count_together(hosts):
    visitor = {"X-Forwarded-For": "192.0.2.33"}
    wait_for(lambda: time.time() % 60 < 45, 20)  # all within one minute of the limit

    answers = [
        get(host.port, "/search/?q=pain", **visitor)[0] for _ in range(60) for host in hosts.hosts
    ]

    assert answers == [200] * 120
    assert [get(host.port, "/search/?q=pain", **visitor)[0] for host in hosts.hosts] == [429, 429]


def test_a_scheduled_text_appears_on_both_hosts_at_its_time_and_once(hosts):
    headings(hosts)
    at = float(
        hosts.hosts[0].do(
            "at = timezone.now() + datetime.timedelta(seconds=3)\n"
            "next_text('never-asked', 'On time', at)\nprint(at.timestamp())"
        )
    )
    path = "/understand/never-asked/"
    before = {get(host.port, path)[1].count("<h1>On time") for host in hosts.hosts}
    assert time.time() < at, "the machine is too slow for this test"

    time.sleep(max(0.0, at - time.time()) + 0.01)

    after = {get(host.port, path)[1].count("<h1>On time") for host in hosts.hosts for _ in range(6)}
    live = hosts.rows(
        "SELECT title FROM fbss_topic t JOIN fbss_entry e ON e.id = entry_id WHERE"
        " key = 'never-asked' AND live_from <= now() AND (live_until IS NULL OR live_until > now())"
    )
    assert (before, after) == ({0}, {1})
    assert live == [("On time",)]


def test_a_host_that_is_killed_costs_no_reader_a_page_and_no_editor_a_text(hosts):
    with Readers(hosts.port) as readers, Editor(hosts, "Killed") as editor:
        hosts.hosts[0].kill()
        readers.go_on(3)
        published = len(editor.told)
        readers.go_on(1)
        hosts.hosts[0].start()
        readers.go_on(3)

    saved = {title for (title,) in hosts.rows("SELECT title FROM fbss_topic")}
    assert readers.faults() == []
    assert set(editor.told) <= saved
    assert hosts.live_titles() == [editor.told[-1]]
    # The other host went on alone, and whoever was refused was told when to come again.
    assert len(editor.told) > published > 1
    assert [answer for answer in editor.refused if not is_excused(answer)] == []


def test_without_any_host_kept_pages_go_on_and_others_say_when_to_come_again(hosts):
    assert is_whole(hosts.get(PAGE))

    for host in hosts.hosts:
        host.kill()
    kept, other, saved = hosts.get(PAGE), hosts.get(MISSING), hosts.save("Nobody hears")
    for host in hosts.hosts:
        host.start()
    took = wait_for(lambda: hosts.get(MISSING)[0] == 404, 5)

    assert is_whole(kept)
    assert (is_excused(other), is_excused(saved)) == (True, True)
    assert took < 5


def test_without_redis_it_goes_on_and_each_worker_counts_for_itself(hosts):
    one, two = hosts.hosts
    headings(hosts)

    hosts.redis.stop()
    try:
        with Readers(hosts.port) as readers:
            answer = one.publish("Without Redis")
            took = wait_for(lambda: two.heading() == "Without Redis", 5)
            search = one.get("/search/?q=pain")[0]
            # Two workers: at the latest the eleventh guess is the sixth of one of them.
            guesses = [one.is_patient("alone") for _ in range(11)]
            logged_in = two.log_in("writer", PASSWORD)[0]
    finally:
        hosts.redis.start()
    well = wait_for(lambda: '"worse": []' in one.get("/readyz")[1], 10)

    assert (answer[0], search, logged_in) == (302, 200, 302)
    assert took < 2
    assert readers.faults() == []
    assert guesses[:5] == [True] * 5
    assert set(guesses) == {True, False}
    assert well < 6


def test_while_postgresql_is_away_readers_read_and_editors_are_told(hosts):
    for host in hosts.hosts:
        host.get(PAGE)
    form = (hosts.address_of_text() + "change/", hosts.known["form"] | {"title": "Not saved"})

    with Readers(hosts.port, paths=(PAGE, "/words/")) as readers:
        hosts.postgresql.stop()
        try:
            saved, missing = hosts.post(*form), hosts.get(MISSING)
            readers.go_on(1)
            kept = [host.heading() for host in hosts.hosts]
        finally:
            hosts.postgresql.start()
        back = time.monotonic()
        wait_for(lambda: hosts.publish("Well again")[0] == 302, 5)
        wait_for(lambda: headings(hosts) == {"Well again"}, 5)
        took = time.monotonic() - back

    assert (is_excused(saved), is_excused(missing)) == (True, True)
    assert len(set(kept)) == 1
    assert kept != [503]
    assert readers.faults() == []
    assert took < 5


def test_a_new_release_with_another_shape_of_the_database_drops_no_reader(hosts, tmp_path):
    new = next_release(tmp_path)
    one, two = hosts.hosts
    pages = []

    with Readers(hosts.port) as readers, Editor(hosts, "Rolling") as editor:
        for host in hosts.hosts:
            host.exchange(new)
            host.run("manage.py", "migrate", "-v0")
            host.start()
            # Here one host has the new release and the other the old one, on the new shape.
            told = len(editor.told)
            pages += [one.get(PAGE)[1], two.get(PAGE)[1]] if host is one else []
            wait_for(lambda told=told: len(editor.told) > told + 1, 20)

    sheets = {text.partition('rel="stylesheet" href="')[2].partition('"')[0] for text in pages}
    assert ['name="next"' in text for text in pages] == [True, False]
    assert len(sheets) == 2
    assert {hosts.get(sheet)[0] for sheet in sheets} == {200}
    assert readers.faults() == []
    assert hosts.live_titles() == [editor.told[-1]]
    assert [answer for answer in editor.refused if not is_excused(answer)] == []
    assert hosts.rows("SELECT DISTINCT next FROM fbss_topic") == [("",)]
