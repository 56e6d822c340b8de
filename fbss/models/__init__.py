"""What the library holds, one noun a file."""

from .care_card import CareCard
from .code import Code
from .content_change import ContentChange
from .decision import Decision, Step
from .entry import Entry, Redirect, review_due
from .faq import FAQ
from .feedback import Feedback
from .info_page import InfoPage
from .passage import Passage
from .raw_text import RawText
from .revision import Origin, Revision, Significance, State
from .search_document import SearchDocument, SearchStamp, SearchWord
from .search_miss import SearchMiss
from .seed_record import SeedFile, SeedRecord
from .source import Citation, Source, citations_of, cited_keys
from .synonym import Synonym
from .topic import Topic
from .treatment import Treatment
from .word import Word

# Every kind of entry and the model that holds its revisions.
REVISIONS: dict[str, type[Revision]] = {
    model.KIND.value: model for model in (Topic, FAQ, Treatment, InfoPage, Word, CareCard)
}

__all__ = [
    "FAQ",
    "REVISIONS",
    "CareCard",
    "Citation",
    "Code",
    "ContentChange",
    "Decision",
    "Entry",
    "Feedback",
    "InfoPage",
    "Origin",
    "Passage",
    "RawText",
    "Redirect",
    "Revision",
    "SearchDocument",
    "SearchMiss",
    "SearchStamp",
    "SearchWord",
    "SeedFile",
    "SeedRecord",
    "Significance",
    "Source",
    "State",
    "Step",
    "Synonym",
    "Topic",
    "Treatment",
    "Word",
    "citations_of",
    "cited_keys",
    "review_due",
]
