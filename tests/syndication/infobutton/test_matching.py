import pytest

from fbss.syndication.infobutton.matching import Fit, fit
from fbss.syndication.infobutton.systems import bare, system_named


@pytest.mark.parametrize(
    ("asked", "held", "title", "expected"),
    [
        ("M961", "M961", "", Fit.SAME),
        ("T84226D", "T84226A", "", Fit.ENCOUNTER),
        ("T84226", "T84226A", "", Fit.GROUP),
        ("T84223A", "T84226A", "", None),
        ("M5431", "M5430", "Sciatica, unspecified side", Fit.SIDE),
        ("M5412", "M5416", "Radiculopathy, lumbar region", None),
        ("M545", "M5450", "", Fit.GROUP),
        ("M54", "M5450", "", Fit.GROUP),
        ("M5", "M5450", "", None),
        ("R339X", "R339", "", Fit.FINER),
        ("R32X", "R32", "", None),
        ("", "M961", "", None),
        ("M961", "", "", None),
    ],
)
def test_a_code_answers_for_itself_its_group_and_its_finer_codes(asked, held, title, expected):
    assert fit(asked, held, title) == expected


def test_a_system_without_grades_knows_only_the_same_code():
    assert fit("1001", "10012", graded=False) is None
    assert fit("10012", "10012", graded=False) is Fit.SAME


@pytest.mark.parametrize("code", ["M96.1", "m96.1", "M961", "m961", " M96.1 "])
def test_a_code_is_the_same_in_all_its_spellings(code):
    assert bare(code) == "M961"


@pytest.mark.parametrize("code", ["", "M96.1\n", "<b>", "M96/1", "x" * 25, "М96.1", "\0"])
def test_what_cannot_be_a_code_is_none(code):
    assert bare(code) == ""


@pytest.mark.parametrize(
    "name",
    [
        "2.16.840.1.113883.6.90",
        "urn:oid:2.16.840.1.113883.6.90",
        "http://hl7.org/fhir/sid/icd-10-cm",
        "icd-10-cm",
        "ICD10CM",
    ],
)
def test_a_system_is_known_by_its_oid_and_by_its_names(name):
    assert system_named(name).slug == "icd-10-cm"


@pytest.mark.parametrize(
    "name", ["", "2.16.840.1.113883.6", "2.16.840.1.113883.6.88", "constructor"]
)
def test_any_other_system_is_unknown(name):
    assert system_named(name) is None
