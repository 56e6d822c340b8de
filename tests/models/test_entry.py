"""Entries: addresses that stay, and review dates."""

import datetime
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from fbss.content.vocabulary import Tier
from fbss.models import Entry, Redirect, review_due
from fbss.models.entry import ROUTES
from fbss.urls import urlpatterns
from tests.factories import EntryFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("checked", "tier", "due"),
    [
        ("2026-11-23", Tier.STANDARD, "2027-11-23"),
        ("2026-11-23", Tier.SAFETY, "2027-05-23"),
        ("2026-08-31", Tier.SAFETY, "2027-02-28"),
        ("2027-08-31", Tier.SAFETY, "2028-02-29"),
        ("2026-06-30", Tier.SAFETY, "2026-12-30"),
    ],
)
def test_a_review_is_due_after_the_months_of_its_tier(checked, tier, due):
    assert review_due(datetime.date.fromisoformat(checked), tier).isoformat() == due


@pytest.mark.parametrize("kind", ROUTES)
def test_no_entry_may_stand_where_another_page_of_the_site_stands(kind):
    routes = {
        pattern.name: str(pattern.pattern) for pattern in urlpatterns if "name" in vars(pattern)
    }
    shelf = routes[ROUTES[kind]].removesuffix("<slug:slug>/")
    others = (re.fullmatch(rf"{shelf}([\w-]+)/", route) for route in routes.values())

    assert kind.taken_addresses == {other[1] for other in others if other}


def test_an_address_of_the_site_itself_is_refused_in_a_sentence():
    with pytest.raises(ValidationError) as refused:
        Entry(kind="treatment", key="compare", slug="compare").full_clean()

    assert refused.value.message_dict == {
        "slug": ["Another page of the site has this address already."]
    }


def test_a_new_address_leaves_the_old_one_leading_here():
    entry = EntryFactory(kind="faq", slug="old")

    entry.rename("new")

    redirect = Redirect.objects.get()
    assert (redirect.kind, redirect.slug, redirect.entry) == ("faq", "old", entry)


def test_an_address_that_comes_back_leads_nowhere_else():
    entry = EntryFactory(kind="faq", slug="old")
    entry.rename("new")

    entry.rename("old")

    assert list(Redirect.objects.values_list("slug", flat=True)) == ["new"]


def test_keys_and_addresses_are_unique_within_a_kind():
    EntryFactory(kind="faq", key="same", slug="here")
    EntryFactory(kind="word", key="same", slug="here")

    with pytest.raises(IntegrityError, match=r"key|one_entry_a_key"):
        EntryFactory(kind="faq", key="same", slug="there")


def test_a_review_has_its_day_and_its_reviewer():
    with pytest.raises(IntegrityError, match="review_has_day_and_reviewer"):
        EntryFactory(reviewed_by=UserFactory())


def test_a_withdrawn_entry_says_why():
    with pytest.raises(IntegrityError, match="withdrawn_entry_says_why"):
        EntryFactory(withdrawn_at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))


def test_overdue_is_what_was_due_before_today():
    today = datetime.date(2026, 11, 23)
    late = EntryFactory(next_review_due_on=datetime.date(2026, 11, 22))
    EntryFactory(next_review_due_on=today)
    EntryFactory()

    assert list(Entry.objects.overdue(today)) == [late]


def test_the_seed_names_an_entry_by_kind_and_key():
    assert EntryFactory(kind="faq", key="how-common").ref == "faqs/how-common"
