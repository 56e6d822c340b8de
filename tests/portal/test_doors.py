"""Attacks on the site, tried: each must find its door shut. docs/security.md names them."""

import statistics
import time

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from portal.pagecache.key import key_of
from portal.pagecache.rules import tags_of
from tests.factories import FAQFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "a password for tests"
EVIL = "evil.example"


def log_in(client, username, password=PASSWORD, **more):
    login = reverse("account_login")
    return client.post(login, {"login": username, "password": password, **more})


# Hosts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": EVIL},
        {"Host": "testserver.evil.example"},
        {"Host": "testserver@evil.example"},
        {"Host": "testserver:80@evil.example"},
        {"Host": "testserver\\.evil.example"},
        {"Host": ""},
    ],
)
def test_a_host_that_is_not_ours_gets_nothing(client, headers):
    assert client.get("/", headers=headers).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": EVIL},
        {"Forwarded": f"host={EVIL};proto=https"},
        {"X-Original-URL": "/admin/"},
        {"X-Rewrite-URL": "/admin/"},
        {"X-Forwarded-Prefix": "/evil"},
        {"X-HTTP-Method-Override": "DELETE"},
    ],
)
def test_headers_that_some_servers_obey_change_nothing(client, headers):
    FAQFactory(published=True, entry__key="why")

    plain = client.get("/questions/why/")
    asked = client.get("/questions/why/", headers=headers)

    assert asked.status_code == 200
    assert asked.content == plain.content


def test_a_link_for_a_new_password_names_our_host(client, mailoutbox, settings):
    UserFactory(username="ann", email="ann@example.org")

    client.post(
        reverse("account_reset_password"),
        {"email": "ann@example.org"},
        headers={"X-Forwarded-Host": EVIL},
    )

    assert len(mailoutbox) == 1
    assert EVIL not in mailoutbox[0].body


# Paths and queries -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/static/../portal/settings.py",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/static/..%2f..%2fetc/passwd",
        "/static//etc/passwd",
        "/media/../db.sqlite3",
        "/media/pictures/../../db.sqlite3",
        "/media/pictures/%2e%2e%2fsecret_key",
        "/.env",
        "/.git/config",
        "/var/db.sqlite3",
        "/questions/..%2f..%2fadmin/",
    ],
)
def test_no_path_leads_out_of_what_is_public(path):
    response = Client(raise_request_exception=False).get(path)

    assert response.status_code in (301, 302, 400, 404)
    assert b"root:" not in b"".join(response)


@pytest.mark.parametrize("text", ["\0", "%00", "%ff", "%c0%ae", "%f0%28%8c%28", "a" * 5000])
@pytest.mark.parametrize("path", ["/search/?q=", "/search/suggest/?q=", "/treatments/compare/?t="])
def test_odd_bytes_are_no_fault_of_ours(client, path, text):
    assert client.get(path + text).status_code < 500


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
@pytest.mark.parametrize(
    "path", ["/search/?q=", "/feedback/?useful=", "/feedback/?about=", "/words/?q=", "/no-such/"]
)
def test_nothing_that_is_asked_comes_back_as_html(client, path, text):
    html = client.get(path + text).content.decode()

    assert "</html>" in html
    assert text not in html


# Redirects ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "target",
    [
        f"https://{EVIL}/",
        f"//{EVIL}/",
        f"/\\{EVIL}/",
        f"///{EVIL}/",
        f"https:{EVIL}",
        "javascript:alert(1)",
        f"\thttps://{EVIL}",
    ],
)
def test_a_login_leads_nowhere_else(client, target):
    user = UserFactory(is_staff=True)

    response = log_in(client, user.username, next=target)

    assert response.status_code == 302
    assert response.url == reverse("admin:index")


@pytest.mark.parametrize(
    "path", [f"//{EVIL}/x", f"/\\{EVIL}", f"//{EVIL}/..;/", f"/%0d%0aX: y//{EVIL}"]
)
def test_a_missing_slash_leads_nowhere_else(path):
    response = Client(raise_request_exception=False).get(path)

    place = response.headers.get("Location", "/")
    assert place.startswith("/")
    assert not place.startswith(("//", "/\\"))


