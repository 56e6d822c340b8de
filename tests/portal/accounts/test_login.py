"""How people log in, without a browser."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from fbss.editing.roles import ADMINISTRATORS, EDITORS, REVIEWERS, WRITERS
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "a password for tests"
SECRET = "JBSWY3DPEHPK3PXP"
LOGIN = reverse("account_login")


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()


def person(*roles, **about):
    user = UserFactory(is_staff=True, **about)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def log_in(client, user, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": user.username, "password": password, **more})


def code_now(secret=SECRET):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def errors(response):
    return [str(error) for error in response.context["form"].non_field_errors()]


def test_the_desk_sends_a_stranger_to_the_login_and_back(client):
    writer = person(WRITERS)

    asked = client.get(reverse("admin:index"), follow=True)
    entered = log_in(client, writer, next=reverse("admin:index"))

    assert asked.request["PATH_INFO"] == LOGIN
    assert (entered.status_code, entered.url) == (302, reverse("admin:index"))


def test_an_unknown_name_and_a_wrong_password_hear_the_same(client):
    writer = person(WRITERS)

    wrong = errors(log_in(client, writer, "not the password"))
    unknown = errors(client.post(LOGIN, {"login": "nobody", "password": "not the password"}))

    assert wrong == unknown
    assert wrong == [
        "This username and this password do not fit together. Check both. Capitals count."
    ]


def test_the_sixth_guess_in_five_minutes_is_not_even_tried(client):
    writer = person(WRITERS)
    for _ in range(5):
        log_in(client, writer, "a guess")

    refused = log_in(client, writer)

    assert errors(refused) == ["Too many attempts. Wait five minutes, then try again."]


def test_another_host_name_brings_no_more_guesses(client):
    writer = person(WRITERS)
    for port in range(5):
        client.post(
            LOGIN, {"login": writer.username, "password": "a guess"}, HTTP_HOST=f"testserver:{port}"
        )

    refused = log_in(client, writer)

    assert errors(refused) == ["Too many attempts. Wait five minutes, then try again."]


def test_nobody_can_sign_up(client):
    addresses = ["/account/signup/", "/accounts/signup/", "/account/email/"]

    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]


def test_a_password_is_not_enough_for_somebody_with_an_app(client):
    reviewer = person(REVIEWERS)
    TOTP.activate(reviewer, SECRET)

    first = log_in(client, reviewer)
    meanwhile = client.get(reverse("admin:index"))
    second = client.post(reverse("mfa_authenticate"), {"code": code_now()})

    assert first.url == reverse("mfa_authenticate")
    assert meanwhile.status_code == 302
    assert second.url == reverse("admin:index")
    assert client.get(reverse("admin:index")).status_code == 200


def test_a_wrong_code_says_what_to_do(client):
    reviewer = person(REVIEWERS)
    TOTP.activate(reviewer, SECRET)
    log_in(client, reviewer)

    refused = client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert refused.context["form"].errors == {
        "code": ["This code does not fit. Wait for the next one and type that."]
    }


def test_a_recovery_code_works_once(client):
    reviewer = person(REVIEWERS)
    TOTP.activate(reviewer, SECRET)
    code = RecoveryCodes.activate(reviewer).get_unused_codes()[0]

    answers = []
    for _ in range(2):
        log_in(client, reviewer)
        answers.append(client.post(reverse("mfa_authenticate"), {"code": code}).status_code)
        client.logout()

    assert answers == [302, 200]


@pytest.mark.parametrize(
    ("role", "status", "goes_to"),
    [
        (WRITERS, 200, None),
        (EDITORS, 200, None),
        (REVIEWERS, 302, "/account/"),
        (ADMINISTRATORS, 302, "/account/"),
    ],
)
def test_who_changes_what_visitors_read_needs_a_second_step(
    client, settings, role, status, goes_to
):
    settings.SECOND_STEP = True
    client.force_login(person(role))

    response = client.get(reverse("admin:index"))

    assert (response.status_code, response.headers.get("Location")) == (status, goes_to)


def test_the_account_says_why_a_second_step_is_needed_and_where_to_begin(client, settings):
    settings.SECOND_STEP = True
    client.force_login(person(REVIEWERS))

    text = client.get(reverse("account")).content.decode()

    assert "Set up a second step first." in text
    assert f'href="{reverse("mfa_index")}"' in text


def test_with_an_app_the_desk_opens(client, settings):
    settings.SECOND_STEP = True
    reviewer = person(REVIEWERS)
    TOTP.activate(reviewer, SECRET)
    client.force_login(reviewer)

    assert client.get(reverse("admin:index")).status_code == 200


def test_recovery_codes_alone_are_no_second_step(client, settings):
    settings.SECOND_STEP = True
    reviewer = person(REVIEWERS)
    RecoveryCodes.activate(reviewer)
    client.force_login(reviewer)

    assert client.get(reverse("admin:index")).status_code == 302


def test_the_way_out_is_open_without_a_second_step(client, settings):
    settings.SECOND_STEP = True
    client.force_login(person(REVIEWERS))

    assert client.post(reverse("admin:logout")).url == LOGIN


def test_a_reviewer_cannot_remove_the_last_second_step(client, settings):
    settings.SECOND_STEP = True
    reviewer = person(REVIEWERS)
    TOTP.activate(reviewer, SECRET)
    log_in(client, reviewer)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    client.post(reverse("mfa_deactivate_totp"))

    assert Authenticator.objects.filter(user=reviewer, type="totp").exists()


def test_setting_up_an_app_asks_for_the_password_again(client):
    client.force_login(person(REVIEWERS))

    response = client.get(reverse("mfa_activate_totp"))

    assert response.url.startswith(reverse("account_reauthenticate"))


def test_the_app_is_set_up_with_a_picture_of_our_own_and_gives_recovery_codes(client):
    reviewer = person(REVIEWERS)
    client.force_login(reviewer)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))

    done = client.post(
        reverse("mfa_activate_totp"),
        {"code": code_now(page.context["form"].secret)},
        follow=True,
    )

    assert '<svg class="account-qr"' in page.content.decode()
    assert "data:image" not in page.content.decode()
    assert len(re.findall(r"<code>\d{8}</code>", done.content.decode())) == 10


def test_the_list_of_sessions_keeps_no_address(client):
    writer = person(WRITERS)

    client.post(
        LOGIN,
        {"login": writer.username, "password": PASSWORD},
        REMOTE_ADDR="203.0.113.9",
        HTTP_USER_AGENT="A browser",
    )

    session = UserSession.objects.get(user=writer)
    assert (session.ip, session.user_agent) == ("0.0.0.0", "A browser")


def test_everybody_can_end_their_other_sessions(client, client_two):
    writer = person(WRITERS)
    log_in(client, writer)
    log_in(client_two, writer)

    client.post(reverse("usersessions_list"))

    assert client.get(reverse("account")).status_code == 200
    assert client_two.get(reverse("account")).status_code == 302


@pytest.fixture
def client_two():
    return Client()


def test_a_forgotten_password_is_chosen_anew_by_mail(client):
    writer = person(WRITERS, email="nina@example.org")

    client.post(reverse("account_reset_password"), {"email": "nina@example.org"})
    [message] = mail.outbox
    link = re.search(r"http://testserver(/account/password/new/\S+)", message.body)[1]
    form = client.get(link, follow=True)
    client.post(
        form.request["PATH_INFO"],
        {"password1": "seven green lamps", "password2": "seven green lamps"},
    )

    assert message.subject == "Pain after back surgery: Choose a new password"
    assert log_in(client, writer, "seven green lamps").status_code == 302


def test_a_new_person_chooses_the_first_password_by_mail_too(client):
    new = person(WRITERS, email="new@example.org")
    new.set_unusable_password()
    new.save()

    client.post(reverse("account_reset_password"), {"email": "new@example.org"})
    link = re.search(r"http://testserver(/account/password/new/\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    client.post(
        form.request["PATH_INFO"],
        {"password1": "seven green lamps", "password2": "seven green lamps"},
    )

    assert log_in(client, new, "seven green lamps").status_code == 302


@pytest.mark.parametrize("path", ["/admin/pick/sources/", "/admin/fbss/topic/"])
def test_nothing_of_the_desk_opens_without_a_second_step(client, settings, path):
    settings.SECOND_STEP = True
    client.force_login(person(REVIEWERS))

    assert client.get(path).url == "/account/"


def test_whoever_is_logged_in_reads_public_pages_as_everybody(client, settings):
    settings.SECOND_STEP = True
    client.force_login(person(REVIEWERS))

    response = client.get("/help-now/")

    assert (response.status_code, response.headers.get("Vary", "")) == (200, "")


def test_a_weak_password_is_refused_in_words(client):
    writer = person(WRITERS)
    log_in(client, writer)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    response = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "password", "password2": "password"},
    )

    assert response.context["form"].errors["password1"] == ["This password is too common."]


def test_an_account_that_has_ended_does_not_open(client):
    gone = person(WRITERS, is_active=False)

    assert log_in(client, gone).url == reverse("account_inactive")
    assert client.get(reverse("admin:index")).status_code == 302


def test_asking_for_a_new_password_tells_nothing_about_who_has_an_account(client):
    person(WRITERS, email="nina@example.org")

    known = client.post(reverse("account_reset_password"), {"email": "nina@example.org"})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [message.to for message in mail.outbox] == [["nina@example.org"]]


def test_a_reader_gets_no_cookie_and_a_page_of_the_account_is_never_kept(client):
    account = client.get(LOGIN)
    home = client.get("/help-now/")

    assert dict(home.cookies) == {}
    assert "no-store" in account.headers["Cache-Control"]


def test_a_server_without_addresses_still_lets_people_in(client):
    writer = person(WRITERS)

    response = client.post(LOGIN, {"login": writer.username, "password": PASSWORD}, REMOTE_ADDR="")

    assert response.status_code == 302
