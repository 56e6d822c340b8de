"""What the API says, and what it keeps to itself."""

import json

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from fbss.search.index import rebuild
from fbss.views.caching import ASKED, TAGS_HEADER
from tests.factories import (
    CareCardFactory,
    CodeFactory,
    FAQFactory,
    PassageFactory,
    SourceFactory,
    TopicFactory,
    TreatmentFactory,
    UserFactory,
    WordFactory,
    days_ago,
)

ROOT = "/api/v1"


def get(client, path, **asked):
    response = client.get(f"{ROOT}/{path}", asked)
    assert response.status_code == 200, response.content
    return response.json()


def keys(client, path, **asked):
    return [item["key"] for item in get(client, path, **asked)["items"]]


@pytest.fixture
def faq(library):
    topic = TopicFactory(published=True, entry__key="outlook")
    faq = FAQFactory(
        published=True,
        entry__key="how-long",
        topic=topic.entry,
        title="How long?",
        short_answer="For **years** in 1 in 5. [@weir-2017]",
        body="See [the outlook](/understand/outlook/) and <b>.",
        see_also=["topics/outlook", "topics/nothing"],
    )
    PassageFactory(key="S01", answered_by=faq.entry, note="Not so. [@weir-2017]")
    return faq


def test_a_question_says_who_wrote_it_when_and_under_which_license(client, faq):
    item = get(client, "faqs/how-long")

    assert {name: item[name] for name in ("kind", "key", "title", "revision", "topic")} == {
        "kind": "faqs",
        "key": "how-long",
        "title": "How long?",
        "revision": 1,
        "topic": "outlook",
    }
    assert item["url"] == f"http://testserver{faq.get_absolute_url()}"
    assert item["api"] == "http://testserver/api/v1/faqs/how-long"
    assert (item["license"], item["language"]) == ("BSD-3-Clause", "en-US")
    assert item["credit"] == f"Pain after back surgery, {item['url']}"
    assert (item["edited"], item["reviewed_on"], item["reviewed_by"]) == ("2026-11-23", None, None)


def test_a_text_comes_as_markdown_html_and_plain_text(client, faq):
    item = get(client, "faqs/how-long")

    page = f"http://testserver{faq.get_absolute_url()}"
    assert item["short_answer"] == {
        "markdown": "For **years** in 1 in 5. [@weir-2017]",
        "html": "For <strong>years</strong> in 1 in 5.&nbsp;"
        f'<sup class="note"><a href="{page}#note-1" id="ref-1-1" aria-label="Source 1">1</a></sup>',
        "plain": "For years in 1 in 5.",
    }
    assert item["body"]["html"] == (
        '<p>See <a href="http://testserver/understand/outlook/">the outlook</a>'
        " and &lt;b&gt;.</p>\n"
    )
    assert [(note["number"], note["key"]) for note in item["sources"]] == [(1, "weir-2017")]
    assert [link["ref"] for link in item["see_also"]] == ["topics/outlook"]


def test_a_treatment_has_its_benefits_and_harms_row_by_row(client, library):
    row = {
        "effect": "harm",
        "outcome": "Infection",
        "with_it": "3 of 100",
        "without_it": "not known",
        "comparator": "usual care",
        "over": "1 year",
        "source": "weir-2017",
    }
    TreatmentFactory(published=True, entry__key="stimulation", outcomes=[row])

    item = get(client, "treatments/stimulation")

    assert item["outcomes"] == [{**row, "note": ""}]
    assert item["certainty"] == [
        {
            "scale": "none",
            "scale_label": "No scale",
            "level": "no good studies",
            "about": "pain after surgery",
            "source": "",
        }
    ]


