import pytest
import yaml
from django.db import models

from fbss.models import REVISIONS, Code, Passage, Source, Synonym
from fbss.seeding.nodes import Wrong
from fbss.seeding.shapes import FOLDERS, LISTS, SHAPES

MODELS = REVISIONS | {model.KIND: model for model in (Source, Passage, Synonym, Code)}
# What the raw text itself says, not the audit of it.
FROM_RAW_TEXT = {"question", "answer", "printed_date", "truncated", "first_line", "last_line"}
# Kept beside the text: with the entry that the text belongs to.
OF_THE_ENTRY = {"key", "slug"}


def test_every_kind_has_a_shape():
    assert set(SHAPES) == set(MODELS)
    assert set(FOLDERS) == {"topics", "faqs", "treatments", "pages"}
    assert set(LISTS) == {
        f"{name}.yaml" for name in ("words", "cards", "sources", "passages", "synonyms", "codes")
    }


@pytest.mark.parametrize("kind", SHAPES)
def test_the_fields_of_a_shape_are_those_of_the_model(kind):
    fields = set(SHAPES[kind].fields)
    if kind in REVISIONS:
        fields -= OF_THE_ENTRY
    if kind == "passage":
        fields |= FROM_RAW_TEXT

    assert fields == set(MODELS[kind].text_fields())


@pytest.mark.parametrize("kind", SHAPES)
def test_no_shape_lets_through_what_its_column_cannot_hold(kind):
    columns = {field.name: field for field in MODELS[kind]._meta.concrete_fields}
    for name, field in SHAPES[kind].fields.items():
        column = columns.get(name)
        if isinstance(column, models.CharField) and not column.choices:
            node = yaml.compose("a" * (column.max_length + 1))
            with pytest.raises(Wrong, match=r"^expected "):
                field.read(node)


def test_a_short_answer_has_at_most_40_words():
    check = SHAPES["faq"].check
    long = "word " * 41
    cited = "word " * 40 + "[@weir-2017]"

    assert list(check({"short_answer": "word " * 40})) == []
    assert list(check({"short_answer": cited})) == []
    assert list(check({"short_answer": long})) == [
        ("short_answer", "expected at most 40 words, got 41")
    ]


def test_lines_of_registers_are_named_by_their_fields():
    synonym = {"lay": "slipped disc", "clinical": "herniated disc"}
    code = {"system": "icd-10-cm", "code": "M96.1"}

    assert SHAPES["synonym"].name(synonym) == "slipped disc = herniated disc"
    assert SHAPES["code"].name(code) == "icd-10-cm M96.1"
    assert SHAPES["word"].name({"key": "disc"}) == "disc"
