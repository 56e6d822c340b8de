"""Two texts side by side: names instead of keys, in reading order."""

import pytest

from fbss.editing.comparing import compared
from fbss.models import FAQ, Treatment
from tests.content.reading_back import text_after, text_before
from tests.factories import CareCardFactory, FAQFactory, TopicFactory, TreatmentFactory

pytestmark = pytest.mark.django_db


def said(fields):
    return {field.label: (text_before(field.lines), text_after(field.lines)) for field in fields}


def test_only_what_differs_is_shown_in_the_order_of_the_page():
    before = FAQFactory.build(title="Old", short_answer="No.", body="Same.", topic=None)
    after = FAQFactory.build(title="New", short_answer="Yes.", body="Same.", topic=None)

    fields = compared(FAQ, text(before), text(after))

    assert [field.label for field in fields] == ["Title", "Short answer"]


def text(revision):
    """The fields that both factories set alike are the same."""
    return revision.text() | {"position": 0, "edited": "2026-01-01"}


def test_a_topic_is_named_by_its_title():
    old, new = (TopicFactory(published=True, title=title) for title in ("Outlook", "Tests"))
    faq = FAQFactory(topic=old.entry)

    fields = compared(FAQ, faq.text(), faq.text() | {"topic": new.entry.key})

    assert said(fields) == {"Topic": ("Outlook", "Tests")}


def test_cards_and_pages_are_named_by_their_titles_and_unknown_ones_by_their_keys():
    card = CareCardFactory(published=True, title="Call now")
    other = TreatmentFactory(published=True, title="Exercise")
    treatment = TreatmentFactory()
    before = treatment.text() | {"care_cards": [], "alternatives": ["gone"], "see_also": []}
    after = before | {
        "care_cards": [card.entry.key],
        "alternatives": [other.entry.key],
        "see_also": [other.entry.ref],
    }

    assert said(compared(Treatment, before, after)) == {
        "Care cards": ("", "Call now"),
        "Alternatives": ("treatments/gone", "Exercise"),
        "Other choices": ("", "Exercise"),
    }


def test_choices_are_named_by_their_labels():
    treatment = TreatmentFactory(category="physical")

    fields = compared(Treatment, treatment.text(), treatment.text() | {"category": "other"})

    assert said(fields) == {
        "Kind of treatment": ("Physical therapy and exercise", "Other treatments")
    }


def test_a_row_is_shown_part_by_part():
    row = {"effect": "harm", "outcome": "An infection", "with_it": "4 of 100", "source": "a"}
    treatment = TreatmentFactory(outcomes=[row])

    fields = compared(
        Treatment, treatment.text(), treatment.text() | {"outcomes": [row | {"effect": "benefit"}]}
    )

    assert said(fields)["Benefits and harms"] == (
        "Effect: Harm\nOutcome: An infection\nWith it: 4 of 100\nSource: a\n",
        "Effect: Benefit\nOutcome: An infection\nWith it: 4 of 100\nSource: a\n",
    )


def test_long_stretches_without_a_change_are_folded_away():
    lines = [f"Paragraph {number}." for number in range(9)]
    faq = FAQFactory(body="\n".join(lines))
    changed = "\n".join([*lines[:-1], "Another end."])

    (field,) = compared(FAQ, faq.text(), faq.text() | {"body": changed})

    assert [(len(stretch.lines), stretch.folded) for stretch in field.stretches] == [
        (7, True),
        (3, False),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_names_cost_as_much_for_three_as_for_one(django_assert_num_queries, count):
    cards = [card.entry.key for card in CareCardFactory.create_batch(count, published=True)]
    others = [one.entry.key for one in TreatmentFactory.create_batch(count, published=True)]
    treatment = TreatmentFactory()
    after = treatment.text() | {"care_cards": cards, "alternatives": others}

    with django_assert_num_queries(2):
        fields = compared(Treatment, treatment.text(), after)

    assert len(fields) == 2
