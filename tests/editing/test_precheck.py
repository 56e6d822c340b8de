"""The pre-check of what is in the database."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fbss.content.vocabulary import Kind
from fbss.editing import precheck
from tests.factories import FAQFactory, PassageFactory, SourceFactory, TopicFactory, WordFactory

pytestmark = pytest.mark.django_db


def test_the_library_knows_sources_public_words_and_who_pays(library):
    SourceFactory(key="unread", unread=True)
    WordFactory(published=True, title="Laminectomy", group="surgery")
    WordFactory(title="Draftectomy", group="surgery")

    shared = precheck.library()

    assert {key: source.is_citable for key, source in shared.sources.items()} == {
        "weir-2017": True,
        "unread": False,
    }
    assert shared.medical_names == {"Laminectomy"}
    assert shared.names_funding


def test_a_page_is_judged_with_its_own_dates(library):
    faq = FAQFactory(published=True)

    facts = precheck.facts_of(faq, precheck.library())

    assert (facts.kind, facts.checked_by_clinician) == (Kind.FAQ, False)
    assert facts.review_due_on == faq.review_due_on()


def test_an_unread_source_is_a_hard_finding(library):
    SourceFactory(key="unread", unread=True)
    faq = FAQFactory(body="Some do. [@weir-2017] Others not. [@unread]")

    hard = [finding for finding in precheck.findings_of(faq) if finding.hard]

    assert [finding.field for finding in hard] == ["body"]


def test_the_audit_is_of_what_is_public(library):
    public = FAQFactory(published=True)
    TopicFactory(title="Draft")

    refs = {page["ref"] for page in precheck.site_audit()["pages"]}

    assert refs == {"pages/who-pays", public.entry.ref, public.topic.ref}


def test_the_audit_counts_claims_checks_and_overdue_reviews(library):
    faq = FAQFactory(published=True)
    PassageFactory.create_batch(2, answered_by=faq.entry, verdict="misleading")
    late = faq.topic
    late.next_review_due_on = timezone.localdate() - timedelta(days=1)
    late.save()

    audit = precheck.site_audit()

    assert {verdict: count for verdict, count in audit["claims"].items() if count} == {
        "misleading": 2
    }
    assert audit["overdue"] == [late.ref]
    assert len(audit["unchecked"]) == len(audit["pages"])


def test_the_audit_follows_every_change(library):
    faq = FAQFactory(published=True, title="Before")
    before = precheck.site_audit()
    faq.title = "After"
    faq.save()

    after = precheck.site_audit()

    titles = [[page["title"] for page in audit["pages"]] for audit in (before, after)]
    assert ["Before" in titles[0], "After" in titles[1]] == [True, True]


@pytest.mark.parametrize("count", [1, 3])
def test_the_audit_costs_the_same_queries_however_many_pages(
    library, django_assert_num_queries, count
):
    FAQFactory.create_batch(count, published=True)

    with django_assert_num_queries(8):
        precheck.site_audit()


@pytest.fixture
def graded(monkeypatch):
    """References of the pages that were graded, in order."""
    done = []
    grade = precheck.audit

    def noting(ref, text, facts):
        done.append(ref)
        return grade(ref, text, facts)

    monkeypatch.setattr(precheck, "audit", noting)
    return done


def test_a_second_audit_grades_nothing(library, graded):
    FAQFactory(published=True)
    precheck.site_audit()
    graded.clear()

    precheck.site_audit()

    assert graded == []


def test_after_a_change_of_one_page_that_page_alone_is_graded(library, graded):
    faq, _other = FAQFactory.create_batch(2, published=True)
    precheck.site_audit()
    graded.clear()

    faq.title = "After"
    faq.save()
    precheck.site_audit()

    assert graded == [faq.entry.ref]


def test_a_review_that_falls_due_is_found_on_its_day(library, graded, monkeypatch):
    faq = FAQFactory(published=True)
    FAQFactory(published=True)
    faq.entry.next_review_due_on = timezone.localdate() + timedelta(days=1)
    faq.entry.save()
    precheck.site_audit()
    graded.clear()
    later = timezone.now() + timedelta(days=3)

    monkeypatch.setattr(timezone, "now", lambda: later)
    precheck.site_audit()

    assert graded == [faq.entry.ref]


def test_a_new_source_may_change_what_is_found_anywhere(library, graded):
    FAQFactory(published=True)
    precheck.site_audit()
    expected = len(graded)
    graded.clear()

    SourceFactory(key="new-2026")
    precheck.site_audit()

    assert len(graded) == expected
