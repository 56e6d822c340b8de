from fbss.content.evidence import statements_on

OUTCOME = {
    "effect": "benefit",
    "outcome": "Half of the pain gone",
    "with_it": "48 of 100",
    "without_it": "9 of 100",
    "comparator": "usual care",
    "over": "6 months",
    "source": "kumar-2007",
    "note": "The trial was small. [@nice-ta159]",
}


def test_sentences_that_name_the_source_are_found_in_every_field():
    text = {
        "short_answer": "About 1 in 5. [@weir-2017] You are not alone.",
        "key_messages": ["**Many** people. [@weir-2017]", "Few people. [@other]"],
        "position": 3,
    }

    assert statements_on("weir-2017", text) == ("About 1 in 5.", "Many people.")


def test_a_statement_that_stands_twice_is_listed_once():
    text = {"aim": "So it is. [@weir-2017]", "body": "So it is. [@weir-2017]"}

    assert statements_on("weir-2017", text) == ("So it is.",)


def test_a_row_rests_on_its_source():
    assert statements_on("kumar-2007", {"outcomes": [OUTCOME]}) == (
        "Half of the pain gone; with it: 48 of 100; without it: 9 of 100 (usual care);"
        " over: 6 months",
    )


def test_a_note_in_a_row_rests_on_its_own_source():
    assert statements_on("nice-ta159", {"outcomes": [OUTCOME]}) == ("The trial was small.",)


def test_a_level_of_certainty_names_its_scale():
    rows = [{"scale": "nice", "level": "option", "about": "Stimulation", "source": "nice-ta159"}]

    assert statements_on("nice-ta159", {"certainty": rows}) == (
        "Stimulation: option (NICE wording)",
    )


def test_a_text_that_only_begins_with_the_same_key_does_not_count():
    assert statements_on("weir", {"aim": "So it is. [@weir-2017]"}) == ()
