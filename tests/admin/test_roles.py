"""The table of roles, walked at the real admin: each role tries each deed."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from fbss.editing.roles import ADMINISTRATORS, ROLES, TABLE
from fbss.models import Entry, Feedback, Picture, Source, Word
from tests.admin.conftest import logged_in
from tests.admin.forms import address, initial, save, take
from tests.admin.test_pictures import described
from tests.factories import PictureFactory, SourceFactory, TopicFactory, UserFactory, WordFactory

pytestmark = pytest.mark.django_db

REAUTHENTICATE = reverse("account_reauthenticate")


def look(client):
    pages = ["fbss_topic", "fbss_source", "fbss_decision"]
    answers = [client.get(reverse(f"admin:{page}_changelist")).status_code for page in pages]
    return answers == [200, 200, 200]


def write(client):
    word = WordFactory(published=True)
    answer = client.get(address(word))
    if answer.status_code != 200 or not answer.context["has_change_permission"]:
        return save_blindly(client, word)
    save(client, word, title="Another title")
    return Word.objects.open().count() == 1


def save_blindly(client, word):
    client.post(address(word), {"title": "Another title", "seen": "", "significance": "typo"})
    return Word.objects.open().exists()


def read_feedback(client):
    pages = ["feedback", "searchmiss"]
    answers = [client.get(reverse(f"admin:fbss_{page}_changelist")).status_code for page in pages]
    return answers == [200, 200]


def handle_feedback(client):
    said = Feedback.objects.create(useful=True)
    url = reverse("admin:fbss_feedback_change", args=[said.pk])
    client.post(url, {"state": Feedback.State.HANDLED, "note": "Done"})
    said.refresh_from_db()
    return said.state == Feedback.State.HANDLED


def approve(client):
    SourceFactory(key="weir-2017")
    word = WordFactory(state="in-review", author=UserFactory())
    take(client, word, "approve")
    word.refresh_from_db()
    return word.state == "approved"


def move(client):
    entry = TopicFactory(published=True).entry
    client.post(reverse("admin:fbss_entry_change", args=[entry.pk]), {"slug": "moved"})
    return Entry.objects.filter(slug="moved").exists()


def keep_registers(client):
    source = SourceFactory()
    url = reverse("admin:fbss_source_change", args=[source.pk])
    answer = client.get(url)
    data = initial(client, url) if "adminform" in (answer.context or {}) else {}
    client.post(url, data | {"title": "Corrected"})
    return Source.objects.filter(title="Corrected").exists()


def throw_away(client):
    said = Feedback.objects.create(useful=True)
    client.post(reverse("admin:fbss_feedback_delete", args=[said.pk]), {"post": "yes"})
    return not Feedback.objects.exists()


def let_in(client):
    client.post(REAUTHENTICATE, {"password": "a password for tests"})
    data = {"username": "new", "email": "new@example.org", "groups": []}
    client.post(reverse("admin:auth_user_add"), data)
    return get_user_model().objects.filter(username="new").exists()


def send_in(client):
    client.post(reverse("admin:fbss_picture_add"), described())
    return Picture.objects.filter(key="spine").exists()


def delete_picture(client):
    picture = PictureFactory()
    client.post(reverse("admin:fbss_picture_delete", args=[picture.pk]), {"post": "yes"})
    return not Picture.objects.exists()


DEEDS = {
    "Look at texts, registers and records": look,
    "Write a draft and hand it over for review": write,
    "Read what visitors say and what they search for": read_feedback,
    "Upload pictures and say what they show": send_in,
    "Delete a picture that no text uses": delete_picture,
    "Handle what visitors say": handle_feedback,
    "Approve, send back, schedule and withdraw what others wrote": approve,
    "Move a page to another address": move,
    "Keep the registers: sources, claims, synonyms, codes, old addresses": keep_registers,
    "Throw away what visitors said and searched for": throw_away,
    "Let people in, give them roles, end their accounts": let_in,
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("deed", TABLE, ids=lambda deed: deed.name)
def test_each_role_can_do_what_the_table_says_and_nothing_else(role, deed):
    client = logged_in(role)

    assert DEEDS[deed.name](client) == (role in deed.roles)


def test_whoever_has_no_role_sees_nothing():
    client = logged_in()

    assert look(client) is False


def test_a_visitor_is_sent_to_the_login():
    answer = Client().get(reverse("admin:fbss_topic_changelist"), follow=True)

    assert answer.request["PATH_INFO"] == reverse("account_login")


def test_an_administrator_cannot_change_an_account_with_all_rights():
    client = logged_in(ADMINISTRATORS)
    client.post(REAUTHENTICATE, {"password": "a password for tests"})
    chief = UserFactory(is_staff=True, is_superuser=True)

    client.post(
        reverse("admin:auth_user_change", args=[chief.pk]), {"username": "taken", "groups": []}
    )
    client.post(
        reverse("admin:auth_user_changelist"),
        {"action": "end_sessions", "_selected_action": [chief.pk]},
    )

    chief.refresh_from_db()
    assert chief.username != "taken"


def test_an_administrator_cannot_give_all_rights():
    client = logged_in(ADMINISTRATORS)
    client.post(REAUTHENTICATE, {"password": "a password for tests"})
    data = {"username": "new", "email": "new@example.org", "is_superuser": "on", "is_staff": "on"}

    client.post(reverse("admin:auth_user_add"), data)

    new = get_user_model().objects.get(username="new")
    assert (new.is_superuser, new.is_staff, new.has_usable_password()) == (False, True, False)


def test_changing_accounts_asks_for_the_password_first():
    client = logged_in(ADMINISTRATORS)

    answer = client.get(reverse("admin:auth_user_add"))

    assert answer.url.startswith(REAUTHENTICATE)


def test_a_second_step_can_be_taken_from_whoever_lost_it():
    client = logged_in(ADMINISTRATORS)
    client.post(REAUTHENTICATE, {"password": "a password for tests"})
    person = UserFactory(is_staff=True)
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")

    client.post(
        reverse("admin:auth_user_changelist"),
        {"action": "remove_second_step", "_selected_action": [person.pk]},
    )

    assert not Authenticator.objects.filter(user=person).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_people_costs_the_same_however_many(chief, count, django_assert_num_queries):
    chief.post(REAUTHENTICATE, {"password": "a password for tests"})
    UserFactory.create_batch(count)
    url = reverse("admin:auth_user_changelist")
    chief.get(url)

    with django_assert_num_queries(6):
        chief.get(url)
