import os

import pytest

from fbss.seeding.faults import FaultySeed
from fbss.seeding.pack import Known, read_pack, read_raw_file

from .small_pack import (
    CODE,
    FAQ,
    ITEMS,
    PASSAGE,
    PASSAGES,
    RAW,
    SOURCE,
    TOPIC,
    UNREAD,
    WORD,
    faults_of,
    write_article,
    write_list,
    write_pack,
)


@pytest.fixture
def folder(tmp_path):
    return write_pack(tmp_path / "seeds")


def test_a_good_pack_is_read_whole(folder):
    pack = read_pack(folder)

    assert len(pack.documents) == ITEMS + 2
    assert pack.unchanged == []
    assert pack.raw_texts == {"raw.txt": RAW.encode()}
    assert set(pack.digests) == {
        *(f"{name}.yaml" for name in ("cards", "codes", "passages", "sources", "synonyms")),
        "words.yaml",
        "raw.txt",
        "topics/what-it-is.md",
        "faqs/how-common-is-it.md",
        "treatments/exercise.md",
        "pages/about.md",
    }


def test_an_empty_folder_is_an_empty_pack(tmp_path):
    assert read_pack(tmp_path).documents == []


def test_all_faults_of_all_files_are_told_at_once(folder):
    write_article(folder, "topics/what-it-is", TOPIC | {"titel": "What"})
    write_article(folder, "faqs/how-common-is-it", FAQ | {"topic": "what-it-was"})
    write_list(folder, "codes", [CODE | {"entry": "topics/none"}])

    assert faults_of(folder) == [
        "codes.yaml:4: entry: unknown topics/none",
        "faqs/how-common-is-it.md:10: topic: unknown topics/what-it-was"
        " (did you mean topics/what-it-is?)",
        "topics/what-it-is.md:10: titel: unknown field (did you mean title?)",
    ]


def test_a_statement_on_an_unread_source_is_a_fault(folder):
    write_article(folder, "topics/what-it-is", TOPIC | {"aim": "Helps 5 of 9. [@smith-2001]"})

    assert faults_of(folder) == [
        "topics/what-it-is.md:5: aim: sources/smith-2001 has not been read,"
        " so it cannot support a statement"
    ]


def test_a_statement_on_an_unknown_source_is_a_fault(folder):
    write_article(folder, "topics/what-it-is", TOPIC, body="Text.\n\nOne. [@weir-2071]")

    assert faults_of(folder) == [
        "topics/what-it-is.md:13: body: unknown sources/weir-2071 (did you mean sources/weir-2017?)"
    ]


def test_an_unknown_picture_is_a_fault(folder):
    write_article(folder, "topics/what-it-is", TOPIC, body="Look.\n\n![spime]\n\n`![code]`")

    with pytest.raises(FaultySeed) as refused:
        read_pack(folder, Known({}, {"pictures/spine"}, {}))

    assert [str(fault) for fault in refused.value.faults] == [
        "topics/what-it-is.md:13: body: unknown pictures/spime (did you mean pictures/spine?)"
    ]


def test_a_picture_of_the_library_may_be_shown(folder):
    write_article(folder, "topics/what-it-is", TOPIC, body="Look.\n\n![spine]")

    assert len(read_pack(folder, Known({}, {"pictures/spine"}, {})).documents) == ITEMS + 2


def test_a_source_of_faulty_status_is_told_once(folder):
    write_list(folder, "sources", [SOURCE | {"read": "R9"}, UNREAD])

    assert faults_of(folder) == ["sources.yaml:6: read: expected one of R1, R1s, R2, M, got 'R9'"]


def test_a_key_twice_names_the_first_line(folder):
    write_list(folder, "words", [WORD, WORD | {"title": "Disk"}])

    assert faults_of(folder) == ["words.yaml:8: key: 'disc' stands twice, first in words.yaml:1"]


def test_an_address_twice_names_the_first_place(folder):
    write_article(folder, "topics/why", TOPIC | {"slug": "what-it-is"})

    assert faults_of(folder) == [
        "topics/why.md:2: slug: the address 'what-it-is' is that of topics/what-it-is.md:2"
    ]


def test_what_is_no_seed_file_is_a_fault(folder):
    (folder / "words.yml").write_text("")
    (folder / "faqs" / "notes.docx").write_text("")
    (folder / "faqs" / "more.md").mkdir()
    (folder / ".hidden").write_text("")
    (folder / "faqs" / ".hidden.md").write_text("")

    assert faults_of(folder) == [
        "faqs/more.md:1: expected Markdown files that end in .md here, got not a file",
        "faqs/notes.docx:1: expected Markdown files that end in .md here, got another file",
        "words.yml:1: unknown file or folder (did you mean words.yaml?)",
    ]


def test_a_folder_in_the_place_of_a_file_is_a_fault(tmp_path):
    (tmp_path / "words.yaml").mkdir()
    (tmp_path / "raw.txt").mkdir()
    (tmp_path / "faqs").write_text("")

    assert faults_of(tmp_path) == [
        "faqs:1: is not a folder",
        "raw.txt:1: is not a file",
        "words.yaml:1: is not a file",
    ]


