"""Every address of the portal, whatever it answers, says what browsers may do with it."""

import re

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from fbss.models import Code, Source
from portal.pagecache.ledger import NOTHING
from portal.pagecache.page import finished
from portal.security import DESK
from tests.factories import (
    CodeFactory,
    FAQFactory,
    InfoPageFactory,
    SourceFactory,
    TopicFactory,
    TreatmentFactory,
    UserFactory,
    WordFactory,
)

from .observatory import directives, score

pytestmark = pytest.mark.django_db

SAMPLE = "sample"
# What stands for each part of an address; a part that is not here is the sample's name.
PARTS = {
    "system": "icd-10-cm",
    "code": "M96.1",
    "pk": "1",
    "number": "1",
    "width": "320",
    "digest": "0123456789abcdef",
    "ending": "webp",
    "uidb36": "1",
    "object_id": "1",
    "content_type_id": "1",
    "app_label": "fbss",
    "id": "1",
}
ERRORS = ["/no/such/page/", "/static/no-such.css", "/media/pictures/no.webp", "/api/v1/nothing"]
# The page of a draft, beside the form that it is written in.
FRAMED = re.compile(r"/admin/fbss/\w+/(add|1)/page/")


def routes(resolver=None, before=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, path)
        else:
            yield path


def address(route):
    """One address that a route answers."""
    route = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", lambda m: part(m[1]), route)
    route = re.sub(r"<(?:\w+:)?(\w+)>", lambda m: part(m[1]), route)
    return "/" + re.sub(r"\[\\s\\S\]\*|[\^$\\]|\?", "", route).lstrip("/")


def part(name):
    return PARTS.get(name, SAMPLE)


# The addresses below the API's are known to a module of their own.
ADDRESSES = sorted(
    {address(route) for conf in (None, "fbss.views.api") for route in routes(get_resolver(conf))}
)


@pytest.fixture
def library():
    """One page of every kind, called as the addresses say."""
    topic = TopicFactory(published=True, entry__key=SAMPLE)
    FAQFactory(published=True, entry__key=SAMPLE, topic=topic.entry)
    for factory in (TreatmentFactory, InfoPageFactory, WordFactory):
        factory(published=True, entry__key=SAMPLE)
    SourceFactory(key=SAMPLE)
    CodeFactory(system="icd-10-cm", code="M96.1", entry=topic.entry)
    assert Source.objects.exists()
    assert Code.objects.exists()


@pytest.fixture
def editor():
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def faults(path, response):
    """What is missing or too open in the headers of an answer."""
    found, headers = [], response.headers
    policy = directives(headers.get("Content-Security-Policy", ""))
    is_empty = response.status_code == 204
    is_page = headers.get("Content-Type", "").startswith("text/html") and not is_empty
    # JSONP, feeds and an API for the pages of others; nothing of it is a page or a form.
    is_open = headers.get("Access-Control-Allow-Origin") == "*" and not is_page
    values = [value for part in policy.values() for value in part]
    expected = {
        "X-Content-Type-Options": {"nosniff"},
        "Referrer-Policy": {"same-origin"},
        "Cross-Origin-Opener-Policy": {"same-origin"},
        "Cross-Origin-Resource-Policy": {"cross-origin" if is_open else "same-origin"},
        "X-Frame-Options": {"SAMEORIGIN", "DENY"} if FRAMED.fullmatch(path) else {"DENY"},
        "Strict-Transport-Security": {"max-age=31536000"},
    }
    found += [
        f"{name}: {headers.get(name)}"
        for name, right in expected.items()
        if headers.get(name) not in right
    ]
    if policy.get("default-src") != ["'none'"] or any("unsafe" in value for value in values):
        found.append(f"policy: {policy}")
    if {"*", "http:", "https:", "data:", "blob:"} & {*values}:
        found.append(f"too open: {policy}")
    if is_page and not path.startswith(DESK) and "require-trusted-types-for" not in policy:
        found.append("no trusted types")
    if "camera=()" not in headers.get("Permissions-Policy", ""):
        found.append("no Permissions-Policy")
    if is_open and path.startswith(DESK):
        found.append("open although it is the desk")
    if {"Server", "X-Powered-By"} & {*headers}:
        found.append("tells what it runs on")
    return found


