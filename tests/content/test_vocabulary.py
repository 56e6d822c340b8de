import copy
import pickle

import pytest

from fbss.content import vocabulary as v

VOCABULARIES = v.Vocabulary.__subclasses__()


def test_every_member_has_a_label_of_its_own():
    labels = {vocabulary: [member.label for member in vocabulary] for vocabulary in VOCABULARIES}

    assert all(all(found) and len(set(found)) == len(found) for found in labels.values())


def test_a_member_is_its_value_in_texts_and_comparisons():
    assert (v.Kind("faq"), f"{v.Kind.FAQ}", v.Kind.FAQ == "faq") == (v.Kind.FAQ, "faq", True)


def test_choices_pair_values_with_labels_in_order():
    assert v.Effect.choices() == [("benefit", "Benefit"), ("harm", "Harm")]


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_members_survive_copying_and_pickling(vocabulary):
    members = list(vocabulary)

    assert [copy.deepcopy(member) for member in members] == members
    assert pickle.loads(pickle.dumps(members)) == members


def test_an_unknown_value_is_refused():
    with pytest.raises(ValueError, match="'novel' is not a valid Kind"):
        v.Kind("novel")


def test_kinds_name_the_folders_of_references():
    assert [kind.folder for kind in v.Kind] == [
        "topics",
        "faqs",
        "treatments",
        "pages",
        "words",
        "cards",
    ]
    assert [v.Kind.of_folder(kind.folder) for kind in v.Kind] == list(v.Kind)


def test_safety_texts_are_reviewed_twice_as_often():
    assert {tier.value: tier.months for tier in v.Tier} == {"standard": 12, "safety": 6}


def test_there_are_eight_needs_and_eight_categories():
    assert (len(v.Need), len(v.Category)) == (8, 8)


def test_only_scales_with_fixed_levels_list_them():
    assert {scale.value: scale.levels for scale in v.Scale} == {
        "grade": ("high", "moderate", "low", "very low"),
        "nice": ("offer", "consider", "option", "do not offer"),
        "nass": None,
        "cdc": None,
        "cochrane-before-grade": None,
        "authors-own": None,
        "none": ("no good studies",),
    }


def test_only_sources_that_were_read_are_citable():
    assert {status.value: status.citable for status in v.ReadStatus} == {
        "R1": True,
        "R1s": True,
        "R2": False,
        "M": False,
    }


def test_verdicts_are_worded_for_readers():
    assert [verdict.label for verdict in v.Verdict] == [
        "Supported",
        "Partly supported",
        "Out of date",
        "Misleading",
        "Does not answer the question",
    ]
