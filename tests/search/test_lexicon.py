import pytest

from fbss.search.lexicon import RELATED, SAME, SIBLING, Haste, Lexicon, Pair
from fbss.search.stems import words_asked


def mentions(lexicon, text):
    return lexicon.mentions(words_asked(text))


@pytest.fixture
def lexicon():
    return Lexicon(
        [
            Pair("slipped disc", "herniated disc"),
            Pair("ruptured disc", "herniated disc"),
            Pair("physio", "exercise", is_same=False),
            Pair("can't pee", "urinary retention", haste=Haste.EMERGENCY),
            Pair("loose screw", "hardware failure"),
        ]
    )


def test_a_lay_word_stands_for_its_term_and_for_other_lay_words(lexicon):
    [found] = mentions(lexicon, "my slipped discs")

    assert found.meaning.others == {("herniat", "disc"): SAME, ("ruptur", "disc"): SIBLING}
    assert list(found.meaning.shown) == ["herniated disc"]


def test_a_term_stands_for_the_lay_words(lexicon):
    [found] = mentions(lexicon, "herniated disc")

    assert set(found.meaning.others) == {("slip", "disc"), ("ruptur", "disc")}


def test_what_is_only_related_leads_one_way_and_weighs_less(lexicon):
    [found] = mentions(lexicon, "physio")

    assert found.meaning.others == {("exerc",): RELATED}
    assert mentions(lexicon, "exercise")[0].meaning.others == {}


def test_words_of_a_phrase_may_stand_apart_and_in_another_order(lexicon):
    assert [found.phrase for found in mentions(lexicon, "screws came loose")] == [("loos", "screw")]
    assert mentions(lexicon, "screws of a kind that nobody ever saw loose") == []


def test_urgent_words_say_so_whatever_they_are_written_like(lexicon):
    for text in ("can't pee", "I cannot pee", "CAN NOT PEE at all", "urinary retention"):
        [found] = mentions(lexicon, text)

        assert found.meaning.haste is Haste.EMERGENCY
        assert list(found.meaning.urgent_for) == ["urinary retention"]


def test_one_word_for_another_works_inside_every_phrase():
    lexicon = Lexicon(
        [
            Pair("op", "surgery"),
            Pair("disc surgery", "discectomy"),
            Pair("numb bottom", "saddle anesthesia", haste=Haste.EMERGENCY),
            Pair("bottom", "leg"),
        ]
    )

    assert mentions(lexicon, "disc op")[0].meaning.others == {
        ("disc", "surgeri"): SAME,
        ("discectomi",): SAME,
    }
    assert max(found.meaning.haste for found in mentions(lexicon, "numb leg")) is Haste.NONE


def test_a_phrase_with_small_words_keeps_its_order():
    lexicon = Lexicon([Pair("not work", "fail")])

    assert [found.places for found in mentions(lexicon, "surgery did not work")] == [(1, 2)]
    assert mentions(lexicon, "why work is not good") == []


def test_small_words_count_where_one_word_stands_beside_them():
    lexicon = Lexicon(
        [Pair("backing out", "loose"), Pair("too many pills", "overdose", haste=Haste.EMERGENCY)]
    )

    [found] = mentions(lexicon, "is a screw of mine backing out")

    assert (found.places, found.meaning.others) == ((1,), {("loos",): SAME})
    assert mentions(lexicon, "my back after surgery") == []
    assert mentions(lexicon, "how many pills") == []
    assert mentions(lexicon, "I took far too many pills")[0].meaning.haste is Haste.EMERGENCY


def test_pairs_without_a_word_are_left_out():
    assert Lexicon([Pair("the", "of"), Pair("!", "?")]).stems == set()