def walked(client, addresses):
    """Each address with its answer; files are read, and so closed."""
    for path in addresses:
        response = client.get(path, secure=True)
        if response.streaming:
            response.getvalue()
        yield path, response


def test_the_walk_reaches_what_it_should(library):
    answers = {path: response.status_code for path, response in walked(Client(), ADDRESSES)}

    assert len(answers) > 100
    for path in (
        *("/", "/understand/sample/", "/questions/sample/", "/treatments/sample/"),
        *("/words/sample/", "/sources/sample/", "/codes/icd-10-cm/M96.1/", "/search/"),
        *("/api/v1/faqs/sample", "/infobutton", "/healthz", "/account/login/"),
    ):
        assert answers[path] in (200, 400), (path, answers[path])


def test_every_answer_to_a_reader_carries_every_header(library):
    # An error page is an answer too.
    client = Client(raise_request_exception=False)

    found = {path: faults(path, answer) for path, answer in walked(client, ADDRESSES + ERRORS)}

    assert {path: what for path, what in found.items() if what} == {}


def test_every_answer_to_an_editor_carries_every_header(library, editor):
    found = {path: faults(path, answer) for path, answer in walked(editor, ADDRESSES)}

    assert {path: what for path, what in found.items() if what} == {}


@pytest.mark.parametrize("method", ["post", "put", "delete", "options", "head"])
def test_whatever_the_method_the_headers_are_there(library, method):
    client = Client()

    found = {
        path: faults(path, getattr(client, method)(path, secure=True))
        for path in ("/", "/help-now/", "/search/", "/api/v1/words", "/healthz", "/feedback/send/")
    }

    assert {path: what for path, what in found.items() if what} == {}


def test_a_request_that_is_refused_at_the_door_carries_them_too(client):
    answer = client.get("/", headers={"host": "evil.example"}, secure=True)

    assert answer.status_code == 400
    assert [fault for fault in faults("/", answer) if "Strict-Transport" not in fault] == []


def test_an_asset_carries_them(client):
    answer = client.get("/static/icons/site.svg", secure=True)
    answer.getvalue()

    assert (answer.status_code, faults("/static/icons/site.svg", answer)) == (200, [])


def test_a_kept_page_is_sent_with_the_headers_it_was_made_with(library):
    answer = Client().get("/understand/sample/", secure=True)

    page = finished(answer.content, list(answer.headers.items()), {"x"}, NOTHING, 0.0)

    kept = dict(page.headers)
    own = {"Cache-Control", "Content-Length", "ETag", "Vary"}
    said = {name: value for name, value in answer.headers.items() if name not in own}
    assert said.items() <= kept.items()
    assert "Content-Security-Policy" in said


@pytest.mark.parametrize("path", ["/", "/understand/sample/", "/no/such/page/", "/account/login/"])
def test_mdns_observatory_gives_at_least_120(library, path):
    answer = Client().get(path, secure=True)

    html, cookies = answer.content.decode(), list(answer.cookies.values())
    assert score(answer.headers, html, cookies) >= 120


def test_the_score_falls_with_what_is_left_out(library):
    answer = Client().get("/", secure=True)
    whole = score(answer.headers, answer.content.decode())

    def without(**changes):
        headers = dict(answer.headers)
        for name, value in changes.items():
            headers[name.replace("_", "-")] = value
        return score(headers)

    assert whole == 130
    assert without(Cross_Origin_Resource_Policy="cross-origin") == 120
    assert without(Strict_Transport_Security="") == 80
    assert without(Content_Security_Policy="") == 75 + 0
    assert without(Content_Security_Policy="default-src 'none'; script-src 'unsafe-inline'") == 80
    assert score(answer.headers, '<script src="http://cdn.example/x.js"></script>') == 50


def test_a_reader_gets_no_cookie_whatever_is_asked_for(library):
    client = Client(raise_request_exception=False)

    answers = dict(walked(client, ADDRESSES + ERRORS))

    given = [path for path, answer in answers.items() if answer.cookies]
    assert [path for path in given if not path.startswith(DESK)] == []
