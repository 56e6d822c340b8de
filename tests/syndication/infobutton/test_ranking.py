import pytest

from fbss.content.vocabulary import Kind, Need
from fbss.syndication.infobutton.ranking import MOST, Candidate, ranked
from fbss.syndication.infobutton.request import Criterion, Recipient, Request

TOPIC = Candidate("topics/a", Kind.TOPIC, 1.0, need="meaning")
FAQ = Candidate("faqs/b", Kind.FAQ, 0.5, need="outlook")
MEDICINE = Candidate("treatments/c", Kind.TREATMENT, 0.5, need="treatment", category="medication")
EMERGENCY = Candidate("cards/d", Kind.CARD, 0.6, is_emergency=True)


def refs(candidates=(MEDICINE, FAQ, TOPIC), **asked):
    request = Request(criteria=(Criterion("M96.1", "icd-10-cm"),), **asked)
    return [candidate.ref for candidate, _ in ranked(request, candidates)]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["topics/a", "faqs/b", "treatments/c"]),
        ({"recipient": Recipient.PROVIDER}, ["topics/a", "treatments/c", "faqs/b"]),
        ({"need": Need.OUTLOOK}, ["faqs/b", "topics/a", "treatments/c"]),
        ({"is_about_medicines": True}, ["treatments/c", "topics/a", "faqs/b"]),
    ],
)
def test_the_page_of_the_code_stands_first_unless_more_is_asked(asked, expected):
    assert refs(**asked) == expected


@pytest.mark.parametrize("need", [None, *Need])
def test_an_emergency_stands_first_whatever_is_asked(need):
    assert refs((TOPIC, FAQ, EMERGENCY), need=need)[0] == "cards/d"


def test_relevance_is_between_none_and_all():
    request = Request(criteria=(), need=Need.TESTS, is_about_medicines=True)

    scores = [score for _, score in ranked(request, (TOPIC, FAQ, MEDICINE, EMERGENCY))]

    assert [score for score in scores if not 0 <= score <= 1] == []


def test_an_answer_is_short():
    many = [Candidate(f"faqs/{number}", Kind.FAQ, 0.5) for number in range(MOST + 1)]

    assert len(refs(many)) == MOST
