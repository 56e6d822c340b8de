"""Each row of the table of DESIGN: seed then → now, database against seed then."""

import datetime

import pytest
from django.utils import timezone

from fbss.models import (
    FAQ,
    CareCard,
    Citation,
    Code,
    Entry,
    Origin,
    Passage,
    RawText,
    Redirect,
    SeedFile,
    SeedRecord,
    Source,
    State,
    Synonym,
    Topic,
    Treatment,
    Word,
)
from fbss.seeding import loader
from fbss.seeding.faults import FaultySeed
from fbss.seeding.loader import differences, load

from .editors import draft_of, live, publish, withdraw
from .small_pack import (
    BODY,
    CODE,
    ITEMS,
    RAW,
    SOURCE,
    SYNONYM,
    TOPIC,
    TREATMENT,
    UNREAD,
    WORD,
    write_article,
    write_list,
    write_pack,
)
from .small_pack import FAQ as QUESTION

pytestmark = pytest.mark.django_db
ALL = ITEMS + 2
HOW = "faqs/how-common-is-it"


@pytest.fixture
def folder(tmp_path):
    return write_pack(tmp_path / "seeds")


@pytest.fixture
def loaded(folder):
    load(folder)
    return folder


def counts(summary):
    return {str(step): count for step, count in summary.counts.items()}


def changes(summary):
    return {change.item: str(change.step) for change in summary.changes}


def reword(folder, title):
    """The seed's FAQ under another title."""
    write_article(folder, HOW, QUESTION | {"title": title})


def title():
    return live(FAQ, "how-common-is-it").title


def rows():
    """Everything a load may write, to compare before and after."""
    models = (Entry, FAQ, Topic, Word, Source, Synonym, SeedRecord, SeedFile, RawText, Redirect)
    return {model: list(model.objects.order_by("pk").values()) for model in models}


# New → absent -------------------------------------------------------------------------------------


def test_what_is_new_is_created(folder):
    summary = load(folder)

    assert counts(summary) == {"created": ALL}
    assert summary.would_write
    faq = live(FAQ, "how-common-is-it")
    assert (faq.number, faq.state, faq.origin) == (1, State.APPROVED, Origin.SEED)
    assert (faq.title, faq.body, faq.topic.key) == ("How common is it?", BODY, "what-it-is")
    assert faq.fingerprint == SeedRecord.objects.get(kind="faq").fingerprint
    assert faq.entry.next_review_due_on == datetime.date(2027, 11, 23)
    assert live(CareCard, "cauda-equina").entry.next_review_due_on == datetime.date(2027, 5, 23)


def test_every_kind_is_brought_in(loaded):
    assert live(Treatment, "exercise").outcomes[0]["with_it"] == "48 of 100"
    assert live(Word, "disc").also_called == ["disk"]
    assert Source.objects.get(key="weir-2017").citable_key == "weir-2017"
    assert Source.objects.get(key="smith-2001").citable_key is None
    assert Synonym.objects.get().clinical == "herniated disc"
    assert Code.objects.get().entry.key == "what-it-is"
    passage = Passage.objects.get(key="S02")
    assert (passage.answered_by.key, passage.question) == ("how-common-is-it", "Can it be cured?")
    assert bytes(RawText.objects.get().content) == RAW.encode()


def test_published_texts_record_what_they_rest_on(loaded):
    cited = Citation.objects.values_list("entry__key", "number", "source__key")

    assert sorted(cited) == [
        ("about", 1, "weir-2017"),
        ("cauda-equina", 1, "weir-2017"),
        ("exercise", 1, "weir-2017"),
        ("how-common-is-it", 1, "weir-2017"),
        ("what-it-is", 1, "weir-2017"),
    ]


# Same → same --------------------------------------------------------------------------------------


def test_a_second_load_changes_nothing(loaded):
    before = rows()

    summary = load(loaded)

    assert counts(summary) == {"unchanged": ALL}
    assert not summary.would_write
    assert summary.changes == []
    assert rows() == before