def test_words_cards_sources_and_codes_are_there_too(client, library):
    word = WordFactory(published=True, entry__key="nerve", definition="A cord.")
    CareCardFactory(published=True, entry__key="now", signs=["Weak legs [@weir-2017]"])
    CodeFactory(code="M96.1", entry=word.entry)

    assert get(client, "words/nerve")["definition"]["plain"] == "A cord."
    card = get(client, "cards/now", text="plain")
    assert (card["signs"], card["level"]) == ([{"plain": "Weak legs"}], "emergency")
    assert get(client, "sources/weir-2017")["funding"] == "A public fund"
    [code] = get(client, "codes")["items"]
    assert (code["oid"], code["page"]["ref"]) == ("2.16.840.1.113883.6.90", "words/nerve")
    assert code["page"]["url"] == "http://testserver/words/nerve/"
    assert code["api"] == "http://testserver/api/v1/codes/icd-10-cm/M96.1"
    assert get(client, "codes/icd-10-cm/M96.1") == get(client, "codes/ICD10CM/m961") == code


def test_a_client_gets_the_fields_and_forms_that_it_asks_for(client, faq):
    some = get(client, "faqs/how-long", fields="key,short_answer", text="plain")
    repeated = get(client, "faqs/how-long", fields=["key", "short_answer"], text=["plain"])

    assert some == {"key": "how-long", "short_answer": {"plain": "For years in 1 in 5."}}
    assert repeated == some


@pytest.mark.parametrize("path", ["claims", "claims/S01"])
def test_a_claim_never_comes_without_its_verdict_and_its_note(client, faq, path):
    found = get(client, path, fields="answer", text="plain")

    [item] = found.get("items", [found])
    assert item["answer"] == "A new operation fixes it."
    assert (item["verdict"], item["severity"]) == ("misleading", "A")
    assert item["note"] == {"plain": "Not so."}
    assert "license" not in item
    assert get(client, "claims/S01")["license"] is None


def test_no_answer_holds_a_claim_apart_from_its_note(client, faq):
    """Wherever the words of the passage are, its note is in the same object."""

    def parted(value):
        if isinstance(value, list):
            return [found for part in value for found in parted(part)]
        if not isinstance(value, dict):
            return []
        said = "A new operation fixes it." in [v for v in value.values() if isinstance(v, str)]
        alone = said and not value.get("note", {}).get("plain")
        return [value] * alone + [found for part in value.values() for found in parted(part)]

    for path in ("claims", "faqs", "corpus.json", "search?q=operation"):
        response = client.get(f"{ROOT}/{path}")
        assert parted(response.json()) == []
    assert "fixes it" in client.get(f"{ROOT}/corpus.json").content.decode()


@pytest.mark.parametrize("trait", ["draft", "scheduled", "withdrawn"])
def test_what_is_not_public_is_nowhere(client, library, trait):
    traits = {} if trait == "draft" else {trait: True}
    secret = FAQFactory(title="Secret", entry__key="secret", short_answer="Hidden", **traits)
    PassageFactory(answered_by=secret.entry, question="Secret question", key="S99")
    WordFactory(title="Secret word", entry__key="secret", **traits)
    CodeFactory(code="M96.1", title="Secret code", entry=secret.entry)
    SourceFactory(key="unread", title="Secret source", unread=True)
    FAQFactory(published=True, see_also=["faqs/secret"])

    paths = ("faqs", "words", "codes", "claims", "sources", "corpus.json", "corpus.ndjson")
    answers = {path: client.get(f"{ROOT}/{path}").content.decode() for path in paths}

    leaks = [path for path, answer in answers.items() if "Secret" in answer or "Hidden" in answer]
    assert leaks == []
    for path in ("faqs/secret", "words/secret", "sources/unread", "claims/S99"):
        assert client.get(f"{ROOT}/{path}").status_code == 404


def test_a_list_comes_page_by_page_and_each_item_once(client, library):
    for number in range(5):
        WordFactory(published=True, entry__key=f"word-{number}")

    found, path, asked = [], f"{ROOT}/words", {"limit": 2, "fields": "key"}
    while path:
        response = client.get(path, asked)
        page, asked = response.json(), {}
        found += [item["key"] for item in page["items"]]
        path = page["next"]
        assert (path is None) == ("Link" not in response.headers)

    assert found == [f"word-{number}" for number in range(5)]


