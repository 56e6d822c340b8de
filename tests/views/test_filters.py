from fbss.views.filters import Filter, as_query, plain_filter

OPTIONS = [("grade:low", "Low & slow"), ("nice:option", "Option")]


def chosen(value):
    return plain_filter("certainty", "How sure", OPTIONS, {"certainty": value})


def test_a_choice_that_is_offered_is_taken():
    choice = chosen("grade:low")

    assert (choice.chosen, choice.unknown) == ("grade:low", "")


def test_a_choice_that_is_not_offered_is_named():
    choice = chosen("nope")

    assert (choice.chosen, choice.unknown) == ("", "nope")


def test_no_choice_is_no_fault():
    for choice in (chosen(""), plain_filter("certainty", "How sure", OPTIONS, {})):
        assert (choice.chosen, choice.unknown) == ("", "")


def test_options_may_stand_in_groups():
    choice = Filter("certainty", "How sure", (("GRADE", (("grade:low", "low"),)),), "grade:low")

    assert choice.chosen == "grade:low"


def test_choices_become_part_of_an_address():
    assert as_query([chosen("grade:low"), chosen("nope")]) == "certainty=grade%3Alow&"
    assert as_query([chosen("")]) == ""
