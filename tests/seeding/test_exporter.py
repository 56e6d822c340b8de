import datetime

import pytest
from django.utils import timezone

from fbss.models import (
    FAQ,
    Code,
    Entry,
    Passage,
    RawText,
    SeedFile,
    SeedRecord,
    Source,
    Synonym,
    Treatment,
    Word,
)
from fbss.seeding.exporter import Unfit, export
from fbss.seeding.loader import load
from tests.factories import FAQFactory, SourceFactory, WordFactory

from .editors import draft_of, publish, withdraw
from .small_pack import FAQ as QUESTION
from .small_pack import ITEMS, RAW, write_article, write_pack

pytestmark = pytest.mark.django_db
ALL = ITEMS + 2


@pytest.fixture
def loaded(tmp_path):
    folder = write_pack(tmp_path / "seeds")
    load(folder)
    return folder


@pytest.fixture
def target(tmp_path):
    return tmp_path / "export"


def files_of(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def assert_check_finds_nothing(folder):
    summary = load(folder, dry_run=True)
    assert not summary.would_write, summary.changes


def test_an_export_holds_the_same_files_as_the_seed(loaded, target):
    result = export(target)

    assert (result.written, result.left_out, result.faults) == (ALL, {}, ())
    assert files_of(target) == [name for name in files_of(loaded) if name != "README.md"]
    assert (target / "raw.txt").read_bytes() == RAW.encode()


def test_a_load_finds_an_export_unchanged(loaded, target):
    export(target)

    assert load(target).counts == {"unchanged": ALL}


def test_an_export_fills_an_empty_database_with_the_same(loaded, target):
    export(target)
    first = {name: (target / name).read_bytes() for name in files_of(target)}
    for model in (Passage, Code, Synonym, FAQ, Entry, Source, RawText, SeedRecord, SeedFile):
        model.objects.all().delete()

    assert load(target).counts == {"created": ALL}
    export(target, force=True)

    assert {name: (target / name).read_bytes() for name in files_of(target)} == first


def test_an_editors_text_is_exported_and_then_adopted(loaded, target):
    publish(FAQ, "how-common-is-it", title="An editor's title", body="One.\r\n\r\nTwo. ")
    Synonym.objects.update(match="related")

    export(target)

    assert "title: An editor's title\n" in (target / "faqs/how-common-is-it.md").read_text()
    assert_check_finds_nothing(target)


def test_what_waits_is_not_exported(loaded, target):
    publish(FAQ, "how-common-is-it", title="An editor's title")
    write_article(loaded, "faqs/how-common-is-it", QUESTION | {"title": "How often?"})
    load(loaded)
    draft_of(Word, "disc", definition="A draft.")

    export(target)

    assert "How often?" not in (target / "faqs/how-common-is-it.md").read_text()
    assert "A draft." not in (target / "words.yaml").read_text()
    assert_check_finds_nothing(target)


def test_a_text_that_waits_for_its_day_is_not_exported_yet(loaded, target):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    publish(FAQ, "how-common-is-it", title="Today's title")
    publish(FAQ, "how-common-is-it", at=tomorrow, title="Tomorrow's title")

    export(target)

    assert "title: Today's title\n" in (target / "faqs/how-common-is-it.md").read_text()
    assert_check_finds_nothing(target)


def test_what_nobody_reads_is_left_out_and_said(loaded, target):
    FAQFactory(entry__key="never", topic=Entry.objects.get(kind="topic"))
    WordFactory(entry__key="tomorrow", scheduled=True)
    withdraw(Treatment, "exercise")

    result = export(target)

    assert result.left_out == {
        "faqs/never": "never published",
        "words/tomorrow": "not public yet",
        "treatments/exercise": "withdrawn",
    }
    assert files_of(target / "treatments") == []
    assert "tomorrow" not in (target / "words.yaml").read_text()
    assert_check_finds_nothing(target)


def test_rows_that_an_editor_left_open_are_the_same_rows(loaded, target):
    row = dict(Treatment.objects.get().outcomes[0])
    assert row.pop("note") == ""
    publish(Treatment, "exercise", outcomes=[row])

    export(target)

    assert_check_finds_nothing(target)


def test_a_raw_text_without_all_its_passages_is_left_out_with_them(loaded, target):
    Passage.objects.get(key="S02").delete()

    result = export(target)

    assert result.left_out == {"raw.txt": "its passages are not complete"}
    assert not (target / "raw.txt").exists()
    assert not (target / "passages.yaml").exists()
    assert_check_finds_nothing(target)


def test_a_raw_text_that_is_lost_is_left_out(loaded, target):
    RawText.objects.all().delete()

    assert export(target).left_out == {"raw.txt": "its passages are not complete"}


def test_an_empty_list_is_no_file(loaded, target):
    Synonym.objects.all().delete()

    export(target)

    assert not (target / "synonyms.yaml").exists()


def test_an_address_of_its_own_is_written(loaded, target):
    Entry.objects.get(kind="faq").rename("how-often")

    export(target)

    lines = (target / "faqs/how-common-is-it.md").read_text().splitlines()
    assert lines[1:3] == ["key: how-common-is-it", "slug: how-often"]
    assert_check_finds_nothing(target)


def test_what_a_load_would_refuse_is_told(loaded, target):
    SourceFactory(key="weir-2018")
    publish(Word, "disc", definition="About 1 in 5 people.")

    result = export(target)

    assert [str(fault) for fault in result.faults] == [
        "words.yaml:6: definition: a number without a source: 'About 1 in 5 people.'"
    ]
    assert (target / "words.yaml").exists()


def test_an_empty_database_is_an_empty_export(target):
    assert export(target).written == 0
    assert files_of(target) == []


# Where it writes ----------------------------------------------------------------------------------


def test_an_empty_folder_is_filled(loaded, target):
    target.mkdir()

    assert export(target).written == ALL


def test_an_earlier_export_is_replaced_when_forced(loaded, target):
    export(target)
    (target / "README.md").write_text("What this is.")
    Synonym.objects.all().delete()

    with pytest.raises(Unfit, match=r"holds an earlier export; --force replaces it$"):
        export(target)
    assert (target / "synonyms.yaml").exists()
    export(target, force=True)

    assert not (target / "synonyms.yaml").exists()
    assert (target / "README.md").read_text() == "What this is."
    assert sorted(path.name for path in target.parent.iterdir()) == ["export", "seeds"]


@pytest.mark.parametrize("name", ["notes.md", "raw.txt", ".git"])
def test_a_folder_with_other_files_is_never_replaced(target, name):
    target.mkdir()
    (target / name).write_text("mine")

    with pytest.raises(Unfit, match=r"holds other files than an export; choose an empty folder$"):
        export(target, force=True)

    assert (target / name).read_text() == "mine"


def test_a_file_is_no_folder(target):
    target.write_text("")

    with pytest.raises(Unfit, match=r"is not a folder$"):
        export(target)


def test_a_folder_in_nowhere_is_refused(target):
    with pytest.raises(Unfit, match=r"^there is no folder .*export to write into$"):
        export(target / "deeper")


def test_an_export_that_breaks_off_leaves_the_earlier_one(loaded, target, monkeypatch):
    export(target)
    before = {name: (target / name).read_bytes() for name in files_of(target)}

    def fail(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("fbss.seeding.exporter._write_passages", fail)
    with pytest.raises(OSError, match="No space left"):
        export(target, force=True)

    assert {name: (target / name).read_bytes() for name in files_of(target)} == before
    assert sorted(path.name for path in target.parent.iterdir()) == ["export", "seeds"]


def test_an_export_that_cannot_be_moved_leaves_the_earlier_one(loaded, target, monkeypatch):
    export(target)
    rename = type(target).rename

    def fail_for_new(path, place):
        if path.name == "new":
            raise OSError(16, "Device or resource busy")
        return rename(path, place)

    monkeypatch.setattr(type(target), "rename", fail_for_new)
    with pytest.raises(OSError, match="busy"):
        export(target, force=True)
    with pytest.raises(OSError, match="busy"):
        export(target.parent / "other")

    assert (target / "words.yaml").exists()
    assert sorted(path.name for path in target.parent.iterdir()) == ["export", "seeds"]