def test_lists_are_narrowed_by_what_items_are(client, library):
    topic = TopicFactory(published=True, entry__key="outlook", need="outlook")
    FAQFactory(published=True, entry__key="a", topic=topic.entry)
    FAQFactory(published=True, entry__key="b", need="tests")
    TreatmentFactory(published=True, entry__key="drug", category="medication")
    TreatmentFactory(published=True, entry__key="move", category="physical")
    WordFactory(published=True, entry__key="scan", group="test")
    PassageFactory(key="S01", verdict="supported", severity="C")
    PassageFactory(key="S02")

    assert keys(client, "faqs", topic="outlook") == ["a"]
    assert keys(client, "faqs", need="tests") == ["b"]
    assert keys(client, "treatments", category="medication") == ["drug"]
    assert keys(client, "words", group="test") == ["scan"]
    assert keys(client, "claims", verdict="supported", severity="C") == ["S01"]


def test_a_topic_that_does_not_exist_is_answered_with_those_that_do(client, library):
    for key in ("outlook", "children"):
        TopicFactory(published=True, entry__key=key)

    response = client.get("/api/v1/faqs", {"topic": "outlok"})

    assert (response.status_code, response.json()["detail"]) == (
        404,
        "topic: there is no topic “outlok”. Topics: children, outlook.",
    )


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        ("topics/nothing", 404, "Nothing public has this address."),
        ("codes/icd-10-cm/M96", 404, "Nothing public has this address."),
        ("codes/nothing/M96.1", 404, "Nothing public has this address."),
        ("nothing", 404, "There is no such operation."),
        ("cards/a%0Ab/c", 404, "There is no such operation."),
        ("topics?limit=0", 422, "limit: Input should be greater than or equal to 1."),
        ("topics?text=pdf", 422, "text: choose from markdown, html, plain."),
        ("search", 422, "q: Field required."),
    ],
)
def test_a_faulty_request_gets_a_problem_with_a_sentence(client, library, path, status, detail):
    response = client.get(f"{ROOT}/{path}")

    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == status
    assert response.json()["detail"] == detail


@pytest.mark.parametrize("path", ["words", "codes", "claims", "sources"])
def test_a_field_that_does_not_exist_is_answered_with_those_that_do(client, db, path):
    response = client.get(f"{ROOT}/{path}", {"fields": "secret"})

    assert response.status_code == 422
    assert response.json()["detail"].startswith("fields: choose from kind, key, url")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed(client, db, method):
    response = getattr(client, method)(f"{ROOT}/topics")

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert response.headers["Content-Type"] == "application/problem+json"


def test_any_page_may_read_it(client, library):
    preflight = client.options(f"{ROOT}/topics")

    assert preflight.status_code == 204
    assert preflight.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    for path in ("topics", "nothing", "openapi.json"):
        response = client.get(f"{ROOT}/{path}")
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert not response.cookies


@pytest.mark.parametrize("path", ["words/nerve", "words", "claims", "corpus.json", "corpus.ndjson"])
def test_a_client_that_has_it_gets_304_until_it_changes(client, library, path):
    word = WordFactory(published=True, entry__key="nerve")
    passage = PassageFactory(answered_by=FAQFactory(published=True).entry)
    tag = client.get(f"{ROOT}/{path}").headers["ETag"]

    again = client.get(f"{ROOT}/{path}", headers={"if-none-match": tag})
    word.entry.rename("cord")
    passage.note = "Corrected."
    passage.save()
    changed = client.get(f"{ROOT}/{path}", headers={"if-none-match": tag})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200


def test_a_date_is_given_only_where_it_says_everything(client, library):
    WordFactory(published=True, live_from=days_ago(1).replace(microsecond=0))
    PassageFactory()

    words = client.get(f"{ROOT}/words")
    again = client.get(
        f"{ROOT}/words", headers={"if-modified-since": words.headers["Last-Modified"]}
    )

    assert again.status_code == 304
    for path in ("claims", "faqs", "corpus.json"):
        assert "Last-Modified" not in client.get(f"{ROOT}/{path}").headers


def test_a_head_gets_what_a_get_gets_without_the_body(client, library):
    WordFactory(published=True)

    head, full = client.head(f"{ROOT}/words"), client.get(f"{ROOT}/words")

    assert (head.content, head.headers["ETag"]) == (b"", full.headers["ETag"])


