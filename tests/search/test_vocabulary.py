from fbss.search.vocabulary import Vocabulary

WORDS = Vocabulary({"fusion": 9, "fused": 4, "pump": 3, "saving": 2, "laminectomy": 5}, 12, ["jab"])


def test_forms_of_a_word_are_counted_together_but_never_more_than_there_are_documents():
    assert WORDS.count("fuse") == 12
    assert WORDS.count("pump") == 3
    assert WORDS.count("jab") == 0


def test_a_rare_word_weighs_more_than_a_common_one():
    assert WORDS.weight(0) > WORDS.weight(3) > WORDS.weight(12) > 0


def test_words_of_the_lexicon_are_spelled_right_without_a_page():
    assert WORDS.knows("jab")
    assert not WORDS.knows("jabx")


def test_begun_words_come_most_frequent_first():
    assert WORDS.begun("fus") == ["fusion", "fused"]
    assert WORDS.begun("zz") == []


def test_nearly_begun_words_begin_with_the_same_letter():
    assert WORDS.nearly_begun("lamun") == ["laminectomy"]
    assert WORDS.nearly_begun("kamin") == []


def test_the_nearest_word_is_found_unless_it_is_too_far():
    assert WORDS.nearest("fuson") == "fusion"
    assert WORDS.nearest("zapping") == ""
    assert WORDS.nearest("pmp") == ""


def test_two_words_written_as_one_are_split():
    assert WORDS.split("fusionpump") == ("fusion", "pump")
    assert WORDS.split("laminectomy") == ()