def test_a_pipe_is_not_a_file(tmp_path):
    os.mkfifo(tmp_path / "words.yaml")

    assert faults_of(tmp_path) == ["words.yaml:1: is not a file"]


@pytest.mark.parametrize("name", ["words.yaml", "raw.txt", "faqs/how-common-is-it.md"])
def test_a_file_that_cannot_be_read_is_a_fault(folder, name, monkeypatch):
    read = type(folder).read_bytes

    def refuse(path):
        if path == folder / name:
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(type(folder), "read_bytes", refuse)

    assert f"{name}:1: cannot be read: Permission denied" in faults_of(folder)


def test_a_folder_that_cannot_be_read_is_a_fault(folder, monkeypatch):
    listed = type(folder).iterdir

    def refuse(path):
        if path == folder / "pages":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(type(folder), "iterdir", refuse)

    assert faults_of(folder) == ["pages:1: cannot be read: Permission denied"]


@pytest.mark.parametrize("name", ["words.yaml", "raw.txt", "faqs/how-common-is-it.md"])
def test_bytes_that_are_not_utf_8_are_a_fault(folder, name):
    (folder / name).write_bytes(b"one\n\xe9")

    assert f"{name}:2: not UTF-8: byte 0xe9" in faults_of(folder)


def test_an_empty_raw_text_is_a_fault(tmp_path):
    (tmp_path / "raw.txt").write_text("\n\n")

    assert faults_of(tmp_path) == ["raw.txt:1: expected questions with answers, got nothing"]


def test_faults_of_a_raw_text_are_told(tmp_path):
    (tmp_path / "raw.txt").write_text("An answer.\nWhy?")

    assert faults_of(tmp_path) == [
        "raw.txt:1: expected a question, got 'An answer.'",
        "raw.txt:2: expected an answer below this question",
    ]


def test_a_pair_without_audit_is_a_fault(folder):
    write_list(folder, "passages", [PASSAGE])

    assert faults_of(folder) == ["raw.txt:4: pair 2 has no audit in passages.yaml"]


def test_an_audit_of_no_pair_is_a_fault(folder):
    more = [
        PASSAGE | {"key": "S03", "number": 3},
        PASSAGE | {"key": "S04", "file": "row.txt"},
    ]
    write_list(folder, "passages", PASSAGES + more)

    assert faults_of(folder) == [
        "passages.yaml:21: number: raw.txt has 2 pairs, and each is audited once; got 3",
        "passages.yaml:31: number: unknown file row.txt (did you mean raw.txt?)",
    ]


def test_passages_carry_the_words_of_the_raw_text(folder):
    first, second = (item for item in read_pack(folder).documents if item.kind == "passage")

    words = ("question", "answer", "printed_date", "truncated", "first_line", "last_line")
    assert [first.values()[name] for name in words] == [
        "Is it rare?",
        "It is not rare.",
        "Jul 15, 2017",
        False,
        1,
        2,
    ]
    assert second.values()["truncated"] is True


def test_a_raw_text_without_any_audit_becomes_drafts(folder):
    (folder / "passages.yaml").unlink()

    pack = read_pack(folder)

    drafts = [item.key for item in pack.documents if item.draft]
    assert drafts == ["is-it-rare", "can-it-be-cured"]
    assert pack.raw_texts == {}


def test_files_that_match_their_digests_are_not_read_again(folder):
    first = read_pack(folder)

    again = read_pack(folder, Known(digests=first.digests))

    assert again.unchanged == [
        "faqs/how-common-is-it.md",
        "pages/about.md",
        "topics/what-it-is.md",
        "treatments/exercise.md",
    ]
    assert {item.kind for item in again.documents} == {
        "card",
        "code",
        "passage",
        "source",
        "synonym",
        "word",
    }


def test_a_change_of_a_list_makes_everything_be_read_again(folder):
    first = read_pack(folder)
    write_list(folder, "sources", [SOURCE | {"read": "M"}, UNREAD])

    with pytest.raises(FaultySeed) as faulty:
        read_pack(folder, Known(digests=first.digests))

    assert {fault.file for fault in faulty.value.faults} == {
        "cards.yaml",
        "faqs/how-common-is-it.md",
        "pages/about.md",
        "passages.yaml",
        "topics/what-it-is.md",
        "treatments/exercise.md",
    }


def test_what_the_database_holds_may_be_named(folder):
    write_list(folder, "codes", [CODE | {"entry": "topics/older"}])

    known = Known(targets={"topics/older"})

    assert len(read_pack(folder, known).documents) == ITEMS + 2


def test_progress_counts_the_files(folder):
    counted = []

    read_pack(folder, progress=lambda *told: counted.append(told))

    assert counted == [(done, 4, "files read") for done in range(4)]


def test_a_raw_text_alone_is_drafts(tmp_path):
    path = tmp_path / "raw.txt"
    path.write_bytes(RAW.encode())

    pack = read_raw_file(path)

    assert [(item.key, item.draft) for item in pack.documents] == [
        ("is-it-rare", True),
        ("can-it-be-cured", True),
    ]


def test_a_faulty_raw_text_alone_is_refused(tmp_path):
    path = tmp_path / "raw.txt"
    path.write_text("Why?")

    with pytest.raises(FaultySeed, match=r"^raw\.txt:1: expected an answer below this question$"):
        read_raw_file(path)
