from fbss.seeding.faults import Fault, FaultySeed, beginning, did_you_mean, one_of


def test_a_fault_says_where_which_field_and_what():
    fault = Fault("faqs/how.md", 4, "topic", "is missing")

    assert str(fault) == "faqs/how.md:4: topic: is missing"


def test_a_fault_of_no_field_leaves_it_out():
    assert str(Fault("raw.txt", 7, "", "not UTF-8")) == "raw.txt:7: not UTF-8"


def test_faults_are_sorted_by_place_and_each_is_said_once():
    late, early = Fault("b.md", 1, "", "x"), Fault("a.md", 10, "", "x")
    first = Fault("a.md", 9, "", "x")

    faulty = FaultySeed([late, early, first, early])

    assert faulty.faults == (first, early, late)
    assert str(faulty) == "a.md:9: x\na.md:10: x\nb.md:1: x"


def test_a_near_choice_is_offered():
    assert did_you_mean("titel", ["title", "topic"]) == " (did you mean title?)"


def test_no_choice_is_offered_when_none_is_near():
    assert did_you_mean("zebra", ["title", "topic"]) == ""


def test_too_many_choices_are_not_compared():
    assert did_you_mean("key-1", [f"key-{number}" for number in range(2_001)]) == ""


def test_a_closed_list_is_named_with_the_nearest_value():
    said = one_of("hgih", ["high", "low"])

    assert said == "expected one of high, low, got 'hgih' (did you mean high?)"


def test_a_long_value_is_named_by_its_beginning():
    assert one_of("x" * 100, ["high"]) == f"expected one of high, got '{'x' * 60}…'"
    assert beginning("short") == "short"
