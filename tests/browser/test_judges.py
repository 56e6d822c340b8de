"""Each judge of pages sees a fault where there is one."""

import pytest

from tests.browser.judges import JUDGES
from tests.browser.kinds import Kind
from tests.browser.looks import DESK

FAULTY = Kind("faulty", "/faulty/", "Faulty")
ELSEWHERE = "https://elsewhere.example/"
HTML = f"""<!doctype html>
<title>Faulty</title>
<style>
  @keyframes on {{ to {{ color: gray }} }}
  div {{ inline-size: 60rem; animation: on 9s infinite; background: black }}
  button {{ appearance: none; border: 0 }}
  a {{ outline: 0 !important }}
</style>
<main>
  <h1>Faulty</h1>
  <div>{"Heavy " * 8000}</div>
  <a href="/">x</a>
  <button type="button">Dead</button>
  <img src="{ELSEWHERE}">
</main>
"""


ANSWERS = {FAULTY.address: (200, lambda: HTML), ELSEWHERE: (200, str)}


@pytest.fixture
def faulty(visitor):
    one = visitor(viewport=DESK, answers=ANSWERS)
    one.visit(FAULTY)
    return one


@pytest.mark.parametrize("name", JUDGES)
def test_each_judge_sees_a_fault(faulty, name):
    assert JUDGES[name](faulty) != []
