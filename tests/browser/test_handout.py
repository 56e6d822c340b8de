"""A hand-out card on paper."""

import pytest

from fbss.syndication.handouts import MOST_PAGES, MOST_QUESTIONS
from fbss.syndication.short import code_of
from tests.browser.sheets import sheets_of
from tests.factories import TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_the_fullest_card_fits_one_sheet(page, paper):
    questions = [f"What should I expect from this in the first weeks, part {n}?" for n in range(9)]
    topics = TopicFactory.create_batch(
        MOST_PAGES,
        published=True,
        title="What to expect when pain goes on after back surgery",
        questions_to_ask=questions,
    )
    pages = [f"page={code_of(topic.entry.ref)}" for topic in topics]
    asked = [f"ask={code_of(text)}" for text in questions[:MOST_QUESTIONS]]

    page.goto(f"/handout/card/?{'&'.join([*pages, *asked])}")
    first, *more = sheets_of(page.pdf(format=paper))

    told = " ".join(first.split())
    assert more == []
    assert "/q/" in told
    assert "Change the card" not in told
