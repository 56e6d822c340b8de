"""`manage.py check_links`, with a server on this machine in the place of the net."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from fbss.editing.link_checks import addresses
from fbss.editing.roles import WRITERS
from fbss.management.commands.check_links import Command
from fbss.models import LinkCheck
from tests.admin.conftest import logged_in
from tests.editing.test_outside import serving
from tests.factories import SourceFactory, TopicFactory, days, days_ago

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _this_machine_is_the_net(monkeypatch):
    monkeypatch.setattr(Command, "allowed", {"127.0.0.1"})
    monkeypatch.setattr(Command, "between", 0)


@pytest.fixture
def net():
    with serving({"/here": (200, {}, b""), "/moved": (301, {"Location": "/here"}, b"")}) as site:
        yield site


def source_at(url):
    return SourceFactory(doi="", pmid="", url=url)


def run(capsys, *arguments):
    """What the command prints, and the code it ends with."""
    code = 0
    try:
        call_command("check_links", *arguments)
    except SystemExit as ended:
        code = ended.code
    return capsys.readouterr().out, code


def test_everything_that_answers_ends_with_nothing_to_do(net, capsys):
    source_at(f"{net.url}/here")

    assert run(capsys) == ("1 asked: 1 fine\n", 0)


def test_what_is_broken_is_named_with_its_day_and_its_reason(net, capsys):
    source_at(f"{net.url}/here")
    TopicFactory(published=True, body=f"[x]({net.url}/gone)")

    said, code = run(capsys)

    today = timezone.now().date().isoformat()
    assert said == (
        f"Is not there any more since {today}: {net.url}/gone: The page is not there any more.\n"
        "2 asked: 1 fine, 1 gone\n"
    )
    assert code == 1


def test_links_of_sources_live_texts_and_drafts_are_asked(net):
    SourceFactory(doi="10.1/x")
    source_at(f"{net.url}/a")
    TopicFactory(published=True, body=f"[x]({net.url}/b) [y](/questions/) [z](mailto:x@y.org)")
    TopicFactory(body=f"<{net.url}/c>")

    assert addresses() == {"https://doi.org/10.1/x", *(f"{net.url}/{name}" for name in "abc")}


def test_the_day_since_when_it_fails_stays_while_it_fails(net, capsys):
    source_at(f"{net.url}/gone")
    run(capsys)
    LinkCheck.objects.update(since=days_ago(30))
    before = LinkCheck.objects.get().since

    run(capsys, "--days", "0")
    meanwhile = LinkCheck.objects.get().since
    net.pages["/gone"] = (200, {}, b"")
    run(capsys, "--days", "0")

    assert meanwhile == before
    assert LinkCheck.objects.get().since > before


def test_what_was_asked_lately_is_left_alone(net, capsys):
    source_at(f"{net.url}/here")
    run(capsys)

    assert run(capsys) == ("Nothing is due.\n", 0)
    assert len(net.asked) == 1


def test_a_host_that_asks_for_peace_is_left_alone_and_asked_later(net, capsys):
    net.pages["/a"] = (429, {"Retry-After": "3600"}, b"")
    for name in ("a", "b"):
        source_at(f"{net.url}/{name}")

    run(capsys)
    run(capsys, "--days", "0", "--limit", "1")

    assert [path for _, path, _ in net.asked] == ["/a", "/b", "/b"]
    assert LinkCheck.objects.get(standing="busy").not_before > timezone.now() + days(0.03)


def test_the_longest_unasked_come_first_and_a_limit_is_kept(net, capsys):
    for name in ("a", "b", "c"):
        source_at(f"{net.url}/{name}")
        LinkCheck.objects.create(url=f"{net.url}/{name}", standing="fine")
    LinkCheck.objects.filter(url__endswith="b").update(checked_at=days_ago(30))

    run(capsys, "--limit", "1")

    assert {path for _, path, _ in net.asked} == {"/b"}


def test_an_address_that_nobody_names_any_more_is_forgotten(net, capsys):
    LinkCheck.objects.create(url=f"{net.url}/old", standing="gone")

    run(capsys)

    assert not LinkCheck.objects.exists()


def test_as_json_each_answer_is_an_object(net, capsys):
    source_at(f"{net.url}/moved")

    said, code = run(capsys, "--json")

    [row] = json.loads(said)
    assert row | {"since": ""} == {
        "url": f"{net.url}/moved",
        "standing": "moved",
        "broken": False,
        "code": 200,
        "detail": f"It has moved for good to {net.url}/here",
        "since": "",
    }
    assert code == 0


@pytest.mark.parametrize("arguments", [["--limit", "0"], ["--limit", "x"], ["--days", "-1"]])
def test_a_wrong_number_is_wrong_usage(arguments, capsys):
    with pytest.raises(CommandError, match="expected a whole number"):
        call_command("check_links", *arguments)


def test_on_a_site_nothing_inward_is_asked(net, capsys, monkeypatch):
    monkeypatch.undo()
    source_at(f"{net.url}/here")

    said, code = run(capsys)

    assert (net.asked, code) == ([], 1)
    assert "Is not on the open net" in said


def test_editors_see_what_is_broken_since_when_and_where():
    source = source_at("https://example.org/gone")
    row = LinkCheck.objects.create(
        url="https://example.org/gone", standing="gone", since=days_ago(3)
    )
    LinkCheck.objects.create(url="https://example.org/here", standing="fine")
    client = logged_in(WRITERS)

    listed = client.get(reverse("admin:fbss_linkcheck_changelist"), {"mend": "broken"})
    page = client.get(reverse("admin:fbss_linkcheck_change", args=[row.pk])).content.decode()

    assert list(listed.context["cl"].result_list) == [row]
    assert f'<a href="/admin/fbss/source/{source.pk}/change/">Source {source.key}</a>' in page
