"""Rows of benefits and harms in the form: added, moved, taken out; faulty ones are named."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from fbss.admin.forms import CARRIED
from fbss.admin.rows import RowsField
from fbss.content.frames import Outcome
from tests.admin.forms import address, initial, save
from tests.factories import SourceFactory, TreatmentFactory

pytestmark = pytest.mark.django_db

ROW = {
    "effect": "benefit",
    "outcome": "Half the pain gone",
    "with_it": "48 of 100",
    "without_it": "9 of 100",
    "comparator": "usual care",
    "over": "6 months",
    "source": "nice-ta159",
}
HARM = ROW | {"effect": "harm", "outcome": "An infection", "with_it": "4 of 100"}


@pytest.fixture
def live(db):
    SourceFactory(key="nice-ta159")
    return TreatmentFactory(published=True, outcomes=[ROW, HARM])


def row(number, **parts):
    return {f"outcomes-{number}-{name}": value for name, value in parts.items()}


def newest(live):
    return type(live).objects.newest().get(entry=live.entry)


def test_the_form_shows_each_row_and_two_empty_ones(editor, live):
    page = editor.get(address(live)).content.decode()

    assert page.count('name="outcomes-0-outcome"') == 1
    assert page.count('name="outcomes-1-outcome"') == 1
    assert page.count('class="row-card" data-spare') == 4  # two of each kind of row
    assert Outcome.names()[-1] == "note"
    assert 'name="outcomes-0-note"' in page


def test_an_empty_row_that_is_filled_in_is_added(editor, live):
    save(editor, live, **row(2, **HARM | {"outcome": "A broken lead"}))

    assert newest(live).outcomes == [ROW, HARM, HARM | {"outcome": "A broken lead"}]


def test_a_row_whose_box_is_ticked_goes(editor, live):
    save(editor, live, **row(0, gone="yes"))

    assert newest(live).outcomes == [HARM]


def test_rows_stand_where_their_numbers_say(editor, live):
    save(editor, live, **row(0, place="3"))

    assert newest(live).outcomes == [HARM, ROW]


def test_a_place_that_is_no_number_stands_last(editor, live):
    save(editor, live, **row(0, place="first"))

    assert newest(live).outcomes == [HARM, ROW]


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"effect": "good"}, "Row 1, effect: 'good' is not known. Choose benefit or harm."),
        ({"with_it": ""}, "Row 1, with it: is missing."),
        (
            {"with_it": "9 of 5"},
            "Row 1, with it: '9 of 5' counts more people than there were.",
        ),
    ],
)
def test_a_faulty_row_is_named_and_nothing_is_lost(editor, live, parts, sentence):
    response = save(editor, live, **row(0, **parts))

    form = response.context["adminform"].form
    assert form.errors["outcomes"] == [sentence]
    assert form["outcomes"].value()[0] == {**ROW, "note": "", **parts}
    assert newest(live) == live


def test_a_form_whose_rows_did_not_change_has_no_change(editor, live):
    url = address(live)
    form = editor.post(url, initial(editor, url) | {"title": ""}).context["adminform"].form

    assert set(form.changed_data) - set(CARRIED) == {"title"}


PART = st.sampled_from([*Outcome.names(), "place", "gone", "x"])
SENT = st.dictionaries(
    st.builds("outcomes-{}-{}".format, st.integers(-1, 12_000), PART), st.text(max_size=20)
)


@given(SENT)
def test_whatever_a_browser_sends_becomes_rows_or_sentences(sent):
    field = RowsField(Outcome, required=False)

    rows = field.widget.value_from_datadict(sent, {}, "outcomes")

    assert all(set(row) == set(Outcome.names()) for row in rows)
    assert all(sentence.startswith("Row ") for sentence in refusals(field, rows))


def refusals(field, rows):
    try:
        field.clean(rows)
    except ValidationError as refused:
        return refused.messages
    return []