# Headers and files -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["a\r\nSet-Cookie: x=1", "a\nX-Evil: 1", "%0d%0aSet-Cookie:%20x=1"]
)
def test_nobody_adds_a_header(client, text):
    addresses = ["/search/", "/feedback/", "/infobutton", "/treatments/compare/"]

    answers = [client.get(address, {"q": text, "about": text, "t": text}) for address in addresses]
    answers.append(client.get("/", headers={"X-Request-ID": text.replace("\r\n", " ")}))

    for answer in answers:
        assert "Set-Cookie" not in answer.headers
        assert "X-Evil" not in answer.headers


def test_a_header_with_a_line_end_is_refused_by_the_framework():
    with pytest.raises(ValueError, match="newlines"):
        HttpResponse(headers={"Location": "/x\r\nSet-Cookie: y=1"})


# Caches ------------------------------------------------------------------------------------------


def environ(**changes):
    return {
        "REQUEST_METHOD": "GET",
        "HTTP_HOST": "testserver",
        "PATH_INFO": "/questions/why/",
        "QUERY_STRING": "",
        "wsgi.url_scheme": "https",
        **changes,
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"HTTP_COOKIE": "sessionid=x"},
        {"HTTP_AUTHORIZATION": "Bearer x"},
        {"REQUEST_METHOD": "POST"},
        {"CONTENT_LENGTH": "5"},
        {"HTTP_TRANSFER_ENCODING": "chunked"},
        {"HTTP_X_HTTP_METHOD_OVERRIDE": "POST"},
    ],
)
def test_a_request_that_could_be_answered_for_one_alone_never_reaches_the_cache(changes):
    assert key_of(environ(), lambda _path: ()) is not None
    assert key_of(environ(**changes), lambda _path: ()) is None


@pytest.mark.parametrize(
    "query", ["utm_source=x", "cb=1", "q=%3Cscript%3E", "page=1&evil=2", "callback=x"]
)
def test_a_parameter_that_the_page_does_not_know_makes_no_other_page(query):
    plain, asked = (
        key_of(environ(QUERY_STRING=text), lambda _path: ("topic",)) for text in ("", query)
    )

    assert asked == plain


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("200 OK", [("Set-Cookie", "a=b")]),
        ("200 OK", [("Cache-Control", "private")]),
        ("200 OK", [("Vary", "Cookie")]),
        ("302 Found", []),
        ("404 Not Found", []),
        ("500 Error", []),
    ],
)
def test_an_answer_for_one_alone_is_never_kept(status, headers):
    tags = ("X-Page-Tags", "fbss_faq")

    assert tags_of("200 OK", [tags]) == {"fbss_faq"}
    assert tags_of(status, [tags, *headers]) is None


# Logins ------------------------------------------------------------------------------------------


def test_a_session_that_somebody_planted_is_not_the_one_that_logs_in(client):
    user = UserFactory(is_staff=True)
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key

    log_in(client, user.username)

    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_a_session_that_was_never_given_is_not_taken_up(client):
    user = UserFactory(is_staff=True)
    client.cookies["sessionid"] = "a" * 32

    log_in(client, user.username)

    assert client.cookies["sessionid"].value != "a" * 32


def test_a_login_needs_a_form_of_ours():
    client = Client(enforce_csrf_checks=True)
    user = UserFactory(is_staff=True)

    assert log_in(client, user.username).status_code == 403


@pytest.mark.slow
def test_the_time_of_an_answer_does_not_tell_who_has_an_account(settings):
    """Both have to work through the slow hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    settings.ACCOUNT_RATE_LIMITS = False
    user = UserFactory()
    user.set_password(PASSWORD)
    user.save()

    def seconds(username):
        start = time.process_time()
        log_in(Client(), username, "not the password")
        return time.process_time() - start

    known, unknown = (
        statistics.median(seconds(name) for _ in range(5)) for name in (user.username, "nobody")
    )

    assert 0.5 < known / unknown < 2


def test_a_page_of_the_desk_tells_nothing_to_strangers(client):
    paths = ("/admin/", "/admin/fbss/faq/", "/admin/fbss/faq/1/change/", "/admin/no/such/")

    answers = [client.get(path) for path in paths]

    assert {answer.status_code for answer in answers} == {302}
    logins = (reverse("account_login"), reverse("admin:login"))
    assert all(answer.headers["Location"].startswith(logins) for answer in answers)


# Frames ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/search/", "/feedback/", "/account/login/", "/prepare/"])
def test_no_page_can_be_put_into_a_frame(client, path):
    response = client.get(path)

    assert response["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
