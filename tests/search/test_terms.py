import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbss.search.lexicon import Haste, Lexicon, Pair
from fbss.search.terms import understand
from fbss.search.vocabulary import Vocabulary

WORDS = {
    "laminectomy": 9,
    "surgery": 40,
    "pain": 50,
    "pump": 5,
    "mental": 2,
    "stimulation": 7,
    "stimulator": 6,
    "physiotherapy": 1,
    "microdiscectomy": 3,
    "back": 45,
    "spinal": 20,
    "cord": 6,
    "syndrome": 8,
    "after": 30,
}
LEXICON = Lexicon(
    [
        Pair("SCS", "spinal cord stimulation"),
        Pair("op", "surgery", is_shown=False),
        Pair("overdose", "opioid overdose", haste=Haste.EMERGENCY),
    ]
)
VOCABULARY = Vocabulary(WORDS, 60, LEXICON.words)


def ask(text, **options):
    return understand(text, VOCABULARY, LEXICON, **options)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("laminectamy", "laminectomy"),
        ("sydrome", "syndrome"),
        ("fizziotherapy", "physiotherapy"),
        ("painpump", "pain pump"),
        ("sergery after laminectamy", "surgery after laminectomy"),
    ],
)
def test_slips_are_corrected_to_words_of_the_site(typed, meant):
    asked = ask(typed)

    assert (asked.was_corrected, asked.corrected) == (True, meant)


@pytest.mark.parametrize("typed", ["dental", "laminectomies", "stimu", "cord", "ok", "L4"])
def test_words_that_are_spelled_right_or_only_begun_are_left_alone(typed):
    assert ask(typed).corrected == typed


def test_a_correction_can_be_refused():
    asked = ask("laminectamy", corrects=False)

    assert (asked.was_corrected, asked.unknown) == (False, ("laminectamy",))


def test_a_word_that_was_begun_stands_for_all_words_that_begin_so():
    [slot] = ask("stimu").slots

    assert [stem for stem, _ in slot.words[0].stems] == ["stimul"]


def test_one_word_written_as_two_is_put_together():
    [slot] = ask("micro discectomy").slots

    assert slot.words[0].stems == (("microdiscectomi", 1.0),)


def test_other_names_are_looked_for_and_told():
    asked = ask("scs")

    assert asked.also == ("spinal cord stimulation",)
    assert asked.slots[0].names == ((("spinal", "cord", "stimul"), 0.9),)
    assert "cord" in asked.stems


def test_names_for_search_alone_are_not_told():
    assert ask("op").also == ()
    assert ask("op").slots[0].names == ((("surgeri",), 0.9),)


def test_a_word_that_nobody_uses_weighs_as_much_as_what_it_means():
    assert ask("op").slots[0].weight == pytest.approx(ask("surgery").slots[0].weight)


def test_urgent_words_are_noticed_even_with_a_slip():
    assert ask("overdoze of pills").haste is Haste.EMERGENCY


def test_nothing_typed_asks_for_nothing():
    assert ask("  \t ").slots == ()


def test_numbers_and_levels_of_the_spine_say_little():
    words = {slot.words[0].is_weak for slot in ask("L4/L5 2 s1 t12l1").slots}

    assert words == {True}


def test_weak_words_that_mean_something_together_count():
    lexicon = Lexicon([Pair("no use", "pump", is_shown=False)])
    [slot] = understand("no use", VOCABULARY, lexicon).slots

    assert not slot.is_weak
    assert slot.weight == pytest.approx(VOCABULARY.weight(VOCABULARY.count("pump")) * 1.5)


def test_what_only_resembles_something_hides_no_word_that_has_a_name():
    lexicon = Lexicon(
        [Pair("op pain", "syndrome", is_same=False), Pair("op", "surgery", is_shown=False)]
    )
    slots = understand("op pain", VOCABULARY, lexicon).slots

    assert [slot.names for slot in slots] == [((("surgeri",), 0.9),), ()]


@given(st.text(max_size=600))
def test_no_text_is_an_error(text):
    asked = ask(text)

    assert len(asked.typed) <= 200
    for slot in asked.slots:
        for phrase in slot.phrases():
            assert all(stem.isalnum() for stem in phrase)


@pytest.mark.parametrize(
    "odd",
    [
        '"',
        "NEAR(",
        "*",
        ":",
        "a" * 10_000,
        "\0",
        "😀😀",
        "مرحبا بالعالم",
        "'; DROP TABLE x;--",
        "name_words : x",
    ],
)
def test_odd_texts_become_words_or_nothing(odd):
    for slot in ask(odd).slots:
        assert all(stem.isalnum() for phrase in slot.phrases() for stem in phrase)
