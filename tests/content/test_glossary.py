from fbss.content.glossary import Glossary, GlossaryWord

FUSION = GlossaryWord("spinal-fusion", "Spinal fusion", ("fusion", "arthrodesis"))
SCS = GlossaryWord("scs", "Spinal cord stimulation", ("SCS",))
GRADE = GlossaryWord("grade", "GRADE")


def mentions(text, *words):
    return [
        (text[found.start : found.end], found.word.slug) for found in Glossary(words).mentions(text)
    ]


def test_mentions_are_found_by_title_and_other_names_in_order():
    text = "SCS after a FUSION or spinal\nfusion; a grade by GRADE"

    assert mentions(text, FUSION, SCS, GRADE) == [
        ("SCS", "scs"),
        ("FUSION", "spinal-fusion"),
        ("spinal\nfusion", "spinal-fusion"),
        ("GRADE", "grade"),
    ]


def test_of_two_words_with_one_name_the_first_has_it():
    other = GlossaryWord("arthrodesis", "Arthrodesis")

    assert mentions("arthrodesis", FUSION, other) == [("arthrodesis", "spinal-fusion")]
    assert mentions("arthrodesis", other, FUSION) == [("arthrodesis", "arthrodesis")]


def test_letters_that_only_look_alike_link_nothing():
    assert mentions("fus\u0131on", FUSION) == []


def test_an_empty_glossary_mentions_nothing():
    assert mentions("fusion") == []


def test_a_word_has_an_address():
    assert FUSION.address == "/words/spinal-fusion/"
