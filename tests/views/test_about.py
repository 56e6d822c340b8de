import pytest

from tests.factories import InfoPageFactory, TopicFactory, days_ago

from .reading import headings, main_of, text_of

pytestmark = pytest.mark.django_db


def page(key, **fields):
    return InfoPageFactory(published=True, entry__key=key, **fields)


@pytest.mark.parametrize("count", [1, 3])
def test_the_front_page_of_the_section_costs_five_queries_once(
    client, django_assert_num_queries, count
):
    page("about")
    others = InfoPageFactory.create_batch(count, published=True)

    with django_assert_num_queries(5):
        response = client.get("/about/")
    with django_assert_num_queries(2):
        client.get("/about/")

    assert [main_of(response).count(other.get_absolute_url()) for other in others] == [1] * count


def test_the_page_with_the_key_about_stands_at_the_front(client):
    page("about", title="About this site", entry__slug="this-site")

    assert headings(client.get("/about/"), 1) == ["About this site"]
    assert client.get("/about/this-site/").url == "/about/"
    assert client.get("/about/this-site/").status_code == 301


def test_without_that_page_there_is_no_front(client):
    InfoPageFactory(entry__key="about", title="A secret draft")
    InfoPageFactory(published=True)

    response = client.get("/about/")

    assert response.status_code == 404
    assert "secret" not in response.content.decode()


def test_the_front_lists_only_pages_that_are_out(client):
    page("about")
    InfoPageFactory(title="A secret draft")
    InfoPageFactory(title="A secret plan", scheduled=True)
    InfoPageFactory(title="A secret past", withdrawn=True)

    assert "secret" not in client.get("/about/").content.decode()


def test_a_page_about_the_site_leads_back_to_the_front(client):
    page("about")
    who_pays = page("who-pays")

    html = client.get(who_pays.get_absolute_url()).content.decode()

    assert '<li><a href="/about/">About this site</a></li>' in html


@pytest.mark.parametrize("count", [1, 3])
def test_changes_cost_five_queries_once_however_many(client, django_assert_num_queries, count):
    page("changes")
    TopicFactory.create_batch(count, published=True)

    with django_assert_num_queries(5):
        response = client.get("/about/changes/")
    with django_assert_num_queries(3):
        client.get("/about/changes/")

    assert len(response.context["changes"]) == count + 1


def test_changes_tell_day_page_weight_and_reason(client):
    page("changes", live_from=days_ago(9))
    topic = TopicFactory(published=True, title="Outlook", live_until=days_ago(1))
    TopicFactory(
        entry=topic.entry,
        number=2,
        published=True,
        title="Outlook",
        live_from=days_ago(1),
        significance="advice",
        reason="New figures <b>",
    )

    text = text_of(client.get("/about/changes/"))

    day = days_ago(1).strftime("%B %-d, %Y")
    assert f"{day} : Outlook (Topic) Change of advice. New figures <b>" in text


def test_changes_show_nothing_that_is_not_out(client):
    page("changes")
    TopicFactory(title="A secret draft", reason="A secret reason")
    TopicFactory(title="A secret plan", scheduled=True)

    assert "secret" not in client.get("/about/changes/").content.decode()


def test_many_changes_come_in_leaves(client):
    page("changes", live_from=days_ago(9))
    TopicFactory.create_batch(50, published=True)

    first, second = client.get("/about/changes/"), client.get("/about/changes/?page=2")

    assert len(first.context["changes"]) == 50
    assert [change.key for change in second.context["changes"]] == ["changes"]
