from fbss.quality.library import THE_EDITORS, gather
from fbss.quality.page import SourceFacts

WORDS = [
    {"title": "Fusion", "also_called": ["spinal fusion"], "group": "surgery"},
    {"title": "Placebo", "also_called": [], "group": "research"},
    {"title": "Goal", "group": "general"},
]


def test_names_of_everyday_life_and_research_are_not_medical():
    library = gather([], WORDS, [])

    assert library.medical_names == {"Fusion", "spinal fusion"}
    assert library.explained == {"Fusion", "spinal fusion", "Placebo", "Goal"}


def test_sources_are_found_by_key():
    library = gather([{"key": "a", "kind": "Trial", "funding": "A maker", "read": "R1"}], [], [])

    assert library.sources == {"a": SourceFacts("a", "Trial", "A maker", "R1")}


def test_a_source_without_read_status_counts_as_not_read():
    assert not gather([{"key": "a"}], [], []).sources["a"].is_citable
    assert not SourceFacts("a", read="R9").is_citable


def test_who_pays_is_named_by_a_page_of_its_own():
    assert gather([], [], ["about", "who-pays"]).names_funding
    assert not gather([], [], ["about"]).names_funding


def test_somebody_answers_for_the_pages():
    assert gather([], [], []).authors == (THE_EDITORS,)
