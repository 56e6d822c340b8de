import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from fbss.editing.roles import EDITORS, REVIEWERS
from fbss.models import SearchMiss, Synonym
from fbss.search import search
from fbss.search.index import rebuild
from tests.factories import FAQFactory, UserFactory

pytestmark = pytest.mark.django_db

LIST = "admin:fbss_searchmiss_changelist"


@pytest.fixture
def misses():
    for text in ("magnet belt", "copper belt"):
        SearchMiss.objects.create(text=text, count=3)


@pytest.fixture
def page():
    """A page that a synonym can lead to."""
    FAQFactory(published=True, title="Does exercise help?")
    rebuild()


def log_in(client, group):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)


def add(client, clinical, *texts):
    chosen = SearchMiss.objects.filter(text__in=texts).values_list("pk", flat=True)
    data = {"action": "add_as_synonym", "_selected_action": list(chosen), "clinical": clinical}
    return client.post(reverse(LIST), data, follow=True)


def test_editors_see_what_was_not_found(client, misses):
    log_in(client, EDITORS)

    html = client.get(reverse(LIST)).content.decode()

    assert "magnet belt" in html
    assert "add_as_synonym" not in html


def test_a_reviewer_adds_a_synonym_in_one_step(client, misses, page):
    log_in(client, REVIEWERS)
    assert 'name="clinical"' in client.get(reverse(LIST)).content.decode()

    response = add(client, "exercise", "magnet belt")

    html = response.content.decode()
    assert "now look for “exercise” too" in html
    assert 'href="/search/?q=magnet+belt"' in html
    assert [found.title for found in search("magnet belt")] == ["Does exercise help?"]
    [synonym] = Synonym.objects.all()
    assert (synonym.lay, synonym.clinical, synonym.match) == (
        "magnet belt",
        "exercise",
        "search-only",
    )
    assert [miss.text for miss in SearchMiss.objects.all()] == ["copper belt"]


def test_without_a_term_nothing_happens(client, misses):
    log_in(client, REVIEWERS)

    response = add(client, " ", "magnet belt", "copper belt")

    assert "Write in “Synonym of” what these searches mean" in response.content.decode()
    assert (Synonym.objects.count(), SearchMiss.objects.count()) == (0, 2)


def test_a_term_that_no_page_has_is_refused(client, misses, page):
    log_in(client, REVIEWERS)

    response = add(client, "zygomancy", "magnet belt")

    assert "No page answers a search for “zygomancy”" in response.content.decode()
    assert (Synonym.objects.count(), SearchMiss.objects.count()) == (0, 2)


def test_a_pair_that_is_there_already_is_said(client, misses, page):
    log_in(client, REVIEWERS)
    Synonym.objects.create(lay="magnet belt", clinical="exercise", match="same")

    response = add(client, "exercise", "magnet belt")

    assert "These two words are paired already." in response.content.decode()
    assert SearchMiss.objects.count() == 2


def test_nobody_adds_a_miss_by_hand(client):
    log_in(client, REVIEWERS)

    assert client.get(reverse("admin:fbss_searchmiss_add")).status_code == 403
