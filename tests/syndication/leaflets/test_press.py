"""fbss.syndication.leaflets.press: one process a leaflet."""

import datetime
import resource
import subprocess
import sys

import pytest

from fbss.content.composition import compose
from fbss.content.references import References
from fbss.content.vocabulary import Kind
from fbss.syndication.leaflets.forms import Paper, Print
from fbss.syndication.leaflets.leaflet import About, leaflet_of
from fbss.syndication.leaflets.press import NotPrinted, printed
from fbss.syndication.site import Site

MOST_SECONDS = 0.2
MADE = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)
PROGRAM = """
import sys
import django
django.setup()
from fbss.syndication.leaflets import shelf
print([name for name in ("typst", "typst._typst") if name in sys.modules])
"""


@pytest.fixture
def long_leaflet():
    paragraphs = ["The pain goes on, and that is nobody's fault. " * 8] * 20
    text = {"title": "A long page", "body": "## Part\n\n" + "\n\n".join(paragraphs)}
    page = compose(Kind.TOPIC, text, References())
    about = About(edited=MADE.date())
    sheet = leaflet_of(page, about, Site("https://pain.example"), "/q/bcdfgh")
    return {**sheet, "size": Print.LARGE, "paper": Paper.LETTER}


def seconds_of_others():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_the_first_leaflet_costs_no_more_than_any_other(long_leaflet):
    before = seconds_of_others()

    pdf = printed(long_leaflet, MADE)

    assert pdf.startswith(b"%PDF-")
    assert seconds_of_others() - before < MOST_SECONDS


def test_a_worker_never_has_the_press_in_its_memory():
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"


def test_a_press_that_stops_says_why(long_leaflet):
    del long_leaflet["title"]

    with pytest.raises(NotPrinted, match='does not contain key "title"'):
        printed(long_leaflet, MADE)