def test_a_second_load_that_reads_every_file_again_changes_nothing(loaded):
    SeedFile.objects.all().delete()

    assert counts(load(loaded)) == {"unchanged": ALL}


def test_another_day_alone_is_no_change(loaded):
    write_article(loaded, HOW, QUESTION | {"edited": "2026-11-23"}, body=f"\n{BODY}\n\n")

    assert counts(load(loaded)) == {"unchanged": ALL}


# Changed → same -----------------------------------------------------------------------------------


def test_a_changed_text_is_a_new_revision(loaded):
    reword(loaded, "How often?")

    summary = load(loaded)

    assert counts(summary) == {"updated": 1, "unchanged": ALL - 1}
    assert summary.would_write
    assert [(change.item, change.difference) for change in summary.changes] == [
        (HOW, ("title:", "-How common is it?", "+How often?"))
    ]
    old, new = FAQ.objects.order_by("number")
    assert (old.number, old.live_until) == (1, new.live_from)
    assert (new.number, new.based_on, new.title) == (2, 1, "How often?")
    assert Citation.objects.filter(entry=new.entry, number=2).count() == 1


def test_a_changed_line_of_a_register_is_changed_in_place(loaded):
    before = Synonym.objects.get().pk
    write_list(loaded, "synonyms", [SYNONYM | {"urgency": "same-day"}])

    summary = load(loaded)

    assert changes(summary) == {"synonyms/slipped disc = herniated disc": "updated"}
    assert Synonym.objects.get().urgency == "same-day"
    assert Synonym.objects.get().pk == before


def test_a_changed_raw_text_changes_its_passages(loaded):
    (loaded / "raw.txt").write_text(RAW.replace("not rare", "common"))

    assert changes(load(loaded)) == {"passages/S01": "updated"}
    assert Passage.objects.get(key="S01").answer == "It is common."
    assert b"common" in bytes(RawText.objects.get().content)


# Same → edited ------------------------------------------------------------------------------------


def test_an_editors_text_is_kept(loaded):
    publish(FAQ, "how-common-is-it", title="An editor's title")

    summary = load(loaded)

    assert changes(summary) == {HOW: "kept"}
    assert not summary.would_write
    assert title() == "An editor's title"


def test_an_editors_line_is_kept(loaded):
    Synonym.objects.update(match="related")

    assert changes(load(loaded)) == {"synonyms/slipped disc = herniated disc": "kept"}
    assert Synonym.objects.get().match == "related"


def test_an_open_draft_is_no_change_of_the_text(loaded):
    draft = draft_of(FAQ, "how-common-is-it", title="A draft")
    reword(loaded, "How often?")

    assert changes(load(loaded)) == {HOW: "updated"}
    draft.refresh_from_db()
    assert (draft.state, draft.title, title()) == (State.DRAFT, "A draft", "How often?")


# Changed → edited to the same text ----------------------------------------------------------------


def test_the_same_change_on_both_sides_is_adopted(loaded):
    publish(FAQ, "how-common-is-it", title="How often?")
    reword(loaded, "How often?")

    summary = load(loaded)

    assert changes(summary) == {HOW: "adopted"}
    assert not summary.would_write
    assert FAQ.objects.count() == 2
    assert counts(load(loaded)) == {"unchanged": ALL}


# Changed → edited otherwise -----------------------------------------------------------------------


def test_a_conflict_leaves_the_editors_text_and_lets_the_seeds_wait(loaded):
    publish(FAQ, "how-common-is-it", title="An editor's title")
    reword(loaded, "How often?")

    summary = load(loaded)

    assert changes(summary) == {HOW: "conflict"}
    assert (summary.waiting, summary.would_write) == (1, True)
    assert title() == "An editor's title"
    waiting = FAQ.objects.get(origin=Origin.SEED_UPDATE)
    assert (waiting.state, waiting.title, waiting.based_on) == (State.DRAFT, "How often?", 2)


