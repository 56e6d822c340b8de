import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbss.seeding.faults import Fault
from fbss.seeding.raw import Pair, is_question, read_pairs, split_date


def pairs_of(text):
    pairs, faults = read_pairs(text, "raw.txt")
    assert faults == []
    return [(pair.question, pair.answer) for pair in pairs]


def test_a_question_and_the_line_below_it_are_a_pair():
    assert read_pairs("Is it rare?\nNo.", "raw.txt") == (
        [Pair(1, "Is it rare?", "No.", "", first_line=1, last_line=2)],
        [],
    )


def test_a_byte_order_mark_windows_lines_and_blank_lines_are_no_text():
    text = "\ufeffIs it rare?\r\nNo.\r\n\r\n \t\r\nWhy?\r\nNobody knows.\r\n"

    assert pairs_of(text) == [("Is it rare?", "No."), ("Why?", "Nobody knows.")]


def test_a_blank_line_between_question_and_answer_does_not_part_them():
    pairs, faults = read_pairs("Why?\n\nNobody knows.\n", "raw.txt")

    assert faults == []
    assert (pairs[0].first_line, pairs[0].last_line) == (1, 3)


def test_a_date_in_front_is_kept_apart():
    assert split_date("Jul 15, 2017 · Exercise helps.") == ("Exercise helps.", "Jul 15, 2017")


@pytest.mark.parametrize("date", ["Apr 20, 2021", "Sept. 1, 2020", "September 30, 2021"])
def test_a_date_glued_behind_is_kept_apart(date):
    assert split_date(f"It is discouraged.{date}") == ("It is discouraged.", date)


def test_a_date_within_an_answer_stays():
    answer = "It was approved on Apr 20, 2021 in the US."

    assert split_date(answer) == (answer, "")


def test_a_date_alone_is_an_answer():
    assert split_date("Apr 20, 2021") == ("Apr 20, 2021", "")


def test_a_question_of_several_sentences_is_one_question():
    question = "I had a fusion. It still hurts. What now?"

    assert pairs_of(f"{question}\nAsk your team.") == [(question, "Ask your team.")]


@pytest.mark.parametrize("mark", ["？", "؟", "\u037e", "\u2e2e", "⁇"])
def test_question_marks_of_other_scripts_end_a_question(mark):
    assert pairs_of(f"Is it rare{mark}\nNo.") == [(f"Is it rare{mark}", "No.")]


def test_a_question_in_quotes_is_a_question():
    assert is_question('"Is it rare?"')
    assert is_question("Is it rare? ")
    assert not is_question("It is rare.")


def test_an_answer_of_several_lines_keeps_them():
    assert pairs_of("Why?\nOne.\n\n  Two.\nThree.") == [("Why?", "One.\nTwo.\nThree.")]


def test_a_question_asked_twice_is_two_pairs():
    pairs, _faults = read_pairs("Why?\nOne.\nWhy?\nTwo.", "raw.txt")

    assert [(pair.number, pair.question, pair.answer) for pair in pairs] == [
        (1, "Why?", "One."),
        (2, "Why?", "Two."),
    ]


@pytest.mark.parametrize("answer", ["It breaks off ...", "It breaks off…"])
def test_an_answer_that_breaks_off_is_truncated(answer):
    pairs, _faults = read_pairs(f"Why?\n{answer}\nWho?\nNobody.", "raw.txt")

    assert [pair.truncated for pair in pairs] == [True, False]


def test_html_in_an_answer_is_text():
    answer = "<script>alert(1)</script> <b>bold</b>"

    assert pairs_of(f"Why?\n{answer}") == [("Why?", answer)]


def test_an_answer_without_a_question_is_a_fault_with_its_line():
    long = "word " * 20
    pairs, faults = read_pairs(f"\nIt hurts.\n{long}\nWhy?\nBecause.", "raw.txt")

    assert len(pairs) == 1
    assert faults == [
        Fault("raw.txt", 2, "", "expected a question, got 'It hurts.'"),
        Fault("raw.txt", 3, "", f"expected a question, got {long[:60] + '…'!r}"),
    ]


def test_a_question_without_an_answer_is_a_fault_with_its_line():
    pairs, faults = read_pairs("Why?\n\nWho?\nNobody.\nWhen?\n", "raw.txt")

    assert [pair.question for pair in pairs] == ["Who?"]
    assert faults == [
        Fault("raw.txt", 1, "", "expected an answer below this question"),
        Fault("raw.txt", 5, "", "expected an answer below this question"),
    ]


def test_faulty_pairs_do_not_count():
    pairs, _faults = read_pairs("Why?\nWho?\nNobody.", "raw.txt")

    assert [pair.number for pair in pairs] == [1]


@pytest.mark.slow
@pytest.mark.parametrize(
    "line", ["Why does it hurt?\nJul 15, 2017 · It may.\n", "Why? x " * 7, " "]
)
def test_ten_megabytes_are_read_in_seconds(line):
    text = line * (10_000_000 // len(line))

    start = time.monotonic()
    read_pairs(text, "raw.txt")

    assert time.monotonic() - start < 10


LINES = st.lists(
    st.one_of(
        st.text(alphabet=st.characters(exclude_characters="\r\n"), max_size=20),
        st.sampled_from(
            ["Why?", "Who is it？", "It may.", "", "It is.Apr 20, 2021", "Jan 1, 2020 · A"]
        ),
    ),
    max_size=12,
)


@given(lines=LINES, ending=st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_text_is_read_and_every_line_number_is_right(lines, ending):
    text = ending.join(lines)

    pairs, faults = read_pairs(text, "raw.txt")

    shown = [line.strip() for line in text.removeprefix("\ufeff").split(ending)]
    used: list[int] = []
    for pair in pairs:
        assert shown[pair.first_line - 1] == pair.question
        inside = [line for line in shown[pair.first_line : pair.last_line] if line]
        assert shown[pair.last_line - 1] == inside[-1]
        assert "".join(pair.answer.split()) in re.sub(r"\s", "", "".join(inside))
        used += range(pair.first_line, pair.last_line + 1)
    used += [fault.line for fault in faults]
    assert len(used) == len(set(used))
    assert {number for number, line in enumerate(shown, start=1) if line} <= set(used)
