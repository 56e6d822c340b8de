import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbss.search.stems import folded, sound, stem, stems_of, words_asked, words_written
from fbss.search.vocabulary import ENGLISH, english


def stems(text):
    return list(stems_of(words_asked(text), weak=True))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Laminectomies", "laminectomy"),
        ("post-laminectomy", "postlaminectomy"),
        ("PARAESTHESIA", "paresthesia"),
        ("programme", "program"),
        ("faecal", "fecal"),
        ("randomised", "randomized"),
        ("operación", "operacion"),
        ("failed fusions", "failure fused"),
        ("my dad’s screws", "screw"),
        ("it didn't work", "did not work"),
        ("I can not pee", "can't pee"),
        ("it isn`t better", "it isn't better"),
    ],
)
def test_forms_of_a_word_share_their_stem(one, other):
    assert stems(one) == stems(other)


def test_words_with_other_meanings_keep_apart():
    assert stem("stimulus") != stem("stimulation")
    assert stem("dental") != stem("mental")


def test_light_words_are_no_stems():
    assert stems("the pain of my husband") == ["pain"]


def test_a_joined_word_of_ours_is_found_under_its_second_half_too():
    assert words_written("post-laminectomy pain") == ["postlaminectomy", "laminectomy", "pain"]
    assert words_asked("post-laminectomy pain") == ["postlaminectomy", "pain"]


@given(st.text(st.characters(max_codepoint=127), max_size=40))
def test_plain_letters_are_split_like_all_others(text):
    """Text in ASCII takes a quicker way; a word in another script sends it the long way."""
    assert words_written(text) == words_written(f"{text} ж")[:-1]


def test_a_search_is_cut_where_nobody_reads_on():
    assert len(words_asked("pain " * 5000)) == 24


def test_a_word_sounds_like_its_misspelling():
    assert sound("fizziotherapy") == sound("physiotherapy")
    assert sound("siatica") == sound("sciatica")


def test_folding_keeps_other_scripts():
    assert folded("Ñandú ЁЛКА") == "nandu елка"


def test_the_english_words_are_stems_of_this_stemmer_with_their_licence():
    words = english()

    assert {"dental", "mental", "school", "hip"} <= words
    assert 10_000 < len(words) < 20_000
    assert "Copyright 2000-2011 by Kevin Atkinson" in ENGLISH.read_text("utf-8")
    assert "laminectomi" not in words