def test_a_conflict_waits_until_an_editor_settles_it(loaded):
    publish(FAQ, "how-common-is-it", title="An editor's title")
    reword(loaded, "How often?")
    load(loaded)

    again = load(loaded)

    assert (changes(again), again.waiting) == ({HOW: "kept"}, 1)


def test_a_newer_conflict_takes_the_place_of_the_older(loaded):
    publish(FAQ, "how-common-is-it", title="An editor's title")
    reword(loaded, "How often?")
    load(loaded)
    reword(loaded, "How many?")

    summary = load(loaded)

    assert (changes(summary), summary.waiting) == ({HOW: "conflict"}, 1)
    assert FAQ.objects.get(origin=Origin.SEED_UPDATE).title == "How many?"


def test_a_seed_that_comes_round_to_the_editor_has_nothing_waiting(loaded):
    publish(FAQ, "how-common-is-it", title="An editor's title")
    reword(loaded, "How often?")
    load(loaded)
    reword(loaded, "An editor's title")

    summary = load(loaded)

    assert (changes(summary), summary.waiting) == ({HOW: "adopted"}, 0)


def test_a_conflict_over_a_line_waits_beside_it(loaded):
    Synonym.objects.update(match="related")
    write_list(loaded, "synonyms", [SYNONYM | {"match": "brand"}])

    summary = load(loaded)

    assert changes(summary) == {"synonyms/slipped disc = herniated disc": "conflict"}
    assert summary.waiting == 1
    assert Synonym.objects.get().match == "related"
    assert SeedRecord.objects.get(kind="synonym").waiting["match"] == "brand"


def test_a_line_that_an_editor_settled_has_nothing_waiting(loaded):
    Synonym.objects.update(match="related")
    write_list(loaded, "synonyms", [SYNONYM | {"match": "brand"}])
    load(loaded)
    Synonym.objects.update(match="brand")

    assert load(loaded).waiting == 0


def test_a_text_that_an_editor_wrote_under_the_same_key_is_not_overwritten(folder, loaded):
    SeedRecord.objects.all().delete()
    SeedFile.objects.all().delete()
    reword(loaded, "How often?")

    assert changes(load(loaded))[HOW] == "conflict"
    assert title() == "How common is it?"


def test_a_text_that_waits_for_its_day_counts_as_edited(loaded):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    publish(FAQ, "how-common-is-it", at=tomorrow, title="Tomorrow's title")
    reword(loaded, "How often?")

    assert changes(load(loaded)) == {HOW: "conflict"}
    assert title() == "How common is it?"


def test_a_seed_that_says_what_is_live_is_no_conflict_with_tomorrow(loaded):
    publish(FAQ, "how-common-is-it", title="Today's title")
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    publish(FAQ, "how-common-is-it", at=tomorrow, title="Tomorrow's title")
    reword(loaded, "Today's title")

    assert changes(load(loaded)) == {HOW: "adopted"}


# Any → deleted by an editor -----------------------------------------------------------------------


def test_what_an_editor_deleted_stays_deleted(loaded):
    Synonym.objects.all().delete()

    assert changes(load(loaded)) == {"synonyms/slipped disc = herniated disc": "deleted"}
    write_list(loaded, "synonyms", [SYNONYM | {"match": "brand"}])
    assert changes(load(loaded)) == {"synonyms/slipped disc = herniated disc": "deleted"}
    assert not Synonym.objects.exists()


def test_an_entry_that_an_editor_deleted_stays_deleted(loaded):
    Entry.objects.get(kind="word").delete()

    summary = load(loaded)

    assert (changes(summary), summary.would_write) == ({"words/disc": "deleted"}, False)


