from fbss.content.vocabulary import Kind
from fbss.search.documents import Asked, document, fields_of

FAQ = {
    "title": "Does a pain pump work?",
    "also_called": ["Spinal pump"],
    "also_asked": ["What is a pump?", "Spinal pump"],
    "short_answer": "It does **not** work for all. [@raphael-2002]",
    "aim": "",
    "key_messages": ["Weak studies. [@raphael-2002]"],
    "body": "## How\n\nSee [the opioids](/treatments/opioids/). [@hidden-key]",
    "what_you_can_do": [],
    "questions_to_ask": ["What dose?"],
}


def test_what_is_shown_is_the_whole_short_answer_without_markup():
    assert document(Kind.FAQ, FAQ).summary == "It does not work for all."


def test_names_stand_side_by_side_each_once_with_their_weak_words():
    assert document(Kind.FAQ, FAQ).name_words == "pain pump work | spinal pump | what pump"


def test_sources_and_addresses_are_no_words():
    made = document(Kind.FAQ, FAQ)

    assert "opioid" in made.body_words.split()
    assert "treatment" not in made.body_words.split()
    assert "hidden" not in made.words.split()


def test_passages_count_as_names_and_as_claims():
    asked = Asked("S33", "How does a spinal pump work?", "It is a miracle.")

    made = document(Kind.FAQ, FAQ, [asked])

    assert made.passages == ["S33"]
    assert made.name_words.endswith(" | how spinal pump work")
    assert made.claim_words == "miracl"


def test_rows_of_a_treatment_are_read_as_words():
    text = dict.fromkeys(fields_of(Kind.TREATMENT), "") | {
        "title": "Exercise",
        "also_called": [],
        "outcomes": [{"effect": "harm", "outcome": "Sore muscles", "source": "weir-2017"}],
    }

    assert document(Kind.TREATMENT, text).body_words == "sore muscl"


def test_what_no_person_wrote_is_left_out():
    made = document(Kind.FAQ, FAQ | {"body": "x" * 5000 + " pump"})

    assert max(map(len, made.words.split())) < 41
    assert "pump" in made.body_words.split()
