"""Every kind of page, opened once and judged by all judges."""

import pytest

from tests.browser.judges import JUDGES
from tests.browser.kinds import KINDS
from tests.browser.looks import DESK


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_no_judge_finds_a_fault(visitor, kind):
    one = visitor(viewport=DESK)
    one.visit(kind, until="networkidle")

    faults = [f"{name}: {fault}" for name, judge in JUDGES.items() for fault in judge(one)]

    assert faults == []
