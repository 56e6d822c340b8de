"""A clock that jumps while the site is served, and is put right again."""

import time
from pathlib import Path

import pytest

from tests.servers.home import wait_for

from .site import PAGE, Site, is_whole

pytestmark = [pytest.mark.slow, pytest.mark.alone]
HOUR = 3600
DAY = 24 * HOUR
# Later than any time at which the other tests publish.
LATER = 3 * DAY
LAST_CHANGED = "2100-01-01T00:00:00+00:00"
JUMPS = (-DAY, -HOUR, HOUR, DAY)
PAGES = (PAGE, "/understand/", "/questions/", "/sitemap.xml", "/changes.atom", "/words/")


class Moved(Site):
    """A site whose clock can be moved."""

    def __init__(self, folder):
        self.moved_by = folder / "moved_by"
        self.move(0)
        path = Path(__file__).with_name("moved_clock")
        super().__init__(folder, PYTHONPATH=str(path), MOVED_BY=str(self.moved_by))

    def move(self, seconds):
        beside = self.moved_by.with_suffix(".new")
        beside.write_text(str(seconds))
        beside.replace(self.moved_by)

    def post(self, path, data, who="writer"):
        """A form says when its text was last changed, by the clock of then."""
        seen = {"seen": LAST_CHANGED} if "seen" in data else {}
        return super().post(path, {**data, **seen}, who)

    def status(self, path):
        return self.get(path)[0]

    def title_at(self, path):
        return self.get(path)[1].partition("<h1>")[2].partition("</h1>")[0]


@pytest.fixture(scope="module")
def moved(tmp_path_factory):
    with Moved(tmp_path_factory.mktemp("moved")).served() as site:
        yield site


@pytest.fixture
def site(moved):
    moved.move(0)
    return moved


def published(site, title):
    answer = site.publish(title)
    assert answer[0] == 302, answer
    return site.heading() == title


@pytest.mark.parametrize("jump", JUMPS)
def test_what_is_public_stays_so_and_editors_go_on(site, jump):
    assert published(site, f"Text before {jump}")

    site.move(jump)
    during = site.heading()
    pages = [site.get(path) for path in PAGES]
    went_on = published(site, f"Text during {jump}")
    site.move(0)
    after = site.heading()
    goes_on = published(site, f"Text after {jump}")

    assert (during, went_on) == (f"Text before {jump}", True)
    assert [status for status, _text, _headers in pages] == [200] * len(PAGES)
    assert (after, goes_on) == (f"Text during {jump}", True)
    assert site.live_titles() == [f"Text after {jump}"]
    assert is_whole(site.get(PAGE))


def test_a_start_with_the_date_of_the_making_of_the_machine_shows_all_that_is_public(site):
    assert published(site, "Swimming again")

    site.stop()
    # Without a battery, a clock may begin in 2000.
    site.move(946_684_800 - time.time())
    site.start()
    during = site.heading(), site.title_at("/understand/never-asked/")
    found = "<mark>Swimming</mark>" in site.get("/search/?q=swimming")[1]
    said = site.get("/readyz")[0]
    site.move(0)

    assert during == ("Swimming again", "First title")
    assert (found, said) == (True, 200)
    assert site.heading() == "Swimming again"


def test_what_was_withdrawn_stays_withdrawn(site):
    site.do("topic('leaves', approved_by=person('reviewer'))")
    path = "/understand/leaves/"
    assert site.status(path) == 200
    site.do(
        "revisions.withdraw(Entry.objects.get(key='leaves'), person('reviewer'), 'It was wrong.')"
    )
    gone = site.status(path)

    answers = []
    for jump in JUMPS:
        site.move(jump)
        answers.append(site.status(path))

    assert gone == 410
    assert answers == [410] * len(JUMPS)


def test_a_scheduled_text_comes_by_the_clock_that_is_now(site):
    site.do("topic('later', approved_by=person('reviewer'))")
    path = "/understand/later/"
    later = f"datetime.timedelta(seconds={LATER})"
    site.do(f"next_text('later', 'Comes later', timezone.now() + {later})")

    waits = [site.title_at(path)]
    site.move(-DAY)
    waits.append(site.title_at(path))
    site.move(LATER + 1)
    seconds = wait_for(lambda: site.title_at(path) == "Comes later", 5)
    site.move(0)
    waits.append(site.title_at(path))
    site.move(LATER + 60)
    again = wait_for(lambda: site.title_at(path) == "Comes later", 5)

    assert waits == ["First title"] * 3
    assert (seconds < 1.5, again < 1.5) == (True, True)
