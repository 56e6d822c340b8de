"""The closed vocabularies: each value as the seed files write it, with its label in plain words."""

from enum import StrEnum
from typing import Self


class Vocabulary(StrEnum):
    """A closed list of values. The value is permanent, the label may be reworded."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Value and label of each member, in order, as forms ask for them."""
        return [(member.value, member.label) for member in cls]

    @classmethod
    def values(cls) -> tuple[str, ...]:
        """The values alone, in order, as sentences about faults list them."""
        return tuple(member.value for member in cls)


class Kind(Vocabulary):
    """What an entry of the library is."""

    TOPIC = "topic", "Topic"
    FAQ = "faq", "Question"
    TREATMENT = "treatment", "Treatment"
    PAGE = "page", "About this site"
    WORD = "word", "Word"
    CARD = "card", "Care card"

    @property
    def folder(self) -> str:
        """How references begin: `faqs/how-common-is-it`."""
        return f"{self.value}s"

    @property
    def taken_addresses(self) -> frozenset[str]:
        """Addresses among those of its entries at which another page of the site stands."""
        return _TAKEN.get(self, frozenset())

    @classmethod
    def of_folder(cls, folder: str) -> Self:
        """The kind whose references begin so."""
        return cls(folder.removesuffix("s"))


_TAKEN = {Kind.TREATMENT: frozenset({"compare"}), Kind.PAGE: frozenset({"claims"})}


class Need(Vocabulary):
    """The eight things patients ask a leaflet for."""

    MEANING = "meaning", "What it is"
    CAUSES = "causes", "Why it happens"
    TESTS = "tests", "Tests and scans"
    OUTLOOK = "outlook", "What to expect"
    TREATMENT = "treatment", "Treatment choices"
    SELF_CARE = "self-care", "What you can do yourself"
    FLARE_UPS = "flare-ups", "Flare-ups"
    SUPPORT = "support", "Support and daily life"


class Tier(Vocabulary):
    """How often a text is reviewed."""

    STANDARD = "standard", "Every 12 months"
    SAFETY = "safety", "Every 6 months: emergency and medicines"

    @property
    def months(self) -> int:
        """Months from one review to the next."""
        return 6 if self is Tier.SAFETY else 12


class Category(Vocabulary):
    """The kinds of treatment, in the order in which a list shows them."""

    PHYSICAL = "physical", "Physical therapy and exercise"
    PSYCHOLOGICAL = "psychological", "Psychological care and programs"
    MEDICATION = "medication", "Medicines"
    INTERVENTIONAL = "interventional", "Injections and other procedures"
    NEUROMODULATION = "neuromodulation", "Stimulators and pain pumps"
    REOPERATION = "reoperation", "Another operation"
    NONE = "none", "No further treatment now"
    OTHER = "other", "Other treatments"


class Effect(Vocabulary):
    """Which way an outcome of a treatment counts."""

    BENEFIT = "benefit", "Benefit"
    HARM = "harm", "Harm"


class Scale(Vocabulary):
    """Whose scale a level of certainty is on. A level is never moved to another scale."""

    GRADE = "grade", "GRADE"
    NICE = "nice", "NICE wording"
    NASS = "nass", "NASS levels of evidence"
    CDC = "cdc", "CDC recommendation category and evidence type"
    COCHRANE_BEFORE_GRADE = "cochrane-before-grade", "Cochrane, before GRADE"
    AUTHORS_OWN = "authors-own", "The authors' own scale"
    NONE = "none", "No scale"

    @property
    def levels(self) -> tuple[str, ...] | None:
        """The levels of the scale from best to worst; None where any short text may stand."""
        return _LEVELS.get(self)


_LEVELS = {
    Scale.GRADE: ("high", "moderate", "low", "very low"),
    Scale.NICE: ("offer", "consider", "option", "do not offer"),
    Scale.NONE: ("no good studies",),
}


class CardLevel(Vocabulary):
    """How soon the reader of a care card needs help."""

    EMERGENCY = "emergency", "Emergency: get help now"
    SAME_DAY = "same-day", "Call today"
    ASK_SOON = "ask-soon", "Ask soon"


class WordGroup(Vocabulary):
    """What a word of the glossary is about."""

    ANATOMY = "anatomy", "Parts of the body"
    CAUSE = "cause", "Causes"
    COMPLICATION = "complication", "Complications"
    CONDITION = "condition", "Conditions"
    EMERGENCY = "emergency", "Emergencies"
    GENERAL = "general", "General words"
    MEDICINE = "medicine", "Medicines"
    PROCEDURE = "procedure", "Procedures"
    RESEARCH = "research", "Research"
    SURGERY = "surgery", "Surgery"
    SYMPTOM = "symptom", "Symptoms"
    TEST = "test", "Tests"
    TREATMENT = "treatment", "Treatments"


class Severity(Vocabulary):
    """What a passage of the raw seed could do to a reader without correction."""

    A = "A", "Can mislead or harm"
    B = "B", "Misleading or one-sided"
    C = "C", "Weak, a duplicate or off in tone"


class Verdict(Vocabulary):
    """What the claim check found about a passage."""

    SUPPORTED = "supported", "Supported"
    PARTLY_SUPPORTED = "partly-supported", "Partly supported"
    OUT_OF_DATE = "out-of-date", "Out of date"
    MISLEADING = "misleading", "Misleading"
    NO_ANSWER = "no-answer", "Does not answer the question"


class Match(Vocabulary):
    """How a lay word stands to the medical word."""

    SAME = "same", "Means the same"
    RELATED = "related", "Broader, narrower or unclear"
    SEARCH_ONLY = "search-only", "For search only, never shown"
    BRAND = "brand", "Brand or name of a person"
    SPELLING = "spelling", "Another spelling"


class Urgency(Vocabulary):
    """How urgent it may be when somebody searches for a word."""

    NONE = "none", "Not urgent"
    SAME_DAY = "same-day", "Call today"
    EMERGENCY = "emergency", "Emergency"


class ReadStatus(Vocabulary):
    """Whether a source was read. Only a source that was read supports a statement."""

    R1 = "R1", "Read"
    R1S = "R1s", "Read in a second-hand official text"
    R2 = "R2", "Not read yet: open first"
    M = "M", "From memory, not read"

    @property
    def citable(self) -> bool:
        """Whether a published statement may rest on it."""
        return self in (ReadStatus.R1, ReadStatus.R1S)


class OriginCertainty(Vocabulary):
    """How sure we are where a passage comes from."""

    HIGH = "high", "Sure"
    MEDIUM = "medium", "Fairly sure"
    LOW = "low", "Not sure"
    NONE = "none", "Not found"


class Verbatim(Vocabulary):
    """Whether a passage repeats its origin word for word."""

    YES = "yes", "Word for word"
    PROBABLE = "probable", "Probably word for word"
    UNKNOWN = "unknown", "Not known"