def test_every_item_is_where_it_says_it_is(client, faq):
    CodeFactory(code="M96.1", entry=faq.entry)
    CareCardFactory(published=True)
    lines = client.get(f"{ROOT}/corpus.ndjson").content.decode().splitlines()

    for item in map(json.loads, lines):
        assert client.get(item["api"]).json() == item
        assert client.get(item["url"].partition("#")[0]).status_code == 200


def test_the_corpus_holds_every_item_once_in_both_forms(client, faq):
    TreatmentFactory(published=True)
    CodeFactory(entry=faq.entry)

    whole = get(client, "corpus.json")
    lines = client.get(f"{ROOT}/corpus.ndjson").content.decode().splitlines()

    shelves = [shelf for shelf in whole.values() if isinstance(shelf, list)]
    assert [json.loads(line) for line in lines] == [item for shelf in shelves for item in shelf]
    assert whole["faqs"] == [get(client, "faqs/how-long")]


@pytest.mark.parametrize("count", [1, 3])
def test_lists_and_the_corpus_cost_the_same_queries_however_much_they_hold(
    client, library, django_assert_max_num_queries, count
):
    user = UserFactory()
    for _ in range(count):
        faq = FAQFactory(published=True)
        PassageFactory(answered_by=faq.entry)
        CodeFactory(entry=faq.entry)
        word = WordFactory(published=True)
        word.entry.reviewed_by, word.entry.last_reviewed_on = user, days_ago(1).date()
        word.entry.save()

    with django_assert_max_num_queries(6):
        client.get(f"{ROOT}/faqs")
    with django_assert_max_num_queries(6):
        client.get(f"{ROOT}/words")
    with django_assert_max_num_queries(17):
        client.get(f"{ROOT}/corpus.json")


def test_the_search_of_the_site_answers_here_too_and_is_not_kept(client, library):
    WordFactory(published=True, entry__key="laminectomy", title="Laminectomy")
    rebuild()

    response = client.get(f"{ROOT}/search", {"q": "laminectomy", "limit": 1})

    assert [hit["key"] for hit in response.json()["items"]] == ["laminectomy"]
    assert response.headers["Cache-Control"] == "private, no-store"


def test_the_audit_of_the_site_is_there(client, library):
    assert {"pages", "claims"} <= set(get(client, "quality"))


def test_a_fault_of_ours_is_a_problem_without_a_traceback(client, library, monkeypatch):
    def broken(*_args):
        raise RuntimeError("the secret inside")

    monkeypatch.setattr("fbss.views.api.find", broken)

    response = client.get(f"{ROOT}/search", {"q": "pain"})

    assert response.status_code == 500
    assert response.headers["Content-Type"] == "application/problem+json"
    assert b"secret" not in response.content


@pytest.mark.parametrize("path", ["words", "words/nerve", "corpus.json", "search?q=nerve"])
def test_while_the_database_is_away_a_client_is_told_when_to_come_back(client, db, path):
    def away(*_query):
        raise OperationalError("away")

    with connection.execute_wrapper(away):
        response = client.get(f"/api/v1/{path}")

    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["detail"].endswith("Ask again in 10 s.")


@pytest.mark.parametrize("path", ["corpus.json", "corpus.ndjson", "quality"])
def test_what_is_costly_and_the_same_for_everybody_may_be_kept(client, library, path):
    response = client.get(f"/api/v1/{path}", **{ASKED: True})

    assert "fbss_word" in response.headers[TAGS_HEADER].split()
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_the_page_for_people_is_found_without_its_slash(client, db):
    assert client.get("/api/v1/docs").headers["Location"] == "/api/v1/docs/"


def test_the_page_for_people_is_made_of_the_description(client, library):
    description = get(client, "openapi.json")
    html = client.get(f"{ROOT}/docs/").content.decode()

    assert description["openapi"].startswith("3.1")
    assert [path for path in description["paths"] if f"GET {path}</code>" not in html] == []
    assert client.get(f"{ROOT}/").headers["Location"] == f"{ROOT}/docs/"


@pytest.mark.parametrize("name", ["topic", "source", "treatment", "word"])
def test_the_api_takes_no_name_from_the_pages_for_people(name):
    assert not reverse(name, args=["x"]).startswith("/api/")
