import time

from fbss.models import FAQ
from fbss.seeding.drafts import draft_documents, title_of
from fbss.seeding.raw import read_pairs


def drafts_of(text, **options):
    pairs, _faults = read_pairs(text, "raw.txt")
    return draft_documents({"raw.txt": pairs}, **options)


def test_each_question_is_a_draft_of_an_faq():
    (draft,) = drafts_of("Is it rare?\nJul 15, 2017 · It is not rare.")

    assert (draft.kind, draft.key, draft.slug, draft.draft) == (
        "faq",
        "is-it-rare",
        draft.key,
        True,
    )
    assert (draft.file, draft.line) == ("raw.txt", 1)
    values = draft.values()
    assert set(values) == set(FAQ.text_fields())
    assert values["title"] == "Is it rare?"
    assert values["also_asked"] == ["Is it rare?"]
    assert values["body"] == "It is not rare.\n\nJul 15, 2017"
    assert values["short_answer"] == values["topic"] == ""


def test_a_question_asked_twice_is_one_draft_with_both_answers():
    first, second = drafts_of("Why?\nOne.\nWho?\nNobody.\nWhy?\nTwo.\nWhy?\nOne.")

    assert (first.key, first.values()["body"]) == ("why", "One.\n\nTwo.")
    assert second.key == "who"


def test_a_question_in_two_files_is_one_draft():
    one, _faults = read_pairs("Why?\nOne.", "one.txt")
    two, _faults = read_pairs("Why?\nTwo.", "two.txt")

    (draft,) = draft_documents({"one.txt": one, "two.txt": two})

    assert (draft.file, draft.values()["body"]) == ("one.txt", "One.\n\nTwo.")


def test_questions_with_the_same_letters_have_keys_of_their_own():
    keys = [draft.key for draft in drafts_of("Why?\nA\nWhy 2?\nB\nWhy...?\nC\n¿Why?\nD")]

    assert keys == ["why", "why-2", "why-3", "why-4"]


def test_a_key_that_is_not_free_is_left():
    (draft,) = drafts_of(
        "Why?\nOne.", is_free=lambda key, file: (key, file) == ("why-3", "raw.txt")
    )

    assert draft.key == "why-3"


def test_a_long_question_has_a_key_that_fits():
    (draft,) = drafts_of(f"{'very ' * 40}long?\nYes.")

    assert len(draft.key) == 72


def test_a_question_without_latin_letters_has_a_key():
    first, second = drafts_of("痛いですか？\nはい。\nなぜ？\n不明。")

    assert (first.key, second.key) == ("question", "question-2")


def test_very_many_questions_without_latin_letters_are_read_in_a_moment():
    text = "".join(
        f"{chr(0x4E00 + n % 9000)}{chr(0x4E00 + n // 9000)}？\n不明。\n" for n in range(20_000)
    )

    start = time.monotonic()
    keys = {draft.key for draft in drafts_of(text)}

    assert len(keys) == 20_000
    assert time.monotonic() - start < 10


def test_a_title_is_the_question_its_end_or_its_beginning():
    long = "I had a fusion, and then I had another one, and then I had a pump put in, and so on."
    endless = f"{'word ' * 40}?"

    assert title_of("Is it rare?") == "Is it rare?"
    assert title_of(f"{long} {long} What now?") == "What now?"
    assert title_of(endless) == f"{endless[:119].rstrip()}…"
    assert len(title_of("x" * 300)) == 120


def test_html_stays_text():
    (draft,) = drafts_of("Why?\n<script>alert(1)</script>")

    assert draft.values()["body"] == "<script>alert(1)</script>"