def test_a_new_text_that_names_a_deleted_entry_is_a_fault(loaded):
    (loaded / "pages" / "about.md").unlink()
    write_list(loaded, "codes", [])
    Code.objects.all().delete()
    Passage.objects.all().delete()
    FAQ.objects.all().delete()
    Entry.objects.filter(key="what-it-is").delete()
    write_article(loaded, "faqs/new", QUESTION)
    before = rows()

    with pytest.raises(FaultySeed) as faulty:
        load(loaded)

    assert [str(fault) for fault in faulty.value.faults] == [
        "faqs/new.md:2: names topics/what-it-is, which an editor deleted"
    ]
    assert rows() == before


# Gone → present -----------------------------------------------------------------------------------


def test_what_is_gone_from_the_seed_stays_in_the_database(loaded):
    (loaded / "pages" / "about.md").unlink()
    write_list(loaded, "synonyms", [])

    summary = load(loaded)

    assert changes(summary) == {
        "pages/about": "gone",
        "synonyms/slipped disc = herniated disc": "gone",
    }
    assert not summary.would_write
    assert Entry.objects.filter(key="about").exists()


def test_what_is_gone_from_both_is_not_mentioned(loaded):
    write_list(loaded, "synonyms", [])
    Synonym.objects.all().delete()

    assert changes(load(loaded)) == {}


def test_files_that_are_gone_are_forgotten(loaded):
    (loaded / "pages" / "about.md").unlink()
    load(loaded)

    assert not SeedFile.objects.filter(path="pages/about.md").exists()


# Withdrawn ----------------------------------------------------------------------------------------


def test_a_withdrawn_page_stays_withdrawn(loaded):
    withdraw(FAQ, "how-common-is-it")

    assert changes(load(loaded)) == {HOW: "kept"}
    reword(loaded, "How often?")
    summary = load(loaded)

    assert (changes(summary), summary.waiting) == ({HOW: "conflict"}, 1)
    assert not FAQ.objects.published().exists()


def test_an_entry_without_any_text_gets_the_seeds_as_a_draft(folder):
    Entry.objects.create(kind="word", key="disc", slug="disc")

    summary = load(folder)

    assert changes(summary)["words/disc"] == "conflict"
    assert Word.objects.get().origin == Origin.SEED_UPDATE


# Addresses ----------------------------------------------------------------------------------------


def test_a_new_address_leaves_a_redirect(loaded):
    write_article(loaded, HOW, QUESTION | {"slug": "how-often"})

    summary = load(loaded)

    assert counts(summary) == {"unchanged": ALL}
    assert Entry.objects.get(kind="faq").slug == "how-often"
    redirect = Redirect.objects.get()
    assert (redirect.slug, redirect.entry.key) == ("how-common-is-it", "how-common-is-it")
    assert counts(load(loaded)) == {"unchanged": ALL}


def test_an_address_that_an_editor_chose_stays(loaded):
    Entry.objects.get(kind="faq").rename("the-editors")
    write_article(loaded, HOW, QUESTION | {"slug": "how-often"})

    load(loaded)

    assert Entry.objects.get(kind="faq").slug == "the-editors"


def test_addresses_can_move_up_in_a_row(loaded):
    write_article(loaded, "faqs/b", QUESTION)
    load(loaded)
    write_article(loaded, "faqs/b", QUESTION | {"slug": "c"})
    write_article(loaded, HOW, QUESTION | {"slug": "b"})

    load(loaded)

    assert dict(Entry.objects.filter(kind="faq").values_list("key", "slug")) == {
        "b": "c",
        "how-common-is-it": "b",
    }


def test_an_address_that_another_page_has_is_a_fault(loaded):
    Entry.objects.get(kind="faq").rename("taken")
    write_article(loaded, "faqs/b", QUESTION | {"slug": "taken"})
    before = rows()

    with pytest.raises(FaultySeed, match=r"^faqs/b\.md:2: slug: the address 'taken' is that of"):
        load(loaded)

    assert rows() == before


