import pytest

from fbss.content.names import pattern


def found(names, text, **options):
    return [match[0] for match in pattern(frozenset(names), **options).finditer(text)]


def test_the_longest_name_wins():
    names = ["spinal", "spinal cord", "spinal cord stimulation"]

    assert found(names, "Spinal cord stimulation, spinal cords, spinal cord") == [
        "Spinal cord stimulation",
        "spinal",
        "spinal cord",
    ]


@pytest.mark.parametrize(
    "text", ["refusion", "fusions", "non-fusion", "fusion-like", "x@fusion.org", "fusion@x.org"]
)
def test_only_whole_words_are_found(text):
    assert found(["fusion"], text) == []


@pytest.mark.parametrize("text", ["(fusion)", "Fusion.", "FUSION's", "fusion – or", "fusion- "])
def test_signs_around_a_word_do_not_hide_it(text):
    assert len(found(["fusion"], text)) == 1


def test_an_abbreviation_is_found_as_it_is_written():
    assert found(["ACT", "NSAIDs"], "We act. ACT, Act; nsaids") == ["ACT", "nsaids"]


def test_a_name_of_two_words_may_stand_on_two_lines():
    assert found(["facet  joint"], "the facet\njoint") == ["facet\njoint"]


def test_plurals_are_found_on_request():
    assert found(["stimulator", "MRI"], "stimulators MRIs", plural=True) == ["stimulators", "MRIs"]


def test_no_names_find_nothing():
    assert found(["", "  "], "any text") == []


def test_signs_in_a_name_are_taken_literally():
    assert found(["A&E (UK)", "a.b"], "A&E (UK) axb a.b") == ["A&E (UK)", "a.b"]
