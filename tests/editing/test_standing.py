"""Where a page stands, in sentences."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from fbss.editing import revisions
from fbss.editing.moments import day, moment
from fbss.editing.standing import standing_of
from fbss.models import FAQ
from tests.editing.people import draft_of, handed_over, reviewer
from tests.factories import FAQFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(library):
    return FAQFactory(published=True, body="Some do. [@weir-2017]")


@pytest.fixture
def nina():
    return UserFactory(first_name="Nina", last_name="Nurse")


@pytest.fixture
def since(live):
    return f"Live since {day(live.live_from)}."


def test_a_live_page_says_since_when(live, since):
    assert standing_of(live.entry) == since


def test_a_draft_is_with_its_writer(live, since, nina):
    draft_of(live, nina)

    assert standing_of(live.entry) == f"{since} A draft by Nina Nurse is being written."


def test_a_draft_that_was_handed_over_waits(live, since, nina):
    handed_over(live, nina)

    assert standing_of(live.entry) == f"{since} A draft by Nina Nurse waits for a reviewer."


def test_a_draft_that_was_sent_back_says_by_whom_and_why(live, since, nina):
    draft = handed_over(live, nina)
    ravi = reviewer(first_name="Ravi", last_name="Reed")

    revisions.send_back(draft, ravi, "Name the study")

    today = day(timezone.localdate())
    assert standing_of(live.entry) == (
        f"{since} A draft by Nina Nurse was sent back on {today} by Ravi Reed: Name the study."
    )


def test_a_draft_that_was_taken_back_is_being_written_again(live, since, nina):
    draft = handed_over(live, nina)
    revisions.send_back(draft, reviewer(), "Name the study")
    revisions.submit(draft, nina)
    revisions.recall(draft, nina)

    assert standing_of(live.entry) == f"{since} A draft by Nina Nurse is being written."


def test_a_scheduled_text_says_when(live, since, nina):
    at = timezone.now() + timedelta(days=2)
    draft = handed_over(live, nina)

    revisions.approve(draft, reviewer(), at=at)

    assert standing_of(live.entry) == f"{since} Version 2 goes live on {moment(at)}."


def test_a_withdrawn_page_says_why(live):
    revisions.withdraw(live.entry, reviewer(), "A new study says otherwise")

    today = day(timezone.localdate())
    live.entry.refresh_from_db()
    assert standing_of(live.entry) == f"Withdrawn on {today}: A new study says otherwise."


def test_a_page_that_never_was_on_the_site_says_so(library, nina):
    draft = revisions.start_entry(FAQ(title="Why?"), "why", nina)

    assert standing_of(draft.entry) == (
        "Not on the site yet. A draft by Nina Nurse is being written."
    )


def test_a_seed_update_waits(live, since):
    update = live.like_this(number=2, based_on=1, origin="seed-update")
    update.save()

    assert standing_of(live.entry) == f"{since} A seed update waits for an editor to decide."


@pytest.mark.parametrize("count", [1, 3])
def test_a_sentence_costs_the_same_however_many_versions(
    live, nina, django_assert_num_queries, count
):
    for number in range(2, 2 + count):
        old = live.like_this(number=number, state="approved", origin="seed")
        old.live_from = old.live_until = live.live_from
        old.save()
    draft_of(live, nina)

    with django_assert_num_queries(2):
        standing_of(live.entry)


def test_a_moment_names_the_year_only_where_it_is_another(settings):
    settings.TIME_ZONE = "Europe/London"
    zone = ZoneInfo("Europe/London")
    year = timezone.localdate().year

    said = [moment(datetime(of, 5, 3, 9, 0, tzinfo=zone)) for of in (year, 2099)]

    assert said == ["3 May 09:00", "3 May 2099 09:00"]