def test_an_address_of_the_site_itself_is_a_fault(loaded):
    write_article(loaded, "treatments/compare", TREATMENT)
    before = rows()

    with pytest.raises(FaultySeed) as faulty:
        load(loaded)

    assert [str(fault) for fault in faulty.value.faults] == [
        "treatments/compare.md:2: slug: the address 'compare' is that of another page of the site"
    ]
    assert rows() == before


def test_two_pages_that_swap_addresses_are_a_fault(loaded):
    write_article(loaded, "faqs/b", QUESTION)
    load(loaded)
    write_article(loaded, "faqs/b", QUESTION | {"slug": "how-common-is-it"})
    write_article(loaded, HOW, QUESTION | {"slug": "b"})

    with pytest.raises(FaultySeed) as faulty:
        load(loaded)

    assert [fault.field for fault in faulty.value.faults] == ["slug", "slug"]


# Sources ------------------------------------------------------------------------------------------


def test_a_source_cannot_become_unread_while_a_live_text_rests_on_it(loaded):
    publish(Word, "disc", definition="A cushion. [@weir-2017]")
    write_list(loaded, "sources", [SOURCE | {"read": "R2"}, UNREAD | {"read": "R1"}])
    for path in [*loaded.glob("*/*.md"), loaded / "cards.yaml", loaded / "passages.yaml"]:
        path.write_text(path.read_text().replace("weir-2017", "smith-2001"))

    with pytest.raises(FaultySeed) as faulty:
        load(loaded)

    assert [str(fault) for fault in faulty.value.faults] == [
        "words.yaml:1: sources/weir-2017 has not been read, but words/disc rests on it"
    ]


def test_a_source_may_become_unread_when_only_older_texts_rested_on_it(loaded):
    write_list(loaded, "sources", [SOURCE | {"read": "R2"}, UNREAD | {"read": "R1"}])
    for path in [*loaded.glob("*/*.md"), loaded / "cards.yaml", loaded / "passages.yaml"]:
        path.write_text(path.read_text().replace("weir-2017", "smith-2001"))

    load(loaded)

    assert Source.objects.get(key="weir-2017").read == "R2"
    assert set(Citation.objects.values_list("source__key", flat=True)) == {"smith-2001"}


def test_a_seed_cannot_rest_on_what_an_editor_called_unread(loaded):
    write_list(loaded, "sources", [SOURCE, SOURCE | {"key": "new", "read": "R1"}])
    load(loaded)
    source = Source.objects.get(key="new")
    source.read = "R2"
    source.save()
    write_article(loaded, "pages/more", TOPIC, body="More. [@new]")

    with pytest.raises(FaultySeed) as faulty:
        load(loaded)

    assert [str(fault) for fault in faulty.value.faults] == [
        "pages/more.md:2: sources/new has not been read, but pages/more rests on it"
    ]


# Dry runs, faults ---------------------------------------------------------------------------------


def test_a_dry_run_writes_nothing(loaded):
    reword(loaded, "How often?")
    write_list(loaded, "words", [WORD, WORD | {"key": "new"}])
    write_list(loaded, "synonyms", [])
    before = rows()

    summary = load(loaded, dry_run=True)

    assert changes(summary) == {
        HOW: "updated",
        "words/new": "created",
        "synonyms/slipped disc = herniated disc": "gone",
    }
    assert rows() == before


def test_a_dry_run_on_an_empty_database_writes_nothing(folder):
    assert counts(load(folder, dry_run=True)) == {"created": ALL}
    assert not Entry.objects.exists()
    assert not SeedFile.objects.exists()


def test_a_faulty_seed_writes_nothing(loaded):
    reword(loaded, "How often?")
    write_list(loaded, "codes", [CODE | {"entry": "topics/none"}])
    before = rows()

    with pytest.raises(FaultySeed, match=r"^codes\.yaml:4: entry: unknown topics/none$"):
        load(loaded)

    assert rows() == before


