"""The table of docs and design, row by row: seed then, seed now, database."""

import pytest

from fbss.seeding.decide import Step, decide


@pytest.mark.parametrize(
    ("then", "now", "held", "step"),
    [
        pytest.param(None, "a", None, Step.CREATED, id="new and absent"),
        pytest.param("a", "a", "a", Step.UNCHANGED, id="same and same"),
        pytest.param("a", "b", "a", Step.UPDATED, id="changed and same"),
        pytest.param("a", "a", "x", Step.KEPT, id="same and edited"),
        pytest.param("a", "b", "b", Step.ADOPTED, id="changed and edited to the same text"),
        pytest.param(None, "a", "a", Step.ADOPTED, id="new and written by an editor"),
        pytest.param("a", "b", "x", Step.CONFLICT, id="changed and edited otherwise"),
        pytest.param(None, "a", "x", Step.CONFLICT, id="new and written otherwise by an editor"),
        pytest.param("a", "a", None, Step.DELETED, id="same and deleted"),
        pytest.param("a", "b", None, Step.DELETED, id="changed and deleted"),
        pytest.param("a", None, "a", Step.GONE, id="gone and present"),
        pytest.param("a", None, "x", Step.GONE, id="gone and edited"),
        pytest.param("a", None, None, None, id="gone and deleted"),
    ],
)
def test_what_happens_to_an_item(then, now, held, step):
    assert decide(then, now, held) is step
