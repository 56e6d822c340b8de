from fbss.content.glossary import GlossaryWord
from fbss.content.references import Meaning, References, SourceLine


def line(**fields):
    return SourceLine(
        **{"key": "weir-2017", "authors": "Weir S", "kind": "", "funding": ""} | fields
    )


def test_a_source_says_where_it_was_published():
    full = line(container="BMJ Open", year=2017, details="7(9):e017585")

    assert full.place == "BMJ Open 2017, 7(9):e017585"
    assert line(details="7(9)").place == "7(9)"
    assert line().place == ""


def test_a_source_has_a_page_of_its_own():
    assert line().address == "/sources/weir-2017/"


def test_the_glossary_holds_the_words_that_have_a_meaning():
    word = GlossaryWord("scar", "Scar tissue")

    assert References(meanings={"scar": Meaning(word, "…")}).glossary().words == (word,)
