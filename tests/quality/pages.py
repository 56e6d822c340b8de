"""Sound pages of each kind, in which each test breaks one thing."""

import copy
import datetime

from fbss.content.vocabulary import Kind
from fbss.quality.page import Facts, Library, Page, SourceFacts

DAY = datetime.date(2026, 11, 23)
LIBRARY = Library(
    sources={
        "trial": SourceFacts("trial", "Trial", "A charity paid", "R1"),
        "unread": SourceFacts("unread", "Trial", "A charity paid", "R2"),
        "silent": SourceFacts("silent", "Trial", "", "R1"),
    },
    medical_names=frozenset({"spinal cord stimulation"}),
    explained=frozenset({"spinal cord stimulation"}),
    authors=("The editors",),
    names_funding=True,
)

_ARTICLE = {
    "title": "Pain after back surgery",
    "aim": "This page helps you weigh up a choice for pain after back surgery.",
    "need": "treatment",
    "also_called": ["PSPS"],
    "key_messages": ["Many people feel pain. [@trial]", "You have a choice."],
    "what_you_can_do": ["Write down your questions.", "Take a friend with you."],
    "questions_to_ask": ["What can I expect?", "What else is there?"],
    "care_cards": [],
    "see_also": ["topics/outlook"],
    "tier": "standard",
    "edited": "2026-11-23",
    "body": "## What we know\n\nYou may feel pain. [@trial]\n\n## What we ask\n\nNobody knows why.",
}
_OUTCOME = {
    "effect": "benefit",
    "outcome": "At least half of the pain gone",
    "with_it": "48 of 100",
    "without_it": "9 of 100",
    "comparator": "usual care",
    "over": "6 months",
    "source": "trial",
    "note": "",
}
_TREATMENT = {
    "category": "physical",
    "how_it_works": "You move your back a little more on each day.",
    "what_happens": "You meet a coach. You make a plan.",
    "outcomes": [
        _OUTCOME,
        _OUTCOME | {"effect": "harm", "outcome": "New pain in the back or legs"},
    ],
    "if_nothing": "Nobody followed people without care, so nobody knows for sure.",
    "life_impact": "You need time for it on most days of the week.",
    "suits": ["You can walk."],
    "does_not_suit": ["You have a new emergency sign."],
    "effort": "It takes an hour a day.",
    "not_known": "We do not know how long the gain lasts for you.",
    "certainty": [{"scale": "grade", "level": "low", "about": "Pain", "source": "trial"}],
    "alternatives": ["opioids", "repeat-surgery"],
}
_MORE = {
    Kind.TOPIC: {},
    Kind.FAQ: {"topic": "outlook", "short_answer": "Yes. [@trial]", "also_asked": []},
    Kind.TREATMENT: _TREATMENT,
    Kind.PAGE: {},
}


def text(kind, **changes):
    """A sound text of a kind, with some fields changed."""
    return copy.deepcopy({**_ARTICLE, **_MORE[kind], **changes})


def facts(kind, **changes):
    told = {"review_due_on": DAY, "today": DAY, "checked_by_clinician": True, "library": LIBRARY}
    return Facts(kind, **{**told, **changes})


def page(kind=Kind.TREATMENT, *, facts_of=None, **changes):
    return Page(text(kind, **changes), facts(kind, **(facts_of or {})))


def outcome(**changes):
    return {**_OUTCOME, **changes}


def fields_found(criterion, found_in):
    """The fields in which a criterion finds something."""
    return [finding.field for finding in criterion.findings(found_in)]
