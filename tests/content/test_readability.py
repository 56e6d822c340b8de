import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbss.content.readability import Grade, grade, hard_words


def test_the_grade_is_the_published_formula():
    assert grade("The cat sat on the mat. It was happy.") == Grade(
        round(0.39 * 9 / 2 + 11.8 * 10 / 9 - 15.59, 2), 2, 9, 10
    )


@pytest.mark.parametrize("text", ["", "  \n ", "[@weir-2017]", "***", "- \n- "])
def test_a_text_without_words_has_no_grade(text):
    assert grade(text) == Grade(None, 0, 0, 0)


def test_citations_and_markup_change_nothing():
    assert grade("Most **people** [feel](/x/) better [@a]. [@b]") == grade(
        "Most people feel better."
    )


def test_a_medical_name_is_one_word_of_two_syllables():
    names = ["Spinal cord stimulation", "spinal cord", "laminectomy"]

    assert grade(
        "Spinal cord stimulation helps. A laminectomy or two laminectomys.", medical_names=names
    ) == grade("Doctor helps. A doctor or two doctors.")


def test_medical_names_make_a_text_no_harder_to_grade_than_plain_ones():
    text = "Radiofrequency denervation interrupts nociceptive transmission."

    named = grade(text, medical_names=["radiofrequency denervation", "nociceptive"])

    assert (named.words, named.syllables) == (4, 10)
    assert named.value < grade(text).value


def test_items_end_sentences():
    assert grade("You can:\n- rest\n- walk").sentences == 3


@given(st.lists(st.sampled_from(["Pain", "goes on.", "laminectomy", "Rest"]), min_size=1))
def test_empty_lines_make_no_text_easier(parts):
    assert grade("\n\n".join(parts)) == grade("\n".join(parts))


def test_hard_words_are_long_and_not_known():
    text = "A laminectomy is an Operation. The operation helps; physical therapy too."

    assert hard_words(text) == ("laminectomy", "operation", "physical", "therapy")
    assert hard_words(text, known=["Physical therapy", "laminectomy"]) == ("operation",)


@given(st.text(max_size=200))
def test_any_text_can_be_graded(text):
    assert (grade(text).value is None) == (grade(text).words == 0)
