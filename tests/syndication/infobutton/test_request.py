import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbss.content.vocabulary import Need
from fbss.syndication.infobutton.request import (
    BadRequest,
    Criterion,
    Form,
    Recipient,
    Request,
    parse,
)

ICD = "2.16.840.1.113883.6.90"
CODE = {"mainSearchCriteria.v.c": "M96.1", "mainSearchCriteria.v.cs": ICD}
MIRRORED = (
    ("mainSearchCriteria.v.c", "M96.1"),
    ("mainSearchCriteria.v.cs", ICD),
)


def test_a_code_and_its_system_are_enough():
    assert parse(CODE) == Request(
        criteria=(Criterion("M96.1", ICD),),
        mirrored=(*MIRRORED, ("informationRecipient", "PAT")),
    )


def test_the_older_spelling_says_the_same():
    older = {"mainSearchCriteria.c.c": "M96.1", "mainSearchCriteria.c.cs": ICD}

    assert parse(older) == parse(CODE)


def test_everything_that_an_answer_needs_is_read():
    asked = parse(
        {
            **CODE,
            "mainSearchCriteria.v.dn": "Postlaminectomy syndrome",
            "mainSearchCriteria.v.c1": "M54.5",
            "subTopic.v.c": "Q000628",
            "taskContext.c.c": "MLREV",
            "informationRecipient": "PROV",
            "informationRecipient.languageCode.c": "es",
            "knowledgeResponseType": "Application/JavaScript",
            "callback": "jQuery1_2.show",
        }
    )

    assert asked.criteria == (Criterion("M96.1", ICD), Criterion("M54.5", ICD))
    assert (asked.need, asked.recipient) == (Need.TREATMENT, Recipient.PROVIDER)
    assert (asked.form, asked.callback) == (Form.JSONP, "jQuery1_2.show")
    assert asked.is_about_medicines


def test_nothing_about_the_patient_is_read():
    patient = {
        "patientPerson.administrativeGenderCode.c": "F",
        "age.v.v": "57",
        "age.v.u": "a",
        "ageGroup.v.c": "D008875",
        "locationOfInterest.addr.ZIP": "90210",
        "encounter.c.c": "AMB",
        "assignedAuthorizedPerson.id.root": "1.2.3",
    }

    assert parse({**CODE, **patient}) == parse(CODE)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"mainSearchCriteria.v.c": ""}, "mainSearchCriteria.v.c is missing"),
        ({"mainSearchCriteria.v.c": "  "}, "mainSearchCriteria.v.c is missing"),
        ({"mainSearchCriteria.v.cs": ""}, "mainSearchCriteria.v.cs is missing"),
        ({"knowledgeResponseType": "text/html"}, "knowledgeResponseType is not known"),
        ({"knowledgeResponseType": "application/javascript"}, "callback must be"),
    ],
)
def test_what_is_missing_or_wrong_is_named_in_a_sentence(wrong, named):
    with pytest.raises(BadRequest, match=named):
        parse({**CODE, **wrong})


@pytest.mark.parametrize(
    "callback",
    ["", "1a", "a b", "a()", "a;b", "a.", ".a", "a..b", "a-b", "<b>", "é", "a" * 65, "a[0]"],
)
def test_a_callback_is_the_name_of_a_function_and_nothing_else(callback):
    with pytest.raises(BadRequest, match="callback must be"):
        parse({**CODE, "knowledgeResponseType": "application/javascript", "callback": callback})


@given(
    st.dictionaries(st.sampled_from([*CODE, "callback", "knowledgeResponseType", "x"]), st.text())
)
def test_any_request_is_read_or_refused_with_a_sentence(parameters):
    try:
        asked = parse(parameters)
    except BadRequest as reason:
        said = str(reason)
    else:
        said = "."
        assert asked.criteria

    assert said.endswith(".")
