import math

import pytest

from fbss.content.vocabulary import Kind
from fbss.search.judged import (
    Answer,
    FaultyJudgements,
    Judged,
    figures,
    ideal,
    ndcg,
    percentile,
    read_judged,
    recall,
    reciprocal_rank,
)

EXPECTED = (
    "expected a grade from 1 to 3 behind a passage or a page, as 37:3 or treatments/pain-pump:3"
)


def write(path, *lines):
    path.write_text("\n".join(["qid\ttype\tquery\trelevant", *lines]), encoding="utf-8")
    return path


def test_a_file_is_read_with_passages_by_number(tmp_path):
    path = write(tmp_path / "q.tsv", 'd1\tlay\tdrug "pump\t33:3 2:1', "n1\tnone\thip\t")

    assert read_judged(path) == [
        Judged("d1", "lay", 'drug "pump', {"S33": 3, "S02": 1}),
        Judged("n1", "none", "hip", {}),
    ]


def test_pages_are_named_as_everywhere_and_their_kinds_are_judged(tmp_path):
    path = write(tmp_path / "q.tsv", "d1\tlay\tpump\t33:3 treatments/pain-pump:2")

    [judged] = read_judged(path)

    assert judged.grades == {"S33": 3, "treatments/pain-pump": 2}
    assert judged.kinds == {Kind.FAQ, Kind.TREATMENT}
    assert Judged("d1", "lay", "pump", {"S33": 3}).kinds == {Kind.FAQ}


def test_further_columns_are_left_alone(tmp_path):
    path = tmp_path / "q.tsv"
    path.write_text("qid\ttype\tquery\trelevant\told\nd1\tlay\tpump\t33:3\t2:1\nn1\tnone\thip\n")

    assert [judged.grades for judged in read_judged(path)] == [{"S33": 3}, {}]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("d1\tlay\tpump\t33", f"q.tsv:2: {EXPECTED}, got '33'"),
        ("d1\tlay\tpump\t33:9", f"q.tsv:2: {EXPECTED}, got '33:9'"),
        ("d1\tlay\tpump\tpumps/pain:3", f"q.tsv:2: {EXPECTED}, got 'pumps/pain:3'"),
        ("d1\tlay\tpump\t", "q.tsv:2: a query has grades, or the type none"),
        ("d1\tnone\tpump\t3:1", "q.tsv:2: a query has grades, or the type none"),
    ],
)
def test_a_fault_names_its_line(tmp_path, line, message):
    with pytest.raises(FaultyJudgements, match=r".*") as raised:
        read_judged(write(tmp_path / "q.tsv", line))

    assert str(raised.value) == f"{tmp_path}/{message}"


def test_missing_columns_are_named(tmp_path):
    (tmp_path / "q.tsv").write_text("id\tquery\n")

    with pytest.raises(FaultyJudgements, match="no column qid, type"):
        read_judged(tmp_path / "q.tsv")


def test_two_passages_of_one_faq_count_once_with_the_better_grade():
    judged = Judged("d1", "lay", "pump", {"S38": 2, "S45": 3, "S01": 1})

    assert ideal(judged, {"S38": "a", "S45": "a", "S01": "b"}) == [3, 1]


def test_the_measures():
    assert ndcg([3, 2], [3, 2]) == 1
    assert ndcg([0, 3], [3]) == pytest.approx(1 / math.log2(3))
    assert ndcg([], [3]) == 0
    assert reciprocal_rank([0, 1, 2], [3, 2, 1]) == pytest.approx(1 / 3)
    assert reciprocal_rank([1], [1]) == 1
    assert recall([3, 0, 2], [3, 2, 2]) == pytest.approx(2 / 3)
    assert percentile([1, 2, 3, 4], 50) == 2
    assert percentile([], 99) == 0


def test_the_figures_of_a_run():
    on = Judged("d1", "lay", "pump", {"S01": 3})
    off = Judged("n1", "none", "hip", {})
    answers = [
        (on, Answer([["S02"], ["S01"]], 2, is_confident=True, seconds=0.01)),
        (off, Answer([], 1, is_confident=True, seconds=0.03)),
    ]

    found = figures(answers, {"S01": "a", "S02": "b"}, [0.01, 0.03])

    assert found.mrr == 0.5
    assert (found.zero_results, found.confident, found.confident_off_topic) == (0, 1, 1)
    assert (found.p50, found.p99) == (10, 30)
