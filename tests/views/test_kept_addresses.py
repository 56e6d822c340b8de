"""Which addresses make a page that is kept: there is no end of nonsense, and none of it does."""

import pytest

from fbss.views.caching import ASKED, TAGS_HEADER
from tests.factories import (
    FAQFactory,
    InfoPageFactory,
    PassageFactory,
    SourceFactory,
    TopicFactory,
    TreatmentFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    topic = TopicFactory(published=True, title="Outlook", entry__slug="outlook")
    faq = FAQFactory(published=True, topic=topic.entry)
    PassageFactory(answered_by=faq.entry, verdict="misleading")
    SourceFactory(key="weir-2017")
    for place, slug in enumerate(("exercise", "rest")):
        TreatmentFactory(published=True, position=place, entry__slug=slug, category="physical")
    for key in ("about", "changes", "privacy", "quality"):
        InfoPageFactory(published=True, entry__key=key, entry__slug=key)


def is_kept(client, address):
    response = client.get(address, **{ASKED: True})
    return response.status_code, TAGS_HEADER in response.headers


@pytest.mark.parametrize(
    "address",
    [
        "/questions/?topic=outlook",
        "/questions/?page=1",
        "/treatments/?kind=physical",
        "/treatments/compare/",
        "/treatments/compare/?t=exercise&t=rest",
        "/about/claims/?verdict=misleading",
        "/about/changes/?page=1",
        "/about/privacy/",
        "/sources/?page=1",
        "/sources/weir-2017/?page=1",
        "/a-to-z/?letter=O",
    ],
)
def test_a_page_of_known_values_is_kept(client, address):
    assert is_kept(client, address) == (200, True)


@pytest.mark.parametrize(
    "address",
    [
        "/questions/?topic=nonsense",
        "/questions/?page=99",
        "/questions/?page=01",
        "/questions/?page=1&page=1",
        "/questions/?topic=outlook&topic=outlook",
        "/treatments/?kind=nonsense",
        "/treatments/?certainty=nonsense",
        "/treatments/compare/?t=nonsense",
        "/treatments/compare/?t=rest",
        "/treatments/compare/?t=exercise&t=rest&t=rest",
        "/about/claims/?verdict=nonsense",
        "/about/claims/?severity=nonsense",
        "/about/claims/?page=nonsense",
        "/about/changes/?page=99",
        "/about/privacy/?page=1",
        "/about/quality/?page=1",
        "/sources/?page=99",
        "/sources/weir-2017/?page=99",
        "/a-to-z/?letter=nonsense",
        "/a-to-z/?letter=O&page=99",
        "/a-to-z/?page=1",
    ],
)
def test_a_page_about_something_unknown_is_shown_but_not_kept(client, address):
    assert is_kept(client, address) == (200, False)
