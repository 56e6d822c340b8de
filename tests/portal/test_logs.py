"""portal.logs and portal.traffic: what is written down, and what never is."""

import json
import logging
import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from fbss.views.caching import ASKED
from portal import traffic
from portal.logs import Json, Line, discreet, request_id
from tests.factories import FAQFactory


def record(message, *args, error=None, **extra):
    info = (type(error), error, error.__traceback__) if error else None
    made = logging.LogRecord("portal.x", logging.WARNING, "x.py", 1, message, args, info)
    for name, value in extra.items():
        setattr(made, name, value)
    return made


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("from 192.0.2.77 and 10.1.2.3:80", "from 192.0.x.x and 10.1.x.x:80"),
        ("from 2001:db8:85a3::8a2e:370:7334 today", "from 2001:db8:x today"),
        ("from 2001:db8:0:0:1:2:3:4 today", "from 2001:db8:x today"),
        ("GET /search/?q=numb+legs HTTP/1.1", "GET /search/?… HTTP/1.1"),
        ("https://a.example/x?token=1&b=2 failed", "https://a.example/x?… failed"),
        ("ann.smith@example.org wrote", "…@… wrote"),
        ("Why does it hurt? Nobody knows", "Why does it hurt? Nobody knows"),
        ("at 12:30:45 in fbss.views:12", "at 12:30:45 in fbss.views:12"),
        ("version 5.2.19", "version 5.2.19"),
    ],
)
def test_what_tells_who_asked_or_for_what_is_left_out(text, shown):
    assert discreet(text) == shown


@given(st.text(max_size=300))
def test_any_text_can_be_made_discreet_twice(text):
    assert discreet(discreet(text)) == discreet(text)


def test_a_line_of_json_says_what_a_program_wants_to_know():
    token = request_id.set("0123456789abcdef")

    said = json.loads(Json().format(record("Lost %s", "192.0.2.1", facts={"ms": 3})))
    request_id.reset(token)

    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", said.pop("time"))
    assert said == {
        "level": "WARNING",
        "logger": "portal.x",
        "message": "Lost 192.0.x.x",
        "request": "0123456789abcdef",
        "ms": 3,
    }


def test_a_fault_brings_its_trace_without_addresses():
    try:
        raise ValueError("from 192.0.2.1")
    except ValueError as error:
        made = record("failed", error=error)

    said = json.loads(Json().format(made))

    assert said["trace"].endswith("ValueError: from 192.0.x.x")
    assert Line().format(made).endswith("ValueError: from 192.0.x.x")


def test_nobody_writes_lines_of_their_own_into_the_log():
    line = Line().format(record("path %s", "/x\n2026-01-01 CRITICAL all: is lost\r"))

    assert len(line.splitlines()) == 1


@pytest.fixture
def written(settings):
    """What the site writes, as it is written."""

    class Kept(logging.Handler):
        lines: list[str] = []

        def emit(self, record):
            self.lines.append(Json().format(record))

    handler = Kept()
    handler.lines = []
    root = logging.getLogger()
    root.addHandler(handler)
    logging.getLogger("portal").setLevel(logging.INFO)
    yield handler.lines
    root.removeHandler(handler)


@pytest.mark.django_db
def test_nothing_that_a_reader_does_is_told_by_the_log(written, settings):
    settings.LIMITS = 1
    faq = FAQFactory(published=True)
    client = Client(REMOTE_ADDR="198.51.100.77", raise_request_exception=False)
    search = {"q": "numb legs after laminectomy"}
    client.get("/search/", search)
    client.get("/search/suggest/", search)
    client.get("/api/v1/search", search)
    client.get("/api/v1/search", {"q": "x" * 300})
    client.get("/no/such/page/", {"q": "numb legs after laminectomy"})
    client.get(faq.get_absolute_url(), headers={"User-Agent": "A very rare browser"})
    client.post("/feedback/send/", {"text": "numb legs after laminectomy"})
    client.get("/infobutton", {"patientPerson.administrativeGenderCode.c": "F"})
    client.get("/", headers={"Host": "evil.example"})

    log = "\n".join(written)
    for secret in ("198.51.100", "numb", "laminectomy", "rare browser", "Gender", "xxxx"):
        assert secret not in log
    routes = [json.loads(line).get("route") for line in written]
    assert {"search", "suggestions", "question", "feedback_send"} <= {*routes}


@pytest.mark.django_db
def test_a_request_and_its_lines_share_a_number(client, written):
    first, second = (client.get("/no/such/page/") for _ in range(2))

    numbers = [json.loads(line)["request"] for line in written]
    one, two = first["X-Request-ID"], second["X-Request-ID"]
    # What became of it, and Django's own line about the missing page.
    assert numbers == [one, one, two, two]
    assert re.fullmatch("[0-9a-f]{16}", first["X-Request-ID"])


@pytest.mark.parametrize(
    ("behind", "told", "is_kept"),
    [
        (True, "abcdef-0123456789", True),
        (False, "abcdef-0123456789", False),
        (True, "short", False),
        (True, 'x" onload="', False),
        (True, "a" * 65, False),
    ],
)
def test_only_a_fitting_number_of_our_proxy_is_kept(client, settings, rf, behind, told, is_kept):
    settings.BEHIND_PROXY = behind

    number = traffic.number_of(rf.get("/", headers={"X-Request-ID": told}))

    assert (number == told) is is_kept


@pytest.mark.django_db
def test_a_page_that_is_kept_for_all_has_no_number(client):
    assert "X-Request-ID" not in client.get("/", **{ASKED: True}).headers
    assert "X-Request-ID" in client.get("/").headers


@pytest.mark.django_db
def test_health_is_not_written_down(client, written):
    client.get("/healthz")
    client.get("/readyz")

    assert written == []
