from fbss.content.alphabet import NO_LETTER, Letter, Line, NamedPage, a_to_z, by_letter, letter_of
from fbss.content.names import other_names


def test_items_stand_under_their_letters_in_order():
    assert by_letter(["beta", "Alpha", "2 discs", "avocado"], name=str) == (
        Letter(NO_LETTER, ("2 discs",)),
        Letter("A", ("Alpha", "avocado")),
        Letter("B", ("beta",)),
    )


def test_accents_do_not_count():
    assert [letter_of(name) for name in ["Élan", "élan", "Ärger", "日本", ""]] == [
        "E",
        "E",
        "A",
        NO_LETTER,
        NO_LETTER,
    ]


def test_a_letter_has_an_anchor():
    assert [Letter("A", ()).anchor, Letter(NO_LETTER, ()).anchor] == ["letter-a", "letter-0-9"]


def test_a_page_stands_under_each_of_its_names():
    opioids = NamedPage("Opioids", "/treatments/opioids/", ("Morphine",))

    assert a_to_z([opioids]) == (
        Letter("M", (Line("Morphine", "/treatments/opioids/", "Opioids"),)),
        Letter("O", (Line("Opioids", "/treatments/opioids/"),)),
    )


def test_a_synonym_leads_to_the_page_that_is_called_so():
    disc = NamedPage("Disc herniation", "/words/disc/", ("Herniated disc",))

    [d, h, s] = a_to_z([disc], [("slipped disc", "herniated DISC"), ("bad back", "no such page")])

    assert [letter.name for letter in (d, h, s)] == ["D", "H", "S"]
    assert s.items == (Line("slipped disc", "/words/disc/", "Disc herniation"),)


def test_a_name_that_differs_in_capitals_alone_stands_once():
    page = NamedPage("Nerve Root", "/words/root/", ("nerve root",))

    assert a_to_z([page]) == (Letter("N", (Line("Nerve Root", "/words/root/"),)),)


def test_a_name_that_differs_in_a_hyphen_alone_stands_once():
    page = NamedPage("Back pain", "/a/", ("low-back pain", "low back pain"))

    assert [line.name for letter in a_to_z([page]) for line in letter.items] == [
        "Back pain",
        "low-back pain",
    ]


def test_a_name_with_which_the_title_begins_needs_no_line():
    page = NamedPage("Opioids (strong pain medicines)", "/a/", ("opioids", "opioid medicines"))

    assert [line.name for letter in a_to_z([page]) for line in letter.items] == [
        "opioid medicines",
        "Opioids (strong pain medicines)",
    ]


def test_two_pages_of_one_name_both_stand():
    pages = [NamedPage("Lead", "/words/lead/"), NamedPage("Lead", "/words/lead-metal/")]

    [letter] = a_to_z(pages)

    assert [line.address for line in letter.items] == ["/words/lead/", "/words/lead-metal/"]


def test_plurals_of_a_name_are_no_other_names():
    also_called = ["opioid", "opiate", "opiates", "therapies", "therapy", "Opioids", "gas"]

    assert other_names("Opioids", also_called) == ("opioid", "opiate", "therapy", "gas")
