import pytest

from fbss.search.suggestions import suggest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]


def texts(typed, **options):
    return [line.text for line in suggest(typed, **options)]


def test_fewer_than_three_letters_suggest_nothing():
    assert texts("la") == texts("  ") == texts("") == []


def test_a_word_that_is_begun_suggests_titles():
    assert "Laminectomy" in texts("lami")
    assert texts("pain pu")[0] == "pain pump"


def test_slips_do_no_harm():
    assert "Laminectomy" in texts("lamunect")
    assert "Spinal cord stimulation" in texts("spinal cord stimulaton")


def test_patients_words_lead_to_a_search():
    [first, *_] = suggest("slipped d")

    assert (first.text, first.kind) == ("slipped disc", "Search")
    assert first.url == "/search/?q=slipped+disc"


def test_words_that_are_never_shown_are_not_suggested():
    assert "botched back surgery" not in texts("botched")


def test_each_text_comes_once_and_there_are_few():
    found = texts("spinal cord stimulation", limit=5)

    assert len(found) == len({text.lower() for text in found}) <= 5


@pytest.mark.parametrize("odd", ['"""', "NEAR(", "***", "a:b*", "\0\0\0", "😀😀😀", "x" * 9000])
def test_odd_texts_are_no_error(odd):
    assert texts(odd) == [] or texts(odd)
