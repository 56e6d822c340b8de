"""A small seed, good in every part, for tests to spoil or change."""

from pathlib import Path

import yaml

from fbss.seeding.faults import FaultySeed
from fbss.seeding.pack import read_pack

RAW = (
    "\ufeffIs it rare?\r\nJul 15, 2017 · It is not rare.\r\n\r\n"
    "Can it be cured?\r\nSurgery cures it...\r\n"
)

TOPIC = {
    "title": "What it is",
    "position": 10,
    "aim": "This page helps you see what it is.",
    "need": "meaning",
    "key_messages": ["You are not alone."],
    "edited": "2026-11-23",
}
FAQ = TOPIC | {
    "title": "How common is it?",
    "topic": "what-it-is",
    "short_answer": "About 1 in 5 people have it. [@weir-2017]",
    "also_asked": ["Is it rare?"],
    "see_also": ["treatments/exercise"],
    "care_cards": ["cauda-equina"],
}
TREATMENT = TOPIC | {
    "title": "Exercise",
    "category": "physical",
    "how_it_works": "It trains your muscles.",
    "what_happens": "You meet a therapist.\n\nYou train at home.",
    "outcomes": [
        {
            "effect": "benefit",
            "outcome": "Less pain",
            "with_it": "48 of 100",
            "without_it": "9 of 100",
            "comparator": "usual care",
            "over": "6 months",
            "source": "weir-2017",
        }
    ],
    "if_nothing": "The pain may stay.",
    "life_impact": "You need time.",
    "suits": ["You can walk."],
    "does_not_suit": ["You have a new fracture."],
    "effort": "An hour a week.",
    "not_known": "Which kind is best.",
    "certainty": [{"scale": "none", "level": "no good studies", "about": "pain"}],
    "alternatives": ["exercise"],
}
SOURCE = {
    "key": "weir-2017",
    "authors": "Weir S and others",
    "year": 2017,
    "kind": "Cohort study",
    "funding": "A public fund",
    "read": "R1",
    "facts": ["FRQ-1"],
}
UNREAD = SOURCE | {"key": "smith-2001", "authors": "Smith J", "read": "R2"}
WORD = {
    "key": "disc",
    "title": "Disc",
    "also_called": ["disk"],
    "group": "anatomy",
    "definition": "A cushion between two bones of the spine.",
    "edited": "2026-11-23",
}
CARD = {
    "key": "cauda-equina",
    "level": "emergency",
    "position": 10,
    "title": "Go now",
    "service": "Call 911",
    "lead": "If any one of these is new",
    "signs": ["Numb between your legs [@weir-2017]"],
    "advice": "One sign is enough.",
    "edited": "2026-11-23",
}
PASSAGE = {
    "key": "S01",
    "file": "raw.txt",
    "number": 1,
    "answered_by": "how-common-is-it",
    "origin": "The website of a clinic.",
    "origin_certainty": "high",
    "verbatim": "yes",
    "severity": "C",
    "verdict": "supported",
    "note": "About 1 in 5 people have it. [@weir-2017]",
}
PASSAGES = [PASSAGE, PASSAGE | {"key": "S02", "number": 2, "verdict": "misleading"}]
SYNONYM = {"lay": "slipped disc", "clinical": "herniated disc", "match": "same"}
CODE = {
    "system": "icd-10-cm",
    "code": "M96.1",
    "title": "Postlaminectomy syndrome",
    "entry": "topics/what-it-is",
}
BODY = "## Where the figure comes from\n\nA study of 10,216 adults. [@weir-2017]"
ITEMS = 10


def write_pack(folder: Path) -> Path:
    """Every kind of file, with one or two items each."""
    folder.mkdir(exist_ok=True)
    write_article(folder, "topics/what-it-is", TOPIC)
    write_article(folder, "faqs/how-common-is-it", FAQ)
    write_article(folder, "treatments/exercise", TREATMENT)
    write_article(folder, "pages/about", TOPIC | {"title": "About this site"})
    write_list(folder, "sources", [SOURCE, UNREAD])
    write_list(folder, "words", [WORD])
    write_list(folder, "cards", [CARD])
    write_list(folder, "passages", PASSAGES)
    write_list(folder, "synonyms", [SYNONYM])
    write_list(folder, "codes", [CODE])
    (folder / "raw.txt").write_bytes(RAW.encode())
    (folder / "README.md").write_text("What this is.")
    return folder


def write_article(folder: Path, name: str, values: dict, body: str = BODY, key: str = "") -> Path:
    path = folder / f"{name}.md"
    path.parent.mkdir(exist_ok=True)
    front = as_yaml({"key": key or path.stem} | values)
    path.write_text(f"---\n{front}---\n{body}\n", encoding="utf-8")
    return path


def write_list(folder: Path, name: str, items: list[dict]) -> None:
    (folder / f"{name}.yaml").write_text(as_yaml(items), encoding="utf-8")


def as_yaml(value: object) -> str:
    """As an author writes it: a day without quotes."""
    text = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=1000)
    return text.replace("'2026-11-23'", "2026-11-23")


def faults_of(folder: Path) -> list[str]:
    """Every fault of a seed, as its author reads it."""
    try:
        read_pack(folder)
    except FaultySeed as faulty:
        return [str(fault) for fault in faulty.faults]
    return []
