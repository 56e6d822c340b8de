import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from fbss.search.index import rebuild
from tests.factories import FAQFactory, PassageFactory, TreatmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def queries(tmp_path):
    path = tmp_path / "queries.tsv"
    lines = ["qid\ttype\tquery\trelevant", "d1\tlay\tzygomancy\t7:3", "n1\tnone\thip cost\t"]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def site():
    faq = FAQFactory(published=True, title="Does zygomancy help?")
    PassageFactory(key="S07", answered_by=faq.entry)
    rebuild()


def run(*arguments, **options):
    output = io.StringIO()
    call_command("evaluate_search", *arguments, stdout=output, **options)
    return output.getvalue()


def test_the_figures_are_printed_one_a_line(site, queries):
    lines = run(queries).splitlines()

    assert lines[0].startswith("1 queries and 1 off topic on ")
    assert [line.split()[0] for line in lines[1:]] == [
        "nDCG@10",
        "MRR",
        "recall@5",
        "no",
        "confident",
        "confident,",
        "p50",
        "p99",
    ]
    assert lines[1].split()[1] == "1.000"


def test_pages_of_other_kinds_are_judged_where_a_query_names_one(site, tmp_path):
    TreatmentFactory(published=True, entry__key="zygomancy", title="Zygomancy")
    rebuild()
    path = tmp_path / "queries.tsv"
    path.write_text("qid\ttype\tquery\trelevant\nd1\tlay\tzygomancy\ttreatments/zygomancy:3\n")

    found = json.loads(run(path, "--json"))

    assert (found["ndcg_at_10"], found["mrr"]) == (1, 1)


def test_the_figures_come_as_json_too(site, queries):
    found = json.loads(run(queries, "--json", "--engine", connection.vendor))

    assert (found["engine"], found["file"]) == (connection.vendor, "queries.tsv")
    assert (found["ndcg_at_10"], found["mrr"], found["recall_at_5"]) == (1, 1, 1)
    assert (found["zero_results"], found["confident_off_topic"]) == (0, 0)
    assert found["p99"] >= found["p50"] > 0


def test_another_engine_than_the_databases_is_refused(site, queries):
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]

    with pytest.raises(CommandError, match="DATABASE_URL names a"):
        run(queries, "--engine", other)


def test_a_site_without_index_is_told_what_to_do(queries):
    with pytest.raises(CommandError, match="run load_seed, or rebuild_search"):
        run(queries)


def test_a_faulty_file_is_named_with_its_line(site, tmp_path):
    path = tmp_path / "faulty.tsv"
    path.write_text("qid\ttype\tquery\trelevant\nd1\tlay\tpump\t7\n")

    with pytest.raises(CommandError, match=r"faulty\.tsv:2: expected a grade from 1 to 3"):
        run(path)
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "gone.tsv")
