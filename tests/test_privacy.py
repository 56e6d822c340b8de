"""The page about privacy says what is so: each of its sentences about the software has a proof."""

import re
from pathlib import Path

import pytest

from fbss.models import Feedback, SearchMiss
from fbss.models.search_miss import KEPT_FOR
from fbss.search.misses import MOST_LETTERS, MOST_WORDS
from fbss.views.feedback import TURNSTILE
from fbss.views.search import SEARCHES, SUGGESTIONS

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "seeds" / "pages" / "privacy.md").read_text()
# These speak about the software. The others speak about servers, devices and editors.
SECTIONS = ("What the software does", "When you search", "When you send a comment")

HERE = "tests/test_privacy.py"
LOGS = "tests/portal/test_logs.py::test_nothing_that_a_reader_does_is_told_by_the_log"
COUNTS = "tests/portal/test_counts.py::test_no_name_is_in_the_file"
ADVICE = "advice to the reader"
PROOFS = {
    "It sets no cookie for readers.": "tests/portal/test_headers.py"
    "::test_a_reader_gets_no_cookie_whatever_is_asked_for",
    "It has no account and no log-in for readers.": "tests/portal/accounts/test_login.py"
    "::test_nobody_can_sign_up",
    "It loads no script, font, picture or counter from another host.": "tests/test_readers.py"
    "::test_nothing_is_loaded_from_elsewhere",
    "It asks for no name and no address, and it keeps no device number of a reader.": HERE
    + "::test_no_form_for_readers_asks_who_they_are",
    "Its log says which kind of page was asked for, when, and how long it took.": LOGS,
    "Its log holds no words that you search for, and no full network address.": LOGS,
    "For some minutes it counts how often a network searches or sends a comment.": HERE
    + "::test_networks_are_counted_for_minutes",
    "This stops floods.": "tests/views/test_limits.py"
    "::test_who_asks_too_often_is_told_when_to_come_back",
    "It keeps that number under a scrambled form of your network address, never the address.": (
        COUNTS
    ),
    "Your words go to this site when you search.": "tests/views/test_search.py::",
    "With JavaScript they also go there while you type, so that it can suggest pages.": (
        "tests/search/test_suggestions.py::"
    ),
    "If a search finds no clear answer and somebody asks it again, the editors see its words "
    "and a count.": "tests/search/test_misses.py::test_a_miss_is_kept_from_the_second_time_on",
    "Searches that are long, or that hold a web address or a longer number, are not kept.": (
        "tests/search/test_misses.py::test_nothing_that_looks_personal_is_kept"
    ),
    "The words leave our list after about three months.": HERE
    + "::test_searches_are_kept_for_about_three_months",
    "The first such search of a day leaves a scrambled mark, not its words.": (
        "tests/search/test_misses.py::test_a_first_search_leaves_nothing_to_read"
    ),
    "The mark is forgotten when the day is over.": (
        "tests/search/test_misses.py::test_a_mark_runs_out_when_the_day_is_over"
    ),
    "You can say if a page was useful, why, and what to change.": "tests/views/test_feedback.py"
    "::test_a_vote_and_its_reason_are_kept_with_their_page",
    "We keep your answer, the page and the day.": HERE
    + "::test_a_comment_has_no_column_for_who_wrote_it",
    "We do not publish it.": "tests/views/test_feedback.py::test_feedback_is_on_no_page",
    "Software takes out what looks like an e-mail address, a web address or a long number.": (
        "tests/models/test_feedback.py"
        "::test_what_could_tell_who_wrote_it_is_taken_out_before_it_is_kept"
    ),
    "It cannot spot a name, so leave names out.": ADVICE,
}


def sentences():
    """What the page says about the software, sentence by sentence."""
    found = []
    for section in SECTIONS:
        text = PAGE.partition(f"## {section}\n")[2].partition("\n## ")[0]
        for block in re.split(r"\n\n|\n(?=- )", text.strip()):
            line = " ".join(block.removeprefix("- ").split())
            found += re.split(r"(?<=[.?!]) (?=[A-Z])", line)
    return [sentence for sentence in found if sentence]


def test_each_sentence_has_a_proof_and_each_proof_its_sentence():
    assert sorted(sentences()) == sorted(PROOFS)


@pytest.mark.parametrize(("sentence", "proof"), PROOFS.items(), ids=range(len(PROOFS)))
def test_a_proof_is_a_test_that_runs(sentence, proof):
    if proof == ADVICE:
        return
    path, _, name = proof.partition("::")

    text = (ROOT / path).read_text()

    assert re.search(rf"^def {name or 'test_'}", text, re.MULTILINE), sentence


def test_searches_are_kept_for_about_three_months():
    assert 85 <= KEPT_FOR.days <= 95
    assert (MOST_WORDS, MOST_LETTERS) <= (8, 100)
    fields = {field.name for field in SearchMiss._meta.get_fields()}
    # The last two are what editors add.
    assert fields == {"id", "day", "text", "count", "handled", "note"}


def test_networks_are_counted_for_minutes():
    assert all(60 <= gate.seconds <= 900 for gate in (SEARCHES, SUGGESTIONS, TURNSTILE))


def test_a_comment_has_no_column_for_who_wrote_it():
    fields = {field.name for field in Feedback._meta.get_fields()}
    # The last three are what editors add.
    assert fields == {"id", "day", "entry", "useful", "reason", "text", "state", "note"}


@pytest.mark.django_db
def test_no_form_for_readers_asks_who_they_are(client):
    asked = set()
    for path in ("/", "/search/", "/feedback/?useful=no", "/prepare/", "/treatments/"):
        html = client.get(path).content.decode()
        asked |= set(re.findall(r'<(?:input|textarea|select)[^>]* name="([^"]+)"', html))

    # "website" is a trap for programs, which people do not see.
    personal = {"name", "email", "phone", "tel", "address", "age", "birthday", "zip", "device"}
    assert {"q", "useful", "text"} <= asked
    assert asked & personal == set()
