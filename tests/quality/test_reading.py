"""How hard a page is to read: the grade, and the sentences and words behind it."""

import pytest

from fbss.content.vocabulary import Kind
from fbss.quality.page import Facts, Page
from fbss.quality.reading import MOST, HardWord, reading
from tests.quality.pages import LIBRARY

LONG = "This one sentence " + "goes on and on " * 6 + "until it ends."
LEARNED = "Multidisciplinary rehabilitation necessitates considerable organizational preparation."


def page(**text):
    return Page({"title": "Pain"} | text, Facts(Kind.TOPIC, library=LIBRARY))


def test_an_empty_page_has_no_grade():
    found = reading(page())

    assert (found.grade, found.sentences, found.words) == (None, (), ())
    assert found.verdict == "There is nothing to read yet."


@pytest.mark.parametrize(
    ("body", "verdict"),
    [("You can walk.", "Good."), (LEARNED, "Too hard: at most 8.")],
)
def test_the_grade_is_judged_in_words(body, verdict):
    assert reading(page(body=body)).verdict == verdict


def test_long_sentences_are_named_with_their_field_and_their_words():
    found = reading(page(body=f"Short. {LONG}", aim="You can walk."))

    assert [(one.field, one.text, one.words, one.is_long) for one in found.sentences] == [
        ("body", LONG, 30, True)
    ]


def test_a_short_sentence_of_long_words_is_hard_too():
    said = f"{LEARNED[:-1]} before any operation."
    found = reading(page(body=said))

    assert [(one.text, one.is_long) for one in found.sentences] == [(said, False)]


def test_the_hardest_sentence_comes_first_and_only_so_many_are_shown():
    body = "\n\n".join([LONG] * MOST + [LEARNED[:-1] + " before any operation."])

    found = reading(page(body=body)).sentences

    assert len(found) == MOST
    assert found[0].text.startswith("Multidisciplinary")


def test_hard_words_are_counted_and_those_of_the_glossary_and_the_title_are_not():
    found = reading(
        page(
            title="Rehabilitation",
            aim="Communicating helps.",
            body="Communicating, communicating: rehabilitation and spinal cord stimulation.",
        )
    )

    assert found.words == (HardWord("aim", "communicating", 3),)
