"""A comparison on paper: no heading is left alone at the foot of a sheet."""

import pytest

from tests.browser.sheets import sheets_of

# Chosen because their headings fell there, on one paper or the other.
CHOICES = [
    ("exercise", "spinal-cord-stimulation"),
    ("pain-program", "opioids"),
    ("nsaids", "spinal-cord-stimulation", "repeat-surgery"),
    ("bone-morphogenetic-protein", "no-further-treatment-now", "adhesiolysis"),
]
HEADINGS = """
[...document.querySelectorAll(".compare-table tbody > tr > th, .compare-table-name")]
  .map((one) => one.innerText.trim().split("\\n").pop().trim())
"""


@pytest.mark.parametrize("choice", CHOICES, ids="+".join)
def test_a_printed_comparison_takes_its_headings_along(visitor, choice):
    page = visitor(java_script_enabled=True).page
    address = "&".join(f"t={key}" for key in choice)
    page.goto(f"/treatments/compare/?{address}")
    headings = {bare(one) for one in page.evaluate(HEADINGS)}
    assert len(headings) > len(choice)

    feet = [
        (paper, number, foot)
        for paper in ("A4", "Letter")
        for number, foot in enumerate(feet_of(page, paper), start=1)
    ]

    assert [foot for foot in feet if bare(foot[2]) in headings] == []


def feet_of(page, paper):
    """The last line of each sheet."""
    sheets = sheets_of(page.pdf(format=paper, prefer_css_page_size=True))
    texts = [sheet.strip() for sheet in sheets]
    return [text.splitlines()[-1] for text in texts if text]


def bare(line):
    return " ".join(line.split())