def test_a_load_reads_again_when_somebody_wrote_meanwhile(folder, monkeypatch):
    known = iter([loader.Known(), loader.Known(targets={"faqs/other"})])
    monkeypatch.setattr(loader, "_known", lambda: next(known))
    read = []
    monkeypatch.setattr(loader, "read_pack", lambda *given: read.append(given) or loader.Pack())

    load(folder)

    assert [known.targets for _path, known, _progress in read] == [frozenset(), {"faqs/other"}]


# Raw texts ----------------------------------------------------------------------------------------


@pytest.fixture
def raw(tmp_path):
    path = tmp_path / "some.txt"
    path.write_text("Is it rare?\nIt is not.\nWhat <b>now</b>?\nAsk <script>alert(1)</script>...")
    return path


def test_a_raw_text_becomes_unpublished_faqs(raw):
    summary = load(raw)

    assert changes(summary) == {"faqs/is-it-rare": "created", "faqs/what-b-now-b": "created"}
    first, second = FAQ.objects.order_by("pk")
    assert (first.state, first.origin, first.live_from) == (State.DRAFT, Origin.SEED, None)
    assert second.body == "Ask <script>alert(1)</script>..."
    assert not FAQ.objects.published().exists()
    assert not RawText.objects.exists()


def test_a_raw_text_twice_changes_nothing(raw):
    load(raw)

    assert counts(load(raw)) == {"unchanged": 2}


def test_a_changed_raw_text_changes_its_drafts(raw):
    load(raw)
    raw.write_text("Is it rare?\nIt is common.")

    assert changes(load(raw)) == {"faqs/is-it-rare": "updated"}
    assert FAQ.objects.get(entry__key="is-it-rare").body == "It is common."


def test_a_draft_that_an_editor_finished_stays(raw):
    load(raw)
    draft = FAQ.objects.get(entry__key="is-it-rare")
    draft.body = "An editor's answer."
    draft.save()

    assert changes(load(raw)) == {"faqs/is-it-rare": "kept"}


def test_a_draft_that_an_editor_threw_away_stays_away(raw):
    load(raw)
    FAQ.objects.get(entry__key="is-it-rare").delete()

    assert changes(load(raw)) == {"faqs/is-it-rare": "deleted"}


def test_a_raw_text_never_touches_a_page_of_the_same_name(loaded, raw):
    raw.write_text("How common is it?\nVery.")

    summary = load(raw)

    assert changes(summary) == {"faqs/how-common-is-it-2": "created"}
    assert title() == "How common is it?"
    assert counts(load(raw)) == {"unchanged": 1}


def test_two_raw_texts_with_one_question_are_two_drafts(raw, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("Is it rare?\nIt is.")
    load(raw)

    assert changes(load(other)) == {"faqs/is-it-rare-2": "created"}
    assert counts(load(other)) == {"unchanged": 1}
    assert counts(load(raw)) == {"unchanged": 2}


def test_a_folder_with_a_raw_text_and_no_audit(loaded):
    (loaded / "passages.yaml").unlink()

    summary = load(loaded)

    assert changes(summary) == {
        "faqs/is-it-rare": "created",
        "faqs/can-it-be-cured": "created",
        "passages/S01": "gone",
        "passages/S02": "gone",
    }
    assert counts(load(loaded))["unchanged"] == ALL


def test_drafts_of_a_raw_text_are_not_missed_by_a_folder(loaded, raw):
    load(raw)

    assert counts(load(loaded)) == {"unchanged": ALL}


# Differences --------------------------------------------------------------------------------------


def test_differences_name_the_field_and_its_lines():
    then = {"title": "A", "suits": ["one", "two"], "rows": [{"a": "1"}], "year": None}
    now = {"title": "A", "suits": ["one", "three"], "rows": [{"a": "2"}], "year": 2017}

    assert differences(then, now) == [
        "suits:",
        "-two",
        "+three",
        "rows:",
        '-{"a": "1"}',
        '+{"a": "2"}',
        "year:",
        "+2017",
    ]
