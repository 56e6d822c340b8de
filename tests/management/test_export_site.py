import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen

import pytest
from django.core.management import CommandError, call_command
from lxml import html as markup

from fbss.models import Redirect
from fbss.syndication.short import code_of
from tests.factories import (
    CareCardFactory,
    FAQFactory,
    InfoPageFactory,
    TopicFactory,
    TreatmentFactory,
    WordFactory,
)

BASE = "https://pain.example"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def site(library):
    TopicFactory(published=True, title="My topic", entry__slug="mine", body="1 in 5. [@weir-2017]")
    FAQFactory(published=True, title="How?", entry__slug="how")
    TreatmentFactory(published=True, title="My treatment")
    WordFactory(published=True, title="My word")
    CareCardFactory(published=True, title="Go now")
    for key in ("about", "how-we-write", "quality", "changes", "accessibility", "privacy"):
        InfoPageFactory(published=True, entry__key=key, title=f"Page {key}")
    TopicFactory(title="A draft", entry__slug="draft")
    TopicFactory(withdrawn=True, entry__slug="gone")


@pytest.fixture
def served():
    """Serves a folder as any web server would; gives its address."""
    servers = []

    def serve(folder):
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def get(url):
    try:
        with urlopen(url) as response:
            kind, content = response.headers.get_content_type(), response.read()
            return response.status, kind, content.decode() if kind == "text/html" else ""
    except HTTPError as error:
        with error:
            return error.code, "", ""


def walk(start):
    """Every file that a link leads to: its status and its first heading."""
    seen, waiting = {}, [start]
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        status, kind, text = get(url)
        document = markup.document_fromstring(text) if kind == "text/html" else None
        seen[url] = (status, heading(document))
        for element in document.iter("a", "link", "script") if document is not None else ():
            link = element.get("href") or element.get("src")
            target = urldefrag(urljoin(url, link)).url if link else ""
            if target.startswith(start):
                waiting.append(target)
    return seen


def heading(document):
    found = document.find(".//h1") if document is not None else None
    return found.text_content().strip() if found is not None else ""


@pytest.mark.parametrize(("below", "options"), [("", {"base_url": BASE}), ("a/b", {})])
def test_every_link_of_a_served_copy_leads_to_the_same_page(
    client, site, served, tmp_path, below, options
):
    folder = tmp_path / "top" / below
    folder.parent.mkdir(parents=True, exist_ok=True)
    call_command("export_site", folder, **options)
    start = served(tmp_path / "top") + (f"{below}/" if below else "")

    found = walk(start)

    assert {url: status for url, (status, _) in found.items() if status != 200} == {}
    for address in ("", "understand/mine/", "questions/how/", "help-now/", "sources/weir-2017/"):
        page = markup.document_fromstring(client.get(f"/{address}").content.decode())
        assert found[f"{start}{address}"] == (200, heading(page))


def test_a_copy_holds_no_form_but_the_search(site, tmp_path):
    call_command("export_site", tmp_path / "copy")

    forms = {
        form.get("action")
        for file in (tmp_path / "copy").rglob("*.html")
        for form in markup.document_fromstring(file.read_text()).iter("form")
    }

    assert forms
    assert {action.rpartition("/")[2] for action in forms} == {"pack.html"}


def test_each_page_carries_its_policy(site, tmp_path):
    call_command("export_site", tmp_path / "copy")

    text = (tmp_path / "copy/questions/how/index.html").read_text()

    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]
    assert "default-src 'none'" in policy
    assert "frame-ancestors" not in policy


def test_drafts_stay_out_and_withdrawn_pages_say_so(site, tmp_path):
    call_command("export_site", tmp_path / "copy")

    shelf = tmp_path / "copy/understand"
    assert not (shelf / "draft").exists()
    assert "A new study says otherwise." in (shelf / "gone/index.html").read_text()


def test_old_and_short_addresses_lead_on(site, tmp_path):
    topic = TopicFactory(published=True, entry__slug="new")
    Redirect.objects.create(kind="topic", slug="old", entry=topic.entry)

    call_command("export_site", tmp_path / "copy")

    old = (tmp_path / "copy/understand/old/index.html").read_text()
    short = (tmp_path / f"copy/q/{code_of(topic.entry.ref)}/index.html").read_text()
    assert 'content="0; url=../new/"' in old
    assert 'content="0; url=../../understand/new/"' in short


def test_a_copy_without_an_address_names_none(site, tmp_path):
    call_command("export_site", tmp_path / "copy")

    files = [file for file in (tmp_path / "copy").rglob("*") if file.is_file()]
    assert [file for file in files if b"site.invalid" in file.read_bytes()] == []
    assert not (tmp_path / "copy/sitemap.xml").exists()


def test_a_copy_with_an_address_tells_it(site, tmp_path):
    call_command("export_site", tmp_path / "copy", base_url=f"{BASE}/")

    page = (tmp_path / "copy/questions/how/index.html").read_text()
    assert f'<link rel="canonical" href="{BASE}/questions/how/">' in page
    assert f"<loc>{BASE}/questions/how/</loc>" in (tmp_path / "copy/sitemap.xml").read_text()
    assert (tmp_path / "copy/changes.atom").exists()


def test_leaflets_come_along_when_asked_for(site, tmp_path):
    call_command("export_site", tmp_path / "copy", base_url=BASE, leaflets=True)

    assert (tmp_path / "copy/questions/how/leaflet-large.pdf").read_bytes().startswith(b"%PDF-")


def test_a_page_for_wrong_addresses_links_from_the_top(site, tmp_path):
    call_command("export_site", tmp_path / "copy")

    text = (tmp_path / "copy/404.html").read_text()
    assert "<h1>We cannot find this page</h1>" in text
    assert 'href="/help-now/"' in text


def test_a_new_copy_replaces_the_old_one_whole(site, tmp_path):
    call_command("export_site", tmp_path / "copy")
    (tmp_path / "copy/left-over.html").write_text("old")

    call_command("export_site", tmp_path / "copy")

    assert not (tmp_path / "copy/left-over.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_a_folder_of_somebody_else_is_left_alone(site, tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")

    with pytest.raises(CommandError, match="holds other files") as refused:
        call_command("export_site", tmp_path)

    assert refused.value.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"base_url": "pain.example"}, "scheme and host alone"),
        ({"base_url": "https://pain.example/sub"}, "scheme and host alone"),
        ({"base_url": "javascript://x"}, "scheme and host alone"),
        ({"leaflets": True}, "needs --base-url"),
    ],
)
def test_wrong_usage_is_named(tmp_path, options, said):
    with pytest.raises(CommandError, match=said) as refused:
        call_command("export_site", tmp_path / "copy", **options)

    assert refused.value.returncode == 2


def test_there_must_be_a_place_to_write(tmp_path):
    with pytest.raises(CommandError, match="there is no folder"):
        call_command("export_site", tmp_path / "no/such/copy")


def test_a_copy_that_fails_leaves_the_old_one(site, tmp_path, monkeypatch):
    call_command("export_site", tmp_path / "copy")
    before = (tmp_path / "copy/index.html").read_text()

    def fail(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("fbss.syndication.static_site.folder.copy_site", fail)
    with pytest.raises(CommandError, match="No space left on device"):
        call_command("export_site", tmp_path / "copy")

    assert (tmp_path / "copy/index.html").read_text() == before
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_assets_that_were_not_collected_are_named(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "nothing"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "portal.static.AssetStorage"},
    }

    with pytest.raises(CommandError, match=r"run `manage\.py prepare` first"):
        call_command("export_site", tmp_path / "copy")
